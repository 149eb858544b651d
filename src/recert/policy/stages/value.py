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
    amount, per, kind = t.worth[i], t.worth_per[i], f.activity_type[a]
    if per and t.splits and t.split[kind] == EACH_PART and has_parts(t, f, a):
        row, found = recorded(t, f, a), 0
        for part in range(f.part_at[row], f.part_at[row + 1]):
            found += measured(t, kind, amount, per, whole_steps(t, kind, f.part_quantity[part]))
        return found
    return measured(t, kind, amount, per, whole_steps(t, kind, f.activity_quantity[a])) if per else amount


def whole_steps(t: Tables, kind: int, quantity: int) -> int:
    """How much of what is recorded of a type counts: of one with steps the whole ones."""
    return quantity - quantity % t.quantity_step[kind] if t.in_steps else quantity


def has_parts(t: Tables, f: Facts, a: int) -> bool:
    """Whether an activity is split among categories."""
    row = recorded(t, f, a)
    return f.part_at[row] < f.part_at[row + 1]


def recorded(t: Tables, f: Facts, a: int) -> int:
    """Which of the activities on record one is, or a part of one that is divided by days."""
    return f.activity_of[a] if t.by_days else a


def valued_on(t: Tables, f: Facts, a: int) -> int:
    """The day whose value an activity has: its own, or of a part the last of all."""
    return f.activity_ended[a] if t.by_days else f.activity_day[a]


def in_force(t: Tables, f: Facts, a: int) -> int:
    """The value of its type that is in force on an activity's own day; -1 before the first."""
    day, kind = valued_on(t, f, a), f.activity_type[a]
    i, first = t.worth_at[kind + 1] - 1, t.worth_at[kind]
    while i >= first and t.worth_since[i] > day:
        i -= 1
    return i if i >= first else -1


def measured(t: Tables, kind: int, amount: int, per: int, quantity: int) -> int:
    """So much for each `per` of a quantity, rounded as the type says, or else the unit."""
    return of_type(t, kind, amount * quantity, per)


def of_type(t: Tables, kind: int, product: int, per: int) -> int:
    """A quotient as whole steps; of a type with a step of its own a multiple of that."""
    if t.own_steps == 0:
        return rounded(t.rounding, product, per)
    to = t.type_step[kind]
    return rounded(t.type_rounding[kind], product, per * to) * to


def rounded(rounding: int, product: int, per: int) -> int:
    """A quotient as a whole number: down, up, or to the nearest, a half up."""
    if rounding == UP:
        return -(-product // per)
    if rounding == NEAREST:
        return (2 * product + per) // (2 * per)
    return product // per


def obstacle(t: Tables, f: Facts, w: Work, a: int) -> int:
    """The reason why an activity can't count for this group, or COUNTED when nothing stands in its way."""
    cycle, day = w.cycle, f.activity_day[a]
    if f.activity_status[a]:
        return status_reason(f.activity_status[a])
    if day < t.floor:
        return codes.BEFORE_FLOOR
    if cycle[START] == NEVER:
        return codes.NOT_HELD if cycle[NUMBER] else codes.BEFORE_FIRST_AWARD
    if cycle[ROUTE] == codes.NOT_YET and day >= cycle[RENEWABLE_BEFORE]:
        return codes.NOT_RENEWABLE
    return codes.COUNTED


def status_reason(status: int) -> int:
    """The reason that belongs to an activity's status."""
    if status == RECORDED_TWICE:
        return codes.DUPLICATE
    if status == OF_NO_APPROVED:
        return codes.NOT_APPROVED
    return codes.WITHDRAWN if status == 1 else codes.REJECTED
