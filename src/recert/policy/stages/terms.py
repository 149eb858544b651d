"""Terms: which of a setting's values governs a cycle, and how much that is, as things stand on its first day."""

from typing import Final

from recert.policy.calendar import add_months
from recert.policy.condition import Seen
from recert.policy.plan import Tables
from recert.policy.stages.sheet import AWARDED, BOUND, FACTS, HOLDS, REQUIRED, RUN, SPANS, Work
from recert.policy.stages.value import rounded

FIRST_DAY: Final = int(Seen.FIRST_DAY)


def governing(t: Tables, w: Work, g: int, first: int, last: int, day: int) -> int:
    """The value that governs, of those from `first` to before `last`; -1 when none holds for this person.

    The earliest that holds for the person also governs before its own day.
    """
    found = -1
    for i in range(first, last):
        here = t.value_when[i] < 0 or holds_for(t, w, g, t.value_when[i], day)
        if here and (found < 0 or t.value_since[i] <= (w.cycle[BOUND] if t.value_by_end[i] else day)):
            found = i
    return found


def holds_for(t: Tables, w: Work, g: int, c: int, day: int) -> bool:
    """Whether a condition is met: as it was noted, where a policy has that done."""
    return w.met[c] == 1 if t.notes else applies(t, w, g, c, day)


def amount(t: Tables, w: Work, g: int, first: int, last: int, day: int) -> int:
    """The governing amount in steps, 0 when no value governs. A share is of what the cycle requires."""
    i = governing(t, w, g, first, last, day)
    return 0 if i < 0 else amount_of(t, w, i)


def amount_of(t: Tables, w: Work, i: int) -> int:
    """How much a value is, in steps."""
    return share_of(t, t.value_amount[i], w.cycle[REQUIRED]) if t.value_share[i] else t.value_amount[i]


def share_of(t: Tables, share: int, required: int) -> int:
    """So many hundredths of a percent of what is required."""
    return rounded(t.rounding, share * required, 10_000)


def applies(t: Tables, w: Work, g: int, c: int, day: int) -> bool:
    """Whether a condition is met on the day on which a cycle begins, as far as it is looked at then."""
    run, awarded, holds = w.cycle[RUN], w.cycle[AWARDED], w.cycle[HOLDS]
    if not t.when_cycle_from[c] <= run <= t.when_cycle_to[c] or run % t.when_every[c]:
        return False
    if not t.when_awarded_from[c] <= awarded < t.when_awarded_before[c]:
        return False
    if t.when_held_months[c] and add_months(awarded, t.when_held_months[c]) > day:
        return False
    if not t.when_held_from[c] <= holds <= t.when_held_to[c]:
        return False
    if t.circumstance_count and t.when_seen[c] == FIRST_DAY and not circumstances_fit(t, w, c, day):
        return False
    return t.asks_others == 0 or holdings_fit(t, w, g, c, day)


def circumstances_fit(t: Tables, w: Work, c: int, day: int) -> bool:
    """Whether all is so of the person that a condition wants to be so, and nothing of what it doesn't."""
    wrong = 0
    for i in range(t.when_true_at[c], t.when_true_at[c + 1]):
        wrong += int(not is_so(w, t.when_true[i], day))
    for i in range(t.when_untrue_at[c], t.when_untrue_at[c + 1]):
        wrong += int(is_so(w, t.when_untrue[i], day))
    return wrong == 0


def is_so(w: Work, kind: int, day: int) -> bool:
    """Whether a circumstance covers a day."""
    covering = 0
    for i in range(w.cycle[FACTS]):
        covering += int(w.fact_kind[i] == kind and w.fact_since[i] <= day <= w.fact_until[i])
    return covering > 0


def holdings_fit(t: Tables, w: Work, g: int, c: int, day: int) -> bool:
    """Whether all that a condition wants held is held, and nothing of what it doesn't."""
    wrong = 0
    for i in range(t.when_holds_at[c], t.when_holds_at[c + 1]):
        wrong += int(not holds_on(t, w, g, t.when_holds[i], day))
    for i in range(t.when_lacks_at[c], t.when_lacks_at[c + 1]):
        wrong += int(holds_on(t, w, g, t.when_lacks[i], day))
    return wrong == 0


def holds_on(t: Tables, w: Work, g: int, c: int, day: int) -> bool:
    """Whether a certification, of this group or of one assessed before, is held on a day."""
    if t.certification_group[c] == g:
        return w.held[c] > 0
    spans = 0
    for s in range(w.cycle[SPANS]):
        spans += int(w.span_certification[s] == c and w.span_from[s] <= day <= w.span_until[s])
    return spans > 0
