"""What a way may be built of, and how far it is from renewing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from recert.policy.planning.claims import DAYS_AHEAD
from recert.policy.planning.options import most_in_days, stretches
from recert.policy.planning.quantity import smallest
from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import Goal, Lack, Route, Wish

Aim = tuple[str, tuple[str, ...]] | None
"""One of the ways to renew, with its choices; None for whichever is nearest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """As much of a type as helps from a day on, until the last on which it counts alike, and its price."""

    use: Use
    until: date
    price: Fraction
    measured: bool

    @property
    def key(self) -> tuple[str, date, str]:
        """Which one it is."""
        return (self.use.type, self.use.on, self.use.category)


def candidates(trial: Trial, goals: Sequence[Goal], wish: Wish) -> list[Candidate]:
    """Each type that may be proposed, on the first day of each time in which it counts alike, of each category."""
    policy = trial.plan.policy
    return [
        Candidate(
            Use(kind.key, on, most_in_days(kind, trial.since, until) if kind.measure else Decimal(1), 1, category),
            until,
            Fraction(wish.costs.get(kind.key, Decimal(1))),
            kind.measure is not None,
        )
        for kind in policy.types
        if wish.allows(kind.key)
        for on, until in stretches(policy, kind, goals, trial.as_of, DAYS_AHEAD)
        if most_in_days(kind, trial.since, until) >= smallest(kind)
        for category in (kind.division.categories if kind.division else ("",))
    ]


def left_of(root: Sequence[Lack], lacks: Sequence[Lack], aim: Aim, *, of_units: bool = True) -> Fraction:
    """How far it is: of each goal which parts of all that was lacking still are, by the nearest way or the aim.

    `of_units`: units that may be of any category are among them.
    """
    found = Fraction(0)
    for before, after in zip(root, lacks, strict=True):
        known = {(route.way, route.chosen): route for route in before.routes}
        keys = [aim] if aim in known else list(known)
        routes = [(known[key], route) for route in after.routes if (key := (route.way, route.chosen)) in keys]
        if not after.met and routes:
            found += min(_share(*each, of_units=of_units) for each in routes)
    return found


def _share(before: Route, after: Route, *, of_units: bool) -> Fraction:
    """Which parts of what was lacking still are, of units, of each category and of each demand, added up."""
    pairs = [(before.total, after.total)] if of_units else []
    pairs += [(before.categories.get(key, much), much) for key, much in after.categories.items()]
    pairs += [(before.demands.get(need, much), much) for need, much in after.demands.items()]
    return sum((Fraction(still) / Fraction(was) for was, still in pairs if was), Fraction(0))
