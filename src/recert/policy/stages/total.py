"""Total: what counts, by type, by category and altogether."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import COUNTED, Work


def total(t: Tables, w: Work, kind: int, amount: int) -> None:
    """Adds what an activity brought to its type, its category and the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
    if t.category_count and t.type_category[kind] >= 0:
        w.category[t.type_category[kind]] += amount
