"""Relief: how much is asked of each year, where that is not the same, or something is taken off some of them.

And how much a demand that looks at one stretch of time asks, where something is taken off that.
"""

from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months
from recert.policy.facts import Facts
from recert.policy.model import DemandKind
from recert.policy.plan import Tables
from recert.policy.relief import TakesOff
from recert.policy.stages.beginning import last_of_beginning
from recert.policy.stages.due import had_in, making_up
from recert.policy.stages.prorate import full_months, months_between
from recert.policy.stages.sheet import ACTIVITIES_FROM, BOUND, FACTS, RELIEVED_ON, RUN, SEEN, START, TODAY, Out, Work
from recert.policy.stages.terms import amount
from recert.policy.stages.together import first_together, is_asked
from recert.policy.stages.value import rounded
from recert.policy.stages.years import done_in, due_on, first_of, last_of, years_of

MONTHS: Final = int(TakesOff.MONTHS)
FIRST_MONTHS: Final = int(DemandKind.FIRST_MONTHS)
BUT_LAST_MONTHS: Final = int(DemandKind.BUT_LAST_MONTHS)
LAST_MONTHS: Final = int(DemandKind.LAST_MONTHS)
COUNTER_LAST_MONTHS: Final = int(DemandKind.COUNTER_LAST_MONTHS)


def begin_years(t: Tables, w: Work, g: int) -> None:
    """What a cycle asks of each year is known; now what is taken off it, as far as that is known.

    A year that is over when that is decided anew is asked no more than it was.
    """
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        place = d - t.demand_at[g]
        if t.demand_eased[d]:
            w.year_whole[place * t.year_places] = w.demanded[place]
        for year in range(years_of(t, w, d) if t.demand_varies[d] else 0):
            whole = w.demanded[place]
            if t.demand_by_year[d]:
                since = first_of(t, w, d, year)
                whole = amount(t, w, g, t.demand_values_at[d], t.demand_values_at[d + 1], since)
            if t.together and not is_asked(t, w, g, d, year):
                whole = 0
            at = place * t.year_places + year
            if last_of(t, w, d, year) < w.cycle[TODAY]:
                whole = min(whole, w.year_whole[at])
            w.year_whole[at] = whole
    relieve(t, w, g)


def forget_years(w: Work) -> None:
    """Nothing is known yet of what a new cycle asks of its years."""
    for i in range(len(w.year_whole)):
        w.year_whole[i] = NEVER


def relieve(t: Tables, w: Work, g: int) -> None:
    """How much is asked of each year: the whole, or what the relief leaves of it that leaves least."""
    w.cycle[RELIEVED_ON] = w.cycle[TODAY]
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        first = (d - t.demand_at[g]) * t.year_places
        for year in range(years_of(t, w, d) if t.demand_varies[d] else 0):
            at = first + year
            w.year_asked[at] = w.year_whole[at]
            w.year_relief[at] = 0
            for r in range(t.relief_at[d], t.relief_at[d + 1]):
                lessen(t, w, g, d, r, year, at)


def lessen(t: Tables, w: Work, g: int, d: int, r: int, year: int, at: int) -> None:
    """Takes off what is asked of a year what one relief does, where that leaves less than the others have."""
    if t.together and w.year_whole[at] == 0:
        return
    first = first_together(t, w, g, d, year) if t.together else first_of(t, w, d, year)
    take_off(t, w, r, r - t.relief_at[d] + 1, at, first, last_of(t, w, d, year))


def take_off(t: Tables, w: Work, r: int, number: int, at: int, first: int, last: int) -> None:
    """The same of some days, from the first to the last; `number`: which of its demand's reliefs it is, from 1."""
    runs = note_runs(t, w, r, first, last)
    months = full_months(first, last)
    off = min(months_noted(t, w, r, runs), months)
    left = w.year_whole[at]
    if t.relief_removes[r] == MONTHS:
        if off:
            multiples = rounded(t.relief_rounding[r], left * (months - off), months * t.relief_to[r])
            left = min(left, multiples * t.relief_to[r])
    elif waives(t, w, r, runs, off):
        left = 0
    if left < w.year_asked[at]:
        w.year_asked[at] = left
        w.year_relief[at] = number
        w.year_off[at] = off


