"""Waiting: what is done after a cycle's end, its renewal, or its deadline, and is not of that cycle as things stand."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.deadline import Later
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.holding import earliest_expiry
from recert.policy.stages.late import deadline, last_of_grace
from recert.policy.stages.sheet import END, MET, ROUTE, TODAY, WAITING, WAITING_TO, Out, Work

UNTIL_END: Final = int(Later.NOTHING_UNTIL_END)
OF_NEXT: Final = int(Later.NEXT_CYCLE)


def end_now(t: Tables, w: Work, day: int) -> int:
    """The running cycle's end as things stand. NEVER where nothing can be renewed."""
    return earliest_expiry(t, w, day) if w.cycle[ROUTE] == codes.NOT_YET else w.cycle[END]


def after(t: Tables, w: Work, g: int, kind: int, day: int, end: int) -> int:
    """Why an activity of a type and day is not of the running cycle if that ends on a day; COUNTED where it is."""
    if end == NEVER:
        return codes.COUNTED
    if day >= t.renewed_next and t.waits[kind] and w.cycle[ROUTE] != codes.NOT_YET and day > w.cycle[MET]:
        return codes.NEXT_CYCLE
    next_one = t.grace_next
    if t.grace_next != t.suspended_next and suspension_decides(t, w, g, day, end):
        if t.suspended_next == 0:
            return codes.COUNTED
        next_one = 1
    if next_one and t.waits[kind] and day > end:
        return codes.NEXT_CYCLE
    if t.deadline_types[kind] == 0 or day <= deadline(t, end):
        return codes.COUNTED
    if t.deadline_later == OF_NEXT:
        return codes.NEXT_CYCLE
    return codes.COUNTED if t.deadline_later == UNTIL_END and day > end else codes.AFTER_DEADLINE


def suspension_decides(t: Tables, w: Work, g: int, day: int, end: int) -> bool:
    """Whether the answer for the suspension holds of a day, not that for the grace: since it began, of both maybe."""
    last = last_of_grace(t, g, end)
    if day > last:
        return True
    return t.grace_returns > 0 and w.cycle[TODAY] > last and (day > end or t.deadline_later == OF_NEXT)


def grace_is_over_on(t: Tables, w: Work, g: int, today: int) -> int:
    """The next day on which what waits since the grace is of the running cycle again; NEVER where none is."""
    end = earliest_expiry(t, w, today) if w.cycle[ROUTE] == codes.NOT_YET else NEVER
    first = last_of_grace(t, g, end) + 1 if end != NEVER else NEVER
    return first if first > today else NEVER


def note_waiting(w: Work, a: int) -> None:
    """Keeps where those begin and end that wait, in the order of activities."""
    if w.cycle[WAITING] < 0:
        w.cycle[WAITING] = a
    w.cycle[WAITING_TO] = a + 1


def forfeit(t: Tables, w: Work, o: Out, g: int) -> None:
    """No next cycle follows: what waits for it is of none."""
    if w.cycle[WAITING] < 0:
        return
    for a in range(w.cycle[WAITING], w.cycle[WAITING_TO]):
        if o.entry_reason[a * t.groups + g] == codes.NEXT_CYCLE:
            o.entry_reason[a * t.groups + g] = codes.NO_NEXT_CYCLE
    w.cycle[WAITING] = -1
