"""Beginning: what a cycle gave before its first months are over, or before its last ones begin."""

from typing import Final

from recert.policy.calendar import BEFORE, add_months
from recert.policy.facts import Facts
from recert.policy.model import DemandKind
from recert.policy.plan import Tables
from recert.policy.stages.sheet import START, Out, Work
from recert.policy.stages.years import given_between

BUT_LAST_MONTHS: Final = int(DemandKind.BUT_LAST_MONTHS)


def in_beginning(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, end: int) -> int:
    """What this cycle's activities gave in the first part of a cycle that ends on a day."""
    return given_between(t, f, w, o, g, d, BEFORE, last_of_beginning(t, w, d, end))


def last_of_beginning(t: Tables, w: Work, d: int, end: int) -> int:
    """The last day of that part."""
    if t.demand_kind[d] == BUT_LAST_MONTHS:
        return add_months(end, -t.demand_months[d])
    return add_months(w.cycle[START], t.demand_months[d]) - 1