def ask_less(t: Tables, w: Work, o: Out, g: int, d: int, end: int) -> None:
    """How much a demand asks that looks at one stretch of a cycle that ends on a day: the whole, or what is left.

    What is so of the person since today counts once it was taken in, as it does for all that a cycle requires.
    """
    place = d - t.demand_at[g]
    at = place * t.year_places
    first, last = stretch_of(t, w, o, d, end)
    w.year_asked[at] = w.year_whole[at]
    w.year_relief[at] = 0
    for r in range(t.relief_at[d], t.relief_at[d + 1] if first <= last < NEVER else t.relief_at[d]):
        take_off(t, w, r, r - t.relief_at[d] + 1, at, first, last)
    w.demanded[place] = w.year_asked[at]


def stretch_of(t: Tables, w: Work, o: Out, d: int, end: int) -> tuple[int, int]:
    """The first and the last day of what a demand looks at: part of the cycle, all of it, or several.

    The cycle ends as it was to when it began; its last months are those before the end as it is now.
    """
    first, last = w.cycle[START], w.cycle[BOUND]
    if end == NEVER and t.demand_months[d] and t.demand_kind[d] != FIRST_MONTHS:
        return first, NEVER
    if t.demand_kind[d] in (LAST_MONTHS, COUNTER_LAST_MONTHS):
        return add_months(end, -t.demand_months[d]) + 1, end
    if t.demand_kind[d] in (FIRST_MONTHS, BUT_LAST_MONTHS):
        return first, last_of_beginning(t, w, d, end)
    back = min(t.demand_cycles[d] - 1, w.cycle[RUN] - t.demand_from[d])
    if back > 0:
        first = o.row_start[o.filled[0] - back]
    return first, last


def waives(t: Tables, w: Work, r: int, runs: int, months: int) -> bool:
    """Whether as much of a year is covered as it takes to waive it."""
    if t.relief_from_months[r]:
        return months >= t.relief_from_months[r]
    days = 0
    for i in range(runs):
        days += w.run_last[i] - w.run_first[i] + 1
    return days >= t.relief_from_days[r]


def note_runs(t: Tables, w: Work, r: int, begin: int, end: int) -> int:
    """Notes the days of a year that a relief's circumstances cover, as far as they are known. Says how many runs."""
    runs, first, last = 0, NEVER, BEFORE
    for i in range(w.cycle[FACTS]):
        mine = t.relief_of[r * t.circumstance_count + w.fact_kind[i]]
        if mine and w.fact_since[i] <= w.cycle[RELIEVED_ON]:
            if w.fact_since[i] > last + 1:
                runs = note_run_of(t, w, r, runs, (max(first, begin), min(last, end), last - first + 1))
                first = w.fact_since[i]
            last = max(last, w.fact_until[i])
    return note_run_of(t, w, r, runs, (max(first, begin), min(last, end), last - first + 1))


def note_run_of(t: Tables, w: Work, r: int, runs: int, run: tuple[int, int, int]) -> int:
    """Notes what of some days in a row, of so many, lies in a year, where they are enough."""
    first, last, days = run
    if days < t.relief_least[r] or first > last:
        return runs
    w.run_first[runs] = first
    w.run_last[runs] = last
    return runs + 1


def months_noted(t: Tables, w: Work, r: int, runs: int) -> int:
    """The months of the days noted: whole ones, or those of the calendar that they touch, each once."""
    found, before = 0, BEFORE
    for i in range(runs):
        first, last = w.run_first[i], w.run_last[i]
        if t.relief_full[r]:
            found += full_months(first, last)
        else:
            found += months_between(first, last) + 1 - int(before != BEFORE and months_between(before, first) == 0)
        before = last
    return found


def shortest_year(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int) -> int:
    """What the year gave that lacks most of what is asked of it, which then is what the demand asks.

    Of years that lack as much it is the first that asks most; one that asks nothing is none of them.
    """
    place, years = d - t.demand_at[g], years_of(t, w, d)
    if years == 0:
        return w.demanded[place]
    needed, given, use = 0, 0, w.cycle[ACTIVITIES_FROM]
    for year in range(years):
        asked = w.year_asked[place * t.year_places + year]
        found = gave_in(t, f, w, o, g, d, year)
        if found < asked and t.demand_makes_up[d] >= 0:
            use = making_up(t, f, w, o, g, d, use, due_on(t, w, d, year)) + 1
            if use <= w.cycle[SEEN]:
                found = asked
        more = asked - found - needed + given
        if asked and (needed == 0 or more > 0 or (more == 0 and asked > needed)):
            needed, given = asked, found
    w.demanded[place] = needed
    return given


def gave_in(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, year: int) -> int:
    """What a year gave of what a demand looks at, late for it as well where that counts."""
    if t.demand_missed[d] or t.demand_together[d]:
        return had_in(t, f, w, o, g, d, year)
    return done_in(t, w, g, d, year)
