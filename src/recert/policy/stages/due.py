"""Due: what each year gave of what is demanded of it, and which is missed, where a year has its own last day."""

from typing import Final

from recert.policy.calendar import NEVER, add_months
from recert.policy.facts import GRANT, Facts
from recert.policy.model import DemandKind
from recert.policy.plan import Tables
from recert.policy.stages.count import counted
from recert.policy.stages.recent import gave
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import (
    ACTIVITIES_FROM,
    BOUND,
    CALENDAR_FROM,
    CALENDAR_YEARS,
    LOOKED,
    MISSED_BY,
    MISSED_YEAR,
    NUMBER,
    SEEN,
    START,
    YEARS,
    Out,
    Work,
)

OF_CALENDAR: Final = int(DemandKind.EACH_CALENDAR_YEAR)
JANUARY_1970: Final = 0


def years_of(t: Tables, w: Work, d: int) -> int:
    """How many years a demand looks at in the cycle."""
    return w.cycle[CALENDAR_YEARS] if t.demand_kind[d] == OF_CALENDAR else w.cycle[YEARS]


def asked_of(t: Tables, w: Work, d: int, place: int, year: int) -> int:
    """How much a demand, which is the group's at some place, asks of a year."""
    varies = t.years_vary and t.demand_varies[d]
    return w.year_asked[place * t.year_places + year] if varies else w.demanded[place]


def first_of(t: Tables, w: Work, d: int, year: int) -> int:
    """The first day of a year that a demand looks at."""
    if t.demand_kind[d] == OF_CALENDAR:
        return add_months(JANUARY_1970, 12 * (w.cycle[CALENDAR_FROM] + year - 1970))
    return add_months(w.cycle[START], 12 * year)


def last_of(t: Tables, w: Work, d: int, year: int) -> int:
    """The last day of a year that a demand looks at; of the cycle's last one, the cycle's end as it was at first."""
    if t.demand_kind[d] == OF_CALENDAR:
        return add_months(JANUARY_1970, 12 * (w.cycle[CALENDAR_FROM] + year + 1 - 1970)) - 1
    if year + 1 == w.cycle[YEARS]:
        return w.cycle[BOUND]
    return add_months(w.cycle[START], 12 * (year + 1)) - 1


def due_on(t: Tables, w: Work, d: int, year: int) -> int:
    """The last day on which a year can be met."""
    last, on = last_of(t, w, d, year), t.demand_due_on[d]
    if on:
        return add_months(last + 1, on // 100 - 1) + on % 100 - 1  # of a year that ends on December 31
    if t.demand_due_months[d]:
        return add_months(last + 1, t.demand_due_months[d]) - 1
    return last + t.demand_due_days[d]


def had_in(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What a year gave, with what was done late for it as far as it needs that, and without what the one before did."""
    taken, found = 0, 0
    for each in range(year + 1):
        needed = asked_of(t, w, d, d - t.demand_at[g], each)
        own = given_in(t, f, w, o, g, d, each) - taken
        taken = 0
        if t.demand_late_counts[d] and own < needed:
            last = last_of(t, w, d, each)
            taken = min(needed - own, given_between(t, f, w, o, g, d, last, due_on(t, w, d, each)))
        found = own + taken
    return found


def given_in(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What was done in a year by itself: what is done after the cycle's last one is not of it here."""
    width = t.category_count + 1 + t.year_counters
    first = t.calendar_at if t.demand_kind[d] == OF_CALENDAR else 0
    found = w.in_year[(first + year) * width + t.demand_of[d] + 1]
    if first == 0 and t.demand_kind[d] != OF_CALENDAR and year + 1 == w.cycle[YEARS]:
        found -= given_between(t, f, w, o, g, d, w.cycle[BOUND], NEVER)
    return found


def given_between(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, after: int, until: int) -> int:
    """What this cycle's activities gave of what a demand looks at, on days after one and up to another."""
    found, a = 0, w.cycle[SEEN] - 1
    counter = t.demand_of[d] - t.category_count
    while a >= w.cycle[ACTIVITIES_FROM] and f.activity_day[a] > after:
        entry = a * t.groups + g
        if f.activity_day[a] <= until and o.entry_cycle[entry] == w.cycle[NUMBER]:
            if counter < 0:
                found += gave(t, f, o, g, t.demand_of[d], a)
            elif t.counter_types[counter * t.types + f.activity_type[a]] and took_part(o.entry_reason[entry]):
                found += counted(t, f, w, o, g, counter, a)
        a -= 1
    return found


def least_due(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int) -> int:
    """What the year gave that gave least; enough where there is none. What is made up for counts as given."""
    needed, years = w.demanded[d - t.demand_at[g]], years_of(t, w, d)
    least = needed if years == 0 else NEVER
    use = w.cycle[ACTIVITIES_FROM]
    for year in range(years):
        found = had_in(t, f, w, o, g, d, year)
        if found < needed and t.demand_makes_up[d] >= 0:
            use = making_up(t, f, w, o, g, d, use, due_on(t, w, d, year)) + 1
            if use <= w.cycle[SEEN]:
                found = needed
        least = min(least, found)
    return least


def making_up(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, first: int, after: int) -> int:
    """The first activity of this cycle, from one on, that makes up for a year which could be met until a day before it.

    The one after the last that was looked at where there is none.
    """
    a, types = first, t.demand_makes_up[d] * t.types
    while a < w.cycle[SEEN]:
        entry = a * t.groups + g
        mine = o.entry_cycle[entry] == w.cycle[NUMBER] and took_part(o.entry_reason[entry])
        if mine and f.activity_day[a] > after and t.counter_types[types + f.activity_type[a]]:
            return a
        a += 1
    return a


def next_look(t: Tables, w: Work, g: int) -> int:
    """The next day on which it is seen whether a year was missed that ends what is held; NEVER where none is left."""
    found = NEVER
    if w.cycle[START] == NEVER:
        return found
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        for year in range(years_of(t, w, d) if t.demand_ends[d] else 0):
            day = due_on(t, w, d, year) + 1
            if day > w.cycle[LOOKED]:
                found = min(found, day)
    return found


def misses(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> bool:
    """Whether a year is missed that could be met until the day before; notes that of the first demand of all."""
    missed = -1
    for d in range(t.demand_at[g + 1] - 1, t.demand_at[g] - 1, -1):
        for year in range(years_of(t, w, d) if t.demand_ends[d] else 0):
            if due_on(t, w, d, year) + 1 == day:
                short = had_in(t, f, w, o, g, d, year) < asked_of(t, w, d, d - t.demand_at[g], year)
                if short:
                    missed = d
                    w.cycle[MISSED_BY] = d - t.demand_at[g] + 1
                    w.cycle[MISSED_YEAR] = year
    return missed >= 0


def granted_later(t: Tables, f: Facts, w: Work, g: int, c: int, events: tuple[int, int], day: int) -> bool:
    """Whether a renewal that was granted in this cycle, on a day or after it, keeps a certification."""
    found = 0
    for e in range(events[0], events[1]):
        ours = f.event_kind[e] == GRANT and f.event_cert[e] == g and f.event_cycle[e] == w.cycle[NUMBER]
        if ours and f.event_day[e] >= day:
            found += (f.event_mask[e] >> (c - t.group_at[g])) & 1
    return found > 0
