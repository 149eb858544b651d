"""Recent: what the last months gave, in whatever cycle, of what a demand looks at."""

from typing import Final

from recert.policy.calendar import add_months
from recert.policy.facts import Facts
from recert.policy.model import DemandKind
from recert.policy.plan import Tables
from recert.policy.stages.count import QUANTITY, counted
from recert.policy.stages.repeat import took_part
from recert.policy.stages.sheet import ACTIVITIES_FROM, ASKED, SEEN, Out, Work
from recert.policy.stages.spill import come_over, come_to
from recert.policy.stages.split import portion

OF_COUNTER: Final = int(DemandKind.COUNTER_LAST_MONTHS)


def recent(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, end: int) -> int:
    """What activities gave after the day so many months before the end or, up to it, before the day of the renewal."""
    last = w.cycle[ASKED] if t.demand_to_renewal[d] else end
    since = add_months(last, -t.demand_months[d])
    found, a = 0, w.cycle[SEEN] - 1
    while a >= w.cycle[ACTIVITIES_FROM] and f.activity_day[a] > since:
        if t.demand_to_renewal[d] == 0 or f.activity_day[a] <= last:
            found += brought(t, f, w, o, g, d, a)
        a -= 1
    return found


def brought(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, a: int) -> int:
    """How much one activity gave of what a demand looks at."""
    entry, of, kind = a * t.groups + g, t.demand_of[d], f.activity_type[a]
    if t.demand_kind[d] == OF_COUNTER:
        if t.counter_types[of * t.types + kind] == 0 or not took_part(o.entry_reason[entry]):
            return 0
        if t.by_days and t.counter_of[of] != QUANTITY:
            return int(is_last_part(t, f, w, o, g, d, a))
        return counted(t, f, w, o, g, of, a)
    return gave(t, f, o, g, of, a)


def gave(t: Tables, f: Facts, o: Out, g: int, of: int, a: int) -> int:
    """What an activity gave a category as things stand; altogether where that is -1."""
    entry, kind = a * t.groups + g, f.activity_type[a]
    amount = o.entry_amount[entry]
    if of < 0 or amount == 0:
        return amount
    own = amount - come_over(t, o, entry)
    elsewhere = come_to(t, o, entry, of)
    if t.splits and t.divides[kind]:
        return elsewhere + portion(t, f, a, of, o.entry_worth[entry], own)
    return elsewhere + (own if t.type_category[kind] == of else 0)


def is_last_part(t: Tables, f: Facts, w: Work, o: Out, g: int, d: int, a: int) -> bool:
    """Whether no later part of an activity is looked at too: they are one use together, of whichever cycles."""
    later = 0
    for i in range(a + 1, w.cycle[SEEN]):
        same = f.activity_of[i] == f.activity_of[a] and took_part(o.entry_reason[i * t.groups + g])
        later += int(same and (t.demand_to_renewal[d] == 0 or f.activity_day[i] <= w.cycle[ASKED]))
    return later == 0
