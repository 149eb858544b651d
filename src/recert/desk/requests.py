"""Requests of candidates, and reports of abuse: the queue, and one request with the decision about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import day
from recert.desk.confirming import confirmed, seal
from recert.desk.forms import DayField, ReasonField, page_number, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import change_told, put_off_told, required_told
from recert.people.models import Candidate
from recert.people.naming import longest_first, names
from recert.people.queries import named
from recert.policy import history as rules
from recert.records.circumstances import extended_name
from recert.records.progress import progress
from recert.records.refusal import Refused
from recert.records.what_if import DRAFT, with_award, with_extension
from recert.requests.actions import Decision, decide
from recert.requests.models import Request
from recert.requests.transitions import STAFF, Transition, is_own, possible

SIZE: Final = 25
Kind, State = Request.Kind, Request.State
STATES: Final = {
    State.OPEN: "warn",
    State.GRANTED: "good",
    State.REFUSED: "stop",
    State.WITHDRAWN: "held",
    State.LOOKED_INTO: "good",
    State.NOTHING_FOUND: "held",
}


class DecisionForm(forms.Form):
    """What becomes of a request, and why. `version` is the request's, `seen` what the person was shown."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of these.")},
    )
    until = DayField(
        label=gettext_lazy("Extended until"), help_text=gettext_lazy("The day asked for, or a nearer one.")
    )
    awarded = DayField(label=gettext_lazy("Awarded on"))
    words = ReasonField(help_text=gettext_lazy("Whoever asked will read it, and your colleagues."))
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: Request, steps: Iterable[Transition], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.steps = {step.verb: step for step in steps}
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(step.verb, str(step.title)) for step in self.steps.values()]
        for name, kind in (("until", Kind.EXTENSION), ("awarded", Kind.UPGRADE)):
            if asked.kind != kind:
                del self.fields[name]
        meant = self.steps.get(self.data.get("decision", ""))
        if self.is_bound and (meant is None or meant.verb != "grant"):
            for name in ("until", "awarded"):
                if name in self.fields:
                    self.fields[name].required = False
        self.fields["words"].required = not meant or meant.reasoned

    @property
    def chosen(self) -> date | None:
        """The day that a grant needs, of those that do."""
        found: date | None = self.cleaned_data.get("until") or self.cleaned_data.get("awarded")
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list: what it asks for, and how its state looks."""

    asked: Request
    what: str
    kind: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the queue: its words, its address, and whether this is it."""

    title: str | Promise
    query: str
    here: bool


def visible(visit: Visit) -> QuerySet[Request]:
    """What this person may look at: reports are for those who decide about them.

    What a merge left behind was asked for twice; the other one is here.
    """
    everything = Request.objects.filter(program=visit.program, candidate__merged_into=None)
    found = everything.select_related("candidate", "decided_by")
    return found if visit.may(STAFF) else found.exclude(kind=Kind.REPORT)


def line(visit: Visit, asked: Request) -> Line:
    """A request as lists show it."""
    return Line(asked, what_asked(visit, asked), STATES[State(asked.state)])


def concerning(visit: Visit, candidate: Candidate, traces: Sequence[str]) -> tuple[Line, ...]:
    """What a candidate asked for, the latest first, and reports that name them, to those who decide about reports.

    One query. `traces` are what they are named by; the database leaves out reports without the longest word of any.
    """
    parts = {max(trace.split(), key=len) for trace in longest_first(traces)}
    told = [Q(about__icontains=part) | Q(words__icontains=part) for part in sorted(parts)]
    reported = Q(kind=Kind.REPORT) & reduce(or_, told)
    found = visible(visit).filter(Q(candidate=candidate) | reported).order_by("-pk")
    mine = (each for each in found if each.candidate or names(traces, f"{each.about} {each.words}"))
    return tuple(line(visit, each) for each in mine)


