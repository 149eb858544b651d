"""Repeat: whether an activity counted before under the same name: too recently to count again, or at all."""

from typing import Final

from recert.policy.calendar import add_months
from recert.policy.facts import Facts
from recert.policy.model import Again
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.sheet import NUMBER, Out, Work

ALWAYS: Final = int(Again.ALWAYS)
NEXT_CYCLE: Final = int(Again.NEXT_CYCLE)
AFTER: Final = int(Again.AFTER)


def repeated(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Looks at those of the same type and name one after the other, the latest first."""
    kind, earlier = f.activity_type[a], a
    if t.again[kind] == ALWAYS:
        return False
    found = 0
    while f.activity_before[earlier]:
        earlier -= f.activity_before[earlier]
        entry = earlier * t.groups + g
        counted = took_part(o.entry_reason[entry]) and stands_in_the_way(t, f, w, o, kind, a, earlier, entry)
        if t.by_days and f.activity_of[earlier] == f.activity_of[a]:
            counted = False
        found += int(counted)
    return found > 0


def took_part(reason: int) -> bool:
    """Whether an activity was one that counts, whatever limits left of it."""
    return (
        reason == codes.COUNTED
        or reason == codes.TALLIED
        or reason == codes.OVER_LIMIT
        or reason == codes.IN_PART
        or reason == codes.OVER_UNITS
        or reason == codes.SPILLED
    )


def first_time(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, each_cycle: int) -> bool:
    """Whether none of the same type and name counted before: in this cycle, or ever. Without a name each is a first."""
    earlier, found = a, 0
    while f.activity_before[earlier]:
        earlier -= f.activity_before[earlier]
        entry = earlier * t.groups + g
        here = each_cycle == 0 or o.entry_cycle[entry] == w.cycle[NUMBER]
        found += int(here and took_part(o.entry_reason[entry]))
    return found == 0


def stands_in_the_way(t: Tables, f: Facts, w: Work, o: Out, kind: int, a: int, earlier: int, entry: int) -> bool:
    """Whether the earlier one keeps the later one from counting."""
    if t.again[kind] == NEXT_CYCLE:
        return o.entry_cycle[entry] == w.cycle[NUMBER]
    if t.again[kind] == AFTER:
        return f.activity_day[a] < add_months(f.activity_day[earlier], t.again_months[kind])
    return True
