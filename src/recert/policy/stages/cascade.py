"""Cascade: earning or renewing one certification renews others."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.cascades import Trigger
from recert.policy.facts import AWARD, EXAM, PASSED, Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.holding import (
    earliest_expiry,
    extended,
    first_due,
    length,
    moved,
    moved_as_awarded,
    renewable,
    set_expiry,
)
from recert.policy.stages.judge import complete
from recert.policy.stages.sheet import HOLDS, ROWS_FROM, START, Out, Work
from recert.policy.stages.terms import holds_on

EARNED: Final = int(Trigger.EARNED)
NONE: Final = -1


def next_cascade(
    t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], after: int, aligned: int
) -> int:
    """The next day after another on which something is set off that may renew certifications of this group.

    `aligned`: 1 of what takes the date over, 0 of what gives each its own length.
    """
    day = NEVER
    for i in range(t.cascade_count):
        if t.cascade_aligned[i] == aligned and concerns(t, g, i):
            for e in range(events[0], events[1]):
                if after < f.event_day[e] < day and earns(t, f, i, e, events[0]):
                    day = f.event_day[e]
            for row in range(w.cycle[ROWS_FROM], o.filled[0]):
                if after < o.row_met[row] < day and renews(t, w, o, g, i, row):
                    day = o.row_met[row]
    return day


def concerns(t: Tables, g: int, i: int) -> bool:
    """Whether a cascade renews anything of a group."""
    found = 0
    for c in range(t.group_at[g], t.group_at[g + 1]):
        found += t.cascade_renewed[i * t.certifications + c]
    return found > 0


def earns(t: Tables, f: Facts, i: int, e: int, first: int) -> bool:
    """Whether an event sets a cascade off: an award on record, or the first pass of what none awarded before."""
    c, kind = f.event_cert[e], f.event_kind[e]
    if t.cascade_trigger[i] != EARNED or f.event_day[e] < t.cascade_since[i] or (kind != AWARD and kind != EXAM):
        return False
    if t.cascade_of[i * t.certifications + c] == 0 or (kind == EXAM and f.event_value[e] != PASSED):
        return False
    earlier = 0
    for other in range(first, e):
        passed = f.event_kind[other] == AWARD or (f.event_kind[other] == EXAM and f.event_value[other] == PASSED)
        earlier += int(passed and f.event_cert[other] == c)
    return kind == AWARD or earlier == 0


def renews(t: Tables, w: Work, o: Out, g: int, i: int, row: int) -> bool:
    """Whether the renewal of a cycle of a group before this one sets a cascade off."""
    day, of = o.row_met[row], o.row_group[row]
    if t.cascade_trigger[i] == EARNED or day == NEVER or day < t.cascade_since[i] or of == g:
        return False
    found = 0
    for c in range(t.group_at[of], t.group_at[of + 1]):
        of_cascade = t.cascade_of[i * t.certifications + c] == 1
        found += int(of_cascade and day < t.certification_retired[c] and holds_on(t, w, g, c, day))
    return found > 0


def cascade(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int, aligned: int) -> None:
    """Renews what the cascades that are set off on a day renew: those that take the date over, or the others."""
    if w.cycle[START] == NEVER:
        return
    for i in range(t.cascade_count):
        if t.cascade_aligned[i] == aligned and concerns(t, g, i):
            for e in range(events[0], events[1]):
                if f.event_day[e] == day and earns(t, f, i, e, events[0]) and not held_already(t, f, w, g, e, day):
                    c = f.event_cert[e]
                    own = f.event_value[e] if f.event_kind[e] == AWARD else 0
                    due = own if own else first_due(t, t.certification_group[c], day)
                    new = t.certification_group[c] == g and w.held[c] == 1 and w.awarded[c] == day
                    spread(t, w, o, g, i, day, moved_as_awarded(t, day, due), c if new else NONE)
            for row in range(w.cycle[ROWS_FROM], o.filled[0]):
                if o.row_met[row] == day and renews(t, w, o, g, i, row):
                    spread(t, w, o, g, i, day, o.row_new_expiry[row], NONE)


def held_already(t: Tables, f: Facts, w: Work, g: int, e: int, day: int) -> bool:
    """Whether what is awarded is of this group and held: that changes nothing of itself, so of the others neither."""
    c = f.event_cert[e]
    return t.certification_group[c] == g and w.held[c] > 0 and w.awarded[c] != day


def spread(t: Tables, w: Work, o: Out, g: int, i: int, day: int, expiry: int, new: int) -> None:
    """Renews one after the other, each by itself; with nothing left to renew the cycle is complete.

    `new`: what was awarded that day in this group and set it off, or NONE. It has its date, as if it were renewed.
    """
    end, renewed = earliest_expiry(t, w, day), 0
    for h in range(w.cycle[HOLDS]):
        c = w.holding[h]
        if t.cascade_renewed[i * t.certifications + c] and renewable(t, w, c, day):
            until = expiry if t.cascade_aligned[i] else moved(t, day, extended(t, g, w.expiry[c], length(t, g, day)))
            if until > w.expiry[c]:
                set_expiry(w, o, c, day, codes.CAUSE_CASCADE, until)
                w.retaken[c] = 1
                renewed += 1
    if renewed:
        if new != NONE:
            w.retaken[new] = 1
        complete(t, w, codes.BY_CASCADE, day, day if t.cascade_aligned[i] else end, t.months[g])
