"""A first way, where a search found none before it had looked at as much as it may: built, and then cut down.

What comes nearest for its price is done, as often as it helps as much as the first time, until all is met. It is no
cheapest way, only one that renews. What is nearest may lead nowhere, as where one of several choices takes more hours
than there are: then each way to renew, with each of its choices, is tried by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from recert.policy.planning.aiming import Aim, Candidate, candidates, left_of
from recert.policy.planning.effort import effort, fits, usual_hours
from recert.policy.planning.gains import furthest
from recert.policy.planning.options import MOST_USES
from recert.policy.planning.search import Found
from recert.policy.planning.sparing import Sparing
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.trimming import trimmed
from recert.policy.planning.way import Goal, Lack, Wish

EFFORT: Final = 20_000
"""How much is looked at for this, in activities assessed."""


def first_way(trial: Trial, goals: Sequence[Goal], wish: Wish, *, sparing: bool) -> Found | None:
    """Uses that renew all goals, none of which could be left out; None where none were found.

    `sparing`: of each type no more than is asked for, as limits leave little room.
    """
    uses = _built(trial, goals, wish, Sparing if sparing else Building)
    if uses is None:
        return None
    policy, cost = trial.plan.policy, Fraction(0)
    for use in uses:
        priced = use.type in wish.costs and policy.type(use.type).measure is not None
        cost += use.times * Fraction(wish.costs.get(use.type, 1)) * (Fraction(use.quantity) if priced else 1)
    hours = effort(policy, uses, usual_hours(policy, trial.as_of))
    return Found(uses, cost, hours, cost, (), gave_up=True)


def _built(
    trial: Trial, goals: Sequence[Goal], wish: Wish, attempt: "type[Building] | type[Sparing]"
) -> tuple[Use, ...] | None:
    """The uses, where the days have the hours for them."""
    trial.left = EFFORT
    try:
        lacks = trial.lacks((), goals)
        found = candidates(trial, goals, wish)
        until = {each.key: each.until for each in found}
        aims = dict.fromkeys((route.way, route.chosen) for lack in lacks for route in lack.routes)
        for aim in (None, *(aims if len(aims) > 1 else ())):
            uses = attempt(trial, goals, found, lacks, aim).run()
            uses = uses and trimmed(trial, goals, wish, uses)
            placed = [(use, until[use.type, use.on, use.category]) for use in uses or ()]
            if uses and fits(trial.plan.policy, placed, trial.since):
                return uses
    except Spent:
        pass
    return None


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
        return left_of(self.root, lacks, self.aim)


def _uses(done: dict[Use, int]) -> tuple[Use, ...]:
    return tuple(use._replace(times=times) for use, times in done.items())
