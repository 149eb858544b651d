"""Carry: what of a renewed cycle's surplus begins the next one."""

from recert.policy.calendar import BEFORE, add_months
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.sheet import CARRIED, COUNTED, FIRST, LAST, NUMBER, REQUIRED, START, Out, Work
from recert.policy.stages.terms import amount


def surplus(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> int:
    """How much of the cycle that ended on this day is carried. Call it before the cycle is closed."""
    cycle = w.cycle
    over = cycle[COUNTED] - cycle[REQUIRED]
    if not t.carry_again:
        over -= cycle[CARRIED]
    if not t.carries or over <= 0 or cycle[FIRST] < 0:
        return 0
    since = add_months(end, -t.carry_months) if t.carry_months else BEFORE
    earned = 0
    for a in range(cycle[FIRST], cycle[LAST]):
        entry = a * t.groups + g
        here = o.entry_cycle[entry] == cycle[NUMBER] and f.activity_day[a] > since
        if here and t.carry_types[f.activity_type[a]]:
            earned += o.entry_amount[entry]
    most = amount(t, w, g, t.carry_at[0], t.carry_at[1], cycle[START])
    return min(over, earned, most)


def bring(w: Work, o: Out, carried: int) -> None:
    """The cycle that was just opened begins with what the last row carries."""
    o.row_carried_out[o.filled[0] - 1] = carried
    w.cycle[CARRIED] = carried
    w.cycle[COUNTED] = carried
