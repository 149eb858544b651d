"""Count: what is counted besides units, whatever limits say of an activity's units."""

from typing import Final

from recert.policy.facts import Facts
from recert.policy.model import CounterOf
from recert.policy.plan import Tables
from recert.policy.stages.cap import turn_year
from recert.policy.stages.days import share
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import ACTIVITIES_FROM, Out, Work
from recert.policy.stages.total import total_in_years
from recert.policy.stages.value import whole_steps

QUANTITY: Final = int(CounterOf.QUANTITY)
VALID: Final = int(CounterOf.VALID)


def count(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Adds an activity to the counters of its type. Says whether there are any."""
    found = False
    if t.year_counters:
        turn_year(t, w, g, f.activity_day[a])
    for k in range(t.counter_count):
        if t.counter_types[k * t.types + f.activity_type[a]]:
            found = True
            if t.counter_of[k] == VALID:
                w.tally[k] = max(w.tally[k], f.activity_day[a])  # of one that is valid for a time, the latest day
            else:
                much = counted(t, f, w, o, g, k, a)
                w.tally[k] += much
                if t.year_counters:
                    total_in_years(t, w, 1 + t.category_count + k, much)
    return found


def counted(t: Tables, f: Facts, w: Work, o: Out, g: int, k: int, a: int) -> int:
    """What a counter of uses or of quantities counts of an activity of its types."""
    if t.counter_of[k] == QUANTITY:
        much = whole_steps(t, f.activity_type[a], f.activity_quantity[a])
        return share(t, f, a, much) if t.by_days else much
    return int(t.by_days == 0 or is_first_part(t, f, w, o, g, a))


def is_first_part(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Whether no part of the same activity was looked at before in its cycle."""
    found = 0
    for i in range(w.cycle[ACTIVITIES_FROM], a):
        entry = i * t.groups + g
        same = f.activity_of[i] == f.activity_of[a] and o.entry_cycle[entry] == o.entry_cycle[a * t.groups + g]
        found += int(same and took_part(o.entry_reason[entry]))
    return found == 0
