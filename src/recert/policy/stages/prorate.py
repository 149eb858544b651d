"""Prorate: what a first cycle requires that is shorter than a whole one."""

from recert.policy.calendar import NEVER, add_months, civil
from recert.policy.plan import Tables
from recert.policy.stages.value import rounded


def prorated(t: Tables, g: int, whole: int, months: int) -> int:
    """What so many months require, where a whole cycle requires `whole`; never more than that."""
    if months <= t.nothing_up_to:
        return 0
    if t.every_months:
        return min(whole, months // t.every_months * t.every_units)
    multiples = rounded(t.prorate_rounding, whole * months, t.months[g] * t.prorate_to)
    return min(whole, multiples * t.prorate_to)


def months_counted(t: Tables, start: int, end: int) -> int:
    """The months of a period, both days included, that count."""
    return full_months(start, end) if t.months_full else months_between(start, end) + t.award_month


def months_between(start: int, end: int) -> int:
    """From the month of one day to that of another."""
    year, month, _ = civil(start)
    last_year, last_month, _ = civil(end)
    return (last_year - year) * 12 + last_month - month


def full_months(start: int, end: int) -> int:
    """Whole months of a period, both days included."""
    months = months_between(start, end + 1)
    return months if add_months(start, months) <= end + 1 else months - 1


def full_years(start: int, end: int, most: int) -> int:
    """Whole years of a cycle, no more than so many months have; 0 where nothing can be renewed."""
    return 0 if end == NEVER else max(min(full_months(start, end), most) // 12, 0)


def first_calendar_year(start: int) -> int:
    """The first year of the calendar of which no day lies before a day."""
    return civil(start - 1)[0] + 1


def calendar_years(start: int, end: int, most: int) -> int:
    """Years of the calendar within a cycle, no more than so many months have; 0 where nothing can be renewed."""
    if end == NEVER:
        return 0
    return max(min(civil(end + 1)[0] - first_calendar_year(start), most // 12), 0)
