"""Days: what a part of an activity of several days is worth."""

from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.formula import valued
from recert.policy.stages.sheet import Out, Work
from recert.policy.stages.value import rounded


def by_days(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int) -> int:
    """What a part is worth: its share of what all of it is worth, which the first part that may count decides."""
    if f.activity_whole[a] < 0:
        f.activity_whole[a] = valued(t, f, w, o, g, a)
    return share(t, f, a, f.activity_whole[a])


def share(t: Tables, f: Facts, a: int, whole: int) -> int:
    """What falls to a part of so much: all up to its last day is rounded, and then what is up to the day before it."""
    began = f.activity_began[a]
    days = f.activity_ended[a] - began + 1
    through = rounded(t.days_rounding, whole * (f.activity_day[a] - began + 1), days)
    return through - rounded(t.days_rounding, whole * (f.activity_first[a] - began), days)
