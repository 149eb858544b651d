"""Cap: of what limits of uses leave, each activity counts as far as limits in units have room, in the order of days."""

from typing import Final

from recert.policy.calendar import NEVER, add_months, civil, year_until
from recert.policy.facts import Facts
from recert.policy.formula import Period
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.sheet import (
    CALENDAR_YEAR,
    CARRIED,
    COUNTED,
    FIRST,
    LAST,
    MONTHS,
    NUMBER,
    REFIT,
    START,
    YEAR,
    Out,
    Work,
)
from recert.policy.stages.spill import clear, covers, spill, taken
from recert.policy.stages.split import total_own
from recert.policy.stages.terms import amount_of, governing

EVER: Final = int(Period.EVER)
CYCLE_YEAR: Final = int(Period.CYCLE_YEAR)
DAY: Final = int(Period.DAY)
MONTH: Final = int(Period.MONTH)
QUARTER: Final = int(Period.QUARTER)
YEAR_OF_CALENDAR: Final = int(Period.YEAR)
JANUARY_1970: Final = 0


def begin_limit(t: Tables, w: Work, g: int, c: int) -> None:
    """How much a limit in units lets count in a cycle that begins, or in the year in which its first day lies."""
    first = w.cycle[START]
    if t.cap_by_year[c] and t.cap_period[c] == YEAR_OF_CALENDAR:
        w.turned[c] = civil(first)[0]
        first = new_year(w.turned[c])
    limit(t, w, g, c, first)


def limit(t: Tables, w: Work, g: int, c: int, day: int) -> None:
    """How much it lets count by the value that governs what begins on a day."""
    i = -1
    if t.cap_groups[c * t.groups + g] == 1:
        i = governing(t, w, g, t.cap_at[c], t.cap_at[c + 1], day)
    w.most[c] = NEVER if i < 0 else amount_of(t, w, i)
    w.most_share[c] = t.value_amount[i] if i >= 0 and t.value_share[i] else 0


def new_year(year: int) -> int:
    """The first day of a year of the calendar."""
    return add_months(JANUARY_1970, 12 * (year - 1970))


def within_caps(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, replaced: int) -> None:
    """Totals an activity that its type's uses admit; where it took another's place, the whole cycle anew."""
    if o.entry_reason[a * t.groups + g] != codes.COUNTED:
        return
    if replaced:
        recount(t, f, w, o, g)
    else:
        fit(t, f, w, o, g, a)


def recount(t: Tables, f: Facts, w: Work, o: Out, g: int) -> None:
    """Totals the cycle's activities up to the last again, as if they came one after the other."""
    w.cycle[COUNTED] = w.cycle[CARRIED]
    w.cycle[YEAR] = 0
    for k in range(t.types):
        w.amount[k] = 0
    for k in range(t.category_count):
        w.category[k] = w.kept[k]
    width = t.category_count + 1 + t.year_counters
    for i in range(len(w.in_year)):
        if i % width <= t.category_count:  # counters have no limit
            w.in_year[i] = 0
    for c in range(t.cap_count):
        if t.cap_by_year[c] and t.cap_period[c] == CYCLE_YEAR:
            limit(t, w, g, c, w.cycle[START])  # as in its first year
    make_room(t, w)
    w.cycle[REFIT] = 0
    for a in range(max(w.cycle[FIRST], 0), w.cycle[LAST]):
        entry = a * t.groups + g
        if o.entry_cycle[entry] == w.cycle[NUMBER] and o.entry_worth[entry] > 0:
            fit(t, f, w, o, g, a)


def make_room(t: Tables, w: Work) -> None:
    """All that limits let count in a cycle has room; of those of a lifetime what earlier cycles left."""
    for c in range(t.cap_count):
        w.room[c] = w.most[c]
        if t.cap_lasts and t.cap_period[c] == EVER:
            w.room[c] = max(w.most[c] - w.gone[c], 0)


def use_up(t: Tables, w: Work) -> None:
    """What a cycle took of limits of a lifetime is gone for all that follow."""
    for c in range(t.cap_count):
        if t.cap_period[c] == EVER and t.cap_provider[c] == 0:  # what each provider gave is looked up
            w.gone[c] += max(w.most[c] - w.gone[c], 0) - w.room[c]


