"""A first way, where a search found none before it had looked at as much as it may: built, and then cut down.

What comes nearest for its price is done, as often as it helps as much as the first time, until all is met. It is no
cheapest way, only one that renews. What is nearest may lead nowhere, as where one of several choices takes more hours
than there are: then each way to renew, with each of its choices, is tried by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from recert.policy.planning.claims import DAYS_AHEAD
from recert.policy.planning.effort import effort, fits, usual_hours
from recert.policy.planning.gains import furthest
from recert.policy.planning.options import MOST_USES, most_in_days, stretches
from recert.policy.planning.quantity import smallest
from recert.policy.planning.search import Found
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.trimming import trimmed
from recert.policy.planning.way import Goal, Lack, Route, Wish

EFFORT: Final = 20_000
"""How much is looked at for this, in activities assessed."""

Aim = tuple[str, tuple[str, ...]] | None
"""One of the ways to renew, with its choices; None for whichever is nearest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """As much of a type as helps from a day on, until the last on which it counts alike, and its price."""

    use: Use
    until: date
    price: Fraction


def first_way(trial: Trial, goals: Sequence[Goal], wish: Wish) -> Found | None:
    """Uses that renew all goals, none of which could be left out; None where none were found."""
    uses = _built(trial, goals, wish)
    if uses is None:
        return None
    policy, cost = trial.plan.policy, Fraction(0)
    for use in uses:
        priced = use.type in wish.costs and policy.type(use.type).measure is not None
        cost += use.times * Fraction(wish.costs.get(use.type, 1)) * (Fraction(use.quantity) if priced else 1)
    hours = effort(policy, uses, usual_hours(policy, trial.as_of))
    return Found(uses, cost, hours, cost, (), gave_up=True)


def _built(trial: Trial, goals: Sequence[Goal], wish: Wish) -> tuple[Use, ...] | None:
    """The uses, where the days have the hours for them."""
    trial.left = EFFORT
    try:
        lacks = trial.lacks((), goals)
        found = candidates(trial, goals, wish)
        until = {_key(each.use): each.until for each in found}
        aims = dict.fromkeys((route.way, route.chosen) for lack in lacks for route in lack.routes)
        for aim in (None, *(aims if len(aims) > 1 else ())):
            uses = Building(trial, goals, found, lacks, aim).run()
            uses = uses and trimmed(trial, goals, wish, uses)
            if uses and fits(trial.plan.policy, [(use, until[_key(use)]) for use in uses], trial.since):
                return uses
    except Spent:
        pass
    return None


def candidates(trial: Trial, goals: Sequence[Goal], wish: Wish) -> list[Candidate]:
    """Each type that may be proposed, on the first day of each time in which it counts alike, of each category."""
    policy = trial.plan.policy
    return [
        Candidate(
            Use(kind.key, on, most_in_days(kind, trial.since, until) if kind.measure else Decimal(1), 1, category),
            until,
            Fraction(wish.costs.get(kind.key, Decimal(1))),
        )
        for kind in policy.types
        if wish.allows(kind.key)
        for on, until in stretches(policy, kind, goals, trial.as_of, DAYS_AHEAD)
        if most_in_days(kind, trial.since, until) >= smallest(kind)
        for category in (kind.division.categories if kind.division else ("",))
    ]


@dataclass(frozen=True, slots=True)
class Building:
    """One attempt towards an aim, from what is lacking with nothing done."""

    trial: Trial
    goals: Sequence[Goal]
    candidates: Sequence[Candidate]
    root: Sequence[Lack]
    aim: Aim

    def run(self) -> tuple[Use, ...] | None:
        """What renews; None where nothing brings it nearer any more."""
        done, lacks = dict[Use, int](), self.root
        while not all(lack.met for lack in lacks):
            left = self._left(lacks)
            nearer = [(left - self._left(self._after(done, each.use, 1)), each) for each in self.candidates]
            helping = [(gain, each) for gain, each in nearer if gain > 0]
            if not helping:
                return None
            gain, best = max(helping, key=lambda one: (not one[1].price, one[0] / (one[1].price or 1)))
            done[best.use] = done.get(best.use, 0) + self._times(done, best.use, left, gain)
            lacks = self.trial.lacks(_uses(done), self.goals)
        return _uses(done)

    def _times(self, done: dict[Use, int], use: Use, left: Fraction, gain: Fraction) -> int:
        """How many bring so many times as much as one does."""
        return furthest(lambda many: left - self._left(self._after(done, use, many)) == many * gain, MOST_USES)

    def _after(self, done: dict[Use, int], use: Use, many: int) -> Sequence[Lack]:
        return self.trial.lacks(_uses({**done, use: done.get(use, 0) + many}), self.goals)

    def _left(self, lacks: Sequence[Lack]) -> Fraction:
        """How far it is: of each goal which parts of all that was lacking still are, by the nearest way or the aim."""
        found = Fraction(0)
        for root, lack in zip(self.root, lacks, strict=True):
            before = {(route.way, route.chosen): route for route in root.routes}
            keys = [self.aim] if self.aim in before else list(before)
            routes = [(before[key], route) for route in lack.routes if (key := (route.way, route.chosen)) in keys]
            if not lack.met and routes:
                found += min(_share(*each) for each in routes)
        return found


def _share(before: Route, after: Route) -> Fraction:
    """Which parts of what was lacking still are, of units, of each category and of each demand, added up."""
    pairs = [(before.total, after.total)]
    pairs += [(before.categories.get(key, much), much) for key, much in after.categories.items()]
    pairs += [(before.demands.get(need, much), much) for need, much in after.demands.items()]
    return sum((Fraction(still) / Fraction(was) for was, still in pairs if was), Fraction(0))


def _uses(done: dict[Use, int]) -> tuple[Use, ...]:
    return tuple(use._replace(times=times) for use, times in done.items())


def _key(use: Use) -> tuple[str, date, str]:
    return (use.type, use.on, use.category)
