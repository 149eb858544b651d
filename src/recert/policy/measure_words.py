"""Amounts in words: of what a type is measured in, and of a cycle's units."""

from decimal import Decimal

from recert.policy.assessment import Cycle
from recert.policy.model import ActivityType, Policy
from recert.policy.sentence import Sentence, Shown, number, words


def quantity_of(kind: ActivityType, quantity: Decimal) -> str:
    """How much of what a type is measured in: '1.5 hours'. Empty where it isn't measured."""
    if kind.measure is None:
        return ""
    return f"{number(quantity)} {kind.measure.one if quantity == 1 else kind.measure.many}"


def reached(policy: Policy, cycle: Cycle) -> Sentence:
    """How many units a cycle has, of how many that it requires, if any: '20 of 40 CE units'."""
    values: dict[str, Shown] = {
        "counted": cycle.counted,
        "required": cycle.required,
        "unit": policy.unit if (cycle.required or cycle.counted) == 1 else policy.units,
    }
    return Sentence(words("{counted} of {required} {unit}") if cycle.required else "{counted} {unit}", values)
