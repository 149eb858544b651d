"""How much of a type that is measured: in which steps it is looked for, and the least of it that is enough."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import ceil, lcm
from typing import Final

from recert.policy.model import ActivityType, Policy, Rounding, in_force
from recert.policy.planning.way import Goal, Lack, Need, rule_of
from recert.policy.recorded import least_that_counts

SMALLEST: Final = Decimal("0.001")
"""Between this and the largest that is recorded a quantity is looked for, in thousandths."""

GIVEN_BY_ROUNDING: Final = {Rounding.DOWN: Fraction(0), Rounding.NEAREST: Fraction(1, 2), Rounding.UP: Fraction(1)}
"""Which share of a step need not be earned."""


def grain(kind: ActivityType) -> Decimal:
    """In which steps quantities of a type are looked for: those in which it, and parts of it, may be recorded."""
    part = min(kind.division.increments, default=SMALLEST) if kind.division else SMALLEST
    step = kind.measure.step if kind.measure and kind.measure.step else SMALLEST
    return lcm(int(part / SMALLEST), int(step / SMALLEST)) * SMALLEST


def smallest(kind: ActivityType) -> Decimal:
    """The least quantity that is proposed: one, where next to nothing would be worth something already."""
    step, measure = grain(kind), kind.measure
    traces = any(value.formula and value.formula.plus for value in kind.worth)
    if measure is None or least_that_counts(measure) or not traces:
        return step
    return (1 / step).to_integral_value(ROUND_CEILING) * step


def price_of_unit(kind: ActivityType, on: date) -> Fraction:
    """How much of what a type is measured in gives one unit, before rounding."""
    value = in_force(kind.worth, on)
    return Fraction(value.per) / Fraction(value.amount) if value and value.amount else Fraction(0)


def expected(policy: Policy, kind: ActivityType, on: date, goal: Goal, needs: Mapping[Need, Fraction]) -> Fraction:
    """About how much of a type brings all of this, by what one of it is worth, and how that is rounded."""
    group, of_unit = policy.group(goal.group), price_of_unit(kind, on)
    given = GIVEN_BY_ROUNDING[policy.rounding_of(kind)] * Fraction(policy.step_of(kind))
    rules = ((rule_of(group, need), much) for need, much in needs.items())
    counted = (much if rule and rule.kind.of_counter else (much - given) * of_unit for rule, much in rules)
    return max(counted, default=Fraction(0))


def expected_of(policy: Policy, kind: ActivityType, on: date, goals: Sequence[Goal], lacks: Sequence[Lack]) -> Fraction:
    """About how much of a type brings all that is lacking: of each goal by the way that takes least of it."""
    return max(
        min(
            (
                expected(policy, kind, on, goal, {need: Fraction(much) for need, much in route.needs.items()})
                for route in lack.routes
            ),
            default=Fraction(0),
        )
        for goal, lack in zip(goals, lacks, strict=True)
    )


def least(
    enough: Callable[[Decimal], bool],
    low: Decimal,
    high: Decimal,
    step: Decimal = SMALLEST,
    about: Fraction | None = None,
) -> Decimal:
    """The least quantity that is enough, where `low` is not and `high` is; all are whole steps.

    It is looked for `about` where it is expected first: to halve a million of steps takes twenty answers, each of which
    is an assessment.
    """

    def holds(steps: int) -> bool:
        return enough(steps * step)

    few, many = int(low / step), int(high / step)
    if about is not None and many - few > 1:
        few, many = _around(holds, few, many, min(max(ceil(about / Fraction(step)), few + 1), many))
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if holds(middle) else (middle, many)
    return many * step


def _around(holds: Callable[[int], bool], few: int, many: int, about: int) -> tuple[int, int]:
    """What is not enough and what is, closer together: from `about` on, twice as far each time."""
    by = 1
    if about == many or holds(about):
        many = about
        while many - by > few and holds(many - by):
            many, by = many - by, 2 * by
        return max(few, many - by), many
    few = about
    while few + by < many and not holds(few + by):
        few, by = few + by, 2 * by
    return few, min(many, few + by)
