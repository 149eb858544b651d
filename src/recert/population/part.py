"""Some people in a row: their activities in order, their facts as the loop reads them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.facts import DUPLICATE, NOT_APPROVED, approved, name_key
from recert.policy.history import Status
from recert.policy.plan import Plan
from recert.population.activities import Columns, Stretch
from recert.population.kernel import Loops, fixed
from recert.population.parts import columns_of

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A part's activities sorted by person, day, type, name and id; those recorded before are marked."""

    at: NDArray[np.int64]
    day: Ints
    type: Ints
    status: Ints
    quantity: Ints
    ids: pa.Array | None
    before: Ints  # as in the facts; empty where no policy asks
    host: Ints  # likewise
    parts: tuple[Ints, Ints, Ints]  # likewise
    serves: NDArray[np.int64]
    first: Ints  # the first day; empty where none is divided by days


def recorded(stretch: Stretch, first: int, last: int, loops: Loops, plan: Plan) -> Recorded:
    """The activities of the people from `first` to before `last`, counted within the stretch.

    Where the plan asks also how far back the last one of the same name, and of the same provider, stands, and their
    parts.
    """
    repeats, splits = plan.tables.repeats, plan.tables.splits
    begin, end = int(stretch.at[first]), int(stretch.at[last])
    at = stretch.at[first : last + 1] - begin
    found = stretch.columns.slice(begin, end)
    order: NDArray[Any] | None = None
    tied = np.zeros(end - begin, dtype=np.bool_)
    ties = loops.look(at, fixed(found.day), fixed(found.type), tied)
    if ties < 0:
        order = np.lexsort((found.type, found.day, _person(at)))
        found = found.take(order)
        ties = loops.look(at, fixed(found.day), fixed(found.type), tied)
    status = _unsaid(end - begin) if found.status is None else found.status
    quantity = np.zeros(0, dtype=np.int32) if found.quantity is None else found.quantity
    ids = None if found.ids is None else found.ids.combine_chunks()
    names = found.names.combine_chunks() if repeats and found.names is not None else None
    parts = found.parts.combine_chunks() if splits and found.parts is not None else None
    serves = np.zeros(end - begin if plan.tables.allocates else 0, dtype=np.int64)
    serves = serves if found.serves is None else found.serves
    # without names and ids nothing tells the activities of one day and type apart, and nothing needs to
    if ties and (ids is not None or found.names is not None):
        status, settled = status.copy(), np.arange(end - begin)
        _settle_ties(np.flatnonzero(tied), _person(at), found, status, settled)
        ids = None if ids is None else ids.take(pa.array(settled))
        quantity = quantity[settled] if len(quantity) else quantity
        names = None if names is None else names.take(pa.array(settled))
        if found.providers is not None:
            found = replace(found, providers=found.providers.take(pa.array(settled)))
        parts = None if parts is None else parts.take(pa.array(settled))
        serves = serves[settled] if len(serves) else serves
        if found.first is not None:
            found = replace(found, first=found.first[settled])
    before = np.zeros(end - begin if repeats else 0, dtype=np.int32)
    if names is not None:
        _look_back(_person(at), found.type, names, before)
    named = any(kind.providers for kind in plan.policy.types)
    providers = _names(found.providers, end - begin) if named or plan.tables.hosts else []
    if named:
        status = _approved(plan, found.type, providers, status)
    return Recorded(
        at,
        found.day,
        found.type,
        status,
        quantity,
        ids,
        before,
        _hosts(_person(at), providers) if plan.tables.hosts else before[:0],
        columns_of(parts, end - begin, plan.categories) if splits else (before[:0],) * 3,
        serves if plan.tables.allocates else serves[:0],
        before[:0] if found.first is None else found.first,
    )


def _unsaid(many: int) -> Ints:
    """The status of activities of which none is given: always the same numbers, which nobody writes to."""
    return _zeros(1 << many.bit_length())[:many]


@lru_cache(maxsize=2)
def _zeros(many: int) -> Ints:
    return fixed(np.zeros(many, dtype=np.int32))


