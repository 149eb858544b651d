"""Dates as day numbers, counted from 1970-01-01, and months as people count them.

Plain integer arithmetic, so that one text serves one person in Python and a population compiled.
"""

from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()
NEVER: Final = 1 << 30
"""A day that does not come."""
BEFORE: Final = -(1 << 30)
"""A day before all others."""


def number(day: date) -> int:
    """The day number of a date."""
    return day.toordinal() - EPOCH


def day(value: int) -> date:
    """The date of a day number."""
    return date.fromordinal(value + EPOCH)


def month_length(year: int, month: int) -> int:
    """Days in a month, 28 to 31."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def end_of_month(value: int) -> int:
    """The last day of the month in which a day lies."""
    year, month, day = civil(value)
    return value + month_length(year, month) - day


def end_of_year(value: int) -> int:
    """December 31 of the year in which a day lies."""
    _, month, _ = civil(value)
    return end_of_month(add_months(value, 12 - month))


def add_months(value: int, months: int) -> int:
    """The same day of the month, so many months on (or back, if negative); the month's last day where it is shorter.

    2024-02-29 and 24 months give 2026-02-28.
    """
    year, month, of_month = civil(value)
    count = year * 12 + month - 1 + months
    year = count // 12
    month = count - year * 12 + 1
    of_month = min(of_month, month_length(year, month))

    if month <= 2:
        year -= 1
    era = year // 400
    year_of_era = year - era * 400
    from_march = month - 3 if month > 2 else month + 9
    of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + (153 * from_march + 2) // 5 + of_month - 1
    return era * 146097 + of_era - 719468


def civil(value: int) -> tuple[int, int, int]:
    """Year, month and day of a day number.

    Like the way back, it counts years from March, so that the leap day is a year's last.
    """
    shifted = value + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    from_march = (5 * of_year + 2) // 153
    of_month = of_year - (153 * from_march + 2) // 5 + 1
    month = from_march + 3 if from_march < 10 else from_march - 9
    return year_of_era + era * 400 + (1 if month <= 2 else 0), month, of_month
