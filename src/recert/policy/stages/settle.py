"""Settle: what waited for the next cycle is taken in once it runs, or where the end of the one before has moved."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import NEXT_CYCLE
from recert.policy.stages.gather import admitted, hindered_here
from recert.policy.stages.judge import judge
from recert.policy.stages.sheet import START, WAITING, WAITING_TO, Out, Work
from recert.policy.stages.waiting import end_now


def gather_waiting(t: Tables, f: Facts, w: Work, o: Out, g: int, until: int) -> bool:
    """Takes what waited, up to a day, into the cycle that runs now. Says whether anything did."""
    first, last = w.cycle[WAITING], w.cycle[WAITING_TO]
    if first < 0 or f.activity_day[first] > until:
        return False
    a = first
    while a < last and f.activity_day[a] <= until:
        if o.entry_reason[a * t.groups + g] == NEXT_CYCLE:
            admitted(t, f, w, o, g, a, hindered_here(t, f, w, o, g, a))
        a += 1
    w.cycle[WAITING] = a if a < last else -1
    return True


def settle(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> None:
    """What waits and does not lie after the running cycle's end any more, because that has moved, is of this one."""
    if w.cycle[START] == NEVER or w.cycle[WAITING] < 0:
        return
    end = end_now(t, w, day)
    if end != NEVER and gather_waiting(t, f, w, o, g, end):
        judge(t, f, w, o, g, day)
