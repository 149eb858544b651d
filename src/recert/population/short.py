"""What people miss in the cycles that they are in: in categories, and of what is demanded besides units."""

from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.alike import alike, as_compared, demands_between
from recert.policy.assessment import NOT_RENEWED, WAITING, CycleState
from recert.policy.compare import groups_of, shared_step
from recert.policy.model import Demand
from recert.policy.overlaps import lacking_of_many
from recert.policy.plan import Plan
from recert.policy.plan_demands import demands_of, step_of

Column = NDArray[Any]
Demands = dict[str, tuple[Demand, ...]]
"""By group what either policy demands; the groups of both in their order."""
Keys = list[list[str]]
"""By group the keys of what it asks for, each in its place."""
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
    if not plan.tables.demands_most:
        return np.zeros((len(rows), 0), dtype=np.int64)
    return _missing(plan, out, rows, WAITING)


def _missing(plan: Plan, out: Any, rows: Column, states: frozenset[CycleState]) -> Column:
    """What is missing of each demand that every way has, in rows of some states; elsewhere 0."""
    width = plan.tables.demands_most
    asked = np.zeros((plan.tables.groups, width), dtype=np.int64)
    for g, group in enumerate(plan.policy.groups):
        for place, (way, _) in enumerate(demands_of(group)):
            asked[g, place] = way == EVERY_WAY
    had, demanded = (_of_rows(each, rows, width) for each in (out.row_had, out.row_demanded))
    among = _among(states, out.row_state[rows])[:, np.newaxis]
    missing: Column = np.maximum(demanded - had, 0) * asked[out.row_group[rows]] * among
    return missing


def _among(states: frozenset[CycleState], column: Column) -> Column:
    """Where a column of states has one of these."""
    found: Column = np.array([state in states for state in CycleState])[column]
    return found


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


def compared_by_group(missing: Column, before: Plan, after: Plan, demands: Demands) -> tuple[Column, ...]:
    """What is missing, by person × group × place, as `as_compared` has it of each group: columns by person × group."""
    found = np.zeros((missing.shape[-1] + 1, *missing.shape[:2]), dtype=np.int64)
    for g, group in enumerate(demands):
        kinds = alike(before.policy, after.policy, group)
        *each, found[-1, :, g] = as_compared([missing[:, g, place] for place in range(len(kinds))], kinds)
        for place, much in enumerate(each):
            found[place, :, g] = much
    return tuple(found)


def keys_by_group(demands: Demands) -> Keys:
    """The keys of what either policy demands."""
    return [[demand.key for demand in asked] for asked in demands.values()]


def keys_of(missing: Column, group: Column, keys: Keys) -> pa.Array:
    """The keys of what is missing in some rows, with spaces between; empty where nothing is.

    Words are put together place by place, in the rows alone that miss something: those may be few among millions.
    """
    some = missing.any(axis=1)
    short, of = missing[some] > 0, group[some]
    places = [pa.array(known, pa.string()) for known in zip_longest(*keys)]
    words = [known.take(pa.array(of, mask=~short[:, i])) for i, known in enumerate(places)]
    found = pc.binary_join_element_wise(pa.array([""] * len(of), pa.string()), *words, " ", null_handling="skip")
    return pc.utf8_ltrim_whitespace(found).take(pa.array(np.cumsum(some) - 1, mask=~some))


def asks_besides(plan: Plan) -> bool:
    """Whether any group demands something by every way."""
    return any(group.demands for group in plan.policy.groups)


def reasons_in(plan: Plan, out: Any) -> dict[str, pa.Array]:
    """Columns of the standings: what but units kept each cycle from being renewed, or keeps it.

    None where the policy asks for nothing of the kind.
    """
    rows = np.arange(int(out.filled[0]))
    group, found = out.row_group[: len(rows)], dict[str, pa.Array]()
    if any(each.minima for each in plan.policy.groups):
        amounts = (out.row_category_amount, out.row_category_minimum)
        given, asked = (_of_rows(each, rows, plan.tables.category_count) for each in amounts)
        short = (given < asked) & _among(NOT_RENEWED, out.row_state[rows])[:, np.newaxis]
        found["minima_short"] = keys_of(short, group, [list(plan.categories)] * plan.tables.groups)
    if asks_besides(plan):
        keys = [[demand.key for _, demand in demands_of(each)] for each in plan.policy.groups]
        found["demands_unmet"] = keys_of(_missing(plan, out, rows, NOT_RENEWED), group, keys)
    return found
