"""Total: what counts, by type, by category, by year and altogether."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import COUNTED, YEAR, YEARS, Work


def total(t: Tables, w: Work, kind: int, amount: int) -> None:
    """Adds what an activity brought to its type, its category and the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
    if t.category_count and t.type_category[kind] >= 0:
        w.category[t.type_category[kind]] += amount
    if t.yearly and w.cycle[YEARS]:
        year = min(w.cycle[YEAR], w.cycle[YEARS] - 1) * (t.category_count + 1)
        w.in_year[year] += amount
        if t.type_category[kind] >= 0:
            w.in_year[year + 1 + t.type_category[kind]] += amount
