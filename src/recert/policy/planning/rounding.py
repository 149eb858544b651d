"""Quantities as somebody would record them: a plan says 108 hours, where 107.997 would be rounded to enough."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

from recert.policy.planning.effort import fits
from recert.policy.planning.quantity import SMALLEST, grain
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal

FEW: Final = 10
"""From so much on, whole numbers are recorded; below it quarters of one as well."""
QUARTER: Final = Decimal("0.25")


def as_recorded(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Use, ...]:
    """The same uses, each with the next quantity that somebody would record, where that renews as well.

    Where the policy says in which steps it is recorded, it is one of these already.
    """
    found = list(uses)
    for at, use in enumerate(uses):
        kind = trial.plan.policy.type(use.type)
        if kind.measure is None or grain(kind) != SMALLEST:
            continue
        more = _more(use)
        tried = [*found[:at], more, *found[at + 1 :]]
        if more != use and _works(trial, tried, goals):
            found = tried
    return tuple(found)


def _more(use: Use) -> Use:
    """The next quantity that somebody would record; of one that is split each part."""
    if not use.parts:
        return use._replace(quantity=_rounded(use.quantity))
    parts = tuple((category, _rounded(much)) for category, much in use.parts)
    return use._replace(quantity=sum((much for _, much in parts), Decimal(0)), parts=parts)


def in_quarters(quantity: Decimal) -> Decimal:
    """The next whole number of quarters: what is priced is proposed so, however much it is, as each of them costs."""
    return _up(quantity, QUARTER)


def _rounded(quantity: Decimal) -> Decimal:
    return _up(quantity, Decimal(1) if quantity >= FEW else QUARTER)


def _up(quantity: Decimal, step: Decimal) -> Decimal:
    return (quantity / step).to_integral_value(ROUND_CEILING) * step


def _works(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> bool:
    last = min(goal.by for goal in goals)
    try:
        return fits(trial.plan.policy, [(use, last) for use in uses], trial.since) and trial.renews(uses, goals)
    except Spent:
        return False
