"""Due: what each year gave of what is demanded of it, and which is missed, where a year has its own last day."""

from recert.policy.calendar import NEVER, add_months
from recert.policy.facts import GRANT, Facts
from recert.policy.plan import Tables
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import (
    ACTIVITIES_FROM,
    BEGAN,
    LOOKED,
    MISSED_BY,
    MISSED_YEAR,
    NUMBER,
    SEEN,
    START,
    TODAY,
    Out,
    Work,
)
from recert.policy.stages.together import had_together
from recert.policy.stages.years import asked_of, due_on, given_between, given_in, last_of, years_of


def had_in(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What a year gave, with what was done late for it as far as it needs that, and without what the one before did.

    Where several years are asked together, what those before it gave, too.
    """
    if t.together and t.demand_together[d]:
        return had_together(t, f, w, o, g, d, year)
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
            day = ends_on(t, w, d, year)
            if day > w.cycle[LOOKED] and due_on(t, w, d, year) >= w.cycle[BEGAN]:
                found = min(found, day)
    return found


def misses(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> bool:
    """Whether a year is missed that could be met until the day before; notes that of the first demand of all."""
    missed = -1
    for d in range(t.demand_at[g + 1] - 1, t.demand_at[g] - 1, -1):
        for year in range(years_of(t, w, d) if t.demand_ends[d] else 0):
            looked_at = ends_on(t, w, d, year) == day and due_on(t, w, d, year) >= w.cycle[BEGAN]
            if looked_at and lacks(t, f, w, o, g, d, year):
                missed = d
                w.cycle[MISSED_BY] = d - t.demand_at[g] + 1
                w.cycle[MISSED_YEAR] = year
    return missed >= 0


def ends_on(t: Tables, w: Work, d: int, year: int) -> int:
    """The day on which a missed year ends what is held: that after its last due day, or after a suspension."""
    day = due_on(t, w, d, year) + 1
    return add_months(day, t.demand_suspended_months[d]) if t.demand_suspended_months[d] else day


def lacks(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> bool:
    """Whether a year gave too little, and nothing has made up for it."""
    short = had_in(t, f, w, o, g, d, year) < asked_of(t, w, d, d - t.demand_at[g], year)
    return short and (t.demand_makes_up[d] < 0 or made_up_on(t, f, w, o, g, d, year) == NEVER)


def made_up_on(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """The day on which a year was made up for; 0 where it gave enough, NEVER where it didn't, and nothing has."""
    place, use, on = d - t.demand_at[g], w.cycle[ACTIVITIES_FROM], 0
    for each in range(year + 1):
        on = 0
        if had_in(t, f, w, o, g, d, each) < asked_of(t, w, d, place, each):
            on = NEVER
            if t.demand_makes_up[d] >= 0:
                use = making_up(t, f, w, o, g, d, use, due_on(t, w, d, each)) + 1
                if use <= w.cycle[SEEN]:
                    on = f.activity_day[use - 1]
    return on


def note_pauses(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int) -> None:
    """Writes from when until when years that were missed suspended what is held, as it was held until yesterday."""
    first = row * t.demands_most * t.year_places
    for i in range(first, first + t.demands_most * t.year_places):
        o.row_paused_from[i] = 0
        o.row_paused_until[i] = 0
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        at = first + (d - t.demand_at[g]) * t.year_places
        for year in range(years_of(t, w, d) if t.demand_suspends[d] else 0):
            due, until = due_on(t, w, d, year), 0
            if w.cycle[BEGAN] <= due and due + 1 < w.cycle[TODAY]:
                until = min(made_up_on(t, f, w, o, g, d, year), w.cycle[TODAY])
            if due + 1 < until:
                o.row_paused_from[at + year] = due + 1
                o.row_paused_until[at + year] = until


def granted_later(t: Tables, f: Facts, w: Work, g: int, c: int, events: tuple[int, int], day: int) -> bool:
    """Whether a renewal that was granted in this cycle, on a day or after it, keeps a certification."""
    found = 0
    for e in range(events[0], events[1]):
        ours = f.event_kind[e] == GRANT and f.event_cert[e] == g and f.event_cycle[e] == w.cycle[NUMBER]
        if ours and f.event_day[e] >= day:
            found += (f.event_mask[e] >> (c - t.group_at[g])) & 1
    return found > 0
