"""Value: what one activity is worth by itself, and whether it may count at all."""

from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.facts import DUPLICATE as RECORDED_TWICE
from recert.policy.facts import NOT_APPROVED as OF_NO_APPROVED
from recert.policy.facts import Facts
from recert.policy.model import Rounding
from recert.policy.plan import Tables
from recert.policy.serving import Split
from recert.policy.stages import codes
from recert.policy.stages.sheet import NUMBER, RENEWABLE_BEFORE, ROUTE, START, Work

UP: Final = int(Rounding.UP)
NEAREST: Final = int(Rounding.NEAREST)
EACH_PART: Final = int(Split.EACH_PART)


def worth(t: Tables, f: Facts, a: int, i: int) -> int:
    """What an activity is worth in steps by one of its type's values; 0 by none."""
    if i < 0:
        return 0
    amount, per = t.worth[i], t.worth_per[i]
    if per and t.splits and t.split[f.activity_type[a]] == EACH_PART and f.part_at[a] < f.part_at[a + 1]:
        found = 0
        for part in range(f.part_at[a], f.part_at[a + 1]):
            found += measured(t, amount, per, f.part_quantity[part])
        return found
    return measured(t, amount, per, f.activity_quantity[a]) if per else amount


def in_force(t: Tables, f: Facts, a: int) -> int:
    """The value of its type that is in force on an activity's own day; -1 before the first."""
    day, kind = f.activity_day[a], f.activity_type[a]
    found = -1
    for i in range(t.worth_at[kind], t.worth_at[kind + 1]):
        if t.worth_since[i] <= day:
            found = i
    return found


def measured(t: Tables, amount: int, per: int, quantity: int) -> int:
    """So much for each `per` of a quantity, rounded to whole steps as the policy says."""
    return rounded(t.rounding, amount * quantity, per)


def rounded(rounding: int, product: int, per: int) -> int:
    """A quotient as a whole number: down, up, or to the nearest, a half up."""
    if rounding == UP:
        return -(-product // per)
    if rounding == NEAREST:
        return (2 * product + per) // (2 * per)
    return product // per


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
    if status == OF_NO_APPROVED:
        return codes.NOT_APPROVED
    return codes.WITHDRAWN if status == 1 else codes.REJECTED
