"""Total: what counts, by type, by category, by year and altogether."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import CALENDAR_FROM, CALENDAR_YEAR, CALENDAR_YEARS, COUNTED, YEAR, YEARS, Work


def total(t: Tables, w: Work, kind: int, category: int, amount: int) -> None:
    """Adds what an activity brought to its type, a category (-1: to none) and the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
    if t.category_count and category >= 0:
        w.category[category] += amount
    if t.yearly and w.cycle[YEARS]:
        of_year(t, w, min(w.cycle[YEAR], w.cycle[YEARS] - 1), category, amount)
    if t.calendar_yearly:
        year = w.cycle[CALENDAR_YEAR] - w.cycle[CALENDAR_FROM]
        if 0 <= year < w.cycle[CALENDAR_YEARS]:
            of_year(t, w, t.calendar_at + year, category, amount)


def of_year(t: Tables, w: Work, year: int, category: int, amount: int) -> None:
    """Adds an amount to one of the years: those of the cycle come first, then those of the calendar."""
    at = year * (t.category_count + 1)
    w.in_year[at] += amount
    if category >= 0:
        w.in_year[at + 1 + category] += amount
