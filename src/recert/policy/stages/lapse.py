"""Lapse: what is held no more, because its time is over or a year was missed, and what becomes of its cycle."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.anew import look_again
from recert.policy.stages.apart import found_apart
from recert.policy.stages.close import close
from recert.policy.stages.due import granted_later, misses
from recert.policy.stages.holding import (
    earliest_expiry,
    end_of_holding,
    keeps_running,
    let_go,
    let_go_on,
    outlasts,
    renewable,
    set_expiry,
)
from recert.policy.stages.judge import judge
from recert.policy.stages.late import note_lateness
from recert.policy.stages.open import open_cycle
from recert.policy.stages.portfolio import follow
from recert.policy.stages.sheet import (
    ASKED,
    END,
    HOLDS,
    LOOKED,
    MISSED_BY,
    MISSED_ON,
    MISSED_YEAR,
    ROUTE,
    START,
    Out,
    Work,
)
from recert.policy.stages.unmet import go_on
from recert.policy.stages.waiting import forfeit


def lapse(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> None:
    """What is held no more on this day, and what becomes of the cycle."""
    gone = release(t, f, w, g, events, day)
    if t.parts and gone[0] and found_apart(t, f, w, events, gone[1]):
        return
    if w.cycle[START] != NEVER:
        go_on_without(t, f, w, o, g, events, day, gone)


def end_missed(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> None:
    """What can be renewed is held no more where a year was missed that could be met until the day before."""
    cycle = w.cycle
    if cycle[START] == NEVER or cycle[LOOKED] >= day:
        return
    cycle[LOOKED] = day
    missed_by, missed_year = cycle[MISSED_BY], cycle[MISSED_YEAR]
    if earliest_expiry(t, w, day) == NEVER or not misses(t, f, w, o, g, day):
        return
    end = 0
    for i in range(cycle[HOLDS] - 1, -1, -1):
        c = w.holding[i]
        if renewable(t, w, c, day) and not granted_later(t, f, w, g, c, events, day):
            set_expiry(w, o, c, day, codes.CAUSE_MISSED_YEAR, min(w.expiry[c], day - 1))
            let_go(t, w, i, day)
            end = max(end, w.expiry[c])
    if end == 0:  # what an earlier one ended stays told
        cycle[MISSED_BY], cycle[MISSED_YEAR] = missed_by, missed_year
        return
    cycle[MISSED_ON] = day - 1
    if cycle[ROUTE] != codes.NOT_YET and not keeps_running(w):
        cycle[END] = min(cycle[END], day - 1)
    go_on_without(t, f, w, o, g, events, day, (True, end))


def go_on_without(
    t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int, gone: tuple[bool, int]
) -> None:
    """What becomes of the cycle without what is gone: whether any of that could have been renewed, and its end."""
    cycle = w.cycle
    lapsed, end = gone
    if earliest_expiry(t, w, day) != NEVER:
        if t.unmet == 0 or not go_on(t, f, w, o, g, events, day):
            stay(t, f, w, o, g, day, end)
        return
    held = keeps_running(w)
    if cycle[ROUTE] != codes.NOT_YET:
        if not held:
            close(t, f, w, o, g, codes.RENEWED, cycle[END])
            forfeit(t, w, o, g)
    elif lapsed:
        note_lateness(t, w, g, end, day - 1)
        close(t, f, w, o, g, codes.LAPSED, end)
        if held:
            open_cycle(t, w, g, day)
    elif not held:
        cycle[ASKED] = day - 1
        close(t, f, w, o, g, codes.ENDED, end)


def stay(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int, end: int) -> None:
    """What the cycle requires of what is left, and whether that is met; `end` is of what is held no more, 0 of none."""
    if end:
        look_again(t, w, g, day)
    if end and t.portfolio[g]:
        follow(t, w, g, day)
    if t.portfolio[g] or t.lateness or t.by_end or t.anew:
        judge(t, f, w, o, g, day)


def release(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int], day: int) -> tuple[bool, int]:
    """Lets go of what is held no more: whether any of it could have been renewed, and its latest expiry."""
    lapsed, end = False, 0
    for i in range(w.cycle[HOLDS] - 1, -1, -1):
        c = w.holding[i]
        if let_go_on(t, f, w, g, c, events) <= day and not outlasts(t, c, day):
            in_cycle = w.held[c] == 1
            let_go(t, w, i, day)
            lapsed = lapsed or (in_cycle and t.never_renewed[g] == 0 and t.certification_retired[c] >= day)
            end = max(end, w.expiry[c])
    return lapsed, end


def let_go_kept(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int], day: int) -> None:
    """Lets go of what was kept for a renewal granted the day before alone: of the next cycle it is not."""
    for i in range(w.cycle[HOLDS] - 1, -1, -1):
        c = w.holding[i]
        if end_of_holding(t, w, g, c) < day and let_go_on(t, f, w, g, c, events) <= day and not outlasts(t, c, day):
            let_go(t, w, i, day)
