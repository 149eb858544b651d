"""Prorate: what a first cycle requires that is shorter than a whole one."""

from recert.policy.calendar import NEVER, add_months, civil
from recert.policy.plan import Tables
from recert.policy.stages.sheet import BOUND, PRORATED, PRORATED_OF, RUN, START, UNPRORATED, Out, Work
from recert.policy.stages.value import rounded


def compare_length(t: Tables, w: Work, usual: int) -> None:
    """Notes the months of a first cycle that is shorter than a usual one of its day. Any other is not prorated.

    One is no shorter if it has as many whole months, though that of the award may not count, or as many that do.
    """
    cycle = w.cycle
    cycle[PRORATED], cycle[PRORATED_OF] = 0, 0
    if cycle[RUN] > 1 or cycle[BOUND] == NEVER:
        return
    counted = months_counted(t, cycle[START], cycle[BOUND])
    if max(counted, full_months(cycle[START], cycle[BOUND])) < usual:
        cycle[PRORATED], cycle[PRORATED_OF] = counted, usual


def prorated(t: Tables, w: Work, whole: int) -> int:
    """What the cycle requires, where a whole one requires `whole`; never more than that."""
    months, of = w.cycle[PRORATED], w.cycle[PRORATED_OF]
    if of == 0 or whole == NEVER:
        return whole
    if months <= t.nothing_up_to:
        return 0
    if t.every_months:
        return min(whole, months // t.every_months * t.every_units)
    multiples = rounded(t.prorate_rounding, whole * months, of * t.prorate_to)
    return min(whole, multiples * t.prorate_to)


def note_proration(w: Work, o: Out, row: int) -> None:
    """Writes by which months a first cycle requires less, and what it would require were it no shorter."""
    o.row_prorated[row] = w.cycle[PRORATED]
    o.row_prorated_of[row] = w.cycle[PRORATED_OF]
    o.row_unprorated[row] = 0 if w.cycle[UNPRORATED] == NEVER else w.cycle[UNPRORATED]


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
