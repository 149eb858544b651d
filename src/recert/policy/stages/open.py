"""Open: a cycle begins with a group's first award, and then where the last one ended."""

from recert.policy.calendar import NEVER, add_months
from recert.policy.plan import Ints, Tables
from recert.policy.stages.close import close
from recert.policy.stages.codes import BY_GRANT, BY_UNITS, CAUSE_AWARD, CAUSE_JOINED, CAUSE_MOVE, ENDED, NOT_YET
from recert.policy.stages.holding import earliest_expiry, hold, moved, renewable, set_expiry
from recert.policy.stages.sheet import COUNTED, HOLDS, MET, NEW_EXPIRY, NUMBER, REQUIRED, ROUTE, START, Out, Work


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
    for i in range(cycle[HOLDS]):
        w.retaken[w.holding[i]] = 0
    for k in range(t.types):
        w.used[k] = 0
        w.amount[k] = 0
        w.recorded[k] = 0


def award(t: Tables, w: Work, o: Out, g: int, c: int, day: int, expires: int) -> None:
    """A certification is awarded. It joins the running cycle, or opens one where there is nothing to renew.

    Inside a cycle that is renewed already it gets the renewed date, as it would have a day earlier.
    """
    nothing_runs = w.cycle[START] == NEVER
    if not nothing_runs and ends_with_award(t, w, day):
        close(t, w, o, g, ENDED, day - 1)
        nothing_runs = True
    due = expires if expires else add_months(day, t.months)
    set_expiry(w, o, c, day, CAUSE_AWARD, due)
    hold(w, c)
    w.retaken[c] = 0
    w.awarded[c] = day
    after = moved(t, day, due)
    if after != due:
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
