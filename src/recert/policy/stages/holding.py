"""Which certifications are held and until when: the ground on which cycles open and close."""

from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months, civil, end_of_month, end_of_year, start_of_month
from recert.policy.cycles import Ends
from recert.policy.facts import GRANT, Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import NOT_YET
from recert.policy.stages.late import DAY_BEFORE, END_OF_MONTH, last_chance
from recert.policy.stages.sheet import GRANTED, HOLDS, MET, NUMBER, ROUTE, SPANS, START, Out, Work

END_OF_YEAR: Final = int(Ends.END_OF_YEAR)
SAME_DAY: Final = int(Ends.SAME_DAY)


def renewable(t: Tables, w: Work, c: int, day: int) -> bool:
    """Whether a certification is held, expires at all, and is not retired on this day (it may be in its grace)."""
    if t.endless and w.expiry[c] == NEVER:
        return False
    return w.held[c] == 1 and day < t.certification_retired[c]


def keeps_running(w: Work) -> bool:
    """Whether anything is held for which a cycle runs: what was set aside is of none."""
    found = 0
    for i in range(w.cycle[HOLDS]):
        found += int(w.held[w.holding[i]] == 1)
    return found > 0


def hold(w: Work, c: int) -> None:
    """Takes a certification among those that are held."""
    w.held[c] = 1
    w.holding[w.cycle[HOLDS]] = c
    w.cycle[HOLDS] += 1


def let_go(t: Tables, w: Work, i: int, day: int) -> None:
    """Takes the certification at this place of the list of those held out of it; the later ones move up.

    It is held no more from this day on.
    """
    note_span(t, w, w.holding[i], day - 1)
    w.held[w.holding[i]] = 0
    w.cycle[HOLDS] -= 1
    for later in range(i, w.cycle[HOLDS]):
        w.holding[later] = w.holding[later + 1]


def note_span(t: Tables, w: Work, c: int, until: int) -> None:
    """Keeps from when until when a certification was held, where a later group may ask."""
    if t.asks_others:
        n = w.cycle[SPANS]
        w.span_certification[n] = c
        w.span_from[n] = w.awarded[c]
        w.span_until[n] = until
        w.cycle[SPANS] = n + 1


def earliest_expiry(t: Tables, w: Work, day: int) -> int:
    """The earliest expiry among the renewable certifications: where their cycle ends. NEVER when there is none."""
    earliest = NEVER
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day):
            earliest = min(earliest, w.expiry[c])
    return earliest


def latest_expiry(t: Tables, w: Work, day: int) -> int:
    """The latest expiry among the renewable certifications. BEFORE when there is none."""
    latest = BEFORE
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day):
            latest = max(latest, w.expiry[c])
    return latest


def latest_held(w: Work) -> int:
    """The latest expiry among all that is held, retired ones included. BEFORE when there is none."""
    latest = BEFORE
    for i in range(w.cycle[HOLDS]):
        latest = max(latest, w.expiry[w.holding[i]])
    return latest


def end_of_holding(t: Tables, w: Work, g: int, c: int) -> int:
    """The day from which a certification is held no more: after its last chance, of which a retired one has none."""
    expiry = w.expiry[c]
    retired = t.certification_retired[c]
    if retired <= expiry:
        return expiry + 1
    return min(retired, last_chance(t, g, expiry) + 1)


def let_go_on(t: Tables, f: Facts, w: Work, g: int, c: int, events: tuple[int, int]) -> int:
    """The day from which a certification is held no more; or where it goes on, from which it is due on a later date.

    A renewal granted before, and still to come in this cycle, keeps what it renewed until then.
    """
    day = end_of_holding(t, w, g, c)
    stays = outlasts(t, c, day)
    if t.unmet and w.cycle[ROUTE] != NOT_YET and w.cycle[START] != NEVER and outlasts(t, c, w.expiry[c] + 1):
        return max(w.expiry[c], w.cycle[MET]) + 1
    if w.cycle[GRANTED] == 0 or w.cycle[START] == NEVER:
        return day
    for e in range(events[0], events[1]):
        is_ours = f.event_kind[e] == GRANT and f.event_cert[e] == g and f.event_cycle[e] == w.cycle[NUMBER]
        if is_ours and (stays or (f.event_mask[e] >> (c - t.group_at[g])) & 1):
            day = max(day, f.event_day[e] + 1)
    return day


def outlasts(t: Tables, c: int, day: int) -> bool:
    """Whether a certification goes on where its cycle can't be renewed any more: it may be renewed in the next."""
    return t.unmet > 0 and day < t.certification_retired[c]


