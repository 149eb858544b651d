"""Gather: the activities of the running cycle, day by day, each valued, limited, totaled and judged."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.allocate import allocated
from recert.policy.stages.cap import within_caps
from recert.policy.stages.codes import COUNTED, MISDIVIDED, NO_WORTH, REPEATED, TALLIED, TOO_LITTLE
from recert.policy.stages.count import count
from recert.policy.stages.days import by_days
from recert.policy.stages.formula import valued
from recert.policy.stages.judge import judge
from recert.policy.stages.limit import admit
from recert.policy.stages.next_year import not_of
from recert.policy.stages.repeat import repeated
from recert.policy.stages.sheet import ACTIVITY, FIRST, LAST, NUMBER, SEEN, START, TODAY, YEAR, Out, Work
from recert.policy.stages.spill import clear
from recert.policy.stages.split import fault
from recert.policy.stages.total import total
from recert.policy.stages.value import obstacle
from recert.policy.stages.waiting import end_now, note_waiting


def hindered(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """Why an activity of a day on which a cycle runs can't count; COUNTED where nothing keeps it from that."""
    reason = allocated(t, f, g, a) if t.allocates else COUNTED
    if reason == COUNTED and (t.delays or t.years_alone):
        reason = not_of(t, f, w, o, g, a, end_now(t, w, f.activity_day[a]))
        if reason != COUNTED:
            note_waiting(w, a)
    return hindered_here(t, f, w, o, g, a) if reason == COUNTED else reason


def hindered_here(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """Why an activity of the running cycle can't count in it; COUNTED where nothing keeps it from that."""
    if t.repeats and repeated(t, f, w, o, g, a):
        return REPEATED
    return MISDIVIDED if t.splits and fault(t, f, a) else COUNTED


def set_aside(t: Tables, f: Facts, w: Work, o: Out, g: int, last: int, day: int) -> int:
    """Goes past the activities before a day while no cycle runs: none of them can count. Returns the next one."""
    cycle, a = w.cycle, w.cycle[ACTIVITY]
    while a < last and f.activity_day[a] < day:
        entry = a * t.groups + g
        o.entry_amount[entry] = 0
        o.entry_cycle[entry] = 0
        o.entry_reason[entry] = obstacle(t, f, w, a)
        if t.refits:
            o.entry_worth[entry] = 0
            clear(t, o, entry)
        a += 1
    if a > cycle[ACTIVITY]:
        cycle[TODAY] = f.activity_day[a - 1]
        cycle[SEEN] = a
    return a


def gather(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Takes one activity into the running cycle, or notes why it can't be. Says whether that
    renewed the cycle, or may have brought the day on which it will be.
    """
    reason = obstacle(t, f, w, a)
    if t.hinders and reason == COUNTED:
        reason = hindered(t, f, w, o, g, a)
    if admitted(t, f, w, o, g, a, reason):
        return judge(t, f, w, o, g, f.activity_day[a]) or t.window > 0
    return False


def admitted(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, reason: int) -> bool:
    """Counts one activity in the running cycle as far as nothing hinders it. Says whether anything came of it."""
    cycle, entry, kind = w.cycle, a * t.groups + g, f.activity_type[a]
    before_others = a + 1 < cycle[SEEN]  # it waited, and others after it did not
    if before_others:
        cycle[YEAR] = 0
    else:
        cycle[SEEN] = a + 1
    o.entry_amount[entry] = 0
    o.entry_cycle[entry] = 0 if cycle[START] == NEVER else cycle[NUMBER]
    amount = 0
    if reason == COUNTED:
        amount = by_days(t, f, w, o, g, a) if t.by_days else valued(t, f, w, o, g, a)
        if t.measured and f.activity_quantity[a] < t.least[kind]:
            reason = TOO_LITTLE
        elif t.counter_count and count(t, f, w, o, g, a):
            reason = COUNTED if amount else TALLIED
        elif amount == 0:
            reason = NO_WORTH
    o.entry_reason[entry] = reason
    if t.refits:
        o.entry_worth[entry] = 0
        clear(t, o, entry)
    if reason != COUNTED:
        return reason == TALLIED
    if cycle[FIRST] < 0 or a < cycle[FIRST]:
        cycle[FIRST] = a
    cycle[LAST] = a + 1 if a >= cycle[LAST] else cycle[LAST]
    gain = admit(t, f, w, o, g, a, kind, amount)
    if t.refits:
        within_caps(t, f, w, o, g, a, 1 if t.by_days or before_others else amount - gain)
    else:
        total(t, w, kind, t.type_category[kind], gain)
    return True
