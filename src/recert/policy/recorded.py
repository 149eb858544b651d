"""How much of what a type is measured in may be recorded: whole steps, where it has any."""

from decimal import ROUND_CEILING, Decimal

from recert.policy.model import Measure


def least_that_counts(measure: Measure) -> Decimal:
    """Less than this counts for nothing."""
    return max(measure.least, measure.step)


def whole_steps(measure: Measure | None, quantity: Decimal) -> Decimal:
    """How much of what is on record counts: without what is over a whole step."""
    return quantity if measure is None or not measure.step else quantity // measure.step * measure.step


def nearest_steps(measure: Measure, quantity: Decimal) -> tuple[Decimal, ...]:
    """What may be recorded instead of so much that is between two steps: the one below, unless that is 0, and above."""
    below = whole_steps(measure, quantity)
    above = (quantity / measure.step).to_integral_value(ROUND_CEILING) * measure.step
    return (below, above) if below else (above,)
