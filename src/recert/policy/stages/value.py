"""Value: what one activity is worth by itself, and whether it may count at all."""

from recert.policy.calendar import NEVER
from recert.policy.facts import DUPLICATE as RECORDED_TWICE
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.sheet import NUMBER, RENEWABLE_BEFORE, ROUTE, START, Work


def worth(t: Tables, kind: int, day: int) -> int:
    """What one use of a type is worth: the value in force on the activity's own day, 0 before the first."""
    amount = 0
    for i in range(t.worth_at[kind], t.worth_at[kind + 1]):
        if t.worth_since[i] <= day:
            amount = t.worth[i]
    return amount


def obstacle(t: Tables, f: Facts, w: Work, a: int) -> int:
    """The reason why an activity can't count for this group, or COUNTED when nothing stands in its way."""
    day = f.activity_day[a]
    status = f.activity_status[a]
    if status:
        return status_reason(status)
    if day < t.floor:
        return codes.BEFORE_FLOOR
    if w.cycle[START] == NEVER:
        return codes.NOT_HELD if w.cycle[NUMBER] else codes.BEFORE_FIRST_AWARD
    if w.cycle[ROUTE] == codes.NOT_YET and day >= w.cycle[RENEWABLE_BEFORE]:
        return codes.NOT_RENEWABLE
    return codes.COUNTED


def status_reason(status: int) -> int:
    """The reason that belongs to an activity's status."""
    if status == RECORDED_TWICE:
        return codes.DUPLICATE
    return codes.WITHDRAWN if status == 1 else codes.REJECTED
