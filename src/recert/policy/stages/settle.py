"""Settle: what waited is taken in once the next cycle runs, or where the end of the one before has moved."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import AFTER_DEADLINE, COUNTED, NEXT_CYCLE
from recert.policy.stages.gather import admitted, hindered_here
from recert.policy.stages.judge import judge
from recert.policy.stages.next_year import not_of
from recert.policy.stages.sheet import NUMBER, START, WAITING, WAITING_TO, Out, Work
from recert.policy.stages.waiting import UNTIL_END, end_now


def gather_waiting(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> bool:
    """Takes what waited into the cycle that runs, where it is of that as it ends now. Says whether anything was.

    What came after its deadline is of no other cycle than that in which it did, and of that only where nothing that was
    done later counts in it.
    """
    first, last = w.cycle[WAITING], w.cycle[WAITING_TO]
    w.cycle[WAITING] = -1
    found = False
    for a in range(first, last):
        entry = a * t.groups + g
        reason = o.entry_reason[entry]
        lost = reason == AFTER_DEADLINE and (t.deadline_later == UNTIL_END or o.entry_cycle[entry] != w.cycle[NUMBER])
        if lost or (reason != NEXT_CYCLE and reason != AFTER_DEADLINE):
            continue
        if not_of(t, f, w, o, g, a, end) == COUNTED:
            admitted(t, f, w, o, g, a, hindered_here(t, f, w, o, g, a))
            found = True
        elif w.cycle[WAITING] < 0:
            w.cycle[WAITING] = a
    return found


def settle(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> None:
    """What waits is of the running cycle if that is another one now, or its end or deadline has moved."""
    if w.cycle[START] == NEVER or w.cycle[WAITING] < 0:
        return
    end = end_now(t, w, day)
    if end != NEVER and gather_waiting(t, f, w, o, g, end):
        judge(t, f, w, o, g, day)
