"""Replace: what is held no more because another certification took its place."""

from recert.policy.calendar import NEVER
from recert.policy.facts import AWARD, EXAM, PASSED, Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.apart import found_apart
from recert.policy.stages.close import close
from recert.policy.stages.holding import earliest_expiry, keeps_running, let_go, let_go_on, outlasts, set_expiry
from recert.policy.stages.lapse import go_on_without
from recert.policy.stages.sheet import ASKED, END, HOLDS, ROUTE, START, Out, Work
from recert.policy.stages.waiting import forfeit


def gone_on(t: Tables, f: Facts, w: Work, g: int, c: int, events: tuple[int, int]) -> int:
    """The day from which a certification is held no more, by the time or by what takes its place; or is due later."""
    day = let_go_on(t, f, w, g, c, events)
    return min(day, replaced_on(t, f, w, c, events)) if t.replacement_count else day


def replaced_on(t: Tables, f: Facts, w: Work, c: int, events: tuple[int, int]) -> int:
    """The day after that on which what takes a certification's place was earned; NEVER where nothing was.

    What was earned before it was awarded takes no place of it.
    """
    for e in range(events[0], events[1]):
        on = f.event_day[e]
        if on >= w.awarded[c] and replaces(t, f.event_cert[e], f.event_kind[e], c, on) and is_first(t, f, e, events[0]):
            return on + 1
    return NEVER


def replaces(t: Tables, earned: int, kind: int, c: int, day: int) -> bool:
    """Whether earning a certification on a day ends another; `kind` is that of the event."""
    found = 0
    for i in range(t.replacement_count if kind <= EXAM else 0):
        at = i * t.certifications
        both = t.replacement_of[at + earned] and t.replacement_ended[at + c]
        found += int(both and t.replacement_since[i] <= day)
    return found > 0


def is_first(t: Tables, f: Facts, e: int, first: int) -> bool:
    """Whether an event awards something: an award on record, or the first pass of what none awarded before."""
    c, earlier = f.event_cert[e], 0
    if f.event_kind[e] == AWARD:
        return True
    for other in range(first, e):
        awards = f.event_kind[other] == AWARD or (f.event_kind[other] == EXAM and f.event_value[other] == PASSED)
        earlier += int(awards and f.event_cert[other] == c)
    return f.event_value[e] == PASSED and earlier == 0 and f.event_day[e] < t.certification_retired[c]


def end_replaced(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> bool:
    """Ends what was replaced the day before. Says whether the group has to be run again for it.

    It comes before all else of its day: what was replaced on a cycle's last day begins no next one.
    """
    cycle, end, in_cycle = w.cycle, 0, False
    for i in range(cycle[HOLDS] - 1, -1, -1):
        c = w.holding[i]
        if replaced_on(t, f, w, c, events) <= day:
            in_cycle = in_cycle or w.held[c] == 1
            set_expiry(w, o, c, day, codes.CAUSE_REPLACED, min(w.expiry[c], day - 1))
            let_go(t, w, i, day)
            end = max(end, w.expiry[c])
    if end == 0 or cycle[START] == NEVER:
        return False
    if t.parts and in_cycle and found_apart(t, f, w, events, end):
        return True
    if not lapses_too(t, f, w, g, events, day):
        go_on_after(t, f, w, o, g, events, day, end)
    return False


def lapses_too(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int], day: int) -> bool:
    """Whether the time of something else is over on this day, too: what becomes of the cycle is decided with that."""
    found = 0
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        found += int(let_go_on(t, f, w, g, c, events) <= day and not outlasts(t, c, day))
    return found > 0


def go_on_after(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int, end: int) -> None:
    """What becomes of the cycle of what was replaced: it goes on with what else can be renewed, or is over with it."""
    cycle = w.cycle
    if earliest_expiry(t, w, day) != NEVER or keeps_running(w):
        go_on_without(t, f, w, o, g, events, day, (False, end))
        return
    if cycle[ROUTE] != codes.NOT_YET:
        close(t, f, w, o, g, codes.RENEWED, min(cycle[END], day - 1))
        forfeit(t, w, o, g)
    else:
        cycle[ASKED] = day - 1
        close(t, f, w, o, g, codes.REPLACED, end)
