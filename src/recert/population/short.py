"""What people miss in the cycles that they are in: in categories, and of what is demanded besides units."""

from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.assessment import WAITING, CycleState
from recert.policy.compare import demands_between, groups_of, shared_step
from recert.policy.model import Demand
from recert.policy.overlaps import lacking_of_many
from recert.policy.plan import Plan
from recert.policy.plan_demands import demands_of, step_of

Column = NDArray[Any]
Demands = dict[str, tuple[Demand, ...]]
"""By group what either policy demands; the groups of both in their order."""
EVERY_WAY: Final = -1


def lacking_in(plan: Plan, out: Any, rows: Column) -> Column:
    """What the categories of some rows lack together, in steps."""
    many, none = plan.tables.category_count, np.zeros(len(rows), dtype=np.int64)
    if not many:
        return none
    given, asked = (_of_rows(each, rows, many) for each in (out.row_category_amount, out.row_category_minimum))
    short = np.maximum(asked - given, 0)
    columns = {key: short[:, k] for key, k in plan.categories.items() if short[:, k].any()}
    found: Column = lacking_of_many(columns, plan.overlaps, none, np.maximum)
    return found


def unmet_in(plan: Plan, out: Any, rows: Column) -> Column:
    """What is missing of each demand of some rows: a column for each place, in steps of what the demand counts in."""
    width = plan.tables.demands_most
    if not width:
        return np.zeros((len(rows), 0), dtype=np.int64)
    waits = np.array([state in WAITING for state in CycleState])[out.row_state[rows]]
    asked = np.zeros((plan.tables.groups, width), dtype=np.int64)
    for g, group in enumerate(plan.policy.groups):
        for place, (way, _) in enumerate(demands_of(group)):
            asked[g, place] = way == EVERY_WAY
    had, demanded = (_of_rows(each, rows, width) for each in (out.row_had, out.row_demanded))
    missing: Column = np.maximum(demanded - had, 0) * asked[out.row_group[rows]] * waits[:, np.newaxis]
    return missing


def _of_rows(column: Column, rows: Column, width: int) -> Column:
    """What stands in some rows, each so many places wide."""
    return column[: len(column) // width * width].reshape(-1, width)[rows].astype(np.int64)


def demands_of_both(before: Plan, after: Plan) -> Demands:
    """What either policy demands of each group by every way."""
    return {group: demands_between(before.policy, after.policy, group) for group in groups_of(before, after)}


def side_by_side(missing: Column, plan: Plan, other: Plan, demands: Demands) -> Column:
    """What is missing of each demand of both policies, in steps that both share. `missing` is by the plan's own."""
    width = max(map(len, demands.values()), default=0)
    found = np.zeros((len(missing), len(demands), width), dtype=np.int64)
    for g, (group, asked) in enumerate(demands.items()):
        for i, demand in enumerate(asked):
            place, scale = _place(plan, other, group, demand.key)
            if place >= 0:
                found[:, g, i] = missing[:, plan.groups[group], place] * scale
    return found


def _place(plan: Plan, other: Plan, group: str, key: str) -> tuple[int, int]:
    """Where a policy's demand stands, -1 where it has none, and how many shared steps one of its own is."""
    (place, step), (_, others) = _stands(plan, group, key), _stands(other, group, key)
    return place, int(step / shared_step(step, others or step)) if step else 1


def _stands(plan: Plan, group: str, key: str) -> tuple[int, Decimal]:
    """Where a policy's demand stands, and in what steps it counts; -1 and 0 where there is none."""
    for place, (way, demand) in enumerate(demands_of(plan.policy.group(group)) if group in plan.groups else ()):
        if way == EVERY_WAY and demand.key == key:
            return place, step_of(plan.policy, demand)
    return -1, Decimal(0)


def keys_of(missing: Column, group: Column, demands: Demands, absent: Column) -> pa.Array:
    """The keys of what is missing in some rows, with spaces between; empty where nothing is."""
    keys = [[demand.key for demand in asked] for asked in demands.values()]
    looks, at = np.unique(np.column_stack([group, missing > 0]), axis=0, return_inverse=True)
    words = [" ".join(key for key, some in zip(keys[look[0]], look[1:], strict=False) if some) for look in looks]
    return pa.array(words, pa.string()).take(pa.array(at.reshape(-1), mask=absent | ~missing.any(axis=1)))
