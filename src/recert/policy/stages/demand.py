"""Demand: what renewing takes besides units, and by which way a cycle is renewed."""

from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months
from recert.policy.facts import Facts
from recert.policy.model import CounterOf, DemandKind
from recert.policy.plan import Tables
from recert.policy.stages.beginning import in_beginning
from recert.policy.stages.due import had_in, least_due, making_up
from recert.policy.stages.lasting import months_by_way
from recert.policy.stages.late import least_of
from recert.policy.stages.prorate import shrink
from recert.policy.stages.recent import recent
from recert.policy.stages.relief import ask_less, begin_years, forget_years, shortest_year
from recert.policy.stages.sheet import (
    ACTIVITIES_FROM,
    CALENDAR_FROM,
    CALENDAR_YEARS,
    CARRIED,
    COUNTED,
    DAYS_LATE,
    LATE,
    MISSED_BY,
    MISSED_ON,
    MISSED_YEAR,
    MONTHS_LATE,
    REQUIRED,
    RUN,
    SEEN,
    START,
    YEARS,
    Out,
    Work,
)
from recert.policy.stages.terms import amount, governing
from recert.policy.stages.years import asked_of, due_on, last_of, years_of

COUNTER: Final = int(DemandKind.COUNTER)
EACH_YEAR: Final = int(DemandKind.EACH_YEAR)
EACH_CALENDAR_YEAR: Final = int(DemandKind.EACH_CALENDAR_YEAR)
CYCLES: Final = int(DemandKind.CYCLES)
CHOICES: Final = int(DemandKind.CHOICES)
FIRST_MONTHS: Final = int(DemandKind.FIRST_MONTHS)
BUT_LAST_MONTHS: Final = int(DemandKind.BUT_LAST_MONTHS)
VALID: Final = int(CounterOf.VALID)


def begin_demands(t: Tables, w: Work, g: int) -> None:
    """What a new cycle demands, and by which other ways it may be renewed; what was counted is of the last one."""
    for k in range(t.counter_count):
        if t.counter_of[k] != VALID:
            w.tally[k] = 0
    for i in range(len(w.in_year)):
        w.in_year[i] = 0
    if t.years_vary:
        forget_years(w)
    ask(t, w, g)


def ask(t: Tables, w: Work, g: int) -> None:
    """How much demands ask for, and other ways; NEVER of a way that asks for units of others alone."""
    start = w.cycle[START]
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        first, last = t.demand_values_at[d], t.demand_values_at[d + 1]
        w.demanded[d - t.demand_at[g]] = amount(t, w, g, first, last, start)
    for v in range(t.way_at[g], t.way_at[g + 1]):
        first, last = t.way_required_at[v], t.way_required_at[v + 1]
        closed = first < last and governing(t, w, g, first, last, start) < 0
        w.way_required[v - t.way_at[g]] = NEVER if closed else amount(t, w, g, first, last, start)
    if t.shrinks:
        shrink(t, w, g)
    if t.years_vary:
        begin_years(t, w, g)


