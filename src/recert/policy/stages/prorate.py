"""Prorate: what a first cycle requires that is shorter than a whole one."""

from recert.policy.calendar import NEVER, add_months, civil, year_until
from recert.policy.plan import Tables
from recert.policy.stages.sheet import BOUND, PRORATED, PRORATED_OF, RUN, START, UNPRORATED, Out, Work
from recert.policy.stages.value import rounded


def compare_length(t: Tables, w: Work, g: int, usual: int) -> None:
    """Notes the months of a first cycle that is shorter than a usual one of its day. Any other is not prorated.

    One is no shorter if it has as many whole months, though that of the award may not count, or as many that do.
    """
    cycle = w.cycle
    cycle[PRORATED], cycle[PRORATED_OF] = 0, 0
    if cycle[RUN] > 1 or cycle[BOUND] == NEVER or usual == NEVER or not t.prorated[g]:
        return
    counted = months_counted(t, g, cycle[START], cycle[BOUND])
    if max(counted, full_months(cycle[START], cycle[BOUND])) < usual:
        cycle[PRORATED], cycle[PRORATED_OF] = counted, usual


def prorated(t: Tables, w: Work, g: int, whole: int) -> int:
    """What the cycle requires, where a whole one requires `whole`."""
    return lessened(t, w, g, whole, t.every_units[g], t.prorate_to[g], t.prorate_rounding[g])


def lessened(t: Tables, w: Work, g: int, whole: int, each: int, to: int, rounding: int) -> int:
    """What is left of a whole in a shorter first cycle: `each` for every so many months, or the share of its months.

    Never more than the whole; of what a way asks that nobody may take, NEVER as before.
    """
    months, of = w.cycle[PRORATED], w.cycle[PRORATED_OF]
    if of == 0 or whole == NEVER:
        return whole
    if months <= t.nothing_up_to[g]:
        return 0
    if t.every_months[g]:
        return min(whole, months // t.every_months[g] * each)
    return min(whole, rounded(rounding, whole * months, of * to) * to)


def shrink(t: Tables, w: Work, g: int) -> None:
    """Notes what demands and other ways ask for in a whole cycle, and lessens it in a first one that is shorter."""
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        place = d - t.demand_at[g]
        w.demand_whole[place] = w.demanded[place]
        if t.demand_shrinks[d]:
            left = lessened(t, w, g, w.demanded[place], t.demand_each[d], t.demand_to[d], t.demand_rounding[d])
            w.demanded[place] = left
    for v in range(t.way_at[g], t.way_at[g + 1]):
        place = v - t.way_at[g]
        w.way_whole[place] = w.way_required[place]
        if t.way_shrinks[v]:
            left = lessened(t, w, g, w.way_required[place], t.way_each[v], t.way_to[v], t.way_rounding[v])
            w.way_required[place] = left


def note_proration(t: Tables, w: Work, o: Out, row: int) -> None:
    """Writes by which months a first cycle requires less, and what it would require were it no shorter."""
    o.row_prorated[row] = w.cycle[PRORATED]
    o.row_prorated_of[row] = w.cycle[PRORATED_OF]
    o.row_unprorated[row] = 0 if w.cycle[UNPRORATED] == NEVER else w.cycle[UNPRORATED]
    for i in range(len(w.demand_whole)):
        o.row_demand_whole[row * t.demands_most + i] = w.demand_whole[i]
    for i in range(len(w.way_whole)):
        o.row_way_whole[row * t.ways_most + i] = w.way_whole[i]


def months_counted(t: Tables, g: int, start: int, end: int) -> int:
    """The months of a period, both days included, that count."""
    if t.months_full[g]:
        return full_months(start, end)
    return months_between(start, end) + int(civil(start)[2] <= t.award_until[g])


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


def first_shared_year(t: Tables, start: int) -> int:
    """The first year of the calendar, or of the program, of which no day lies before a day."""
    return year_until(start - 1, t.shared_year_ends) + 1


def shared_years(t: Tables, start: int, end: int, most: int) -> int:
    """How many of them lie within a cycle, no more than so many months have; 0 where nothing can be renewed."""
    if end == NEVER:
        return 0
    return max(min(year_until(end + 1, t.shared_year_ends) - first_shared_year(t, start), most // 12), 0)
