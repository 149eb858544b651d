"""Apart: what is awarded after a cycle's end has one of its own from that day on, if the one that ended lapses.

As long as what ended can still be renewed, the award is of its cycle: renewed, they go on together. Whether it lapses
is known only then. The group is run again from its first day, and what had ended is left out from the award on.
"""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.facts import AWARD, EXAM, PASSED, Facts
from recert.policy.plan import Tables
from recert.policy.stages.close import close
from recert.policy.stages.codes import LAPSED, NOT_YET
from recert.policy.stages.holding import end_of_holding, renewable
from recert.policy.stages.late import note_lateness
from recert.policy.stages.sheet import (
    AGAIN,
    BEGAN,
    HOLDS,
    ROUTE,
    ROWS_BEFORE,
    SPANS,
    SPANS_BEFORE,
    START,
    STEPS_BEFORE,
    TODAY,
    Out,
    Work,
)

OUT_OF_CYCLE: Final = 2
"""In `held`: held until its last day, and of no cycle any more, so that nothing renews it."""
KNOWN: Final = 1
"""In `AGAIN`: the group is run again, as it is known of awards that they begin a cycle."""
FOUND: Final = 2
"""It has to be: it was just found of one."""


def set_out(w: Work, o: Out) -> None:
    """Before a group is run: notes where its rows begin; or goes back there, where it is run again.

    What came of events needs no going back: each is taken again.
    """
    cycle = w.cycle
    if cycle[AGAIN] != FOUND:
        cycle[ROWS_BEFORE], cycle[STEPS_BEFORE], cycle[SPANS_BEFORE] = o.filled[0], o.filled[1], cycle[SPANS]
        return
    cycle[AGAIN] = KNOWN
    o.filled[0], o.filled[1], cycle[SPANS] = cycle[ROWS_BEFORE], cycle[STEPS_BEFORE], cycle[SPANS_BEFORE]


def forget(w: Work, events: tuple[int, int]) -> None:
    """After a group was run to the end: the next one begins with nothing known."""
    if w.cycle[AGAIN]:
        w.cycle[AGAIN] = 0
        for e in range(events[0], events[1]):
            w.apart[e] = 0


def found_apart(t: Tables, f: Facts, w: Work, events: tuple[int, int], end: int) -> bool:
    """Whether all that can still be renewed was awarded in this cycle, after the end of what lapsed of it.

    Notes the first award after that end, be it of what is retired by now: from that on the group has to be run again.
    What is noted already changes nothing.
    """
    first, left = NEVER, 0
    if w.cycle[START] == NEVER or w.cycle[ROUTE] != NOT_YET:
        return False
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        can_renew = renewable(t, w, c, w.cycle[TODAY])
        if w.awarded[c] > end and w.awarded[c] >= w.cycle[BEGAN]:
            first = min(first, awarding(f, c, w.awarded[c], events))
            left += int(can_renew)
        elif can_renew:
            return False
    if left == 0 or w.apart[first]:
        return False
    w.apart[first] = 1
    w.cycle[AGAIN] = FOUND
    return True


def awarding(f: Facts, c: int, day: int, events: tuple[int, int]) -> int:
    """The award on record, or the pass, by which something was awarded on a day."""
    for e in range(events[0], events[1]):
        kind = f.event_kind[e]
        awards = kind == AWARD or (kind == EXAM and f.event_value[e] == PASSED)
        if awards and f.event_day[e] == day and f.event_cert[e] == c:
            return e
    return NEVER


def part(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> None:
    """Ends the cycle that will lapse, just before the award of a day begins another.

    Nothing renews what is over by then. What is not goes on in the new one: it is retired before that lapse.
    """
    if w.cycle[START] == NEVER or w.cycle[ROUTE] != NOT_YET:
        return
    end, last = 0, 0
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if over(t, w, c, day):
            end = max(end, w.expiry[c])
            last = max(last, end_of_holding(t, w, g, c) - 1)
    if end == 0:
        return
    note_lateness(t, w, g, end, last)
    close(t, f, w, o, g, LAPSED, end)
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if over(t, w, c, day):
            w.held[c] = OUT_OF_CYCLE


def over(t: Tables, w: Work, c: int, day: int) -> bool:
    """Whether a certification is over its date, and can still be renewed."""
    return renewable(t, w, c, day) and w.expiry[c] < day
