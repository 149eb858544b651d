"""Judge: whether the cycle's requirement is met, by units, by a retake, or by a renewal granted before."""

from recert.policy.calendar import NEVER, add_months
from recert.policy.facts import PASSED, Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.holding import earliest_expiry, extended, latest_expiry, moved, renewable, set_expiry
from recert.policy.stages.open import award
from recert.policy.stages.sheet import COUNTED, END, HOLDS, MET, NEW_EXPIRY, NUMBER, REQUIRED, ROUTE, START, Out, Work


def judge(t: Tables, w: Work, o: Out, day: int) -> bool:
    """Renews the whole group on the day on which the units counted reach what is required. Says whether it did.

    The cycle's end is the earliest expiry of what can be renewed; all get that date and a cycle's length, or the
    latest expiry among them where that is later: nobody is shortened.
    """
    cycle = w.cycle
    if cycle[ROUTE] != codes.NOT_YET or cycle[COUNTED] < cycle[REQUIRED] or lacks_category(t, w):
        return False
    end = earliest_expiry(t, w, day)
    expiry = max(extended(t, end), latest_expiry(t, w, day))
    renew(t, w, o, day, end, expiry)
    return True


def lacks_category(t: Tables, w: Work) -> bool:
    """Whether a category has not given yet what it has to."""
    lacking = 0
    for k in range(t.category_count):
        lacking += int(w.category[k] < w.minimum[k])
    return lacking > 0


def renew(t: Tables, w: Work, o: Out, day: int, end: int, expiry: int) -> None:
    """Renews by units all of a group that can be renewed, to one date."""
    _renewed(w, day, codes.BY_UNITS, end, expiry)
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day) and w.expiry[c] < expiry:
            set_expiry(w, o, c, day, codes.CAUSE_RENEWAL, expiry)


def _renewed(w: Work, day: int, route: int, end: int, expiry: int) -> None:
    w.cycle[ROUTE] = route
    w.cycle[MET] = day
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


def sit(t: Tables, w: Work, o: Out, g: int, c: int, day: int, passed: int) -> int:
    """One sitting of an exam: a pass awards what is not held, and renews what is due soon. Returns its outcome."""
    if passed != PASSED:
        return codes.EXAM_FAILED
    if w.held[c] == 1 and w.awarded[c] == day:
        return codes.EXAM_OF_AWARD
    if day >= t.certification_retired[c]:
        return codes.EXAM_RETIRED
    if w.held[c] == 0:
        award(t, w, o, g, c, day, 0)
        return codes.EXAM_AWARDED
    if t.retake_months == 0 or day < add_months(w.expiry[c], -t.retake_months):
        return codes.EXAM_TOO_EARLY
    if day > w.expiry[c] and t.retake_in_grace == 0:
        return codes.EXAM_TOO_LATE
    retake(t, w, o, c, day)
    return codes.EXAM_RENEWED


def retake(t: Tables, w: Work, o: Out, c: int, day: int) -> None:
    """Renews one certification alone. The cycle goes on for the others; with none left to renew it is complete."""
    end = earliest_expiry(t, w, day)
    set_expiry(w, o, c, day, codes.CAUSE_RETAKE, moved(t, day, extended(t, w.expiry[c])))
    w.retaken[c] = 1
    if w.cycle[ROUTE] != codes.NOT_YET:
        return
    for i in range(w.cycle[HOLDS]):
        other = w.holding[i]
        if renewable(t, w, other, day) and w.retaken[other] == 0:
            return
    _renewed(w, day, codes.BY_RETAKE, end, earliest_expiry(t, w, day))
