"""Judge: whether the cycle's requirement is met, by units, by a retake, or by a renewal granted before."""

from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months
from recert.policy.cycles import Rhythm
from recert.policy.facts import PASSED, Facts
from recert.policy.plan import Tables
from recert.policy.retake import CountedFrom
from recert.policy.stages import codes
from recert.policy.stages.apart import OUT_OF_CYCLE
from recert.policy.stages.cap import recount
from recert.policy.stages.demand import lasting_way, way_met
from recert.policy.stages.holding import (
    due_after,
    earliest_expiry,
    extended,
    last_months,
    latest_expiry,
    length,
    moved,
    renewable,
    set_expiry,
)
from recert.policy.stages.lasting import months_by_pass, months_by_way
from recert.policy.stages.late import in_time, last_chance, last_of_grace, note_lateness, suspended
from recert.policy.stages.open import award
from recert.policy.stages.sheet import (
    ASKED,
    COUNTED,
    END,
    GIVEN,
    HOLDS,
    MET,
    NEW_EXPIRY,
    NUMBER,
    OPENED,
    REFIT,
    REQUIRED,
    ROUTE,
    START,
    WAY,
    Out,
    Work,
)

RESTARTED: Final = int(Rhythm.RESTARTED)
KEPT_LATE: Final = int(Rhythm.KEPT_LATE)
KEPT_END: Final = int(Rhythm.KEPT_END)
FROM_OLD: Final = int(CountedFrom.OLD_EXPIRY)
FROM_PASS: Final = int(CountedFrom.PASS)


