"""Prorate: what a first cycle requires that is shorter than a whole one."""

from recert.policy.calendar import add_months, civil
from recert.policy.plan import Tables
from recert.policy.stages.value import rounded


def prorated(t: Tables, whole: int, months: int) -> int:
    """What so many months require, where a whole cycle requires `whole`; never more than that."""
    if months <= t.nothing_up_to:
        return 0
    if t.every_months:
        return min(whole, months // t.every_months * t.every_units)
    multiples = rounded(t.prorate_rounding, whole * months, t.months * t.prorate_to)
    return min(whole, multiples * t.prorate_to)


def months_counted(t: Tables, start: int, end: int) -> int:
    """The months of a period, both days included, that count."""
    year, month, _ = civil(start)
    until = end + 1 if t.months_full else end
    last_year, last_month, _ = civil(until)
    months = (last_year - year) * 12 + last_month - month
    if t.months_full:
        return months if add_months(start, months) <= until else months - 1
    return months + t.award_month