def fit(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> None:
    """Counts one activity as far as every limit that covers it has room."""
    entry = a * t.groups + g
    kind = f.activity_type[a]
    clear(t, o, entry)
    turn_year(t, w, g, f.activity_day[a])
    if t.cap_turns:
        turn(t, w, g, f.activity_day[a])
    for c in range(t.cap_count if t.hosts else 0):
        if t.cap_provider[c]:
            w.room[c] = max(w.most[c] - given(t, f, w, o, g, c, a), 0)
    worth = o.entry_worth[entry]
    amount = worth
    for c in range(t.cap_count):
        if covers(t, g, c, kind):
            amount = min(amount, w.room[c])
    for c in range(t.cap_count):
        if covers(t, g, c, kind):
            w.room[c] -= amount
    total_own(t, f, w, a, worth, amount)
    spilled = spill(t, w, o, g, entry, kind, amount) if t.spills and amount < worth else 0
    o.entry_amount[entry] = amount + spilled
    if amount == worth:
        o.entry_reason[entry] = codes.COUNTED
    elif amount + spilled == worth:
        o.entry_reason[entry] = codes.SPILLED
    else:
        o.entry_reason[entry] = codes.IN_PART if amount + spilled else codes.OVER_UNITS


def turn_year(t: Tables, w: Work, g: int, day: int) -> None:
    """Limits of each year have room again when a year of the cycle begins. Days after its length are of its last."""
    if t.calendar_yearly:
        w.cycle[CALENDAR_YEAR] = year_until(day, t.shared_year_ends)
    year = w.cycle[YEAR]
    while year + 1 < w.cycle[MONTHS] // 12 and has_begun(w, year + 1, day):
        year += 1
    if year == w.cycle[YEAR]:
        return
    w.cycle[YEAR] = year
    for c in range(t.cap_count):
        if t.cap_period[c] == CYCLE_YEAR:
            if t.cap_by_year[c]:
                limit(t, w, g, c, add_months(w.cycle[START], 12 * year))
            w.room[c] = w.most[c]


def has_begun(w: Work, year: int, day: int) -> bool:
    """Whether a year of the cycle, counted from 0, has begun on a day: not before as many times the shortest year."""
    start = w.cycle[START]
    return day >= start + 365 * year and day >= add_months(start, 12 * year)


def turn(t: Tables, w: Work, g: int, day: int) -> None:
    """Limits of the calendar have room again when another day, month, quarter or year has come."""
    for c in range(t.cap_count):
        period = period_of(t, w, g, c, day) if t.cap_period[c] >= DAY else w.turned[c]
        if period != w.turned[c]:
            w.turned[c] = period
            if t.cap_by_year[c]:
                limit(t, w, g, c, new_year(period))
            w.room[c] = w.most[c]


def given(t: Tables, f: Facts, w: Work, o: Out, g: int, c: int, a: int) -> int:
    """How much of a limit is taken up by what the activity's provider gave before it in the same period."""
    found, earlier = 0, a
    period = period_of(t, w, g, c, f.activity_day[a])
    while f.activity_host[earlier]:
        earlier -= f.activity_host[earlier]
        entry = earlier * t.groups + g
        here = t.cap_period[c] == EVER or o.entry_cycle[entry] == w.cycle[NUMBER]
        if here and period_of(t, w, g, c, f.activity_day[earlier]) == period:
            found += taken(t, o, g, c, f.activity_type[earlier], entry)
    return found


def period_of(t: Tables, w: Work, g: int, c: int, day: int) -> int:
    """In which of the periods of a limit a day lies; 0 where it is of the whole cycle, or of a lifetime."""
    kind, found = t.cap_period[c], 0
    year, month, _ = civil(day)
    if kind == DAY:
        found = day
    elif kind == MONTH:
        found = year * 12 + month
    elif kind == QUARTER:
        found = year * 4 + (month - 1) // 3
    elif kind == YEAR_OF_CALENDAR:
        found = year
    elif kind == CYCLE_YEAR:
        while found + 1 < w.cycle[MONTHS] // 12 and has_begun(w, found + 1, day):
            found += 1
    return found
