"""Repeat: whether an activity counted before under the same name: too recently to count again, or at all."""

from typing import Final

from recert.policy.again import Again
from recert.policy.calendar import add_months, civil
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.sheet import NUMBER, SEEN, Out, Work

ALWAYS: Final = int(Again.ALWAYS)
NEXT_CYCLE: Final = int(Again.NEXT_CYCLE)
AFTER: Final = int(Again.AFTER)
NEXT_YEAR: Final = int(Again.NEXT_YEAR)
YEAR_BETWEEN: Final = int(Again.YEAR_BETWEEN)


def repeated(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Looks at those of the same type and name that were taken before it, one after the other."""
    kind = f.activity_type[a]
    if t.again[kind] == ALWAYS:
        return False
    found, other = 0, another(f, w, a, a)
    while other >= 0:
        entry = other * t.groups + g
        counted = took_part(o.entry_reason[entry]) and stands_in_the_way(t, f, w, o, kind, a, other, entry)
        if t.by_days and f.activity_of[other] == f.activity_of[a]:
            counted = False
        found += int(counted)
        other = another(f, w, a, other)
    return found > 0


def another(f: Facts, w: Work, a: int, one: int) -> int:
    """The next one of the same type and name after one of them: those before it, the latest first, and where it waited
    those after it that were taken sooner. -1 after the last.
    """
    if one <= a:
        if f.activity_before[one]:
            return one - f.activity_before[one]
        one = a
    for b in range(one + 1, w.cycle[SEEN]):
        if f.activity_before[b] and b - f.activity_before[b] == one:
            return b
    return -1


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
    found, other = 0, another(f, w, a, a)
    while other >= 0:
        entry = other * t.groups + g
        here = each_cycle == 0 or o.entry_cycle[entry] == w.cycle[NUMBER]
        found += int(here and took_part(o.entry_reason[entry]))
        other = another(f, w, a, other)
    return found == 0


def stands_in_the_way(t: Tables, f: Facts, w: Work, o: Out, kind: int, a: int, other: int, entry: int) -> bool:
    """Whether the one that was taken before keeps another from counting."""
    if t.again[kind] == NEXT_CYCLE:
        return o.entry_cycle[entry] == w.cycle[NUMBER]
    first, last = f.activity_day[min(a, other)], f.activity_day[max(a, other)]
    if t.again[kind] == AFTER:
        return last < add_months(first, t.again_months[kind])
    if t.again[kind] == NEXT_YEAR or t.again[kind] == YEAR_BETWEEN:
        years = civil(last)[0] - civil(first)[0]
        return years < 1 + int(t.again[kind] == YEAR_BETWEEN)
    return True
