"""Dates as day numbers, counted from 1970-01-01, and months as people count them.

Plain integer arithmetic, so that one text serves one person in Python and a population compiled.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()
NEVER: Final = 1 << 30
"""A day that does not come."""
FOR_LIFE: Final = date.max
"""Until when is held what does not expire: as a date it comes after all others, and no page or file shows it."""
BEFORE: Final = -(1 << 30)
"""A day before all others."""

BEFORE_1970: Final = 25508
"""Days from March 1, 1900, to January 1, 1970."""
MARCH_2100: Final = 47541
MARCH_2200: Final = 84065
FEBRUARY_2100: Final = 73048
"""The last day of it, and of that a century later, as days are counted when months are added."""
FEBRUARY_2200: Final = 109573
NOT_NEGATIVE: Final = (1 << 34) - 1
"""Takes nothing from a number that isn't, but tells the compiler so: it divides in half the time."""


def number(day: date) -> int:
    """The day number of a date."""
    return NEVER if day == FOR_LIFE else day.toordinal() - EPOCH


def day(value: int) -> date:
    """The date of a day number; `FOR_LIFE` of one that does not come."""
    return FOR_LIFE if value >= NEVER else date.fromordinal(value + EPOCH)


def day_or_none(value: int) -> date | None:
    """The same; None of a day that does not come."""
    return None if value == NEVER else day(value)


def month_length(year: int, month: int) -> int:
    """Days in a month, 28 to 31."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def start_of_month(value: int) -> int:
    """The first day of the month in which a day lies."""
    return value - civil(value)[2] + 1


def end_of_month(value: int) -> int:
    """The last day of the month in which a day lies."""
    year, month, day = civil(value)
    return value + month_length(year, month) - day


def end_of_year(value: int, ends: Sequence[int]) -> int:
    """The first of some days of the year that does not lie before a day.

    `ends`: the days in their order, each as its month times 100 and its day: 531 for May 31. None is a February 29.
    """
    _, month, of_month = civil(value)
    found = ends[0] + 1200
    for i in range(len(ends) - 1, -1, -1):
        if ends[i] >= month * 100 + of_month:
            found = ends[i]
    return add_months(value - of_month + 1, found // 100 - month) + found % 100 - 1


def year_until(value: int, ends: int) -> int:
    """The number of the year in which a day lies, where years end with a day of theirs, written as in `end_of_year`."""
    year, month, of_month = civil(value)
    return year + int(month * 100 + of_month > ends)


def last_of_year(year: int, ends: int) -> int:
    """The last day of such a year."""
    return add_months(0, 12 * (year - 1970) + ends // 100 - 1) + ends % 100 - 1


def add_months(value: int, months: int) -> int:
    """The same day of the month, so many months on (or back, if negative); the month's last day where it is shorter.

    2024-02-29 and 24 months give 2026-02-28. From March 1900 to February 2300, both days: there every fourth year is a
    leap year but for two, and days are counted as if these were, too. Years begin in March, as in `civil`.
    """
    days = value + BEFORE_1970 + int(value >= MARCH_2100) + int(value >= MARCH_2200)
    quarters = 4 * days + 3 & NOT_NEGATIVE
    year = quarters // 1461
    scaled = 2141 * (quarters - year * 1461 >> 2) + 1305
    of_month = (scaled & 65535) // 2141
    count = year * 12 + (scaled >> 16) + months & NOT_NEGATIVE
    year = count // 12
    month = count - year * 12
    if of_month > 27:
        of_month = min(of_month, days_from_march(year, month) - 1)
    days = (1461 * year >> 2) + (979 * month + 15 >> 5) + of_month
    return days - BEFORE_1970 - int(days > FEBRUARY_2100) - int(days > FEBRUARY_2200)


def days_from_march(year: int, month: int) -> int:
    """Days in a month, 28 to 31; both from 0, as March 1900 is the first month of the first year."""
    if month == 11:
        return 28 + int(year & 3 == 3 and year not in (199, 299))
    return 30 if month in (1, 3, 6, 8) else 31


def after_months(last: int, months: int, from_next: int, to_end: int) -> int:
    """The last day of so many months after a last day.

    Counted from the day after it (1 for `from_next`), else from itself; on to a month's end with 1 for `to_end`.
    """
    if from_next:
        return add_months(last + 1, months) - 1
    after = add_months(last, months)
    return end_of_month(after) if to_end else after


def months_over(last: int, day: int, from_next: int, to_end: int) -> int:
    """How many whole months after a last day are over on a day; 0 up to it."""
    if day <= last:
        return 0
    year, month, _ = civil(day)
    year_of_last, month_of_last, _ = civil(last)
    months = max((year - year_of_last) * 12 + month - month_of_last - 1, 0)
    while day > after_months(last, months + 1, from_next, to_end):
        months += 1
    return months


def civil(value: int) -> tuple[int, int, int]:
    """Year, month and day of a day number.

    Like the way back, it counts years from March, so that the leap day is a year's last. Where the quotient is a
    power of two, months and years lie as far apart as they do on average, over so many days as are divided.
    """
    quarters = 4 * (value + 719468) + 3
    century = quarters // 146097
    of_century = (quarters - century * 146097) | 3
    year = of_century // 1461
    of_year = (of_century - year * 1461) >> 2
    scaled = 2141 * of_year + 197913
    month = scaled >> 16
    of_month = (scaled & 65535) // 2141
    late = int(of_year >= 306)
    return 100 * century + year + late, month - 12 * late, of_month + 1
