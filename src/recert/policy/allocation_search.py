"""Which of many assignments is the better one: what each leaves unrenewed, and lacking of what activities can give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Final

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle
from recert.policy.history import Activity, History
from recert.policy.plan import Plan
from recert.policy.planning.trial import lack_of
from recert.policy.planning.way import Goal, Route

MOST_LOOKED_AT: Final = 600
"""So many assignments are looked at where there are too many to try them all."""

Assigned = Mapping[str, tuple[str, ...]]
"""Groups by the reference of an activity."""
Lacking = tuple[Decimal, Decimal]
"""How much is lacking, and the same in pieces."""
NOTHING: Final = (Decimal(0), Decimal(0))
Rank = tuple[int, tuple[bool, ...], tuple[Decimal, ...], tuple[Decimal, ...], tuple[int, int]]
"""The smaller the better: how many stay unrenewed, which (an early end first), what is lacking, how many are used."""


def assigning(history: History, assigned: Assigned) -> History:
    """The same facts with these activities assigned."""
    return replace(
        history,
        activities=tuple(replace(a, serves=assigned[a.ref]) if a.ref in assigned else a for a in history.activities),
    )


def deadlines(found: Assessment) -> list[tuple[str, Cycle]]:
    """The cycles that wait for their renewal, the earliest end first."""
    waiting = [(s.group, s.current) for s in found.groups if s.current is not None and s.current.met_on is None]
    return sorted(((group, cycle) for group, cycle in waiting if cycle), key=lambda each: each[1].end)


class Judge:
    """One person's assignments on one day, each judged once."""

    def __init__(self, plan: Plan, history: History, before: Assessment, may: Mapping[str, list[tuple[str, ...]]]):
        self.plan, self.history, self.before, self.may = plan, history, before, may
        self.waiting = deadlines(before)
        self._routes = dict[tuple[tuple[str, tuple[str, ...]], ...], dict[str, tuple[Route, ...]]]()
        now = self._lacks({})
        most = {group: self._lacks(self._all_for(group))[group] for group, _ in self.waiting}
        self._least = {(group, _key(route)): route for group in most for route in most[group]}
        self._helped = {
            (group, _key(route))
            for group in most
            for route in now[group]
            if self._beyond(group, route) != NOTHING or not most[group]
        }

    def looked_at(self) -> int:
        """How many assignments were assessed."""
        return len(self._routes)

    def rank(self, assigned: Assigned) -> Rank:
        """How good it is."""
        found = self._lacks(assigned)
        waits = tuple(bool(found[group]) for group, _ in self.waiting)
        lacking = [self._lacking(group, found[group]) for group, _ in self.waiting]
        used = len(assigned), sum(len(groups) for groups in assigned.values())
        return sum(waits), waits, tuple(much for much, _ in lacking), tuple(pieces for _, pieces in lacking), used

    def lacking(self, assigned: Assigned, group: str) -> Lacking:
        """What a group's cycle lacks of what activities could give it."""
        return self._lacking(group, self._lacks(assigned)[group])

    def _lacking(self, group: str, routes: Sequence[Route]) -> Lacking:
        """Nothing where one way lacks only what no activity gives: a fee that is not paid is not made up for."""
        more = [self._beyond(group, route) for route in routes if (group, _key(route)) in self._helped]
        if NOTHING in more:
            return NOTHING
        return sum((much for much, _ in more), Decimal(0)), sum((pieces for _, pieces in more), Decimal(0))

    def _beyond(self, group: str, route: Route) -> Lacking:
        """What a way lacks more than with all that could be assigned to it."""
        least = self._least.get((group, _key(route)), Route("", Decimal(0), {}, {}))
        pairs = zip(_sizes(route), _sizes(least), strict=True)
        much, pieces = (max(lacks - floor, Decimal(0)) for lacks, floor in pairs)
        return much, pieces

    def _all_for(self, group: str) -> Assigned:
        return {ref: (group,) for ref, groups in self.may.items() if (group,) in groups}

    def _lacks(self, assigned: Assigned) -> dict[str, tuple[Route, ...]]:
        """What each group's cycle lacks by each of its ways; nothing of one that is renewed."""
        key = tuple(sorted(assigned.items()))
        if key not in self._routes:
            found = assess(self.plan, assigning(self.history, assigned), self.before.as_of)
            standings = {standing.group: standing.cycles for standing in found.groups}
            self._routes[key] = {
                group: self._of(group, next((c for c in standings[group] if c.number == cycle.number), cycle))
                for group, cycle in self.waiting
            }
        return self._routes[key]

    def _of(self, group: str, cycle: Cycle) -> tuple[Route, ...]:
        """What is lacking by the group's own units; of groups that have none by any other way."""
        if cycle.met_on is not None:
            return ()
        found = lack_of(self.plan.policy.group(group), cycle, Goal(group, cycle, date.max, date.max)).routes
        return tuple(route for route in found if not route.way) or found or (Route("", cycle.missing, {}, {}),)


