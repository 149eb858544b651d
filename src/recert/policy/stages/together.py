"""Together: what a year gave with those before it, where a demand asks something of several years in a row."""

from recert.policy.calendar import year_until
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.sheet import CALENDAR_FROM, Out, Work
from recert.policy.stages.years import (
    OF_CALENDAR,
    asked_of,
    done_in,
    due_on,
    first_of,
    given_between,
    given_in,
    last_of,
    years_of,
)


def forget_years(t: Tables, w: Work) -> None:
    """Before the first cycle after an award there are no years."""
    for place in range(t.demands_most):
        w.past_many[place] = 0


def past_of(t: Tables, w: Work, g: int, d: int) -> int:
    """How many years of the cycles before are in a row with the first of this one, as far as any are looked at.

    Of those that are the same for everybody none are where a year lies in neither of two cycles.
    """
    place = d - t.demand_at[g]
    if t.past_years == 0 or t.demand_across[d] == 0 or w.past_many[place] == 0:
        return 0
    if t.demand_kind[d] == OF_CALENDAR:
        last = year_until(w.past_first[place * t.past_years], t.shared_year_ends)
        follows = last + 1 == w.cycle[CALENDAR_FROM]
        return w.past_many[place] if follows else 0
    return w.past_many[place]


def is_asked(t: Tables, w: Work, g: int, d: int, year: int) -> bool:
    """Whether there are as many years before one as are asked together with it."""
    return year + 1 + past_of(t, w, g, d) >= t.demand_together[d]


def first_together(t: Tables, w: Work, g: int, d: int, year: int) -> int:
    """The first day of the years that are asked together with one, which are all there."""
    first = year + 1 - max(t.demand_together[d], 1)
    if first >= 0:
        return first_of(t, w, d, first)
    return w.past_first[(d - t.demand_at[g]) * t.past_years - first - 1]


def had_together(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What a year and those before it that are asked together gave.

    What is done late for a year counts for it as far as these years together need that; the next one lacks it.
    """
    at, taken, found = (d - t.demand_at[g]) * t.year_places, 0, 0
    for each in range(year + 1):
        own = given_in(t, f, w, o, g, d, each) if t.demand_missed[d] else done_in(t, w, g, d, each)
        own -= taken
        taken = 0
        found = own + gave_before(t, w, g, d, each)
        needed = asked_of(t, w, d, d - t.demand_at[g], each)
        if t.demand_late_counts[d] and found < needed:
            last = last_of(t, w, d, each)
            taken = min(needed - found, given_between(t, f, w, o, g, d, last, due_on(t, w, d, each)))
        found += taken
        w.year_gave[at + each] = own + taken
    return found


def gave_before(t: Tables, w: Work, g: int, d: int, year: int) -> int:
    """What the years before one gave that are asked together with it."""
    place, found, past = d - t.demand_at[g], 0, past_of(t, w, g, d)
    for back in range(1, t.demand_together[d]):
        if back <= year:
            found += w.year_gave[place * t.year_places + year - back]
        elif back - year <= past:
            found += w.past_gave[place * t.past_years + back - year - 1]
    return found


def keep_years(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> None:
    """What the years of a cycle gave that began up to its end, for those of the next ones that are asked with them."""
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        if t.demand_across[d]:
            years = years_of(t, w, d)
            while years and first_of(t, w, d, years - 1) > end:
                years -= 1
            keep(t, f, w, o, g, d, years)


def keep(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, years: int) -> None:
    """Puts so many years of a cycle before those that were kept, of which no more stay than are looked at."""
    place = d - t.demand_at[g]
    if years == 0:
        if t.demand_kind[d] != OF_CALENDAR:
            w.past_many[place] = 0
        return
    had_together(t, f, w, o, g, d, years - 1)
    before, at = past_of(t, w, g, d), place * t.past_years
    for back in range(t.past_years - 1, years - 1, -1):
        w.past_gave[at + back] = w.past_gave[at + back - years]
        w.past_first[at + back] = w.past_first[at + back - years]
    for back in range(min(years, t.past_years)):
        w.past_gave[at + back] = w.year_gave[place * t.year_places + years - 1 - back]
        w.past_first[at + back] = first_of(t, w, d, years - 1 - back)
    w.past_many[place] = min(before + years, t.past_years)
