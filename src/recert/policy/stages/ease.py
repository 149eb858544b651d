"""Ease: what circumstances take off what a cycle requires, and by how much they put its end off."""

from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months, end_of_month
from recert.policy.circumstances import Removes
from recert.policy.facts import CIRCUMSTANCE, Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import CAUSE_CIRCUMSTANCE, NOT_YET
from recert.policy.stages.holding import renewable, set_expiry
from recert.policy.stages.late import put_off
from recert.policy.stages.prorate import full_months, months_between
from recert.policy.stages.sheet import (
    BOUND,
    FACTS,
    HAPPENED,
    HOLDS,
    LATE,
    LENGTHENED,
    MADE_UP,
    MONTHS_OFF,
    NUMBER,
    REFIT,
    REQUIRED,
    ROUTE,
    START,
    TODAY,
    WHOLE,
    Out,
    Work,
)
from recert.policy.stages.terms import share_of
from recert.policy.stages.value import rounded

MONTHS: Final = int(Removes.MONTHS)
UNITS: Final = int(Removes.UNITS)
ALL: Final = -1
LENGTHENING: Final = -2
"""Which circumstances are looked at, besides those that make the minimum of a category shrink."""


def note_facts(t: Tables, f: Facts, w: Work, events: tuple[int, int]) -> None:
    """Takes down what is so of the person, in the order of days."""
    n = 0
    if t.circumstance_count:
        for e in range(events[0], events[1]):
            if f.event_kind[e] == CIRCUMSTANCE:
                w.fact_kind[n] = f.event_cert[e]
                w.fact_since[n] = f.event_day[e]
                w.fact_until[n] = f.event_end[e]
                w.fact_units[n] = f.event_value[e]
                w.fact_cycle[n] = 0
                n += 1
    w.cycle[FACTS] = n
    w.cycle[HAPPENED] = 0


def begin_easing(t: Tables, w: Work) -> None:
    """What the cycle requires by itself is known; now what circumstances take off it, as far as they are known."""
    w.cycle[WHOLE] = w.cycle[REQUIRED]
    for k in range(t.category_count):
        w.whole_minimum[k] = w.minimum[k]
    ease(t, w)


def learn(t: Tables, w: Work) -> None:
    """The next circumstance begins. It belongs to the cycle under way, which requires less where it isn't renewed."""
    w.fact_cycle[w.cycle[HAPPENED]] = 0 if w.cycle[START] == NEVER else w.cycle[NUMBER]
    w.cycle[HAPPENED] += 1
    if w.cycle[START] != NEVER and w.cycle[ROUTE] == NOT_YET:
        ease(t, w)


def ease(t: Tables, w: Work) -> None:
    """What the cycle requires, and of each category: the whole without what circumstances take off it.

    A share is one of what is left, before what is made up is added.
    """
    months = months_of_cycle(w)
    off = months_off(t, w, ALL, months)
    w.cycle[MONTHS_OFF] = off
    waived = units_off(t, w)
    left = NEVER
    if w.cycle[WHOLE] != NEVER:
        left = max(shrunk(t, w.cycle[WHOLE], off, months) - waived, 0)
        w.cycle[REQUIRED] = left + w.cycle[MADE_UP]
    for k in range(t.category_count):
        if w.minimum_share[k] == 0:
            w.minimum[k] = shrunk(t, w.whole_minimum[k], months_off(t, w, k, months), months)
    share_anew(t, w, left)


def share_anew(t: Tables, w: Work, required: int) -> None:
    """The minima and limits that are a share of what is required, where that is another now."""
    if required == NEVER:
        return
    for k in range(t.category_count):
        if w.minimum_share[k]:
            w.minimum[k] = share_of(t, w.minimum_share[k], required)
    for c in range(t.cap_count):
        most = share_of(t, w.most_share[c], required)
        if w.most_share[c] and most != w.most[c]:
            w.most[c] = most
            w.cycle[REFIT] = 1


def months_of_cycle(w: Work) -> int:
    """Whole months of the cycle, to its end as it was when it began; 0 where nothing can be renewed."""
    return 0 if w.cycle[BOUND] == NEVER else max(full_months(w.cycle[START], w.cycle[BOUND]), 0)


def shrunk(t: Tables, whole: int, off: int, months: int) -> int:
    """What is required of the months that are left; never more than the whole."""
    if off == 0:
        return whole
    multiples = rounded(t.circumstances_rounding, whole * (months - off), months * t.circumstances_to)
    return min(whole, multiples * t.circumstances_to)


