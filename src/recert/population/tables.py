"""The tables that come out: standings (person × group × cycle), entries (activity × group), designations held."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.assessment import CycleState, Reason, Route
from recert.policy.calendar import NEVER, number
from recert.policy.plan import Plan
from recert.policy.stages.late import last_of_grace
from recert.policy.stages.sheet import Out
from recert.population.amounts import in_units
from recert.population.designations import held_by
from recert.population.pauses import suspended_since, told_states
from recert.population.short import reasons_in

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Part:
    """What was worked out for some people in a row. `first` is the first one's position among all.

    `activities` are the ids of what entries are written of; None where only standings are. `steps` says for each person
    and group how many steps of expiry dates there are up to then; all 0 where nothing asks for them.
    """

    people: pa.Array
    first: int
    activities: pa.Array
    at: NDArray[np.int64]
    out: Out
    row_person: Ints
    cycles: Ints
    held: Ints
    steps: Ints


def word(code: IntEnum) -> str:
    """A code as the tables write it: 'over_limit'."""
    return code.name.lower()


STATES: Final = [word(state) for state in CycleState]
ROUTES: Final = [word(route) for route in Route]
REASONS: Final = [word(reason) for reason in Reason]
MAY_NOT_COME: Final = frozenset(
    {"met_on", "new_expiry", "renewable_until", "suspended_since", "minima_short", "demands_unmet"}
)
NO_END: Final = frozenset({"end", "grace_until"})
"""What is empty, too, of what is held for life."""


def standings(plan: Plan, part: Part, as_of: date) -> pa.RecordBatch:
    """One row for each person × group × cycle."""
    out: Any = part.out
    rows = int(out.filled[0])
    kinds = plan.tables.types
    groups = list(plan.groups)
    endless = bool(plan.tables.endless)
    ends = _days if endless else _dates
    columns: dict[str, pa.Array] = {
        "person": part.people.take(pa.array(part.row_person[:rows] - part.first)),
        "group": _words(out.row_group[:rows], groups),
        "cycle": _small(out.row_number[:rows]),
        "start": _dates(out.row_start[:rows].copy()),
        "end": ends(out.row_end[:rows].copy()),
        "grace_until": ends(_graces(plan, out.row_group[:rows], out.row_end[:rows], out.row_last[:rows])),
        "required": _units(plan, out.row_required[:rows]),
        "counted": _units(plan, out.row_counted[:rows]),
        "state": _words(told_states(plan, out, number(as_of)), STATES),
        "route": _words(out.row_route[:rows], ROUTES),
        "met_on": _days(out.row_met[:rows]),
        "new_expiry": _days(out.row_new_expiry[:rows]),
    }
    if plan.tables.lateness:
        columns["renewable_until"] = _days(out.row_last[:rows])
        columns["surcharge"] = _units(plan, out.row_late[:rows])
    if plan.tables.suspends_years:
        columns["suspended_since"] = _days(suspended_since(plan, out, number(as_of)))
    for kind, at in plan.types.items():
        columns[f"counted_{kind}"] = _units(plan, out.row_type_amount[: rows * kinds].reshape(rows, kinds)[:, at])
    if plan.tables.carries:
        columns["carried_in"] = _units(plan, out.row_carried_in[:rows])
        columns["carried_out"] = _units(plan, out.row_carried_out[:rows])
    known = plan.policy.categories
    for at, category in enumerate(known):
        for name, amounts in (("counted", out.row_category_amount), ("needed", out.row_category_minimum)):
            of_rows = amounts[: rows * len(known)].reshape(rows, len(known))
            columns[f"{name}_in_{category.key}"] = _units(plan, of_rows[:, at])
    return _batch(columns | reasons_in(plan, out), MAY_NOT_COME | NO_END if endless else MAY_NOT_COME)


def _graces(plan: Plan, groups: Any, ends: Any, lasts: Any) -> Any:
    """The last day of grace of each end; where it is one of months, or was another, it is looked up for each day once.

    What a missed year ends has none: it ends with the last day on which it can be renewed.
    """
    t = plan.tables
    if not any(t.grace_months) and not len(t.grace_before):
        found = ends + np.array(t.grace, dtype=np.int32)[groups]
        return np.minimum(found, lasts) if t.ends_years else found
    found = np.empty_like(ends)
    for g in range(t.groups):
        mine = groups == g
        days, at = np.unique(ends[mine], return_inverse=True)
        found[mine] = np.array([last_of_grace(t, g, int(day)) for day in days], dtype=np.int32)[at]
    return np.minimum(found, lasts) if t.ends_years else found


def entries(plan: Plan, part: Part) -> pa.RecordBatch:
    """One row for each activity × group of which the person ever held a certification."""
    out: Any = part.out
    if plan.tables.by_days:
        return _pieces(plan, part)
    groups = plan.tables.groups
    held = np.repeat(part.cycles.reshape(-1, groups) > 0, np.diff(part.at), axis=0)
    chosen = np.flatnonzero(held)
    activity = chosen // groups
    persons = np.repeat(np.arange(len(part.at) - 1, dtype=np.int32), np.diff(part.at))
    return _batch(
        {
            "activity": part.activities.take(pa.array(activity)),
            "person": part.people.take(pa.array(persons[activity])),
            "group": _words(chosen % groups, list(plan.groups)),
            "cycle": _small(out.entry_cycle[chosen]),
            "units": _units(plan, out.entry_amount[chosen]),
            "reason": _words(out.entry_reason[chosen], REASONS),
        }
    )


def designations(plan: Plan, part: Part, as_of: date) -> pa.RecordBatch:
    """One row for each person × designation that is held."""
    found = list(held_by(plan, part, as_of))
    person, which, since, until = np.array(found, dtype=np.int32).reshape(len(found), 4).T.copy()
    columns = {
        "person": part.people.take(pa.array(person)),
        "designation": _words(which, [each.key for each in plan.policy.designations]),
        "since": _dates(since),
        "until": _days(until),
    }
    return _batch(columns, frozenset({"until"}))


def _batch(columns: dict[str, pa.Array], empty: frozenset[str] = MAY_NOT_COME) -> pa.RecordBatch:
    """Rows whose schema says which columns always have a value: whether they do is neither written nor read."""
    fields = [pa.field(name, column.type, nullable=name in empty) for name, column in columns.items()]
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=pa.schema(fields))


def _pieces(plan: Plan, part: Part) -> pa.RecordBatch:
    """Likewise where activities are divided by days: a row for each part, which says from when until when it is."""
    out: Any = part.out
    rows = int(out.filled[2])
    order = np.lexsort((out.piece_group[:rows], out.piece_of[:rows]))
    activity = out.piece_of[:rows][order]
    persons = np.repeat(np.arange(len(part.at) - 1, dtype=np.int32), np.diff(part.at))
    return _batch(
        {
            "activity": part.activities.take(pa.array(activity)),
            "person": part.people.take(pa.array(persons[activity])),
            "group": _words(out.piece_group[:rows][order], list(plan.groups)),
            "cycle": _small(out.piece_cycle[:rows][order]),
            "units": _units(plan, out.piece_amount[:rows][order]),
            "reason": _words(out.piece_reason[:rows][order], REASONS),
            "from": _dates(out.piece_first[:rows][order]),
            "until": _dates(out.piece_last[:rows][order]),
        }
    )


def _words(codes: NDArray[Any], words: list[str]) -> pa.Array:
    """Words by their places in a list. That these are places in it need not be checked: they are the rules' own."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(words, pa.string()), safe=False)


def _small(values: NDArray[Any]) -> pa.Array:
    return pa.array(values.astype(np.int16))


def _dates(days: Ints) -> pa.Array:
    """Days that all come, which nobody writes to any more: what a part lies in is used again."""
    return pa.Array.from_buffers(pa.date32(), len(days), [None, pa.py_buffer(days)])


def _days(values: Ints) -> pa.Array:
    """Days of which some may never come: these are empty."""
    comes = values < NEVER
    bits = None if comes.all() else pa.py_buffer(np.packbits(comes, bitorder="little"))
    return pa.Array.from_buffers(pa.date32(), len(values), [bits, pa.py_buffer(values.copy())])


def _units(plan: Plan, steps: NDArray[Any]) -> pa.Array:
    return in_units(steps, plan.policy.step)
