"""Proposes which credential each activity serves, where it can't serve all of them: by what `assess` makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Final

from recert.policy.allocation_search import Assigned, Judge, assigning, best_of_many, deadlines
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Reason
from recert.policy.history import Activity, History, Status
from recert.policy.lowering import allocated
from recert.policy.plan import Plan

MOST_TRIED: Final = 500
"""So many ways to assign are all tried; beyond that good ones are looked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups for activities that were assigned to none. Those that are left out are kept for later: nothing needs them.

    `before` and `after` are of the same day. `exact`: no other assignment renews more, or leaves less
    missing.
    """

    assigned: Assigned
    kept: tuple[str, ...]
    before: Assessment
    after: Assessment
    exact: bool


def propose(plan: Plan, history: History, as_of: date) -> Proposal:
    """The assignment that renews most of what waits, the earliest deadline first, with the fewest activities.

    What is on record as assigned stays as it is.
    """
    before = assess(plan, history, as_of)
    free = [a for a in history.activities if waits(plan, a, as_of)]
    may = _may_serve(plan, history, free, before, as_of)
    free = sorted((a for a in free if may[a.ref]), key=lambda a: (plan.policy.counted_on(a), a.ref))
    may = {a.ref: _together(plan, a, may[a.ref]) for a in free}
    many = 1
    for activity in free:
        many = min(many * (1 + len(may[activity.ref])), MOST_TRIED + 1)
    exact = many <= MOST_TRIED
    judge = Judge(plan, history, before, may)
    best = min(_all(free, may), key=judge.rank) if exact else best_of_many(judge, free)
    best = {activity.ref: best[activity.ref] for activity in free if activity.ref in best}
    after = assess(plan, assigning(history, best), as_of)
    return Proposal(best, tuple(a.ref for a in free if a.ref not in best), before, after, exact)


def _together(plan: Plan, activity: Activity, groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups one by one, and several of them where one activity of its type may serve several."""
    most, keys = plan.tables.serves_most[plan.types[activity.type]], [key for (key,) in groups]
    return [found for many in range(1, min(most, len(keys)) + 1) for found in combinations(keys, many)]


def waits(plan: Plan, activity: Activity, as_of: date) -> bool:
    """Whether an activity waits to be assigned: it is to nothing yet, or to more than it may serve."""
    if (
        activity.type not in plan.types
        or activity.status != Status.SUBMITTED
        or plan.policy.counted_on(activity) > as_of
    ):
        return False
    served = set(activity.serves) & plan.groups.keys()
    over = len(served) > plan.tables.serves_most[plan.types[activity.type]]
    return allocated(plan.policy, plan.policy.type(activity.type)) and (not served or over)


def _may_serve(
    plan: Plan, history: History, free: Sequence[Activity], before: Assessment, as_of: date
) -> dict[str, list[tuple[str, ...]]]:
    """The groups for each activity whose cycle waits and in which it would count by itself, the earliest end first."""
    found: dict[str, list[tuple[str, ...]]] = {activity.ref: [] for activity in free}
    for group, cycle in deadlines(before):
        for activity in free:
            alone = assess(plan, assigning(history, {activity.ref: (group,)}), as_of)
            standing = next(s for s in alone.groups if s.group == group)
            mine = [e for e in standing.entries if e.activity == activity.ref and e.cycle == cycle.number]
            if any(entry.amount > 0 or entry.reason == Reason.TALLIED for entry in mine):
                found[activity.ref].append((group,))
    return found


def _all(free: Sequence[Activity], may: Mapping[str, list[tuple[str, ...]]]) -> Iterator[Assigned]:
    for chosen in product(*([(), *may[activity.ref]] for activity in free)):
        yield {activity.ref: serves for activity, serves in zip(free, chosen, strict=True) if serves}
