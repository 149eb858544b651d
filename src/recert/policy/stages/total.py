"""Total: what counts, by type, by category, by year and altogether."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import COUNTED, YEAR, YEARS, Work


def total(t: Tables, w: Work, kind: int, category: int, amount: int) -> None:
    """Adds what an activity brought to its type, a category (-1: to none) and the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
    if t.category_count and category >= 0:
        w.category[category] += amount
    if t.yearly and w.cycle[YEARS]:
        year = min(w.cycle[YEAR], w.cycle[YEARS] - 1) * (t.category_count + 1)
        w.in_year[year] += amount
        if category >= 0:
            w.in_year[year + 1 + category] += amount
