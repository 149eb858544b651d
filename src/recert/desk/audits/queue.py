"""What an auditor works through: the riskiest first, in slices that cost the same however long the queue is."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.audits.actions import claim, drop_view, keep_view
from recert.audits.checks import CHECKS, PICTURE
from recert.audits.models import Audit, Finding, View
from recert.audits.queries import WORTH_TELLING
from recert.audits.transitions import QUEUED
from recert.desk.audits.words import KINDS, check_told, chosen_told, finding_told, state_told
from recert.desk.forms import posted
from recert.desk.visit import Visit, staff_who_may
from recert.records import clock
from recert.records.refusal import Refused
from recert.records.types import type_on_record

State, Chosen = Audit.State, Audit.Chosen
SIZE: Final = 25
TRIES: Final = 20
TO_COMPARE: Final = "to_compare"
"""Pictures that people are to compare, where the name of a check stands in an address."""
CHOICES: Final = tuple(name for check in CHECKS for name in (check.name, *((TO_COMPARE,) * (check.name == PICTURE))))
"""What the queue can be filtered by of what the checks found."""

SHELVES: Final[dict[str, tuple[str, ...]]] = {
    "": tuple(sorted(QUEUED)),
    "appeals": (State.APPEALED,),
    "returned": (State.RETURNED,),
    "rejected": (State.REJECTED, State.REFUSED),
    "accepted": (State.ACCEPTED,),
}
"""What the queue shows, by the word in its address."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue is shown. `after` is where a slice begins: risk, instant and key of the last one before."""

    shelf: str = ""
    type: str = ""
    chosen: str = ""
    check: str = ""
    mine: bool = False
    after: tuple[int, str, int] | None = None

    def query(self) -> str:
        """The filter as the part of an address after the question mark."""
        return urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The filter as names and values, for an address or the hidden fields of a form."""
        told = {"shelf": self.shelf, "type": self.type, "chosen": self.chosen, "check": self.check}
        return [*((name, value) for name, value in told.items() if value), *([("mine", "1")] if self.mine else [])]

    def page(self) -> str:
        """The same with where the slice begins."""
        after = {"after": "_".join(map(str, self.after))} if self.after else {}
        return "&".join(part for part in (self.query(), urlencode(after)) if part)


class ViewForm(forms.Form):
    """A name for what is shown."""

    name = forms.CharField(
        label=gettext_lazy("Name of this view"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the view a name.")},
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the queue; each finding in words, with how that looks."""

    audit: Audit
    type: str
    kind: str
    state: str
    chosen: str
    findings: tuple[tuple[str, str], ...]
    held_by: str


def read_filter(visit: Visit, told: Any) -> Filter:
    """The filter of an address; what nobody knows in it is left out."""
    types = {kind.key for kind in visit.policy.types}
    after = told.get("after", "").split("_")
    known = (
        len(after) == 3 and after[0].isdecimal() and after[2].isdecimal() and len(after[0]) < 5 and len(after[2]) < 18
    )
    return Filter(
        shelf=told.get("shelf", "") if told.get("shelf", "") in SHELVES else "",
        type=told.get("type", "") if told.get("type", "") in types else "",
        chosen=told.get("chosen", "") if told.get("chosen", "") in Chosen.values else "",
        check=told.get("check", "") if told.get("check", "") in CHOICES else "",
        mine="mine" in told,
        after=(int(after[0]), after[1], int(after[2])) if known and _instant(after[1]) else None,
    )


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None


def matching(visit: Visit, wanted: Filter, state: str) -> QuerySet[Audit]:
    """The audits of a filter in one state, in no order."""
    found = Audit.objects.filter(program=visit.program, state=state)
    if wanted.type:
        found = found.filter(type=wanted.type)
    if wanted.chosen:
        found = found.filter(chosen=wanted.chosen)
    if wanted.check:
        # One by one in the order of the queue, until the slice is full: what was found in all the years is more.
        found = found.filter(Exists(_sheets(wanted.check).filter(audit=OuterRef("pk"))))
    if wanted.mine:
        found = found.filter(claim=visit.user, claimed_until__gt=clock.now())
    return found


def _sheets(check: str) -> QuerySet[Finding]:
    if check == TO_COMPARE:
        return Finding.objects.filter(check_name=PICTURE, found=None)
    return Finding.objects.filter(check_name=check, found=True)


def first_of(visit: Visit, wanted: Filter, size: int, only: Q | None = None) -> list[int]:
    """The keys of the first so many in the order of the queue, from where the filter begins.

    State by state, and after a place in the queue the rest of its risk apart from lower ones: so every question is
    answered from the beginning of an index, however many entries there are.
    """
    slices: list[tuple[int, datetime, int]] = []
    for state in SHELVES[wanted.shelf]:
        found = matching(visit, wanted, state)
        for part in _after(found if only is None else found.filter(only), wanted.after):
            slices.extend(part.order_by("-risk", "entered_at", "pk").values_list("risk", "entered_at", "pk")[:size])
    return [key for _risk, _at, key in sorted(slices, key=lambda each: (-each[0], each[1], each[2]))[:size]]


