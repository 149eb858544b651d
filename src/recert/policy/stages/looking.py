"""Look: what a cycle's conditions find on its first day, and, where it matters, on its other days."""

from typing import Final

from recert.policy.condition import Seen
from recert.policy.plan import Tables
from recert.policy.stages.sheet import BOUND, FACTS, START, TODAY, Work
from recert.policy.stages.terms import FIRST_DAY, applies, circumstances_fit

ANY_DAY: Final = int(Seen.ANY_DAY)


def look(t: Tables, w: Work, g: int) -> None:
    """Notes which conditions are met as a cycle begins, and which would be if its first day alone were looked at."""
    start = w.cycle[START]
    for c in range(t.when_count):
        fits = applies(t, w, g, c, start)
        other = t.when_seen[c] != FIRST_DAY
        w.fits[c] = int(fits)
        w.at_first[c] = int(fits and (not other or circumstances_fit(t, w, c, start)))
        w.met[c] = int(fits and (not other or seen(t, w, c, w.cycle[BOUND])))
        w.since[c] = latest(t, w, c) if w.met[c] != w.at_first[c] else 0


def differs(t: Tables, w: Work, end: int) -> bool:
    """Looks again at a cycle that ends on a day as things stand. Says whether any condition is met now, or no more."""
    different = 0
    for c in range(t.when_count):
        if t.when_seen[c] != FIRST_DAY:
            met = int(w.fits[c] == 1 and seen(t, w, c, end))
            different += int(met != w.met[c])
            if met == w.at_first[c]:
                w.since[c] = 0
            elif met != w.met[c]:
                w.since[c] = w.cycle[TODAY]
            w.met[c] = met
    return different > 0


def seen(t: Tables, w: Work, c: int, end: int) -> bool:
    """Whether all is so that a condition wants to be so, and nothing of what it doesn't, of a cycle that ends then."""
    wrong = 0
    for i in range(t.when_true_at[c], t.when_true_at[c + 1]):
        wrong += int(not was_so(t, w, c, t.when_true[i], end))
    for i in range(t.when_untrue_at[c], t.when_untrue_at[c + 1]):
        wrong += int(was_so(t, w, c, t.when_untrue[i], end))
    return wrong == 0


def was_so(t: Tables, w: Work, c: int, kind: int, end: int) -> bool:
    """Whether a circumstance that is known covers the day that a condition looks at: the last, or any of the cycle."""
    first = w.cycle[START] if t.when_seen[c] == ANY_DAY else end
    covering = 0
    for i in range(w.cycle[FACTS]):
        known = w.fact_kind[i] == kind and w.fact_since[i] <= w.cycle[TODAY]
        covering += int(known and w.fact_since[i] <= end and first <= w.fact_until[i])
    return covering > 0


def latest(t: Tables, w: Work, c: int) -> int:
    """The latest day on which something began that a condition looks at; of a cycle that begins late it is known."""
    day = 0
    for i in range(w.cycle[FACTS]):
        if w.fact_since[i] <= w.cycle[TODAY] and names(t, c, w.fact_kind[i]):
            day = max(day, w.fact_since[i])
    return max(day, w.cycle[START])


def names(t: Tables, c: int, kind: int) -> bool:
    """Whether a condition names a circumstance."""
    found = 0
    for i in range(t.when_true_at[c], t.when_true_at[c + 1]):
        found += int(t.when_true[i] == kind)
    for i in range(t.when_untrue_at[c], t.when_untrue_at[c + 1]):
        found += int(t.when_untrue[i] == kind)
    return found > 0
