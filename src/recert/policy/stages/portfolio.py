"""Portfolio: what is required where that follows from what is held."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.plan import Tables
from recert.policy.stages.codes import NOT_YET
from recert.policy.stages.ease import ease, share_anew
from recert.policy.stages.holding import renewable
from recert.policy.stages.sheet import HOLDS, MADE_UP, REQUIRED, ROUTE, START, WHOLE, Work

AT_ONCE: Final = 2


def required_by_holdings(t: Tables, w: Work, g: int, day: int) -> int:
    """What the certifications that can be renewed require together: one alone, and what each of the others adds."""
    added, more = 0, 0
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if renewable(t, w, c, day):
            added += t.certification_added[c]
            more = max(more, t.certification_alone[c] - t.certification_added[c])
    return min(added + more, t.portfolio_most[g])


def follow(t: Tables, w: Work, g: int, day: int) -> None:
    """Looks at the set again, where its every change decides what the cycle under way requires."""
    runs = w.cycle[START] != NEVER and w.cycle[ROUTE] == NOT_YET
    if t.portfolio[g] == AT_ONCE and runs:
        whole = required_by_holdings(t, w, g, day)
        w.cycle[REQUIRED] = whole + w.cycle[MADE_UP]
        if t.circumstance_count:
            w.cycle[WHOLE] = whole
            ease(t, w)
        else:
            share_anew(t, w, whole)
