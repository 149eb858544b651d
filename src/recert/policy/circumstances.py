"""Circumstances: what may be so of a person for a time, and what that takes off the requirement of a cycle."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from recert.policy.model import MonthsCounted, Rounding


class Removes(IntEnum):
    """What a circumstance takes off a cycle's requirement."""

    NOTHING = 0  # conditions ask for it, no more: a role, a scope of practice
    MONTHS = 1  # the share of the cycle's months that it covers
    UNITS = 2  # as many as the fact itself says


@dataclass(frozen=True, slots=True)
class CircumstanceKind:
    """What may be so of a person from a day to a day: who has it is a fact, `history.Circumstance`.

    Of the other fields those of months alone are looked at where months are removed. `counted`, `rounding` and `to` are
    the same of all that remove months: days that several cover are counted once.
    """

    key: str
    title: str
    description: str
    evidence: str
    removes: Removes
    source: str
    counted: MonthsCounted = MonthsCounted.FULL
    at_least_days: int = 0  # shorter than that it removes nothing
    most_months: int = 0  # of a cycle; 0 for any number
    rounding: Rounding = Rounding.DOWN
    to: Decimal = Decimal(1)
    shrinks: tuple[str, ...] = ()  # the categories whose minima shrink too
    extends: bool = False  # whether what runs expires so many months later as well
