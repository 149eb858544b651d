"""Limit: at most so many uses of a type in a cycle; the ones worth most count."""

from recert.policy.plan import Tables
from recert.policy.stages.codes import COUNTED, OVER_LIMIT
from recert.policy.stages.sheet import START, Out, Work
from recert.policy.stages.spill import clear
from recert.policy.stages.terms import amount


def admit(t: Tables, w: Work, o: Out, g: int, a: int, kind: int, worth: int) -> int:
    """Counts an activity within its type's limit, and says by how much the total grows.

    Over the limit it takes the place of the one that is worth least (the latest of those), if it is worth more.
    """
    entry = a * t.groups + g
    w.recorded[kind] += 1
    first, last = t.uses_at[kind], t.uses_at[kind + 1]
    if first == last:
        w.used[kind] += 1
        put(t, o, entry, worth)
        return worth
    slots = kind * t.uses_most
    used = w.used[kind]
    if used < amount(t, w, g, first, last, w.cycle[START]):
        w.slots[slots + used] = a
        w.used[kind] = used + 1
        put(t, o, entry, worth)
        return worth
    if used == 0:
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    least = slots
    for s in range(slots + 1, slots + used):
        if worth_of(t, o, w.slots[s] * t.groups + g) <= worth_of(t, o, w.slots[least] * t.groups + g):
            least = s
    replaced = w.slots[least] * t.groups + g
    gain = worth - worth_of(t, o, replaced)
    if gain <= 0:
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    put(t, o, replaced, 0)
    o.entry_reason[replaced] = OVER_LIMIT
    put(t, o, entry, worth)
    o.entry_reason[entry] = COUNTED
    for s in range(least, slots + used - 1):
        w.slots[s] = w.slots[s + 1]
    w.slots[slots + used - 1] = a
    return gain


def put(t: Tables, o: Out, entry: int, worth: int) -> None:
    """Notes what an activity counts, before limits in units."""
    o.entry_amount[entry] = worth
    if t.refits:
        o.entry_worth[entry] = worth
        clear(t, o, entry)


def worth_of(t: Tables, o: Out, entry: int) -> int:
    """What a counted activity is worth, before limits in units."""
    return o.entry_worth[entry] if t.refits else o.entry_amount[entry]