def first_due(t: Tables, g: int, day: int) -> int:
    """The last day of the first cycle of an award of this day; NEVER of one that is held for life."""
    if t.months[g] == NEVER:
        return NEVER
    if t.calendar:
        return end_of_period(t, g, day)
    if t.first_months[g] < 0:
        return usual_due(t, g, day)
    return due(t, first_day(t, day), t.first_months[g], t.first_ends[g])


def usual_due(t: Tables, g: int, day: int) -> int:
    """The last day of a usual cycle that begins on a day, where that date is given on the day itself."""
    return due_after(t, g, day, length(t, g, day))


def due_after(t: Tables, g: int, day: int, months: int) -> int:
    """The same of one of so many months; NEVER where these are for life."""
    if months == NEVER:
        return NEVER
    return due(t, first_day(t, day), months, t.ends[g])


def first_day(t: Tables, day: int) -> int:
    """The day from which it is counted what an award of a day begins."""
    return start_of_month(day) if t.from_month else day


def length(t: Tables, g: int, day: int) -> int:
    """How many months a cycle has whose date is given on a day; NEVER where it has no end.

    Other lengths that held before are those of groups that have none of their own.
    """
    months = t.months[g]
    for i in range(-1 if t.own_months[g] else len(t.length_before) - 1, -1, -1):
        if day < t.length_before[i]:
            months = t.length_months[i]
    return months


def end_of_period(t: Tables, g: int, day: int) -> int:
    """The last day of the calendar's period in which a day lies."""
    begins = t.periods_from[g]
    year, month, _ = civil(begins)
    of_year, of_month, _ = civil(day)
    months = t.months[g]
    periods = ((of_year - year) * 12 + of_month - month) // months
    while add_months(begins, periods * months) > day:
        periods -= 1
    return add_months(begins, (periods + 1) * months) - 1


def due(t: Tables, start: int, months: int, ends: int) -> int:
    """The last day of so many months that begin on a day."""
    if ends == DAY_BEFORE:
        return add_months(start, months) - 1
    return rounded_up(t, ends, add_months(start, months))


def extended(t: Tables, g: int, end: int, months: int) -> int:
    """The last day of so many months that follow an end; where cycles are the calendar's, of the period after it."""
    if months == NEVER:
        return NEVER
    if t.calendar:
        return end_of_period(t, g, end + 1)
    if t.ends[g] == DAY_BEFORE:
        return add_months(end + 1, months) - 1
    return rounded_up(t, t.ends[g], add_months(end, months))


def last_months(t: Tables, g: int, end: int, months: int) -> int:
    """The first day of the last so many months of a cycle that ends on a day.

    One that ends with a month, or on the day before another would begin, has whole months; else they begin on its day.
    """
    whole = t.calendar > 0 or t.ends[g] != SAME_DAY
    return add_months(end + 1, -months) if whole else add_months(end, -months)


def rounded_up(t: Tables, ends: int, day: int) -> int:
    """The last day of the month, or of the program's year, where cycles end then."""
    if ends == END_OF_MONTH:
        return end_of_month(day)
    return end_of_year(day, t.year_ends) if ends == END_OF_YEAR else day


def moved(t: Tables, day: int, expiry: int) -> int:
    """A date that what is held already is given on this day, after the mass moves that concern it.

    Those are the ones made up to then that move dates given later too, one after the other.
    """
    for m in range(len(t.move_on)):
        if t.move_on[m] <= day and t.move_later[m] == 1:
            expiry = moved_by(t, m, expiry)
    return expiry


def moved_as_awarded(t: Tables, day: int, expiry: int) -> int:
    """The date of an award of this day, after the mass moves that concern it: all of that day, too, as it is held."""
    for m in range(len(t.move_on)):
        if t.move_on[m] == day or (t.move_on[m] < day and t.move_later[m] == 1):
            expiry = moved_by(t, m, expiry)
    return expiry


def moved_by(t: Tables, m: int, expiry: int) -> int:
    """An expiry date after one mass move."""
    if not t.move_first[m] <= expiry <= t.move_last[m]:
        return expiry
    return t.move_to[m] if t.move_to[m] else add_months(expiry, t.move_months[m])


def set_expiry(w: Work, o: Out, c: int, day: int, cause: int, expiry: int) -> None:
    """Gives a certification an expiry date and keeps the step, where there is room to keep it."""
    n = o.filled[1]
    if n < len(o.step_day):
        o.step_day[n] = day
        o.step_cause[n] = cause
        o.step_certification[n] = c
        o.step_old[n] = w.expiry[c] if w.held[c] else NEVER
        o.step_new[n] = expiry
        o.filled[1] = n + 1
    w.expiry[c] = expiry
