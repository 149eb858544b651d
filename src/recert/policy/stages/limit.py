"""Limit: at most so many uses of a type in a cycle; the ones worth most count."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import COUNTED, OVER_LIMIT
from recert.policy.stages.days import share
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import FIRST, NUMBER, START, Out, Work
from recert.policy.stages.spill import clear
from recert.policy.stages.terms import amount


def admit(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, kind: int, worth: int) -> int:
    """Counts an activity within its type's limit, and says by how much the total grows."""
    entry = a * t.groups + g
    before = parts_before(t, f, w, o, g, a) if t.by_days else 0
    if before == 0:
        w.recorded[kind] += 1
    if w.allowed[kind] < 0:
        first, last = t.uses_at[kind], t.uses_at[kind + 1]
        w.allowed[kind] = amount(t, w, g, first, last, w.cycle[START]) if first < last else NEVER
    most = w.allowed[kind]
    if most == NEVER:
        w.used[kind] += int(before == 0)
        put(t, o, entry, worth)
        return worth
    slots = kind * t.uses_most
    used = w.used[kind]
    if before and goes_on(t, f, w, a, slots, slots + used):
        put(t, o, entry, worth)
        return worth
    if used < most:
        take_place(w, a, slots, slots + used)
        w.used[kind] = used + 1
        put(t, o, entry, worth)
        return worth
    return displace(t, f, w, o, g, a, kind, worth, before)


def displace(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, kind: int, worth: int, before: int) -> int:
    """Where all places are taken: takes that of the use worth least (the latest of those), if it is worth more.

    Or as much, where it is the earlier one: it waited, and the other did not.
    """
    entry, slots, used = a * t.groups + g, kind * t.uses_most, w.used[kind]
    if used == 0:
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    least = slots
    for s in range(slots + 1, slots + used):
        if use_worth(t, f, w, o, g, w.slots[s]) <= use_worth(t, f, w, o, g, w.slots[least]):
            least = s
    gain = worth + before - use_worth(t, f, w, o, g, w.slots[least])
    if gain < 0 or (gain == 0 and w.slots[least] < a):
        o.entry_reason[entry] = OVER_LIMIT
        return 0
    keep_out(t, f, w, o, g, w.slots[least])
    if before:
        bring_back(t, f, w, o, g, a)
    put(t, o, entry, worth)
    o.entry_reason[entry] = COUNTED
    move_up(w, least, slots + used)
    take_place(w, a, slots, slots + used - 1)
    return gain


def take_place(w: Work, a: int, first: int, last: int) -> None:
    """Puts a use among those that have a place, in the order of activities."""
    place = last
    while place > first and w.slots[place - 1] > a:
        w.slots[place] = w.slots[place - 1]
        place -= 1
    w.slots[place] = a


def move_up(w: Work, place: int, last: int) -> None:
    """Frees the last of the places of uses; those after one move up."""
    for s in range(place, last - 1):
        w.slots[s] = w.slots[s + 1]


def put(t: Tables, o: Out, entry: int, worth: int) -> None:
    """Notes what an activity counts, before limits in units."""
    o.entry_amount[entry] = worth
    if t.refits:
        o.entry_worth[entry] = worth
        clear(t, o, entry)


def worth_of(t: Tables, o: Out, entry: int) -> int:
    """What a counted activity is worth, before limits in units."""
    return o.entry_worth[entry] if t.refits else o.entry_amount[entry]


def use_worth(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """What a counted use is worth, all its parts in this cycle together."""
    found = worth_of(t, o, a * t.groups + g)
    for i in range(w.cycle[FIRST] if t.by_days else a, a):
        if of_one(t, f, w, o, g, i, a):
            found += worth_of(t, o, i * t.groups + g)
    return found


def keep_out(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> None:
    """A use whose place another takes counts no more, with all its parts in this cycle."""
    for i in range(w.cycle[FIRST] if t.by_days else a, a + 1):
        if i == a or of_one(t, f, w, o, g, i, a):
            put(t, o, i * t.groups + g, 0)
            o.entry_reason[i * t.groups + g] = OVER_LIMIT


def bring_back(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> None:
    """Earlier parts of a use that was over the limit count with a later one."""
    for i in range(w.cycle[FIRST], a):
        if of_one(t, f, w, o, g, i, a):
            put(t, o, i * t.groups + g, share(t, f, i, f.activity_whole[i]))
            o.entry_reason[i * t.groups + g] = COUNTED


def parts_before(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """What earlier parts of the same activity in this cycle are worth, before any limit."""
    found = 0
    for i in range(w.cycle[FIRST], a):
        if of_one(t, f, w, o, g, i, a):
            found += share(t, f, i, f.activity_whole[i])
    return found


def of_one(t: Tables, f: Facts, w: Work, o: Out, g: int, i: int, a: int) -> bool:
    """Whether two are parts of one activity that is a use of this cycle."""
    entry = i * t.groups + g
    return (
        f.activity_of[i] == f.activity_of[a]
        and o.entry_cycle[entry] == w.cycle[NUMBER]
        and worthwhile(t, f, i)
        and took_part(o.entry_reason[entry])
    )


def worthwhile(t: Tables, f: Facts, a: int) -> bool:
    """Whether a part is worth anything: one that is not is only tallied."""
    return share(t, f, a, f.activity_whole[a]) > 0


def goes_on(t: Tables, f: Facts, w: Work, a: int, first: int, last: int) -> bool:
    """Whether an earlier part of an activity has a place among the uses; it is the latest of them then."""
    for s in range(first, last):
        if f.activity_of[w.slots[s]] == f.activity_of[a]:
            move_up(w, s, last)
            w.slots[last - 1] = a
            return True
    return False
