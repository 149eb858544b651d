"""How long what an activity is measured in lasts, where that is time, and how many hours some days have."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import ceil
from typing import Final, NamedTuple

from recert.policy.calendar import add_months, number
from recert.policy.model import ActivityType


class Duration(NamedTuple):
    """How many hours one of a measure lasts by the clock, at the least, and how many of them are work."""

    lasts: Fraction
    works: Fraction


def _hours(lasts: int, works: int = 0) -> Duration:
    return Duration(Fraction(lasts), Fraction(works or lasts))


MONTH: Final = "month"
WEEK: Final = "week"
DURATIONS: Final[Mapping[str, Duration]] = {
    "minute": Duration(Fraction(1, 60), Fraction(1, 60)),
    "hour": _hours(1),
    "contact hour": _hours(1),
    "class hour": _hours(1),
    "day": _hours(24, 8),
    WEEK: _hours(7 * 24, 40),
    MONTH: _hours(28 * 24, 160),
}
"""The measures that are time, by the word for one of them. A credit hour is none: it stands for a whole course."""
HOURS_OF_DAY: Final = 24


def duration_of(kind: ActivityType) -> Duration | None:
    """How long one of what a type is measured in lasts; None where that is no time."""
    return DURATIONS.get(kind.measure.one.lower()) if kind.measure else None


def goes_on_beside(kind: ActivityType) -> bool:
    """Whether a type is measured in time that nothing else has to wait for: in months or weeks of something."""
    return kind.measure is not None and kind.measure.one.lower() in (MONTH, WEEK)


def lasts(kind: ActivityType, quantity: Decimal) -> Fraction:
    """How many hours so much of a type lasts by the clock; 0 where it isn't measured in time."""
    found = duration_of(kind)
    return found.lasts * Fraction(quantity) if found else Fraction(0)


def share_of(kind: ActivityType, quantity: Decimal, first: date, last: date) -> Fraction:
    """Which part of some days so much of a type takes: more than 1 is more than they have; 0 where it is no time.

    Months are those of the calendar: twelve take a year, and one takes all of March, though it has 31 days.
    """
    if kind.measure and kind.measure.one.lower() == MONTH:
        return Fraction(quantity) / months_between(first, last)
    return lasts(kind, quantity) / hours_between(first, last)


def done_by(kind: ActivityType, quantity: Decimal, first: date) -> date:
    """The first day by which so much of a type can be done that is begun on a day: 700 hours take 30 days."""
    days = ceil(lasts(kind, quantity) / HOURS_OF_DAY)  # of months at least as many
    last = first + timedelta(days=max(days - 1, 0))
    while days > 1 and share_of(kind, quantity, first, last) > 1:
        last += timedelta(days=1)
    return last


def months_between(first: date, last: date) -> Fraction:
    """The months from one day to another, both included; what is left after whole ones as a part of the next."""
    begins, after = number(first), number(last) + 1
    whole = next(n for n in count() if add_months(begins, n + 1) > after)
    start, end = add_months(begins, whole), add_months(begins, whole + 1)
    return whole + Fraction(after - start, end - start)


def hours_between(first: date, last: date) -> int:
    """All hours of the days from one to another, both of them included."""
    return HOURS_OF_DAY * ((last - first).days + 1)
