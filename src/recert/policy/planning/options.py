"""What may be proposed: each type on the first day of each time in which it counts alike, and what it brings alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from recert.policy.calendar import add_months, day, number
from recert.policy.model import ActivityType, Policy, Rounding, in_force
from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import Goal, Lack, Wish

SMALLEST: Final = Decimal("0.001")
LARGEST: Final = Decimal(100_000)
"""Between these a quantity is looked for, in thousandths."""
MOST_USES: Final = 400
"""No way has more uses of one type."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of what an option brings: so many units, each at this price, and its category."""

    units: Fraction
    price: Fraction
    category: str


@dataclass(frozen=True, slots=True)
class Option:
    """One type from a day on. `price`: of a use, or of one of what it is measured in where quantities are priced.

    `chunks`: for each goal, what uses of it bring one after the other if nothing else is done: with others they never
    bring more. `ample`: the least quantity that brings as much as any.
    """

    type: str
    on: date
    category: str
    price: Fraction
    by_quantity: bool
    measured: bool
    ample: Decimal
    chunks: tuple[tuple[Chunk, ...], ...]

    @property
    def ratio(self) -> Fraction:
        """The price of a unit, where it brings most."""
        priced = [chunk.price for chunks in self.chunks for chunk in chunks if chunk.units]
        return min(priced, default=Fraction(0))

    def use(self, times: int = 1) -> Use:
        """So many uses of it."""
        return Use(self.type, self.on, self.ample, times)


def options_of(trial: Trial, wish: Wish, goals: Sequence[Goal]) -> tuple[Option, ...]:
    """All that may be proposed and brings any goal nearer, the cheapest for what it brings first."""
    policy = trial.plan.policy
    found = [
        _option(trial, wish, goals, kind, on)
        for kind in policy.types
        if wish.allows(kind.key)
        for on in starts(policy, kind, goals, trial.as_of)
    ]
    return tuple(sorted((o for o in found if any(o.chunks)), key=lambda o: o.ratio))


def starts(policy: Policy, kind: ActivityType, goals: Sequence[Goal], as_of: date) -> list[date]:
    """The days from which on an activity of this type may count otherwise than before, until all goals are over."""
    days = {as_of, policy.floor, *(value.since for value in kind.worth)}
    for goal in goals:
        if any(cap.yearly and kind.key in cap.types for cap in policy.caps):
            years = range(1, policy.cycle.months // 12)
            days |= {day(add_months(number(goal.cycle.start), 12 * year)) for year in years}
    horizon = max(goal.by for goal in goals)
    return sorted(each for each in days if as_of <= each <= horizon)


def _option(trial: Trial, wish: Wish, goals: Sequence[Goal], kind: ActivityType, on: date) -> Option:
    priced = kind.key in wish.costs
    price = Fraction(wish.costs[kind.key]) if priced else Fraction(1)
    by_quantity = priced and kind.measure is not None
    ample = _ample(trial, goals, kind.key, on) if kind.measure else Decimal(1)
    gains = _gains(trial, goals, Use(kind.key, on, ample, 1), many=kind.measure is None)
    per_unit = _price_of_unit(trial.plan.policy, kind, on) * price
    chunks = []
    for one in gains:
        if by_quantity and any(one):
            free = Fraction(0) if trial.plan.policy.rounding == Rounding.DOWN else Fraction(trial.plan.policy.step)
            rounded = [Chunk(free, Fraction(0), kind.category)] if free else []
            chunks.append((*rounded, Chunk(one[0], per_unit, kind.category)))
        else:
            chunks.append(tuple(Chunk(gain, price / gain, kind.category) for gain in one if gain))
    return Option(kind.key, on, kind.category, price, by_quantity, kind.measure is not None, ample, tuple(chunks))


def _price_of_unit(policy: Policy, kind: ActivityType, on: date) -> Fraction:
    """How much of what a type is measured in gives one unit, before rounding."""
    value = in_force(kind.worth, on)
    return Fraction(value.per) / Fraction(value.amount) if value and value.amount else Fraction(0)


def _gains(trial: Trial, goals: Sequence[Goal], use: Use, *, many: bool) -> list[list[Fraction]]:
    """By goal, how much nearer it comes with the first use alone, the second, and so on, until one brings nothing."""
    gains: list[list[Fraction]] = [[] for _ in goals]
    before = trial.lacks((), goals)
    for times in range(1, (MOST_USES if many else 1) + 1):
        after = trial.lacks((use._replace(times=times),), goals)
        steps = [gain(old, new) for old, new in zip(before, after, strict=True)]
        if not any(steps):
            break
        for one, step in zip(gains, steps, strict=True):
            one.append(step)
        before = after
    return gains


def gain(before: Lack, after: Lack) -> Fraction:
    """By how much less is lacking: of the total, or of categories where that is more."""
    parts = sum(before.categories.values(), Decimal(0)) - sum(after.categories.values(), Decimal(0))
    return Fraction(max(before.total - after.total, parts))


def _ample(trial: Trial, goals: Sequence[Goal], kind: str, on: date) -> Decimal:
    """The least quantity that brings as much as any would."""

    def lacks(quantity: Decimal) -> tuple[Lack, ...]:
        return trial.lacks((Use(kind, on, quantity, 1),), goals)

    most, high = lacks(LARGEST), LARGEST
    if most == lacks(SMALLEST):
        return SMALLEST
    return least(lambda quantity: lacks(quantity) == most, SMALLEST, high)


def least(enough: Callable[[Decimal], bool], low: Decimal, high: Decimal) -> Decimal:
    """The least quantity that is enough, where `low` is not and `high` is."""
    few, many = int(low / SMALLEST), int(high / SMALLEST)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle * SMALLEST) else (middle, many)
    return many * SMALLEST