def _names(found: pa.ChunkedArray | None, many: int) -> list[str]:
    """Names as they are compared; of each activity none where the column is missing."""
    return [""] * many if found is None else [name_key(name or "") for name in found.to_pylist()]


def _approved(plan: Plan, kinds: Ints, providers: list[str], status: Ints) -> Ints:
    """Of those that may count, those of another provider than their type's are marked."""
    known = approved(plan.policy)
    wrong = [bool(known[kind]) and name not in known[kind] for kind, name in zip(kinds, providers, strict=True)]
    return np.where(np.array(wrong, dtype=np.bool_) & (status == Status.SUBMITTED), NOT_APPROVED, status).astype(
        np.int32
    )


def _hosts(person: NDArray[np.int64], providers: list[str]) -> Ints:
    """How many places before each the last one of the same person and provider stands."""
    names = pa.array(providers, pa.string()).dictionary_encode().indices.to_numpy()
    order = np.lexsort((np.arange(len(person)), names, person))
    same = (person[order][1:] == person[order][:-1]) & (names[order][1:] == names[order][:-1])
    found = np.zeros(len(person), dtype=np.int32)
    found[order[1:][same]] = order[1:][same] - order[:-1][same]
    return found


def _look_back(person: NDArray[np.int64], kind: Ints, names: pa.Array, before: Ints) -> None:
    """Fills in how many places before each the last one of the same person, type and name stands."""
    keys = pa.array([name_key(name or "") for name in names.to_pylist()], pa.string())
    named = np.flatnonzero(pc.not_equal(keys, "").to_numpy(zero_copy_only=False))
    name = keys.take(pa.array(named)).dictionary_encode().indices.to_numpy()
    order = np.lexsort((named, name, kind[named], person[named]))
    columns = (person[named][order], kind[named][order], name[order])
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for column in columns:
        same &= column[1:] == column[:-1]
    later, earlier = named[order[1:]][same], named[order[:-1]][same]
    before[later] = later - earlier


def _person(at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whose each activity is, counted from the first person of the part."""
    return np.repeat(np.arange(len(at) - 1, dtype=np.int64), np.diff(at))


def _settle_ties(
    tied: NDArray[Any], person: NDArray[np.int64], found: Columns, status: Ints, order: NDArray[Any]
) -> None:
    """Puts a person's activities of one day and type in the order of name and id, and marks those recorded before.

    `status` and `order` change in place. The tied have day and type in common, so those columns stay as they are.
    """
    picked = pa.array(tied)
    day, kind = found.day[tied].astype(np.int64), found.type[tied].astype(np.int64)
    key = ((person[tied] << 18) + day << 16) + kind
    columns = {"key": pa.array(key)}
    if found.ids is not None:
        columns["id"] = found.ids.take(picked).combine_chunks().cast(pa.string())
    if found.names is not None:
        columns["name"] = pa.array([name_key(name or "") for name in found.names.take(picked).to_pylist()])
    ranks = [(name, "ascending") for name in ("key", "name", "id") if name in columns]
    ranked = pc.sort_indices(pa.table(columns), sort_keys=ranks).to_numpy()
    order[tied] = order[tied][ranked]
    status[tied] = status[tied][ranked]
    if found.names is not None:
        _mark_duplicates(tied, key, columns["name"].take(pa.array(ranked)), status)


def _mark_duplicates(tied: NDArray[Any], key: NDArray[np.int64], names: pa.Array, status: Ints) -> None:
    """Of activities that count and have the same person, day, type and name, only the first does."""
    named = pc.not_equal(names, "").to_numpy(zero_copy_only=False)
    counting = np.flatnonzero((status[tied] == Status.SUBMITTED) & named)
    if len(counting) < 2:
        return
    shown = names.take(pa.array(counting))
    again = (key[counting][1:] == key[counting][:-1]) & pc.equal(shown[1:], shown[:-1]).to_numpy(zero_copy_only=False)
    status[tied[counting[1:][again]]] = DUPLICATE
