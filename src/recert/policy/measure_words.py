"""How much of what a type is measured in, in words."""

from decimal import Decimal

from recert.policy.model import ActivityType
from recert.policy.sentence import number


def quantity_of(kind: ActivityType, quantity: Decimal) -> str:
    """How much of what a type is measured in: '1.5 hours'. Empty where it isn't measured."""
    if kind.measure is None:
        return ""
    return f"{number(quantity)} {kind.measure.one if quantity == 1 else kind.measure.many}"
