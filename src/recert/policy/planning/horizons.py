"""Until when a way may be looked for: what a role on record for a day to come changes makes another search of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from recert.policy.planning.easier import Easier, activities
from recert.policy.planning.search import Found, Search
from recert.policy.planning.trial import Trial
from recert.policy.planning.way import Goal, Wish


class Sought(NamedTuple):
    """The cheapest that was found, and the goals with the day by which it renews them."""

    found: Found
    goals: Sequence[Goal]


def seek(trial: Trial, goals: Sequence[Goal], wish: Wish) -> Sought:
    """The cheapest way, be it before what is required changes or after: what is lacking is another by each day."""
    tried = [Sought(_search(trial, each, wish), each) for each in horizons(trial, goals)]
    whole = tried[-1]
    ways = [each for each in tried if each.found.uses is not None]
    if not ways:
        return whole
    best = min(ways, key=lambda each: (each.found.cost, each.found.hours))
    known = [each.found for each in tried if each.found.uses is not None or each.found.gave_up]
    at_least = min(found.at_least for found in known)
    return Sought(replace(best.found, at_least=at_least, gave_up=any(found.gave_up for found in known)), best.goals)


def _search(trial: Trial, goals: Sequence[Goal], wish: Wish) -> Found:
    """The cheapest way for these goals; of those with equally few activities the one that takes the least time."""
    search = Search(trial, goals, wish)
    found = search.run()
    if found.uses is None or wish.costs:
        return found
    uses = Easier(search, found.uses).run()
    cost = Fraction(activities(uses))
    return replace(found, uses=uses, hours=search.hours(uses), cost=cost, at_least=min(found.at_least, cost))


def horizons(trial: Trial, goals: Sequence[Goal]) -> list[Sequence[Goal]]:
    """The goals by their own days, and before them by each last day on which as much is required as before."""
    last = max((goal.by for goal in goals), default=trial.as_of)
    days = sorted({day - timedelta(days=1) for day in _changes(trial) if trial.as_of < day <= last})
    return [*([replace(goal, by=min(goal.by, day)) for goal in goals] for day in days), goals]


def _changes(trial: Trial) -> set[date]:
    """The first days of what conditions look at while a cycle runs."""
    later = [when for when in trial.plan.conditions if when.seen]
    asked = {key for when in later for key in (*when.true_of, *when.untrue_of)}
    return {fact.since for fact in trial.history.circumstances if fact.kind in asked}
