"""Total: what counts, by type, by category, by year and altogether."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import CALENDAR_FROM, CALENDAR_YEAR, CALENDAR_YEARS, COUNTED, YEAR, YEARS, Work


def total(t: Tables, w: Work, kind: int, category: int, amount: int) -> None:
    """Adds what an activity brought to its type, a category (-1: to none) and the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
    if t.category_count and category >= 0:
        w.category[category] += amount
    if t.year_places:
        total_in_years(t, w, 0, amount)
        if category >= 0:
            total_in_years(t, w, 1 + category, amount)


def total_around(t: Tables, w: Work, category: int, amount: int) -> None:
    """Adds what came to a category to those that it lies within."""
    for k in range(t.category_count):
        if k != category and contains(t, k, category):
            w.category[k] += amount
            if t.year_places:
                total_in_years(t, w, 1 + k, amount)


def contains(t: Tables, k: int, category: int) -> bool:
    """Whether `category` is `k`, or lies within it."""
    found = 0
    for i in range(t.inside_at[k], t.inside_at[k + 1]):
        found += int(t.inside[i] == category)
    return found > 0


def total_in_years(t: Tables, w: Work, place: int, amount: int) -> None:
    """Adds to the years in which an activity lies, of the cycle and of the calendar.

    Place 0 is units of all, then come categories, and then counters.
    """
    width = t.category_count + 1 + t.year_counters
    if t.yearly and w.cycle[YEARS]:
        w.in_year[min(w.cycle[YEAR], w.cycle[YEARS] - 1) * width + place] += amount
    if t.calendar_yearly:
        year = w.cycle[CALENDAR_YEAR] - w.cycle[CALENDAR_FROM]
        if 0 <= year < w.cycle[CALENDAR_YEARS]:
            w.in_year[(t.calendar_at + year) * width + place] += amount
