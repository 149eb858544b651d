"""Count: what is counted besides units, whatever limits say of an activity's units."""

from typing import Final

from recert.policy.facts import Facts
from recert.policy.model import CounterOf
from recert.policy.plan import Tables
from recert.policy.stages.days import share
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import ACTIVITIES_FROM, NUMBER, Out, Work

QUANTITY: Final = int(CounterOf.QUANTITY)
USES: Final = int(CounterOf.USES)


def count(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Adds an activity to the counters of its type. Says whether there are any."""
    found = False
    for k in range(t.counter_count):
        if t.counter_types[k * t.types + f.activity_type[a]]:
            found = True
            if t.counter_of[k] == QUANTITY:
                quantity = f.activity_quantity[a]
                w.tally[k] += share(t, f, a, quantity) if t.by_days else quantity
            elif t.counter_of[k] == USES:
                w.tally[k] += int(t.by_days == 0 or is_first_part(t, f, w, o, g, a))
            else:
                w.tally[k] = max(w.tally[k], f.activity_day[a])  # of one that is valid for a time, the latest day
    return found


def is_first_part(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Whether no part of the same activity was looked at before in this cycle."""
    found = 0
    for i in range(w.cycle[ACTIVITIES_FROM], a):
        entry = i * t.groups + g
        same = f.activity_of[i] == f.activity_of[a] and o.entry_cycle[entry] == w.cycle[NUMBER]
        found += int(same and took_part(o.entry_reason[entry]))
    return found == 0