def way_met(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> int:
    """The way by which a cycle that ends on a day can be renewed: 0 by its units, from 1 on another; -1 by none."""
    if not demands_met(t, f, w, o, g, -1, end):
        return -1
    late = w.cycle[LATE]
    if w.cycle[COUNTED] >= w.cycle[REQUIRED] + late and not lacks_category(t, w, g):
        return 0
    for v in range(t.way_at[g + 1] - t.way_at[g]):
        if other_way_met(t, f, w, o, g, v, end):
            return v + 1
    return -1


def lasting_way(t: Tables, f: Facts, w: Work, o: Out, g: int, first: int, end: int, usual: int) -> int:
    """Of the ways that are met the one that renews for the most months: the first of equally long ones.

    None before the `first` is met, which is 0 for the group's own units.
    """
    longest, most = first, months_by_way(t, w, g, first, usual)
    for v in range(first, t.way_at[g + 1] - t.way_at[g]):
        months = months_by_way(t, w, g, v + 1, usual)
        if months > most and other_way_met(t, f, w, o, g, v, end):
            longest, most = v + 1, months
    return longest


def other_way_met(t: Tables, f: Facts, w: Work, o: Out, g: int, v: int, end: int) -> bool:
    """Whether there is all that one of the other ways takes, besides what every way does."""
    needed = w.way_required[v] + w.cycle[LATE] if w.way_required[v] else 0
    return w.cycle[COUNTED] >= needed and demands_met(t, f, w, o, g, v, end)


def lacks_category(t: Tables, w: Work, g: int) -> bool:
    """Whether a category has not given yet what it has to."""
    lacking = 0
    for k in range(t.category_count):
        lacking += int(w.category[k] < least_of(t, w, g, k))
    return lacking > 0


def demands_met(t: Tables, f: Facts, w: Work, o: Out, g: int, way: int, end: int) -> bool:
    """Whether all that a way demands is there; -1 for what every way does."""
    lacking = 0
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        if t.demand_way[d] == way and asked_now(t, w, d):
            found = has(t, f, w, o, g, d, end)  # of what years are asked also decides how much
            lacking += int(found < w.demanded[d - t.demand_at[g]])
    return lacking == 0


def asked_now(t: Tables, w: Work, d: int) -> bool:
    """Whether a demand is made of a renewal that is as late as this one."""
    if t.late_in_months and w.cycle[MONTHS_LATE] < t.demand_late_months[d]:
        return False
    return w.cycle[DAYS_LATE] >= t.demand_late[d]


def has(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, end: int) -> int:
    """How much there is of what a demand looks at: of one with choices how many of them are met.

    What is so of the person may take something off what it asks: then that is known now, too.
    """
    if t.eases_demands and t.demand_eased[d]:
        ask_less(t, w, o, g, d, end)
    if t.demand_choices[d] == 0 or (t.choices_by_year and t.demand_kind[d] != CHOICES):
        return there_is(t, f, w, o, g, d, end)
    met = 0
    for choice in range(d + 1, d + 1 + t.demand_choices[d]):
        if t.eases_demands and t.demand_eased[choice]:
            ask_less(t, w, o, g, choice, end)
        found = there_is(t, f, w, o, g, choice, end)
        needed = w.demanded[choice - t.demand_at[g]]
        met += int(needed > 0 and found >= needed)
    return met


def there_is(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, end: int) -> int:
    """How much there is of what a demand looks at that counts no choices, or those that each year meets."""
    kind, of = t.demand_kind[d], t.demand_of[d]
    if kind == COUNTER:
        if t.counter_of[of] == VALID:
            valid = w.tally[of] != BEFORE and add_months(w.tally[of], t.counter_months[of]) >= end
            return int(valid)
        return w.tally[of]
    if t.years_vary and t.demand_varies[d]:
        return shortest_year(t, f, w, o, g, d)
    if t.misses and t.demand_missed[d]:
        return least_due(t, f, w, o, g, d)
    if kind == EACH_YEAR:
        return least_year(t, w, of, 0, w.cycle[YEARS], w.demanded[d - t.demand_at[g]])
    if kind == EACH_CALENDAR_YEAR:
        return least_year(t, w, of, t.calendar_at, w.cycle[CALENDAR_YEARS], w.demanded[d - t.demand_at[g]])
    if t.demand_months[d]:
        return in_months(t, f, w, o, g, d, end)
    if kind == CYCLES:
        return in_cycles(t, w, o, d, of)
    given = 0
    for k in range(t.category_count):
        given += int(w.category[k] > 0 and not from_within(t, w, k))
    return given


def in_months(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, end: int) -> int:
    """The same of one that looks at the first months of a cycle, at all but the last, or at the last ones."""
    if t.beginnings and t.demand_kind[d] in (FIRST_MONTHS, BUT_LAST_MONTHS):
        return in_beginning(t, f, w, o, g, d, end)
    return recent(t, f, w, o, g, d, end)


def from_within(t: Tables, w: Work, k: int) -> bool:
    """Whether a category that lies within another one gave something: then that one is not counted beside it."""
    found = 0
    for i in range(t.inside_at[k], t.inside_at[k + 1]):
        found += int(t.inside[i] != k and w.category[t.inside[i]] > 0)
    return found > 0


def least_year(t: Tables, w: Work, of: int, first: int, years: int, enough: int) -> int:
    """What the year gave that gave least, of so many from the first on; enough where there is none."""
    if years == 0:
        return enough
    width = t.category_count + 1 + t.year_counters
    least = w.in_year[first * width + of + 1]
    for year in range(first + 1, first + years):
        least = min(least, w.in_year[year * width + of + 1])
    return least


def in_cycles(t: Tables, w: Work, o: Out, d: int, of: int) -> int:
    """What this cycle and those before it gave, as many as are looked at."""
    run, row = w.cycle[RUN], o.filled[0]
    found = w.category[of] - w.kept[of] if of >= 0 else w.cycle[COUNTED] - w.cycle[CARRIED]
    if run < t.demand_from[d]:
        return 0
    for back in range(1, min(t.demand_cycles[d], run - t.demand_from[d] + 1)):
        if of >= 0:
            at = (row - back) * t.category_count + of
            found += o.row_category_amount[at] - o.row_category_kept[at]
        else:
            found += o.row_counted[row - back] - o.row_carried_in[row - back]
    return found


def note_demanded(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int, end: int) -> None:
    """Writes what the cycle demanded and what there was of it. The row is not among those filled yet."""
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        place = d - t.demand_at[g]
        asked = asked_now(t, w, d)
        o.row_had[row * t.demands_most + place] = has(t, f, w, o, g, d, end)
        o.row_demanded[row * t.demands_most + place] = w.demanded[place] if asked else 0


def note_demands(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int, end: int) -> None:
    """Writes what the cycle demanded and gave, by years too, and what other ways take."""
    note_demanded(t, f, w, o, g, row, end)
    for v in range(t.way_at[g + 1] - t.way_at[g]):
        late = w.cycle[LATE] if 0 < w.way_required[v] < NEVER else 0
        o.row_way_required[row * t.ways_most + v] = w.way_required[v] + late
        o.row_way_months[row * t.ways_most + v] = months_by_way(t, w, g, v + 1, 0)
    for i in range(len(w.in_year)):
        o.row_in_year[row * len(w.in_year) + i] = w.in_year[i]
    if t.misses:
        note_due(t, f, w, o, g, row)
    if t.together:
        note_together(t, f, w, o, g, row)
    if t.years_vary:
        for i in range(len(w.year_asked)):
            o.row_year_asked[row * len(w.year_asked) + i] = w.year_asked[i]
            o.row_year_whole[row * len(w.year_asked) + i] = w.year_whole[i]
            o.row_year_relief[row * len(w.year_asked) + i] = w.year_relief[i]
            o.row_year_off[row * len(w.year_asked) + i] = w.year_off[i]
    o.row_years[row] = w.cycle[YEARS]
    o.row_calendar_from[row] = w.cycle[CALENDAR_FROM]
    o.row_calendar_years[row] = w.cycle[CALENDAR_YEARS]


def note_together(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int) -> None:
    """Writes what each year gave together with those before it, of demands that ask several years together."""
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        at = (row * t.demands_most + d - t.demand_at[g]) * t.year_places
        for year in range(years_of(t, w, d) if t.demand_together[d] else 0):
            o.row_together[at + year] = had_in(t, f, w, o, g, d, year)


def note_due(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int) -> None:
    """Writes what each year gave, of demands whose years have a last day of their own, and which was missed."""
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        at = (row * t.demands_most + d - t.demand_at[g]) * t.year_places
        use = w.cycle[ACTIVITIES_FROM]
        for year in range(years_of(t, w, d) if t.demand_missed[d] else 0):
            found = had_in(t, f, w, o, g, d, year)
            o.row_due[at + year] = found
            o.row_due_last[at + year] = last_of(t, w, d, year)
            o.row_due_made_up[at + year] = 0
            if found < asked_of(t, w, d, d - t.demand_at[g], year) and t.demand_makes_up[d] >= 0:
                use = making_up(t, f, w, o, g, d, use, due_on(t, w, d, year)) + 1
                o.row_due_made_up[at + year] = int(use <= w.cycle[SEEN])
    o.row_missed_by[row] = w.cycle[MISSED_BY]
    o.row_missed_year[row] = w.cycle[MISSED_YEAR]
    o.row_missed_on[row] = w.cycle[MISSED_ON]
