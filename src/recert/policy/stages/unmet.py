"""Unmet: where a missed cycle does not end what is held, the next one begins all the same."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.cycles import Unmet
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.anew import look_again
from recert.policy.stages.close import close
from recert.policy.stages.ease import lengthen
from recert.policy.stages.holding import (
    earliest_expiry,
    extended,
    latest_expiry,
    length,
    let_go_on,
    renewable,
    set_expiry,
)
from recert.policy.stages.judge import judge
from recert.policy.stages.late import note_lateness
from recert.policy.stages.open import open_cycle
from recert.policy.stages.sheet import COUNTED, HOLDS, MADE_UP, MET, NEW_EXPIRY, REQUIRED, ROUTE, START, Out, Work

ADDED: Final = int(Unmet.ADDED)


def go_on(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> bool:
    """Closes a cycle that can't be renewed any more and begins the next one where it ended. Says whether it did.

    Of what can be renewed all is due when the next one ends, or on the latest date among them where that is later.
    """
    due = 0
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        due += int(renewable(t, w, c, day) and let_go_on(t, f, w, g, c, events) <= day)
    if due == 0 or w.cycle[ROUTE] != codes.NOT_YET:
        return False
    end = earliest_expiry(t, w, day)
    note_lateness(t, w, g, end, day - 1)
    lacked = lacking(t, w)
    close(t, f, w, o, g, codes.UNMET, end)
    expiry = max(extended(t, g, end, length(t, g, day)), latest_expiry(t, w, day))
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day) and w.expiry[c] < expiry:
            set_expiry(w, o, c, day, codes.CAUSE_NEXT_CYCLE, expiry)
    open_cycle(t, w, g, end + 1)
    make_up(w, lacked)
    lengthen(t, w, o, g, day)
    look_again(t, w, g, day)
    judge(t, f, w, o, g, day)
    return True


def lacking(t: Tables, w: Work) -> int:
    """What the next cycle requires besides: the units that this one lacks, without those for being late."""
    if t.unmet != ADDED or w.cycle[REQUIRED] == NEVER:
        return 0
    return max(w.cycle[REQUIRED] - w.cycle[COUNTED], 0)


def make_up(w: Work, lacked: int) -> None:
    """The cycle that was just opened requires this besides, where units renew it. Its shares are decided by then."""
    if w.cycle[REQUIRED] != NEVER:
        w.cycle[MADE_UP] = lacked
        w.cycle[REQUIRED] += lacked


def catch_up(t: Tables, w: Work, o: Out, g: int, day: int) -> None:
    """In a cycle that is renewed, what was due by itself before a day is due with the others."""
    cycle = w.cycle
    if cycle[START] == NEVER or cycle[ROUTE] == codes.NOT_YET or day <= cycle[MET]:
        return
    for i in range(cycle[HOLDS]):
        c = w.holding[i]
        while renewable(t, w, c, day) and w.expiry[c] < day:
            own = extended(t, g, w.expiry[c], length(t, g, day))
            set_expiry(w, o, c, day, codes.CAUSE_NEXT_CYCLE, max(own, cycle[NEW_EXPIRY]))
