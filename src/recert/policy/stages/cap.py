"""Cap: of what limits of uses leave, each activity counts as far as limits in units have room, in the order of days."""

from recert.policy.calendar import add_months
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.sheet import CARRIED, COUNTED, FIRST, NUMBER, START, YEAR, Out, Work
from recert.policy.stages.split import total_of_parts
from recert.policy.stages.total import total


def within_caps(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, replaced: int) -> None:
    """Totals an activity that its type's uses admit; where it took another's place, the whole cycle anew."""
    if o.entry_reason[a * t.groups + g] != codes.COUNTED:
        return
    if replaced:
        recount(t, f, w, o, g, a)
    else:
        fit(t, f, w, o, g, a)


def recount(t: Tables, f: Facts, w: Work, o: Out, g: int, last: int) -> None:
    """Totals the cycle's activities up to the last again, as if they came one after the other."""
    w.cycle[COUNTED] = w.cycle[CARRIED]
    w.cycle[YEAR] = 0
    for k in range(t.types):
        w.amount[k] = 0
    for k in range(t.category_count):
        w.category[k] = w.kept[k]
    for i in range(len(w.in_year)):
        w.in_year[i] = 0
    for c in range(t.cap_count):
        w.room[c] = w.most[c]
    for a in range(w.cycle[FIRST], last + 1):
        entry = a * t.groups + g
        if o.entry_cycle[entry] == w.cycle[NUMBER] and o.entry_worth[entry] > 0:
            fit(t, f, w, o, g, a)


def fit(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> None:
    """Counts one activity as far as every limit that covers it has room."""
    entry = a * t.groups + g
    kind = f.activity_type[a]
    turn_year(t, w, g, f.activity_day[a])
    worth = o.entry_worth[entry]
    amount = worth
    for c in range(t.cap_count):
        if covers(t, g, c, kind):
            amount = min(amount, w.room[c])
    for c in range(t.cap_count):
        if covers(t, g, c, kind):
            w.room[c] -= amount
    o.entry_amount[entry] = amount
    if amount == worth:
        o.entry_reason[entry] = codes.COUNTED
    else:
        o.entry_reason[entry] = codes.IN_PART if amount else codes.OVER_UNITS
    if t.splits and t.divides[kind]:
        total_of_parts(t, f, w, a, worth, amount)
    else:
        total(t, w, kind, amount)


def covers(t: Tables, g: int, c: int, kind: int) -> bool:
    """Whether a limit holds for a group and limits a type."""
    return t.cap_groups[c * t.groups + g] == 1 and t.cap_types[c * t.types + kind] == 1


def turn_year(t: Tables, w: Work, g: int, day: int) -> None:
    """Limits of each year have room again when a year of the cycle begins. Days after its length are of its last."""
    year = w.cycle[YEAR]
    while year + 1 < t.months[g] // 12 and day >= add_months(w.cycle[START], 12 * (year + 1)):
        year += 1
    if year == w.cycle[YEAR]:
        return
    w.cycle[YEAR] = year
    for c in range(t.cap_count):
        if t.cap_yearly[c]:
            w.room[c] = w.most[c]
