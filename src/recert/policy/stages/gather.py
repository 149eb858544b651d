"""Gather: the activities of the running cycle, day by day, each valued, limited, totaled and judged."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import COUNTED, NO_WORTH
from recert.policy.stages.judge import judge
from recert.policy.stages.limit import admit
from recert.policy.stages.sheet import NUMBER, START, Out, Work
from recert.policy.stages.total import total
from recert.policy.stages.value import obstacle, worth


def gather(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> bool:
    """Takes one activity into the running cycle, or notes why it can't be. Says whether that renewed the cycle."""
    entry = a * t.groups + g
    day = f.activity_day[a]
    kind = f.activity_type[a]
    o.entry_amount[entry] = 0
    o.entry_cycle[entry] = 0 if w.cycle[START] == NEVER else w.cycle[NUMBER]
    reason = obstacle(t, f, w, a)
    amount = worth(t, kind, day) if reason == COUNTED else 0
    if reason == COUNTED and amount == 0:
        reason = NO_WORTH
    o.entry_reason[entry] = reason
    if reason != COUNTED:
        return False
    total(w, kind, admit(t, w, o, g, a, kind, amount))
    return judge(t, w, o, day)
