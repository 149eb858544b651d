"""Waiting: what is done after a cycle's end, its renewal, or its deadline, and is not of that cycle as things stand."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.deadline import Later
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.holding import earliest_expiry
from recert.policy.stages.late import deadline
from recert.policy.stages.sheet import END, MET, ROUTE, WAITING, WAITING_TO, Out, Work

UNTIL_END: Final = int(Later.NOTHING_UNTIL_END)
OF_NEXT: Final = int(Later.NEXT_CYCLE)


def end_now(t: Tables, w: Work, day: int) -> int:
    """The running cycle's end as things stand. NEVER where nothing can be renewed."""
    return earliest_expiry(t, w, day) if w.cycle[ROUTE] == codes.NOT_YET else w.cycle[END]


def waits(t: Tables, w: Work, kind: int, day: int) -> int:
    """Why an activity of a type is not of the running cycle as that ends now; COUNTED where it is."""
    return after(t, w, kind, day, end_now(t, w, day))


def after(t: Tables, w: Work, kind: int, day: int, end: int) -> int:
    """Why an activity of a type and day is not of the running cycle if that ends on a day; COUNTED where it is."""
    if end == NEVER:
        return codes.COUNTED
    if day >= t.renewed_next and t.waits[kind] and w.cycle[ROUTE] != codes.NOT_YET and day > w.cycle[MET]:
        return codes.NEXT_CYCLE
    if t.grace_next and t.waits[kind] and day > end:
        return codes.NEXT_CYCLE
    if t.deadline_types[kind] == 0 or day <= deadline(t, end):
        return codes.COUNTED
    if t.deadline_later == OF_NEXT:
        return codes.NEXT_CYCLE
    return codes.COUNTED if t.deadline_later == UNTIL_END and day > end else codes.AFTER_DEADLINE


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
