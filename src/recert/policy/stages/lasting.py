"""Lasting: for how many months a renewal is, by the way or the exam that it was made by."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import START, Work
from recert.policy.stages.terms import amount


def months_by_way(t: Tables, w: Work, g: int, way: int, usual: int) -> int:
    """For how many months a way renews: as usual, where it doesn't say."""
    if t.lengths == 0 or way == 0:
        return usual
    v = t.way_at[g] + way - 1
    own = amount(t, w, g, t.way_length_at[v], t.way_length_at[v + 1], w.cycle[START])
    return own if own else usual


def months_by_pass(t: Tables, w: Work, g: int, usual: int) -> int:
    """For how many months passing the exam again renews: as usual, where it doesn't say."""
    if t.lengths == 0:
        return usual
    own = amount(t, w, g, t.retake_length_at[g], t.retake_length_at[g + 1], w.cycle[START])
    return own if own else usual
