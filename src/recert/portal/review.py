"""The audit of one's own renewal: what is asked, until when, what became of it, and the answers to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.audits.actions import Turn, answer_review
from recert.audits.models import Review, ReviewStep
from recert.audits.rested import level_of, rests_on
from recert.audits.reviews import TABLE
from recert.audits.transitions import Transition, for_candidate
from recert.design.formats import day
from recert.people.models import Candidate
from recert.people.prepared import Given, Prepared, key
from recert.policy.model import Policy
from recert.portal.visit import Visit, candidates_only
from recert.records import clock, programs
from recert.records.refusal import Refused

State = Review.State
ANSWERED: Final = Q(state__in=(State.ASKED, State.OVERDUE)) | Q(state=State.FAILED, due__isnull=False)
"""Reviews in which the candidate is to do something, or may."""
SAID: Final = ("extend", "pass", "fail", "grant", "refuse", "call off")
"""Steps whose words the candidate reads on the page; those with more time only while it runs."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a review stands, for its candidate: a few words, what they mean, and how that looks."""

    review: Review
    level: str
    kind: str
    title: str
    sentence: str


class WordsForm(forms.Form):
    """What the candidate says to whoever audits."""

    words = forms.CharField(
        label=gettext_lazy("Your words to the auditors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


_ANSWERED: Final = Prepared(lambda: own_reviews(key(0)).filter(ANSWERED).values_list("pk"))


def own_reviews(candidate: Candidate | Given) -> QuerySet[Review]:
    """The candidate's, also of renewals that stayed with a record that was merged into this one."""
    mine = Q(renewal__candidate=candidate) | Q(renewal__candidate__merged_into=candidate)
    return Review.objects.filter(mine).select_related("renewal__candidate__merged_into").order_by("pk")


def asked_of(policy: Policy, candidate: Candidate) -> list[Told]:
    """What the candidate is to be told of on every visit. For nearly everybody it is nothing: one cheap query."""
    found = [each for (each,) in _ANSWERED.all(candidate.pk)]
    if not found:
        return []
    reviews = own_reviews(candidate).filter(pk__in=found).defer("renewal__statement")
    return [told(policy, review) for review in reviews]


def told(policy: Policy, review: Review) -> Told:
    """How a review stands, in words for its candidate."""
    level = level_of(policy, review.renewal)
    kind, title, sentence = _words(review)
    values = {"level": level, "until": day(review.due) if review.due else ""}
    return Told(review, level, kind, title % values, sentence % values)


def _words(review: Review) -> tuple[str, str, str]:
    appeal = _("You can appeal until %(until)s: somebody else decides then.") if review.due else _("This is final.")
    return {
        State.ASKED: (
            "warn",
            _("Evidence is asked for until %(until)s"),
            _("Your renewal of %(level)s was drawn for an audit. It holds meanwhile. See that every activity it rests "
              "on has its evidence, then say that it is complete."),
        ),
        State.OVERDUE: (
            "warn",
            _("The deadline has passed"),
            _("An auditor will decide about your renewal of %(level)s by what is there. Until then you can still add "
              "evidence and say that it is complete."),
        ),
        State.PROVIDED: (
            "plain",
            _("An auditor will look at your renewal of %(level)s"),
            _("It holds meanwhile, and there is nothing you have to do."),
        ),
        State.PASSED: ("good", _("Your renewal of %(level)s passed its audit"), _("There is nothing you have to do.")),
        State.FAILED: ("stop", _("Your renewal of %(level)s failed its audit"), appeal),
        State.APPEALED: (
            "plain",
            _("Your appeal waits for a decision"),
            _("Somebody who did not decide before looks at your renewal of %(level)s."),
        ),
        State.REFUSED: (
            "stop",
            _("Your renewal of %(level)s failed its audit, and your appeal was refused"),
            _("This is final."),
        ),
        State.CALLED_OFF: (
            "plain",
            _("The audit of your renewal of %(level)s was called off"),
            _("It ended without an outcome, and there is nothing you have to do."),
        ),
    }[State(review.state)]  # fmt: skip


@candidates_only
def show(request: HttpRequest, visit: Visit, review: int) -> HttpResponse:
    """All that the renewal rests on with its evidence, and the form of what can be done."""
    found = own_reviews(visit.candidate).select_related("round").filter(pk=review).first()
    if found is None:
        raise Http404
    policy = programs.current(visit.program)
    steps = steps_of(found, policy)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verb = request.POST.get("verb", "")
        if verb not in {step.verb for step in steps}:
            messages.info(request, _("This was changed meanwhile. Look at how it stands now."))
            return redirect("review", visit.program, found.pk)
        done = answer_review(visit.user, found, Turn(verb, form.cleaned_data["words"]))
        if not isinstance(done, Refused):
            messages.success(request, _done(verb))
            return redirect("review", visit.program, found.pk)
        for problem in done.problems:
            form.add_error(problem.field or None, problem.sentence)
    rows, turns = rests_on(policy, found.renewal), list(found.steps.all())
    context: dict[str, Any] = {
        **visit.context("progress"),
        "policy": policy,
        "told": told(policy, found),
        "review": found,
        "rows": rows,
        "lacking": [row for row in rows if row.in_question and not row.files],
        "said": _said(found, turns),
        "story": _story(found, turns),
        "steps": steps,
        "form": form,
    }
    return render(request, "portal/review/show.html", context, status=422 if form.errors else 200)


def steps_of(review: Review, policy: Policy) -> tuple[Transition, ...]:
    """What the candidate can do here and now."""
    late = review.due is None or clock.today(policy) > review.due
    return tuple(step for step in for_candidate(review.state, TABLE) if not (step.verb == "appeal" and late))


def _said(review: Review, turns: list[ReviewStep]) -> str:
    """What the staff said last, if they said anything."""
    theirs = [turn for turn in turns if turn.verb in SAID]
    return theirs[-1].words if theirs and (theirs[-1].verb != "extend" or review.state == State.ASKED) else ""


def _story(review: Review, turns: list[ReviewStep]) -> list[tuple[datetime, str, str]]:
    """When what happened, with the words that were said, from the draw on."""
    begun = (review.round.started_at, _("Drawn, and asked for evidence."), "")
    return [begun, *((turn.at, _happened(turn), turn.words) for turn in turns)]


def _happened(turn: ReviewStep) -> str:
    """A step in words for the candidate. Which of the staff took it stays with the staff."""
    return {
        "provide": _("You said that your evidence is complete."),
        "expire": _("The deadline passed."),
        "extend": _("You were given more time, until %(until)s.") % {"until": day(turn.until) if turn.until else ""},
        "pass": _("It passed."),
        "fail": _("It failed."),
        "appeal": _("You appealed."),
        "grant": _("Your appeal was granted: it passed."),
        "refuse": _("Your appeal was refused."),
        "call off": _("It was called off."),
    }[turn.verb]


def _done(verb: str) -> str:
    return {
        "provide": _("Sent to the auditors. Your renewal holds meanwhile."),
        "appeal": _("Your appeal was sent. Somebody who did not decide before looks at it."),
    }[verb]
