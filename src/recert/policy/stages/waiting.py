"""Waiting: what is done after a cycle's end and belongs to the next one, which has not begun."""

from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.holding import earliest_expiry
from recert.policy.stages.sheet import END, ROUTE, WAITING, WAITING_TO, Out, Work


def end_now(t: Tables, w: Work, day: int) -> int:
    """The running cycle's end as things stand. NEVER where nothing can be renewed."""
    return earliest_expiry(t, w, day) if w.cycle[ROUTE] == codes.NOT_YET else w.cycle[END]


def waits(t: Tables, w: Work, kind: int, day: int) -> bool:
    """Whether an activity of a type lies after the running cycle's end, so that it is of the next one."""
    return t.waits[kind] == 1 and day > end_now(t, w, day)


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