def judge(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> bool:
    """Renews the whole group on the day on which the units counted reach what is required. Says whether it did.

    The cycle's end is the earliest expiry of what can be renewed; all get that date and a cycle's length, or the way's,
    or the latest expiry among them where that is later: nobody is shortened. Where the rhythm restarts, the new date is
    counted from the day itself.
    """
    if w.cycle[ROUTE] != codes.NOT_YET or w.cycle[START] == NEVER:
        return False
    if w.cycle[REFIT]:
        recount(t, f, w, o, g)
    if falls_short(t, w, g):
        return False
    return renewed(t, f, w, o, g, day)


def renewed(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> bool:
    """Renews where all else is there, too, that renewing takes on a day. Says whether it did."""
    end = earliest_expiry(t, w, day)
    if end == NEVER or day < opens(t, g, end) or (suspended(t, g, end, day) and not t.suspended_by_units):
        return False
    note_lateness(t, w, g, end, day)
    way = way_met(t, f, w, o, g, end)
    if way < 0:
        return False
    usual = length(t, g, day)
    if t.lengths:
        way = lasting_way(t, f, w, o, g, way, end, usual)
        w.cycle[GIVEN] = months_by_way(t, w, g, way, t.months[g])
    w.cycle[WAY] = way
    months = months_by_way(t, w, g, way, usual)
    expiry = next_due(t, w, g, end, day, months)
    renew(t, w, o, day, last_day(t, w, g, end, day), max(expiry, latest_expiry(t, w, day)))
    return True


def next_due(t: Tables, w: Work, g: int, end: int, day: int, months: int) -> int:
    """The date that a renewal of a day gives what ends on another, for so many months.

    Whoever comes back into the period that runs then has the rest of it: as many times those months from the old end.
    """
    if not restarts(t, w, g, end, day):
        return extended(t, g, end, months)
    if t.suspended_joins == 0 or not suspended(t, g, end, day):
        return due_after(t, g, day, months)
    expiry = extended(t, g, end, months)
    while expiry <= day:
        expiry = extended(t, g, expiry, months)
    return expiry


def falls_short(t: Tables, w: Work, g: int) -> bool:
    """Whether there are too few units, and no other way than by them: most activities end here."""
    return w.cycle[COUNTED] < w.cycle[REQUIRED] and t.way_at[g] == t.way_at[g + 1]


def opens(t: Tables, g: int, end: int) -> int:
    """The first day on which units can renew a cycle that ends on a day."""
    if t.window == 0:
        return BEFORE
    if t.opens_months[g]:
        return last_months(t, g, end, t.opens_months[g])
    return end - t.opens_days[g] if t.opens_days[g] else BEFORE


def restarts(t: Tables, w: Work, g: int, end: int, day: int) -> bool:
    """Whether a renewal of this day begins a rhythm of its own, instead of keeping the one that ends then.

    A cycle renewed on its first day, because nothing is due in it, keeps it: else it would be over at once.
    """
    if day == w.cycle[OPENED]:
        return False
    if t.suspended_restarts and suspended(t, g, end, day):
        return True
    if t.rhythm[g] == KEPT_LATE:
        return day < last_months(t, g, end, t.kept_months[g])
    return t.rhythm[g] == RESTARTED


def last_day(t: Tables, w: Work, g: int, end: int, day: int) -> int:
    """The day on which a cycle ends that is renewed on a day: its own end, or that day where the next starts after it.

    Where the next one keeps its end, a renewal after this one's moves nothing: no day would be of either.
    """
    if restarts(t, w, g, end, day):
        return day
    return min(end, day) if t.rhythm[g] == KEPT_END and day != w.cycle[OPENED] else end


def renew(t: Tables, w: Work, o: Out, day: int, end: int, expiry: int) -> None:
    """Renews by units all of a group that can be renewed, to one date."""
    _renewed(w, day, codes.BY_UNITS, end, expiry)
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day) and w.expiry[c] < expiry:
            set_expiry(w, o, c, day, codes.CAUSE_RENEWAL, expiry)


def _renewed(w: Work, day: int, route: int, end: int, expiry: int) -> None:
    if route != codes.BY_UNITS:
        in_time(w)
    w.cycle[ROUTE] = route
    w.cycle[MET] = day
    w.cycle[ASKED] = day
    w.cycle[END] = end
    w.cycle[NEW_EXPIRY] = expiry


def grant(t: Tables, f: Facts, w: Work, o: Out, g: int, event: int) -> None:
    """Keeps a renewal that was granted before, where the facts as they are now have not reached it, or not as far."""
    cycle = w.cycle
    number, day, expiry = f.event_cycle[event], f.event_day[event], f.event_value[event]
    if cycle[START] == NEVER or cycle[NUMBER] < number:
        return
    first = t.group_at[g]
    for i in range(cycle[HOLDS]):
        c = w.holding[i]
        renewed_then = (f.event_mask[event] >> (c - first)) & 1
        if renewed_then and renewable(t, w, c, day) and w.expiry[c] < expiry:
            set_expiry(w, o, c, day, codes.CAUSE_GRANT, expiry)
    if cycle[NUMBER] == number and cycle[ROUTE] == codes.NOT_YET:
        _renewed(w, day, codes.BY_GRANT, max(f.event_end[event], cycle[START]), expiry)
    elif cycle[NUMBER] == number:
        cycle[NEW_EXPIRY] = max(cycle[NEW_EXPIRY], expiry)


def sit(t: Tables, f: Facts, w: Work, o: Out, g: int, c: int, day: int, passed: int) -> int:
    """One sitting of an exam: a pass awards what is not held, and renews what is due soon. Returns its outcome."""
    if passed != PASSED:
        return codes.EXAM_FAILED
    if w.held[c] == 1 and w.awarded[c] == day:
        return codes.EXAM_OF_AWARD
    if day >= t.certification_retired[c]:
        return codes.EXAM_RETIRED
    if w.held[c] == OUT_OF_CYCLE:
        return codes.EXAM_TOO_LATE
    if w.held[c] == 0:
        award(t, f, w, o, g, c, day, 0)
        return codes.EXAM_AWARDED
    if w.expiry[c] == NEVER:
        return codes.EXAM_TOO_EARLY
    expiry = earliest_expiry(t, w, day) if t.retake_whole[g] else w.expiry[c]
    if t.retakes[g] == 0 or day < add_months(expiry, -t.retake_months[g]) - t.retake_days[g]:
        return codes.EXAM_TOO_EARLY
    if day > last_retake(t, g, expiry):
        return codes.EXAM_TOO_LATE
    retake(t, w, o, g, c, day)
    return codes.EXAM_RENEWED


def last_retake(t: Tables, g: int, expiry: int) -> int:
    """The last day on which passing the exam again renews what expires then."""
    if t.suspended_by_exam:
        return last_chance(t, g, expiry)
    return last_of_grace(t, g, expiry) if t.retake_in_grace[g] else expiry


def retake(t: Tables, w: Work, o: Out, g: int, c: int, day: int) -> None:
    """Renews one certification alone, or the whole group as units do.

    Where it was one alone the cycle goes on for the others; with none left to renew it is complete.
    """
    end = earliest_expiry(t, w, day)
    last = day if t.retake_from[g] == FROM_PASS else end if keeps(t, g, end, day) else last_day(t, w, g, end, day)
    if t.retake_whole[g]:
        retake_all(t, w, o, g, day, last, given_by_pass(t, w, g, end, latest_expiry(t, w, day), day))
        return
    set_expiry(w, o, c, day, codes.CAUSE_RETAKE, given_by_pass(t, w, g, w.expiry[c], w.expiry[c], day))
    w.retaken[c] = 1
    complete(t, w, codes.BY_RETAKE, day, last, months_by_pass(t, w, g, t.months[g]))


def given_by_pass(t: Tables, w: Work, g: int, end: int, latest: int, day: int) -> int:
    """The date that a pass of a day gives what ends on another; nothing of it is due later than the latest."""
    months = months_by_pass(t, w, g, length(t, g, day))
    if t.retake_from[g] == FROM_PASS:
        expiry = due_after(t, g, day, months)
    elif keeps(t, g, end, day):
        expiry = extended(t, g, end, months)
    else:
        expiry = next_due(t, w, g, end, day, months)
    return moved(t, day, max(expiry, latest))


def keeps(t: Tables, g: int, end: int, day: int) -> bool:
    """Whether a pass counts from the old date though units would begin a rhythm of their own on that day."""
    if t.retake_from[g] != FROM_OLD or (t.suspended_restarts and suspended(t, g, end, day)):
        return False
    return t.rhythm[g] == RESTARTED or t.rhythm[g] == KEPT_LATE


def retake_all(t: Tables, w: Work, o: Out, g: int, day: int, end: int, expiry: int) -> None:
    """Renews all of a group that can be renewed, to one date. A cycle that was renewed already stays as it ended."""
    months = months_by_pass(t, w, g, t.months[g])
    if w.cycle[ROUTE] == codes.NOT_YET:
        _renewed(w, day, codes.BY_RETAKE, end, expiry)
        w.cycle[GIVEN] = months
    else:
        w.cycle[NEW_EXPIRY] = max(w.cycle[NEW_EXPIRY], expiry)
        w.cycle[GIVEN] = max(w.cycle[GIVEN], months)
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day) and w.expiry[c] < expiry:
            set_expiry(w, o, c, day, codes.CAUSE_RETAKE, expiry)


def complete(t: Tables, w: Work, route: int, day: int, end: int, months: int) -> None:
    """Renews the cycle, for so many months, once everything that can be renewed was renewed by itself."""
    if w.cycle[ROUTE] != codes.NOT_YET:
        return
    for i in range(w.cycle[HOLDS]):
        other = w.holding[i]
        if renewable(t, w, other, day) and w.retaken[other] == 0:
            return
    _renewed(w, day, route, end, earliest_expiry(t, w, day))
    w.cycle[GIVEN] = months
