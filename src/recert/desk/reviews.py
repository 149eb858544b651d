"""Audits of whole candidates: what waits for a decision, and one renewal with all that it rests on."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.audits.actions import Turn, decide_review
from recert.audits.actions.reviewing import person_of, seal_of
from recert.audits.models import Finding, Review, Round
from recert.audits.outlook import outlook_of
from recert.audits.queries import WORTH_TELLING
from recert.audits.rested import Rested, level_of, rests_on
from recert.audits.reviews import BY_VERB, QUEUED, TABLE
from recert.audits.transitions import possible
from recert.desk.audits.consequences import told
from recert.desk.audits.words import KINDS as ENTRIES
from recert.desk.audits.words import finding_told
from recert.desk.audits.words import state_told as entry_told
from recert.desk.forms import DayField, page_number, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.policy.history import Status
from recert.records.progress import progress
from recert.records.refusal import Refused

State = Review.State
SIZE: Final = 25
ROUNDS: Final = 12
"""How many rounds the first page lists, the latest first."""

KINDS: Final = {
    State.ASKED: "plain",
    State.PROVIDED: "warn",
    State.OVERDUE: "warn",
    State.PASSED: "good",
    State.FAILED: "stop",
    State.APPEALED: "warn",
    State.REFUSED: "stop",
    State.CALLED_OFF: "plain",
}

SHELVES: Final[dict[str, tuple[str, ...]]] = {
    "": tuple(sorted(QUEUED)),
    "overdue": (State.OVERDUE,),
    "appeals": (State.APPEALED,),
    "asked": (State.ASKED,),
    "failed": (State.FAILED, State.REFUSED),
    "passed": (State.PASSED,),
    "called-off": (State.CALLED_OFF,),
}
"""What the list shows, by the word in its address."""


def state_told(state: str) -> str:
    """A state as the pages name it."""
    return {
        State.ASKED: _("Asked for evidence"),
        State.PROVIDED: _("Evidence provided"),
        State.OVERDUE: _("Overdue"),
        State.PASSED: _("Passed"),
        State.FAILED: _("Failed"),
        State.APPEALED: _("Under appeal"),
        State.REFUSED: _("Failed, appeal refused"),
        State.CALLED_OFF: _("Called off"),
    }[State(state)]


class DecisionForm(forms.Form):
    """What goes with a decision, of a failure the activities that do not pass. `seen` is what was looked at."""

    failed = forms.MultipleChoiceField(
        label=gettext_lazy("Activities that do not pass"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("One of these counts no more already. Look at them again.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Words to the candidate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for all but passing. The candidate reads them."),
    )
    until = DayField(
        label=gettext_lazy("New deadline"),
        required=False,
        help_text=gettext_lazy("Only to give more time: the last day on which the candidate can answer."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, rows: tuple[Rested, ...], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["failed"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(row.ref, row.name) for row in rows if row.in_question]


@staff_who_may("audit.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Those on a shelf, the longest waiting first, and the latest rounds. A fixed number of queries."""
    asked = request.GET.get("shelf", "")
    shelf = asked if asked in SHELVES else ""
    found = (
        Review.objects.filter(program=visit.program, state__in=SHELVES[shelf])
        .select_related("renewal__candidate__merged_into")
        .defer("renewal__statement")
        .order_by("entered_at", "pk")
    )
    page = Paginator(found, SIZE).get_page(page_number(request))
    rules = visit.policy.audit
    context = {
        **visit.context("audits"),
        "page": page,
        "query": f"shelf={shelf}&" if shelf else "",
        "lines": [
            (row, person_of(row), level_of(visit.policy, row.renewal), state_told(row.state), KINDS[State(row.state)])
            for row in page
        ],
        "shelves": _shelves(visit.program, shelf),
        "rounds": list(Round.objects.filter(program=visit.program).order_by("-last", "-pk")[:ROUNDS]),
        "audited": rules is not None and rules.candidates is not None,
    }
    return render(request, "desk/reviews/index.html", context)


def _shelves(program: str, here: str) -> list[tuple[str, int, str, bool]]:
    """Each shelf with how many are on it, its address, and whether it is the one that is shown."""
    counted = Review.objects.filter(program=program).order_by().values_list("state")
    many = dict(counted.annotate(many=Count("pk")))
    return [
        (name, sum(many.get(state, 0) for state in SHELVES[key]), f"?shelf={key}" if key else "?", key == here)
        for key, name in _names()
    ]


