"""Carry: what of a renewed cycle's surplus begins the next one."""

from typing import Final

from recert.policy.calendar import BEFORE, add_months
from recert.policy.carrying import CarriedIn
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.late import least_of
from recert.policy.stages.sheet import (
    ACTIVITIES_FROM,
    CARRIED,
    COUNTED,
    DAYS_LATE,
    FIRST,
    LAST,
    LATE,
    NUMBER,
    REQUIRED,
    SEEN,
    START,
    WAY,
    Out,
    Work,
)
from recert.policy.stages.split import portion
from recert.policy.stages.terms import amount as in_force

BY_PARTS: Final = 2
USED_LAST: Final = int(CarriedIn.LAST)
AGAIN: Final = int(CarriedIn.AGAIN)


def surplus(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> int:
    """How much of the cycle that ended on this day is carried, and for which categories it counts again.

    Call it before the cycle is closed.
    """
    carried, again = 0, 0
    if t.carries:
        since = add_months(end, -t.carry_months) if t.carry_months else BEFORE
        again = once_more(t, f, w, o, g, since)
        carried = within_rule(t, f, w, o, g, (since, again))
    if t.overflow:
        carried = max(carried, min(over(t, w), earned(t, f, w, o, g, end, 0)))
    for k in range(t.category_count if t.keeps else 0):
        first, last = t.kept_at[k], t.kept_at[k + 1]
        own = w.category[k] - w.kept[k]
        used = own if t.carry_used == USED_LAST else w.category[k]
        spare = min(used - least_of(t, w, g, k), own + min(w.kept[k], again))
        w.keeping[k] = max(min(carried, spare, in_force(t, w, g, first, last, w.cycle[START])), 0)
    if t.carry_as >= 0:
        w.keeping[t.carry_as] = carried
    if t.nests and t.keeps:
        keep_around(t, w)
    return carried


def keep_around(t: Tables, w: Work) -> None:
    """What counts again for a category counts for those that it lies within, too; of several within one the most."""
    for k in range(t.category_count):
        for i in range(t.inside_at[k], t.inside_at[k + 1]):
            w.keeping[k] = max(w.keeping[k], w.keeping[t.inside[i]])


def over(t: Tables, w: Work) -> int:
    """What counted beyond what the cycle was renewed by, without what was carried in where that is used last."""
    found = w.cycle[COUNTED] - needed(t, w)
    return max(found - w.cycle[CARRIED] if t.carry_used == USED_LAST else found, 0)


def needed(t: Tables, w: Work) -> int:
    """What the way by which the cycle was renewed asks for."""
    units = w.way_required[w.cycle[WAY] - 1] if w.cycle[WAY] else w.cycle[REQUIRED]
    return units + (w.cycle[LATE] if units else 0)


def once_more(t: Tables, f: Facts, w: Work, o: Out, g: int, since: int) -> int:
    """How much of what was carried in may be carried again, were none of it needed.

    It counts as the latest of what cycles before gave, so of the last months it is what they gave after that day.
    """
    if t.carry_used != AGAIN or t.carry_months == 0:
        return w.cycle[CARRIED] if t.carry_used == AGAIN else 0
    found, a = 0, w.cycle[SEEN] - 1
    while a >= w.cycle[ACTIVITIES_FROM] and f.activity_day[a] > since and found < w.cycle[CARRIED]:
        entry = a * t.groups + g
        if 0 < o.entry_cycle[entry] < w.cycle[NUMBER]:
            found += may_be_carried(t, f, o, a, entry) + (
                lost_to_limits(t, f, o, a, entry) if t.carry_over_limits else 0
            )
        a -= 1
    return min(found, w.cycle[CARRIED])


def within_rule(t: Tables, f: Facts, w: Work, o: Out, g: int, young: tuple[int, int]) -> int:
    """What the rule of carrying allows.

    `young`: the day after which it must have been earned, and how much of what was carried in was.
    """
    since, again = young
    if t.carry_in_time and w.cycle[DAYS_LATE]:
        return 0
    found = min(over(t, w), earned(t, f, w, o, g, since, 1) + again)
    if t.carry_over_limits and w.cycle[COUNTED] >= needed(t, w):
        found += over_limits(t, f, w, o, g, since)
    return min(found, most_carried(t, w, g))


def most_carried(t: Tables, w: Work, g: int) -> int:
    """How much of a surplus the cycle hands on at the most."""
    return in_force(t, w, g, t.carry_at[g], t.carry_at[g + 1], w.cycle[START])


def earned(t: Tables, f: Facts, w: Work, o: Out, g: int, since: int, of_rule: int) -> int:
    """What the cycle's activities after a day gave; of those types alone that may be carried, where asked."""
    found = 0
    if w.cycle[FIRST] < 0:
        return 0
    for a in range(w.cycle[FIRST], w.cycle[LAST]):
        entry = a * t.groups + g
        if o.entry_cycle[entry] == w.cycle[NUMBER] and f.activity_day[a] > since:
            found += may_be_carried(t, f, o, a, entry) if of_rule else o.entry_amount[entry]
    return found


def over_limits(t: Tables, f: Facts, w: Work, o: Out, g: int, since: int) -> int:
    """What limits in units kept from counting of the cycle's activities after a day, of types that may be carried."""
    found = 0
    if w.cycle[FIRST] < 0:
        return 0
    for a in range(w.cycle[FIRST], w.cycle[LAST]):
        entry = a * t.groups + g
        if o.entry_cycle[entry] == w.cycle[NUMBER] and f.activity_day[a] > since:
            found += lost_to_limits(t, f, o, a, entry)
    return found


def lost_to_limits(t: Tables, f: Facts, o: Out, a: int, entry: int) -> int:
    """What limits in units kept of an activity from counting, if it may be carried."""
    lost = o.entry_worth[entry] - o.entry_amount[entry]
    carried = t.carry_types[f.activity_type[a]]
    return carriable(t, f, a, o.entry_worth[entry], lost) if carried == BY_PARTS else lost * carried


def may_be_carried(t: Tables, f: Facts, o: Out, a: int, entry: int) -> int:
    """What an activity gave in categories that may be carried."""
    own, other = o.entry_amount[entry], 0
    for k in range(t.category_count if t.spills else 0):
        spilled = o.entry_spilled[entry * t.category_count + k]
        own -= spilled
        other += spilled * t.carry_categories[k]
    carried = t.carry_types[f.activity_type[a]]
    if carried == BY_PARTS:
        return other + carriable(t, f, a, o.entry_worth[entry], own)
    return other + own * carried


def carriable(t: Tables, f: Facts, a: int, worth: int, amount: int) -> int:
    """What an activity gave the categories that may be carried; never more than it gave in all."""
    found = 0
    for k in range(t.category_count):
        if t.carry_parts[k]:
            found += portion(t, f, a, k, worth, amount)
    return min(found, amount)


def bring(t: Tables, w: Work, o: Out, carried: int) -> None:
    """The cycle that was just opened begins with what the last row carries."""
    o.row_carried_out[o.filled[0] - 1] = carried
    w.cycle[CARRIED] = carried
    w.cycle[COUNTED] = carried
    for k in range(t.category_count if t.keeps else 0):
        w.kept[k] = w.keeping[k]
        w.category[k] = w.keeping[k]