def units_off(t: Tables, w: Work) -> int:
    """The units that circumstances of this cycle waive."""
    waived = 0
    for k in range(t.circumstance_count):
        if t.circumstance_removes[k] == UNITS:
            w.eased[k] = 0
            for i in range(w.cycle[FACTS]):
                if w.fact_kind[i] == k and w.fact_cycle[i] == w.cycle[NUMBER]:
                    w.eased[k] += w.fact_units[i]
            waived += w.eased[k]
    return waived


def months_off(t: Tables, w: Work, which: int, months: int) -> int:
    """How many months circumstances remove, each day once, and no more than the cycle has."""
    runs = 0
    for k in range(t.circumstance_count):
        if takes(t, k, which):
            runs = take_down(t, w, k, runs, months)
    return min(together(t, w, runs), months)


def takes(t: Tables, k: int, which: int) -> bool:
    """Whether a circumstance removes months from what is looked at."""
    if t.circumstance_removes[k] != MONTHS:
        return False
    if which == LENGTHENING:
        return t.circumstance_extends[k] == 1
    return which == ALL or t.circumstance_shrinks[k * t.category_count + which] == 1


def take_down(t: Tables, w: Work, k: int, runs: int, months: int) -> int:
    """Notes the days of the cycle that a circumstance covers. Intervals that overlap or touch are one."""
    first, last = NEVER, BEFORE
    w.eased[k] = 0
    for i in range(w.cycle[FACTS] if months else 0):
        if w.fact_kind[i] == k and w.fact_since[i] <= w.cycle[TODAY]:
            if w.fact_since[i] > last + 1:
                runs = note_run(t, w, k, runs, first, last)
                first = w.fact_since[i]
            last = max(last, w.fact_until[i])
    return note_run(t, w, k, runs, first, last)


def note_run(t: Tables, w: Work, k: int, runs: int, first: int, last: int) -> int:
    """Notes what of some days lies in the cycle, where they are enough, and no more months than may be removed."""
    begin, end = max(first, w.cycle[START]), min(last, w.cycle[BOUND])
    left = t.circumstance_most[k] - w.eased[k]
    if last - first + 1 < t.circumstance_least[k] or begin > end or left <= 0:
        return runs
    found = counted(t, begin, end)
    if found > left:
        end = add_months(begin, left) - 1 if t.circumstances_full else end_of_month(add_months(begin, left - 1))
        found = left
    w.eased[k] += found
    i = runs
    while i > 0 and w.run_first[i - 1] > begin:
        w.run_first[i] = w.run_first[i - 1]
        w.run_last[i] = w.run_last[i - 1]
        i -= 1
    w.run_first[i] = begin
    w.run_last[i] = end
    return runs + 1


def counted(t: Tables, first: int, last: int) -> int:
    """The months of some days: whole ones from the first day, or those of the calendar that they touch."""
    return full_months(first, last) if t.circumstances_full else months_between(first, last) + 1


def together(t: Tables, w: Work, runs: int) -> int:
    """The months of the days noted. Where they overlap or touch they are one; a month touched counts once."""
    found, before, i = 0, BEFORE, 0
    while i < runs:
        first, last = w.run_first[i], w.run_last[i]
        i += 1
        while i < runs and w.run_first[i] <= last + 1:
            last = max(last, w.run_last[i])
            i += 1
        found += counted(t, first, last)
        if t.circumstances_full == 0 and before != BEFORE and months_between(before, first) == 0:
            found -= 1
        before = last
    return found


def lengthen(t: Tables, w: Work, o: Out, g: int, day: int) -> None:
    """Puts off what is due, by the months that circumstances removed since this was done last."""
    if t.lengthens == 0 or w.cycle[START] == NEVER or w.cycle[ROUTE] != NOT_YET:
        return
    months = months_off(t, w, LENGTHENING, months_of_cycle(w))
    more = months - w.cycle[LENGTHENED]
    if more <= 0:
        return
    w.cycle[LENGTHENED] = months
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day):
            set_expiry(w, o, c, day, CAUSE_CIRCUMSTANCE, put_off(t, g, w.expiry[c], more))


def note_easing(t: Tables, w: Work, o: Out, row: int) -> None:
    """Writes what circumstances took off, where a policy has any."""
    if t.circumstance_count == 0:
        return
    added = w.cycle[LATE] + w.cycle[MADE_UP]
    o.row_whole[row] = 0 if w.cycle[WHOLE] == NEVER else w.cycle[WHOLE] + added
    o.row_months_off[row] = w.cycle[MONTHS_OFF]
    for k in range(t.circumstance_count):
        o.row_eased[row * t.circumstance_count + k] = w.eased[k]
