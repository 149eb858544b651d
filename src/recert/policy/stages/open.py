"""Open: a cycle begins with a group's first award, and then where the last one ended."""

from recert.policy.calendar import NEVER
from recert.policy.plan import Ints, Tables
from recert.policy.stages.close import close
from recert.policy.stages.codes import BY_GRANT, BY_UNITS, CAUSE_AWARD, CAUSE_JOINED, CAUSE_MOVE, ENDED, NOT_YET
from recert.policy.stages.holding import due, earliest_expiry, hold, moved, renewable, set_expiry
from recert.policy.stages.sheet import (
    CARRIED,
    COUNTED,
    FIRST,
    HOLDS,
    LAST,
    MET,
    NEW_EXPIRY,
    NUMBER,
    REQUIRED,
    ROUTE,
    START,
    YEAR,
    Out,
    Work,
)


def begin(t: Tables, w: Work, g: int) -> None:
    """A person × group of whom nothing is known yet."""
    w.cycle[START] = NEVER
    w.cycle[NUMBER] = 0
    w.cycle[ROUTE] = NOT_YET
    w.cycle[HOLDS] = 0
    for c in range(t.group_at[g], t.group_at[g + 1]):
        w.held[c] = 0


def dated(since: Ints, amounts: Ints, first: int, last: int, day: int) -> int:
    """The value in force on a day, of those from `first` to before `last`; the earliest also before its own day."""
    amount = amounts[first]
    for i in range(first + 1, last):
        if since[i] <= day:
            amount = amounts[i]
    return amount


def open_cycle(t: Tables, w: Work, g: int, start: int) -> None:
    """A new cycle from this day on. The requirement is the one in force on its first day."""
    cycle = w.cycle
    cycle[START] = start
    cycle[NUMBER] += 1
    cycle[REQUIRED] = dated(t.required_since, t.required, t.required_at[g], t.required_at[g + 1], start)
    cycle[COUNTED] = 0
    cycle[ROUTE] = NOT_YET
    cycle[MET] = NEVER
    cycle[NEW_EXPIRY] = NEVER
    cycle[CARRIED] = 0
    cycle[FIRST] = -1
    cycle[LAST] = 0
    cycle[YEAR] = 0
    for i in range(cycle[HOLDS]):
        w.retaken[w.holding[i]] = 0
    for k in range(t.types):
        w.used[k] = 0
        w.amount[k] = 0
        w.recorded[k] = 0
    for k in range(t.category_count):
        w.category[k] = 0
        first, last = t.minimum_at[g * t.category_count + k], t.minimum_at[g * t.category_count + k + 1]
        w.minimum[k] = dated(t.minimum_since, t.minimum, first, last, start) if first < last else 0
    for c in range(t.cap_count):
        fill(t, w, g, c)


def fill(t: Tables, w: Work, g: int, c: int) -> None:
    """A limit in units has all its room: the amount in force on the cycle's first day."""
    w.room[c] = dated(t.cap_since, t.cap, t.cap_at[c], t.cap_at[c + 1], w.cycle[START])


def award(t: Tables, w: Work, o: Out, g: int, c: int, day: int, expires: int) -> None:
    """A certification is awarded. It joins the running cycle, or opens one where there is nothing to renew.

    Inside a cycle that is renewed already it gets the renewed date, as it would have a day earlier.
    """
    nothing_runs = w.cycle[START] == NEVER
    if not nothing_runs and ends_with_award(t, w, day):
        close(t, w, o, g, ENDED, day - 1)
        nothing_runs = True
    first = expires if expires else due(t, day)
    set_expiry(w, o, c, day, CAUSE_AWARD, first)
    hold(w, c)
    w.retaken[c] = 0
    w.awarded[c] = day
    after = moved(t, day, first)
    if after != first:
        set_expiry(w, o, c, day, CAUSE_MOVE, after)
    if nothing_runs:
        open_cycle(t, w, g, day)
    elif t.joins and shares_renewed_date(t, w, c, day):
        set_expiry(w, o, c, day, CAUSE_JOINED, w.cycle[NEW_EXPIRY])


def ends_with_award(t: Tables, w: Work, day: int) -> bool:
    """Whether the running cycle has nothing left that could be renewed, so that an award begins another one."""
    return w.cycle[ROUTE] == NOT_YET and w.cycle[START] < day and earliest_expiry(t, w, day) == NEVER


def shares_renewed_date(t: Tables, w: Work, c: int, day: int) -> bool:
    """Whether the running cycle was renewed as a whole, to a later date than this certification's own."""
    return (
        (w.cycle[ROUTE] == BY_UNITS or w.cycle[ROUTE] == BY_GRANT)
        and renewable(t, w, c, day)
        and w.expiry[c] < w.cycle[NEW_EXPIRY]
    )
