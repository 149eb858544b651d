"""Some people in a row: their activities in order, their facts as the loop reads them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.facts import DUPLICATE, name_key
from recert.policy.history import Status
from recert.population.activities import Columns, Stretch
from recert.population.kernel import Loops, fixed

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


def recorded(stretch: Stretch, first: int, last: int, loops: Loops) -> Recorded:
    """The activities of the people from `first` to before `last`, counted within the stretch."""
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
    status = np.zeros(end - begin, dtype=np.int32) if found.status is None else found.status
    quantity = np.zeros(0, dtype=np.int32) if found.quantity is None else found.quantity
    ids = None if found.ids is None else found.ids.combine_chunks()
    # without names and ids nothing tells the activities of one day and type apart, and nothing needs to
    if ties and (ids is not None or found.names is not None):
        status, settled = status.copy(), np.arange(end - begin)
        _settle_ties(np.flatnonzero(tied), _person(at), found, status, settled)
        ids = None if ids is None else ids.take(pa.array(settled))
        quantity = quantity[settled] if len(quantity) else quantity
    return Recorded(at, found.day, found.type, status, quantity, ids)


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
