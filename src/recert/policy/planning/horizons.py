"""Until when a way may be looked for: where something else is lacking by each of several days, each takes a search."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import islice, product
from math import ceil, prod
from typing import Final, NamedTuple

from recert.policy.planning.chosen import all_looked_at
from recert.policy.planning.easier import Easier, activities
from recert.policy.planning.first_way import first_way
from recert.policy.planning.needs import last_days
from recert.policy.planning.one_for_several import with_splits
from recert.policy.planning.search import Cost, Found, Search
from recert.policy.planning.trial import EFFORT, Spent, Trial
from recert.policy.planning.way import Goal, Wish

MOST: Final = 12
"""So many searches at the most are made for one way; where there are more days, the last ones are left out."""


class Sought(NamedTuple):
    """The cheapest that was found, and the goals with the day by which it renews them.

    `days`: after each of them something else is lacking.
    """

    found: Found
    goals: Sequence[Goal]
    days: frozenset[date] = frozenset()


class Horizons(NamedTuple):
    """The goals by the days to plan for, the earliest first; `all_there` unless days, or ways, were left out."""

    tried: Sequence[Sequence[Goal]]
    all_there: bool


def seek(trial: Trial, goals: Sequence[Goal], wish: Wish) -> Sought:
    """The cheapest way, be it before more is required or after: what is lacking is another by each day.

    Of equally good ways the one that leaves most time.
    """
    tried, all_there = horizons(trial, goals)
    sought, known, searched, searches = list[Sought](), list[Found](), list[Found](), list[Search]()
    for each in tried:
        best = min((one.found.cost for one in sought), default=None)
        search = Search(trial, each, wish, None if best is None or wish.costs else Cost(best + 1, 0))
        found = _search(search)
        searches.append(search)
        if found.uses is not None:
            sought.append(Sought(found, each))
        if found.uses is not None or found.gave_up:
            known.append(found)
        searched.append(found)
    gave_up = any(one.gave_up for one in known)
    if not sought and gave_up:
        sought = list(islice(_first(searches, sparing=False), 1))
    if not sought and (gave_up or any(one.crowded for one in searched)):
        sought = list(islice(_first(searches, sparing=True), 1))
        known = searched  # what they say of the least holds all the same
    if not sought:
        return Sought(replace(found, gave_up=gave_up), goals)
    best_of = min(reversed(sought), key=lambda one: (one.found.cost, one.found.hours))
    at_least = min(one.at_least for one in known) if all_there else Fraction(0)
    at_least = at_least if wish.costs else Fraction(ceil(at_least))
    days = frozenset(goal.by for each in tried for goal in each) - {goal.by for goal in goals}
    return Sought(replace(best_of.found, at_least=at_least, gave_up=gave_up), best_of.goals, days)


def _first(searches: Sequence[Search], *, sparing: bool) -> Iterator[Sought]:
    """What is built where no search found anything, the way that leaves most time first."""
    for search in reversed(searches):
        if (found := first_way(search.trial, search.goals, search.wish, sparing=sparing)) is not None:
            yield Sought(found if search.wish.costs else with_splits(search, found), search.goals)


def _search(search: Search) -> Found:
    """The cheapest way that one finds; of those with equally few activities the one that takes the least time."""
    found = search.run()
    if found.uses is None or search.wish.costs:
        return found
    split = with_splits(search, found)
    if split.cost < found.cost:
        return split
    uses = Easier(search, found.uses).run()
    cost = Fraction(activities(uses))
    return replace(found, uses=uses, hours=search.hours(uses), cost=cost, at_least=min(found.at_least, cost))


def horizons(trial: Trial, goals: Sequence[Goal]) -> Horizons:
    """The goals by their own days, and by each earlier one on which something else is lacking, all with all."""
    try:
        trial.left = EFFORT
        days = [last_days(trial, goal) for goal in goals]
    except Spent:
        return Horizons([goals], all_there=False)
    if prod(len(each) for each in days) <= MOST:
        groups = [trial.plan.policy.group(goal.group) for goal in goals]
        every = all(all_looked_at(group, goal.cycle) for group, goal in zip(groups, goals, strict=True))
        return Horizons([_by(goals, each) for each in product(*days)], all_there=every)
    sooner = sorted({day for each in days for day in each[:-1]})
    cut = ([min(goal.by, day) for goal in goals] for day in islice(sooner, MOST - 1))
    return Horizons([*(_by(goals, each) for each in cut), goals], all_there=False)


def _by(goals: Sequence[Goal], days: Sequence[date]) -> Sequence[Goal]:
    return [goal if goal.by == day else replace(goal, by=day) for goal, day in zip(goals, days, strict=True)]