def _after(found: QuerySet[Audit], after: tuple[int, str, int] | None) -> list[QuerySet[Audit]]:
    if after is None:
        return [found]
    risk, at, key = after
    instant = _instant(at) or clock.now()
    rest = found.filter(risk=risk, entered_at__gte=instant).exclude(entered_at=instant, pk__lte=key)
    return [rest, found.filter(risk__lt=risk)]


@staff_who_may("audit.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A slice of the queue, and the views that this person keeps. A fixed number of queries, however much is open."""
    wanted = read_filter(visit, request.GET)
    form = ViewForm(posted(request))
    if request.method == "POST" and _kept(request, visit, wanted, form):
        return redirect(f"{request.path}?{wanted.query()}")
    sheet = Prefetch("sheet", Finding.objects.filter(WORTH_TELLING).order_by("pk"), to_attr="found")
    keys = first_of(visit, wanted, SIZE + 1)
    known = Audit.objects.select_related("activity__candidate", "claim").prefetch_related(sheet).in_bulk(keys)
    rows = [known[key] for key in keys if key in known]
    last = rows[SIZE - 1] if len(rows) > SIZE else None
    further = replace(wanted, after=(last.risk, last.entered_at.isoformat(), last.pk)) if last else None
    context = {
        **visit.context("audits"),
        "form": form,
        "shown": wanted,
        "kinds": [(kind.key, kind.title) for kind in visit.policy.types],
        "can_pick": visit.may("audit.decide") and wanted.shelf == "",
        "lines": [_line(visit, audit, wanted.shelf) for audit in rows[:SIZE]],
        "further": further.page() if further else "",
        "views": list(View.objects.filter(program=visit.program, user=visit.user)),
        "shelves": [
            (name, "?" + replace(wanted, shelf=key, after=None).query(), key == wanted.shelf)
            for key, name in _shelves()
        ],
        "chosen": [(each, chosen_told(each)) for each in Chosen if each],
        "checks": [(name, _choice_told(name)) for name in CHOICES],
        "audited": visit.policy.audit is not None,
    }
    return render(request, "desk/audits/index.html", context)


def _choice_told(name: str) -> str:
    return finding_told(PICTURE, None)[0] if name == TO_COMPARE else check_told(name)


def _shelves() -> list[tuple[str, str]]:
    return [
        ("", _("To be looked at")),
        ("appeals", _("Appeals")),
        ("returned", _("Returned")),
        ("rejected", _("Rejected")),
        ("accepted", _("Accepted")),
    ]


def _kept(request: HttpRequest, visit: Visit, wanted: Filter, form: ViewForm) -> bool:
    if "drop" in request.POST:
        drop_view(visit.user, visit.program, request.POST["drop"][:80])
        return True
    if not form.is_valid():
        return False
    keep_view(visit.user, visit.program, form.cleaned_data["name"], wanted.query())
    return True


def _line(visit: Visit, audit: Audit, shelf: str) -> Line:
    found: list[Finding] = getattr(audit, "found", [])
    held = audit.claim_id is not None and audit.claimed_until is not None and audit.claimed_until > clock.now()
    return Line(
        audit=audit,
        type=type_on_record(visit.policy, audit.type).title,
        kind=KINDS[State(audit.state)],
        state=state_told(audit.state) if len(SHELVES[shelf]) > 1 and audit.state != State.OPEN else "",
        chosen=chosen_told(audit.chosen),
        findings=tuple(finding_told(each.check_name, each.found) for each in found),
        held_by=("" if not held else _("you") if audit.claim_id == visit.user.pk else str(audit.claim)),
    )


@staff_who_may("audit.decide")
def take_next(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The first entry of the filter that nobody has in hand, taken in hand."""
    wanted = read_filter(visit, request.POST)
    now = clock.now()
    free = Q(claim=None) | Q(claim=visit.user) | Q(claimed_until__lte=now)
    skipped = request.POST.get("skip", "")
    if skipped.isascii() and skipped.isdecimal() and len(skipped) < 18:
        free &= ~Q(pk=int(skipped))
    if request.method == "POST":
        keys = first_of(visit, wanted, TRIES, free)
        waiting = Audit.objects.select_related("activity__candidate").in_bulk(keys)
        for audit in (waiting[key] for key in keys if key in waiting):
            if not isinstance(claim(visit.user, audit), Refused):
                return redirect(f"{_address(visit, audit)}?{wanted.query()}")
        messages.info(request, _("Nothing of this waits for you: everything is decided or in somebody's hand."))
    address = redirect("desk:audits", visit.program)
    address["Location"] += f"?{wanted.query()}"
    return address


def _address(visit: Visit, audit: Audit) -> str:
    return reverse("desk:audit", args=[visit.program, audit.pk])
