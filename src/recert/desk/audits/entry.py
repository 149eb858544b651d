"""One entry: the claim beside its evidence, what the checks found, what each decision would do, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.audits.actions import Step, claim, compare, decide, release
from recert.audits.models import Audit, Decision
from recert.audits.outlook import outlook
from recert.audits.transitions import BY_VERB, Transition, possible
from recert.desk.audits.consequences import told
from recert.desk.audits.queue import read_filter
from recert.desk.audits.sheet import sheet
from recert.desk.audits.words import KINDS, chosen_told, state_told
from recert.desk.forms import posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.policy.measure_words import quantity_of
from recert.policy.serving_words import shares
from recert.records import clock
from recert.records.actions import Refused
from recert.records.progress import progress
from recert.records.types import type_on_record

KEYS: Final = {"accept": "a", "return": "r", "reject": "x", "grant": "g", "refuse": "f", "reopen": "o", "revisit": "o"}
"""The key that presses each button."""

ANSWERS: Final = {"same": True, "other": False}
"""What a person says of two pictures, as the buttons send it."""


class DecisionForm(forms.Form):
    """What goes with a decision. Which of it is needed is in the table of transitions."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Words to the candidate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to return or to reject. The candidate reads them."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, visit: Visit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = visit.policy.audit
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Choose one")),
            *((each.key, each.sentence) for each in (rules.reasons if rules else ())),
        ]


@staff_who_may("audit.view")
def show(request: HttpRequest, visit: Visit, audit: int) -> HttpResponse:
    """The entry and its decision. Whoever may decide takes it in hand by a button, or by deciding."""
    found = audit_of(visit, audit)
    wanted = read_filter(visit, request.GET)
    form = DecisionForm(visit, posted(request), initial={"seen": found.version})
    if "compare" in request.POST:
        _compare(request, visit, found)
        found = audit_of(visit, audit)
        form = _kept(visit, request, found)
    elif request.method == "POST":
        done = _posted(request, visit, found, form)
        if done == "decided":
            return _onward(request, visit, found, wanted.query())
        if done:
            return redirect(f"{reverse('desk:audit', args=[visit.program, found.pk])}?{wanted.query()}")
        found = audit_of(visit, audit)
    visit.looks_at(found.activity.candidate)
    context = {**visit.context("audits"), "form": form, "shown": wanted, **page(visit, found)}
    return render(request, "desk/audits/show.html", context)


def audit_of(visit: Visit, key: int) -> Audit:
    """The program's audit with this key; Http404 for none."""
    found = (
        Audit.objects.select_related("activity__candidate__user", "claim").filter(pk=key, program=visit.program).first()
    )
    if found is None:
        raise Http404
    return found


def _posted(request: HttpRequest, visit: Visit, audit: Audit, form: DecisionForm) -> str:
    """What was done: "held", "decided", or nothing, with the reasons in the form."""
    if not visit.may("audit.decide") and not visit.may("appeal.decide"):
        raise Http404
    if "claim" in request.POST:
        taken = claim(visit.user, audit)
        if isinstance(taken, Refused):
            messages.error(request, taken.problems[0].sentence)
        return "held"
    if "release" in request.POST:
        release(visit.user, audit)
        return "held"
    if not form.is_valid():
        return ""
    verb = request.POST.get("verb", "")
    if verb not in BY_VERB:
        form.add_error(None, _("Choose what to decide."))
        return ""
    told = form.cleaned_data
    done = decide(visit.user, audit, Step(verb, told["reason"], told["words"], told["seen"]))
    if isinstance(done, Refused):
        refuse(form, done)
        return ""
    messages.success(request, decided_told(BY_VERB[verb], audit))
    return "decided"


