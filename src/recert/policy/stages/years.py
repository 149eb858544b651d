"""Years: which of them a demand looks at, until when each can be met, what is asked of it, and what it gave."""

from typing import Final

from recert.policy.calendar import NEVER, add_months, last_of_year, year_until
from recert.policy.facts import Facts
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
    NUMBER,
    SEEN,
    START,
    YEARS,
    Out,
    Work,
)

OF_CALENDAR: Final = int(DemandKind.EACH_CALENDAR_YEAR)
"""Or of the program: years that are the same for everybody."""


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
        return last_of_year(w.cycle[CALENDAR_FROM] + year - 1, t.shared_year_ends) + 1
    return add_months(w.cycle[START], 12 * year)


def last_of(t: Tables, w: Work, d: int, year: int) -> int:
    """The last day of a year that a demand looks at; of the cycle's last one, the cycle's end as it was at first."""
    if t.demand_kind[d] == OF_CALENDAR:
        return last_of_year(w.cycle[CALENDAR_FROM] + year, t.shared_year_ends)
    if year + 1 == w.cycle[YEARS]:
        return w.cycle[BOUND]
    return add_months(w.cycle[START], 12 * (year + 1)) - 1


def due_on(t: Tables, w: Work, d: int, year: int) -> int:
    """The last day on which a year can be met."""
    last, on = last_of(t, w, d, year), t.demand_due_on[d]
    if on:
        return last_of_year(year_until(last + 1, on), on)
    if t.demand_due_months[d]:
        return add_months(last + 1, t.demand_due_months[d]) - 1
    return last + t.demand_due_days[d]


def given_in(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What was done in a year by itself: what is done after the cycle's last one is not of it here."""
    if not t.choices_by_year or t.demand_choices[d] == 0:
        return given_by_itself(t, f, w, o, g, d, year)
    met = 0
    for choice in range(d + 1, d + 1 + t.demand_choices[d]):
        needed = asked_of(t, w, choice, choice - t.demand_at[g], year)
        met += int(0 < needed <= given_by_itself(t, f, w, o, g, choice, year))
    return met


def given_by_itself(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """The same of what a demand without choices, or one choice, looks at."""
    found = noted_in(t, w, d, year)
    if t.demand_kind[d] != OF_CALENDAR and year + 1 == w.cycle[YEARS]:
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


def done_in(t: Tables, w: Work, g: int, d: int, year: int) -> int:
    """What was done in a year, and of the cycle's last one after it, as long as it was for this cycle.

    Of a demand with choices how many of them that meets; one that asks nothing of the year is none.
    """
    if not t.choices_by_year or t.demand_choices[d] == 0:
        return noted_in(t, w, d, year)
    met = 0
    for choice in range(d + 1, d + 1 + t.demand_choices[d]):
        met += int(0 < asked_of(t, w, choice, choice - t.demand_at[g], year) <= noted_in(t, w, choice, year))
    return met


def noted_in(t: Tables, w: Work, d: int, year: int) -> int:
    """The same of what a demand without choices, or one choice, looks at."""
    first = t.calendar_at if t.demand_kind[d] == OF_CALENDAR else 0
    return w.in_year[(first + year) * (t.category_count + 1 + t.year_counters) + t.demand_of[d] + 1]