def _names() -> list[tuple[str, str]]:
    return [
        ("", _("To be decided")),
        ("overdue", _("Overdue")),
        ("appeals", _("Appeals")),
        ("asked", _("Asked for evidence")),
        ("failed", _("Failed")),
        ("passed", _("Passed")),
        ("called-off", _("Called off")),
    ]


@staff_who_may("audit.view")
def show(request: HttpRequest, visit: Visit, review: int) -> HttpResponse:
    """Everything the renewal rests on, what failing what is picked would do, and the decision."""
    found = review_of(visit, review)
    rows = rests_on(visit.policy, found.renewal)
    start = {"seen": seal_of(found, person_of(found)), "failed": [r.ref for r in rows if r.in_question and not r.files]}
    form = DecisionForm(rows, posted(request), initial=start)
    if request.method == "POST" and _decided(request, visit, found, form):
        return redirect("desk:review", visit.program, found.pk)
    visit.looks_at(person_of(found))
    context = {**visit.context("audits"), "form": form, **page_of(visit, found, rows, form)}
    return render(request, "desk/reviews/show.html", context)


def review_of(visit: Visit, key: int) -> Review:
    """The program's review with this key; Http404 for none."""
    rows = Review.objects.select_related("renewal__candidate__merged_into", "round")
    found = rows.filter(pk=key, program=visit.program).first()
    if found is None:
        raise Http404
    return found


def _decided(request: HttpRequest, visit: Visit, review: Review, form: DecisionForm) -> bool:
    """Whether a decision was taken. Looking at what failing does is none, and nothing typed is lost by it."""
    if not visit.may("audit.decide") and not visit.may("appeal.decide"):
        raise Http404
    verb = request.POST.get("verb", "")
    if not form.is_valid() or verb == "look":
        return False
    if verb not in BY_VERB:
        form.add_error(None, _("Choose what to decide."))
        return False
    said = form.cleaned_data
    turn = Turn(verb, said["words"], tuple(said["failed"]), said["seen"], said["until"])
    done = decide_review(visit.user, review, turn)
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    messages.success(request, _("Recorded: %(what)s.") % {"what": BY_VERB[verb].title})
    return True


def page_of(visit: Visit, review: Review, rows: tuple[Rested, ...], form: DecisionForm) -> dict[str, Any]:
    """All that is shown of a review. A fixed number of queries."""
    candidate = person_of(review)
    mine = candidate.user_id == visit.user.pk
    steps = () if mine else possible(review.state, visit.roles, TABLE)
    verbs = {step.verb for step in steps}
    can_fail = "fail" in verbs
    picked = [str(ref) for ref in form["failed"].value() or ()]
    effects: list[str] = []
    if can_fail and picked:
        effects = told(visit, outlook_of(visit.policy, progress(candidate), frozenset(picked), Status.REJECTED))
    return {
        "review": review,
        "candidate": candidate,
        "level": level_of(visit.policy, review.renewal),
        "state": state_told(review.state),
        "kind": KINDS[State(review.state)],
        "rows": [(row, entry_of(row), findings.get(row.ref, [])) for findings in [_findings(rows)] for row in rows],
        "steps": steps,
        "own": mine,
        "can_fail": can_fail,
        "can_extend": "extend" in verbs,
        "picked": picked,
        "effects": effects,
        "turns": [
            (turn, BY_VERB[turn.verb].title, str(turn.by) if turn.by_id else _("the system"))
            for turn in review.steps.select_related("by")
        ],
    }


def entry_of(row: Rested) -> tuple[str, str]:
    """How an activity's own audit stands, in words, and how that looks."""
    if row.by_staff:
        return _("Recorded by the program"), "good"
    if row.activity is not None and row.declared:
        return _("Nothing has to be shown"), "plain"
    if row.activity is None or row.audit is None:
        return (_("Not on record any more"), "stop") if row.activity is None else (_("Not examined"), "plain")
    return entry_told(row.audit.state), ENTRIES[row.audit.State(row.audit.state)]


def _findings(rows: tuple[Rested, ...]) -> dict[str, list[tuple[str, str]]]:
    """What the checks found about each activity, by its id."""
    found: dict[str, list[tuple[str, str]]] = {}
    audits = {row.audit.pk: row.ref for row in rows if row.audit}
    for finding in Finding.objects.filter(WORTH_TELLING, audit__in=audits).order_by("pk"):
        found.setdefault(audits[finding.audit_id], []).append(finding_told(finding.check_name, finding.found))
    return found