def _compare(request: HttpRequest, visit: Visit, audit: Audit) -> None:
    """Keeps what was said of two files: they stand in the button's value, with the answer."""
    if not visit.may("audit.decide"):
        raise Http404
    *files, answer = request.POST["compare"].split(":")
    if answer in ANSWERS:
        refused = compare(visit.user, audit, frozenset(files), same=ANSWERS[answer])
        if refused:
            messages.error(request, refused.problems[0].sentence)


def _kept(visit: Visit, request: HttpRequest, audit: Audit) -> DecisionForm:
    """The decision as far as it was typed, for the entry as it is now: comparing is no decision."""
    typed = {name: request.POST.get(name, "") for name in ("reason", "words")}
    return DecisionForm(visit, initial={**typed, "seen": audit.version})


def decided_told(step: Transition, audit: Audit) -> str:
    """What was done, for the message on the next page."""
    return _("%(what)s: %(name)s.") % {"what": step.title, "name": audit.activity.name}


def _onward(request: HttpRequest, visit: Visit, audit: Audit, query: str) -> HttpResponse:
    """To the queue, where the next one is taken."""
    return redirect(f"{reverse('desk:audits', args=[visit.program])}?{query}")


def page(visit: Visit, audit: Audit) -> Mapping[str, Any]:
    """All that is shown of an entry. A fixed number of queries."""
    activity = audit.activity
    candidate = activity.candidate
    kind = type_on_record(visit.policy, activity.type)
    mine = candidate.user_id == visit.user.pk
    steps = () if mine else possible(audit.state, visit.roles)
    seen = progress(candidate)
    return {
        "audit": audit,
        "activity": activity,
        "candidate": candidate,
        "kind": kind,
        "much": quantity_of(kind, activity.quantity),
        "parts": shares(visit.policy, activity.parts),
        "state": state_told(audit.state),
        "state_kind": KINDS[Audit.State(audit.state)],
        "chosen": chosen_told(audit.chosen),
        "files": list(activity.evidence.order_by("added_at", "pk")),
        "sheet": sheet(visit, audit),
        "steps": steps,
        "keys": KEYS,
        "own": mine,
        "held": audit.claimed_by_other(visit.user.pk, clock.now()),
        "in_hand": audit.claim_id == visit.user.pk
        and audit.claimed_until is not None
        and audit.claimed_until > clock.now(),
        "can_reject": any(step.asks == "reason" for step in steps),
        "key_list": key_list(steps),
        "outlooks": [(step, told(visit, outlook(visit.policy, seen, activity, step))) for step in steps],
        "decisions": decisions(visit, audit),
        "record": record_of(candidate.pk),
    }


def key_list(steps: tuple[Transition, ...]) -> str:
    """What each key does, for the line that tells it."""
    others = (("T", _("Take in hand")), ("L", _("Release")), ("N", _("Take the next one")))
    return ", ".join(f"{key.upper()} {title}" for key, title in [*((KEYS[s.verb], s.title) for s in steps), *others])


@dataclass(frozen=True, slots=True)
class Told:
    """One step that was taken."""

    decision: Decision
    title: str
    by: str
    reason: str


def decisions(visit: Visit, audit: Audit) -> list[Told]:
    """What was done about it so far."""
    rules = visit.policy.audit
    reasons = {each.key: each.sentence for each in rules.reasons} if rules else {}
    return [
        Told(
            decision=row,
            title=str(BY_VERB[row.verb].title),
            by=str(row.by) if row.by_id else _("the system"),
            reason=reasons.get(row.reason, row.reason),
        )
        for row in audit.decisions.select_related("by")
    ]


def record_of(candidate: int) -> dict[str, int]:
    """How a candidate's other entries fared: how many there are, were accepted by a person, and were rejected."""
    states = list(Audit.objects.filter(activity__candidate=candidate).values_list("state", flat=True))
    rejected = sum(state in {Audit.State.REJECTED, Audit.State.REFUSED} for state in states)
    return {"all": len(states), "accepted": states.count(Audit.State.ACCEPTED), "rejected": rejected}
