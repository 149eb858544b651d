"""Limit: at most so many uses of a type in a cycle; the ones worth most count."""

from recert.policy.plan import Tables
from recert.policy.stages.codes import COUNTED, OVER_LIMIT
from recert.policy.stages.open import dated
from recert.policy.stages.sheet import START, Out, Work


def admit(t: Tables, w: Work, o: Out, g: int, a: int, kind: int, worth: int) -> int:
    """Counts an activity within its type's limit, and says by how much the total grows.

    Over the limit it takes the place of the one that is worth least (the latest of those), if it is worth more.
    """
    entry = a * t.groups + g
    w.recorded[kind] += 1
    first, last = t.uses_at[kind], t.uses_at[kind + 1]
    if first == last:
        w.used[kind] += 1
        o.entry_amount[entry] = worth
        return worth
    slots = kind * t.uses_most
    used = w.used[kind]
    if used < dated(t.uses_since, t.uses, first, last, w.cycle[START]):
        w.slots[slots + used] = a
        w.used[kind] = used + 1
        o.entry_amount[entry] = worth
        return worth
    if used == 0:
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    least = slots
    for s in range(slots + 1, slots + used):
        if o.entry_amount[w.slots[s] * t.groups + g] <= o.entry_amount[w.slots[least] * t.groups + g]:
            least = s
    replaced = w.slots[least] * t.groups + g
    gain = worth - o.entry_amount[replaced]
    if gain <= 0:
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    o.entry_amount[replaced] = 0
    o.entry_reason[replaced] = OVER_LIMIT
    o.entry_amount[entry] = worth
    o.entry_reason[entry] = COUNTED
    for s in range(least, slots + used - 1):
        w.slots[s] = w.slots[s + 1]
    w.slots[slots + used - 1] = a
    return gain
