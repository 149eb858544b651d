"""Formula: what makes an activity's worth besides so much for each."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.repeat import first_time
from recert.policy.stages.sheet import REQUIRED, Out, Work
from recert.policy.stages.value import EACH_PART, in_force, of_type, whole_steps, worth

ONCE: Final = 100
EACH_CYCLE: Final = 2


def valued(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """What an activity that nothing stands in the way of is worth in steps."""
    i, kind = in_force(t, f, a), f.activity_type[a]
    if t.formulas == 0 or i < 0 or t.split[kind] == EACH_PART:
        return worth(t, f, a, i)
    amount, per = t.worth[i], 1
    if t.worth_required[i]:
        amount = 0 if w.cycle[REQUIRED] == NEVER else w.cycle[REQUIRED]
    elif t.tier_at[i] < t.tier_at[i + 1]:
        amount = tier(t, i, whole_steps(t, kind, f.activity_quantity[a]))
    elif t.worth_per[i]:
        amount, per = amount * whole_steps(t, kind, f.activity_quantity[a]), t.worth_per[i]
    product = amount + t.worth_plus[i] * per
    times = t.worth_times[i]
    if times != ONCE and first_time(t, f, w, o, g, a, int(t.worth_first[i] == EACH_CYCLE)):
        product, per = product * times, per * ONCE
    return min(of_type(t, kind, product, per), t.worth_most[i])


def tier(t: Tables, i: int, quantity: int) -> int:
    """What the highest tier that a quantity reaches gives; 0 below the first."""
    found = 0
    for k in range(t.tier_at[i], t.tier_at[i + 1]):
        if quantity >= t.tier_least[k]:
            found = t.tier_amount[k]
    return found
