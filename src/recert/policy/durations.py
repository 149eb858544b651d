"""How long what an activity is measured in lasts, where that is time, and how many hours some days have."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from recert.policy.model import ActivityType


class Duration(NamedTuple):
    """How many hours one of a measure lasts by the clock, at the least, and how many of them are work."""

    lasts: Fraction
    works: Fraction


def _hours(lasts: int, works: int = 0) -> Duration:
    return Duration(Fraction(lasts), Fraction(works or lasts))


DURATIONS: Final[Mapping[str, Duration]] = {
    "minute": Duration(Fraction(1, 60), Fraction(1, 60)),
    "hour": _hours(1),
    "contact hour": _hours(1),
    "class hour": _hours(1),
    "day": _hours(24, 8),
    "week": _hours(7 * 24, 40),
    "month": _hours(28 * 24, 160),
}
"""The measures that are time, by the word for one of them. A credit hour is none: it stands for a whole course."""
HOURS_OF_DAY: Final = 24


def duration_of(kind: ActivityType) -> Duration | None:
    """How long one of what a type is measured in lasts; None where that is no time."""
    return DURATIONS.get(kind.measure.one.lower()) if kind.measure else None


def lasts(kind: ActivityType, quantity: Decimal) -> Fraction:
    """How many hours so much of a type lasts by the clock; 0 where it isn't measured in time."""
    found = duration_of(kind)
    return found.lasts * Fraction(quantity) if found else Fraction(0)


def hours_between(first: date, last: date) -> int:
    """All hours of the days from one to another, both of them included."""
    return HOURS_OF_DAY * ((last - first).days + 1)