def _key(route: Route) -> tuple[str, tuple[str, ...]]:
    return route.way, route.chosen


def _sizes(route: Route) -> Lacking:
    """All that is lacking; and the same with what categories lack beside the total, so that each step is seen."""
    besides = sum(route.demands.values(), Decimal(0))
    return route.units + besides, route.total + sum(route.categories.values(), besides)


def best_of_many(judge: Judge, free: Sequence[Activity]) -> Assigned:
    """The best that is found by giving each cycle in turn what it takes, and exchanging what was given.

    Each cycle, the earliest end first, takes what comes first: by days, of the small ones, or of the large ones.
    """
    worth = {activity.ref: activity.quantity for activity in free}
    orders = [list(worth), sorted(worth, key=worth.__getitem__), sorted(worth, key=worth.__getitem__, reverse=True)]
    found = [_in_turn(judge, refs) for refs in orders]
    return min((_exchanged(judge, list(worth), each) for each in found), key=judge.rank)


def _in_turn(judge: Judge, refs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each cycle activities one after the other until it lacks no more of what those left can give it."""
    assigned = dict[str, tuple[str, ...]]()
    for group, _ in judge.waiting:
        more = {ref: also for ref in refs if (also := _also(judge, assigned, ref, group))}
        least, trying = judge.lacking({**assigned, **more}, group), dict(assigned)
        for ref, groups in more.items():
            if judge.lacking(trying, group) <= least and judge.rank(trying)[1] == judge.rank({**trying, **more})[1]:
                break
            trying[ref] = groups
        assigned = _without_needless(judge, assigned, trying)
    return assigned


def _also(judge: Judge, assigned: Assigned, ref: str, group: str) -> tuple[str, ...]:
    """What an activity serves once it serves a group besides; nothing where it may not."""
    groups = {*assigned.get(ref, ()), group}
    return next((each for each in judge.may[ref] if set(each) == groups and len(each) == len(groups)), ())


def _without_needless(judge: Judge, fixed: Assigned, trying: Assigned) -> dict[str, tuple[str, ...]]:
    """The same without what it takes not, the first taken out first."""
    left = dict(trying)
    for ref in trying:
        if fixed.get(ref) != trying[ref]:
            fewer = {key: fixed.get(key, ()) if key == ref else groups for key, groups in left.items()}
            fewer = {key: groups for key, groups in fewer.items() if groups}
            if judge.rank(fewer)[:4] <= judge.rank(left)[:4]:
                left = fewer
    return left


def _exchanged(judge: Judge, refs: Sequence[str], assigned: Assigned) -> Assigned:
    """The same with one activity serving something else, or two in each other's place, as long as that is better."""
    found, better = assigned, True
    while better and judge.looked_at() < MOST_LOOKED_AT:
        better = False
        for other in _neighbors(judge, refs, found):
            if judge.rank(other) < judge.rank(found):
                found, better = other, True
                break
    return found


def _neighbors(judge: Judge, refs: Sequence[str], assigned: Assigned) -> Iterator[Assigned]:
    for ref in refs:
        for groups in [(), *judge.may[ref]]:
            if groups != assigned.get(ref, ()):
                yield _with(assigned, {ref: groups})
    for one, other in combinations(refs, 2):
        has, gives = assigned.get(one, ()), assigned.get(other, ())
        if has != gives and (not gives or gives in judge.may[one]) and (not has or has in judge.may[other]):
            yield _with(assigned, {one: gives, other: has})


def _with(assigned: Assigned, other: Assigned) -> Assigned:
    return {ref: groups for ref, groups in {**assigned, **other}.items() if groups}
