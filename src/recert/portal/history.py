"""Prior cycles, and the statement that renewed each."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from recert.policy import explain_renewals
from recert.policy.assessment import Cycle, CycleState, Route
from recert.policy.exam_alone import without_lateness
from recert.policy.model import Group
from recert.policy.sentence import Sentence
from recert.portal.level import Use, facts, uses
from recert.portal.statement import told
from recert.portal.timeline import Timeline, timeline
from recert.portal.visit import Visit, candidates_only
from recert.records import programs
from recert.records.models import Renewal
from recert.records.progress import Progress, progress

OVER: Final = frozenset({CycleState.LAPSED, CycleState.ENDED, CycleState.UNMET, CycleState.REPLACED})
"""The states of a cycle that is over, and was not renewed."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One cycle that is over or renewed. `statement` is None where it was not renewed."""

    group: Group
    cycle: Cycle
    told: Sentence
    uses: tuple[Use, ...]
    timeline: Timeline
    statement: Renewal | None

    @property
    def replaced(self) -> bool:
        """Whether it was over because another certification took the place of what was held."""
        return self.cycle.state is CycleState.REPLACED


@candidates_only
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All cycles that are over or renewed, the latest first."""
    seen = progress(visit.candidate)
    context = {**visit.context("history"), "policy": seen.policy, "chapters": chapters(seen)}
    return render(request, "portal/history/index.html", context)


def chapters(seen: Progress) -> list[Chapter]:
    """The cycles of every level that are over or renewed, the latest first."""
    known = facts(seen)
    pinned = {(r.group, r.cycle): r for r in seen.renewals if r.state != Renewal.State.TAKEN_BACK}
    made = [
        Chapter(
            group=seen.policy.group(standing.group),
            cycle=cycle,
            told=explain_renewals.renewal(seen.policy, standing.group, cycle, standing.after(cycle)),
            uses=uses(seen.policy, standing, cycle, known),
            timeline=timeline(standing, cycle, known, seen.today, seen.policy),
            statement=pinned.get((standing.group, cycle.number)),
        )
        for standing in seen.assessment.groups
        for of_all in standing.cycles
        for cycle in [without_lateness(seen.policy, seen.policy.group(standing.group), of_all, seen.today)]
        if cycle.route != Route.NONE or cycle.state in OVER
    ]
    return sorted(made, key=lambda chapter: chapter.cycle.end, reverse=True)


@candidates_only
def statement(request: HttpRequest, visit: Visit, renewal: int) -> HttpResponse:
    """One renewal's statement as it was pinned. 404 for another person's."""
    mine = Q(candidate=visit.candidate) | Q(candidate__merged_into=visit.candidate)
    found = Renewal.objects.filter(mine, pk=renewal).first()
    if found is None:
        raise Http404
    policy = programs.current(visit.program)
    context = {
        **visit.context("history"),
        "policy": policy,
        "renewal": found,
        "group": policy.group(found.group),
        "told": told(found.statement, policy),
    }
    return render(request, "portal/history/statement.html", context)
