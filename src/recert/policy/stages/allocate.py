"""Allocate: whether an activity serves this group, where it does not serve all of them."""

from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes


def allocated(t: Tables, f: Facts, g: int, a: int) -> int:
    """COUNTED where an activity serves a group; else the reason why it does not."""
    if t.exclusive[f.activity_type[a]] == 0:
        return codes.COUNTED
    serves, many = f.activity_serves[a], 0
    for i in range(t.groups):
        many += (serves >> i) & 1
    if many == 0 or many > t.serves_most[f.activity_type[a]]:
        return codes.UNASSIGNED
    return codes.COUNTED if (serves >> g) & 1 else codes.ASSIGNED
