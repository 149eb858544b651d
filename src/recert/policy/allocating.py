"""Proposes which credential each activity serves, where it can't serve all of them: by what `assess` makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Final

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, Reason
from recert.policy.history import Activity, History, Status
from recert.policy.lowering import allocated
from recert.policy.plan import Plan

MOST_TRIED: Final = 500
"""So many ways to assign are all tried; beyond that one after the other is added, the earliest deadline first."""

Assigned = Mapping[str, tuple[str, ...]]
"""Groups by the reference of an activity."""


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
    ways = _all(free, may) if exact else _one_after_the_other(plan, history, free, may, before, as_of)
    best = min(ways, key=lambda assigned: _rank(plan, history, assigned, before, as_of))
    best = {activity.ref: best[activity.ref] for activity in free if activity.ref in best}
    after = assess(plan, assigning(history, best), as_of)
    return Proposal(best, tuple(a.ref for a in free if a.ref not in best), before, after, exact)


def _together(plan: Plan, activity: Activity, groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups one by one, and several of them where one activity of its type may serve several."""
    most, keys = plan.tables.serves_most[plan.types[activity.type]], [key for (key,) in groups]
    return [found for many in range(1, min(most, len(keys)) + 1) for found in combinations(keys, many)]


def assigning(history: History, assigned: Assigned) -> History:
    """The same facts with these activities assigned."""
    return replace(
        history,
        activities=tuple(replace(a, serves=assigned[a.ref]) if a.ref in assigned else a for a in history.activities),
    )


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


def deadlines(found: Assessment) -> list[tuple[str, Cycle]]:
    """The cycles that wait for their renewal, the earliest end first."""
    waiting = [(s.group, s.current) for s in found.groups if s.current is not None and s.current.met_on is None]
    return sorted(((group, cycle) for group, cycle in waiting if cycle), key=lambda each: each[1].end)


def _all(free: Sequence[Activity], may: Mapping[str, list[tuple[str, ...]]]) -> Iterator[Assigned]:
    for chosen in product(*([(), *may[activity.ref]] for activity in free)):
        yield {activity.ref: serves for activity, serves in zip(free, chosen, strict=True) if serves}


def _one_after_the_other(
    plan: Plan,
    history: History,
    free: Sequence[Activity],
    may: Mapping[str, list[tuple[str, ...]]],
    before: Assessment,
    as_of: date,
) -> Iterator[Assigned]:
    """For each cycle, the earliest end first, activities in the order of days until it is renewed.

    Of those that can't be, the first has what is left, or none has.
    """
    assigned = dict[str, tuple[str, ...]]()
    partly = dict[str, tuple[str, ...]]()
    for group, _ in deadlines(before):
        trying = dict(assigned)
        for activity in free:
            if activity.ref not in assigned and (group,) in may[activity.ref]:
                trying[activity.ref] = (group,)
                if _renewed(assess(plan, assigning(history, trying), as_of), group, before):
                    assigned = _without_needless(plan, history, trying, assigned, group, before, as_of)
                    break
        else:
            partly = partly or {ref: serves for ref, serves in trying.items() if ref not in assigned}
    yield assigned
    yield {**{ref: serves for ref, serves in partly.items() if ref not in assigned}, **assigned}


def _without_needless(
    plan: Plan,
    history: History,
    trying: Assigned,
    fixed: Assigned,
    group: str,
    before: Assessment,
    as_of: date,
) -> dict[str, tuple[str, ...]]:
    """The same without what it takes not, the earliest taken out first."""
    left = dict(trying)
    for ref in trying:
        if ref not in fixed:
            fewer = {key: serves for key, serves in left.items() if key != ref}
            if _renewed(assess(plan, assigning(history, fewer), as_of), group, before):
                left = fewer
    return left


def _renewed(found: Assessment, group: str, before: Assessment) -> bool:
    """Whether the cycle of a group that waited is renewed."""
    number = next(cycle.number for key, cycle in deadlines(before) if key == group)
    standing = next(s for s in found.groups if s.group == group)
    return any(cycle.number == number and cycle.met_on is not None for cycle in standing.cycles)


def _rank(
    plan: Plan, history: History, assigned: Assigned, before: Assessment, as_of: date
) -> tuple[int, tuple[bool, ...], tuple[Decimal, ...], int]:
    """The smaller the better: how many stay unrenewed, which (an early end first), what is missing, how many used."""
    found = assess(plan, assigning(history, assigned), as_of)
    waits = [not _renewed(found, group, before) for group, _ in deadlines(before)]
    missing = [_missing(found, group, cycle.number) for group, cycle in deadlines(before)]
    return sum(waits), tuple(waits), tuple(missing), len(assigned)


def _missing(found: Assessment, group: str, number: int) -> Decimal:
    standing = next(s for s in found.groups if s.group == group)
    return next(c.missing if c.met_on is None else Decimal(0) for c in standing.cycles if c.number == number)
