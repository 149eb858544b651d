"""Look back: what was done in the month of an award, before it, counts where its cycle is counted from that month."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.codes import BEFORE_FIRST_AWARD, NOT_HELD
from recert.policy.stages.gather import admitted, hindered
from recert.policy.stages.holding import earliest_expiry
from recert.policy.stages.judge import judge
from recert.policy.stages.sheet import ACTIVITIES_FROM, ACTIVITY, OPENED, START, Out, Work


def look_back(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int) -> None:
    """Takes what was of no cycle into the one that an award opened on this day, once all that was awarded is known."""
    cycle = w.cycle
    if cycle[OPENED] != day or cycle[START] >= day or earliest_expiry(t, w, day) == NEVER:
        return
    first = cycle[ACTIVITY]
    while first > cycle[ACTIVITIES_FROM] and f.activity_day[first - 1] >= cycle[START]:
        first -= 1
    for a in range(first, cycle[ACTIVITY]):
        reason = o.entry_reason[a * t.groups + g]
        if reason in (BEFORE_FIRST_AWARD, NOT_HELD):
            admitted(t, f, w, o, g, a, hindered(t, f, w, o, g, a))
    judge(t, f, w, o, g, day)