@staff_who_may("candidate.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open ones first come oldest first; what was decided, the latest first."""
    state = request.GET.get("state", State.OPEN)
    kind = request.GET.get("kind", "")
    found = visible(visit)
    found = found.filter(state=state) if state in State.values else found
    found = found.filter(kind=kind) if kind in Kind.values else found
    page = Paginator(found.order_by("pk" if state == State.OPEN else "-pk"), SIZE).get_page(page_number(request))
    context = {
        **visit.context("requests"),
        "page": page,
        "lines": [line(visit, each) for each in page.object_list],
        "states": filters("state", [*State.choices, ("all", _("All"))], state, {"kind": kind}),
        "kinds": filters("kind", [("", _("All kinds")), *_kinds(visit)], kind, {"state": state}),
        "query": urlencode({"state": state, "kind": kind}) + "&",
    }
    return render(request, "desk/requests/index.html", context)


def _kinds(visit: Visit) -> list[tuple[str, str | Promise]]:
    return [(value, title) for value, title in Kind.choices if value != Kind.REPORT or visit.may(STAFF)]


def filters(
    name: str, choices: Iterable[tuple[str, str | Promise]], chosen: str, other: dict[str, str]
) -> list[Filter]:
    """The links that choose one of these, keeping the other choice."""
    return [Filter(title, urlencode({**other, name: value}), value == chosen) for value, title in choices]


def what_asked(visit: Visit, asked: Request) -> str:
    """What a request asks for, in a line, as staff read it."""
    if asked.kind == Kind.EXTENSION and asked.until:
        values = {"name": extended_name(visit.policy, asked.code), "until": day(asked.until)}
        return _("%(name)s until %(until)s") % values
    if asked.kind == Kind.UPGRADE:
        return _("%(target)s in place of %(code)s") % {"target": asked.target, "code": asked.code}
    return asked.name if asked.kind == Kind.NAME else _("About %(whom)s") % {"whom": asked.about}


@staff_who_may("candidate.view")
def show(request: HttpRequest, visit: Visit, asked: int) -> HttpResponse:
    """One request, what granting it would do, and the decision where this person may take it."""
    found = visible(visit).filter(pk=asked).first()
    if found is None:
        raise Http404
    if found.candidate:
        visit.looks_at(found.candidate)
    steps = [step for step in possible(found, visit.user) if step.who == STAFF]
    if request.method == "POST" and not visit.may(STAFF):
        raise Http404
    form = DecisionForm(
        found,
        steps,
        posted(request) if steps else None,
        initial={"until": found.until, "awarded": visit.today, "version": found.version},
    )
    context: dict[str, Any] = {"form": form, "steps": steps}
    if request.method == "POST" and steps and form.is_valid() and _decided(request, visit, form, found, context):
        return redirect("desk:request", visit.program, found.pk)
    if request.method == "POST" and not steps and found.state != State.OPEN:
        return redirect("desk:request", visit.program, found.pk)  # sent twice, or decided by somebody else: see there
    context |= {**visit.context("requests"), **page(visit, found, form)}
    return render(request, "desk/requests/show.html", context)


def _decided(request: HttpRequest, visit: Visit, form: DecisionForm, found: Request, context: dict[str, Any]) -> bool:
    """Takes the decision. A grant is first shown with its day: what changes dates is confirmed."""
    told = form.cleaned_data
    changes_dates = told["decision"] == "grant" and found.kind != Kind.NAME
    if changes_dates and found.candidate and not confirmed(request, form, found.candidate):
        context["seal"] = seal(form, found.candidate)
        return False
    done = decide(visit.actor, found, Decision(told["decision"], told["words"], told["version"], form.chosen))
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    messages.success(request, _("Recorded. Whoever asked is told by mail, if they can be."))
    return True


def page(visit: Visit, asked: Request, form: DecisionForm) -> dict[str, Any]:
    """What the page tells of a request."""
    about = named(visit.program, asked.about) if asked.kind == Kind.REPORT else None
    return {
        "asked": asked,
        "what": what_asked(visit, asked),
        "state_kind": STATES[State(asked.state)],
        "candidate": asked.candidate,
        "about": about,
        "is_own": is_own(asked, visit.user),
        "effects": _effects(visit, asked, _day_meant(form)) if asked.state == State.OPEN else None,
    }


def _day_meant(form: DecisionForm) -> date | None:
    """The day typed, where there is a right one."""
    return form.chosen if form.is_bound and form.is_valid() else None


def _effects(visit: Visit, asked: Request, meant: date | None) -> list[str] | None:
    """What granting would do, on the day meant or as asked for; None where it changes no date."""
    if asked.candidate is None or asked.kind == Kind.NAME:
        return None
    seen = progress(asked.candidate)
    if asked.kind == Kind.UPGRADE:
        found = with_award(seen, asked.target, meant or visit.today, None)
        return [change_told(change) for change in found.changes]
    until = meant or asked.until or visit.today
    found = with_extension(seen, rules.Extension(asked.code, visit.today, until, DRAFT))
    return [
        *(put_off_told(change) for change in found.changes),
        *required_told(seen.policy, seen.assessment, found.after),
    ]


def open_requests(visit: Visit) -> QuerySet[Request]:
    """What waits for a decision in the program."""
    return visible(visit).filter(state=State.OPEN)
