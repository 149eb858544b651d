"""Some people in a row: their activities in order, their facts as the loop reads them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.facts import DUPLICATE, name_key
from recert.policy.history import Status
from recert.population.histories import Activities, Ints


@dataclass(frozen=True, slots=True)
class Recorded:
    """A part's activities sorted by person, day, type, name and id; those recorded before are marked."""

    at: NDArray[np.int64]
    day: Ints
    type: Ints
    status: Ints
    ids: pa.Array


def recorded(everything: Activities, first: int, last: int, kinds: int) -> Recorded:
    """The activities of the people from `first` to before `last`."""
    begin, end = int(everything.at[first]), int(everything.at[last])
    at = everything.at[first : last + 1] - begin
    day, kind = everything.day[begin:end], everything.type[begin:end]
    status = np.zeros(end - begin, dtype=np.int32) if everything.status is None else everything.status[begin:end]
    key = np.repeat(np.arange(last - first, dtype=np.int64), np.diff(at))
    key = ((key << 18) + day) * max(kinds, 1) + kind
    order: NDArray[Any] | None = None
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        key, day, kind, status = key[order], day[order], kind[order], status[order]
    ids = everything.ids.slice(begin, end - begin).combine_chunks()
    if (key[1:] == key[:-1]).any():
        order = np.arange(len(key)) if order is None else order
        status = status.copy()
        names = None if everything.names is None else everything.names.slice(begin, end - begin)
        _settle_ties(key, order, status, ids, names)
    return Recorded(at, day, kind, status, ids if order is None else ids.take(pa.array(order)))


def _settle_ties(
    key: NDArray[np.int64], order: NDArray[Any], status: Ints, ids: pa.Array, names: pa.ChunkedArray | None
) -> None:
    """Puts a person's activities of one day and type in the order of name and id, and marks those recorded before.

    `order` and `status` change in place. One key is one day and type, so those columns stay as they are.
    """
    same = key[1:] == key[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.insert(same, 0, False))
    picked = pa.array(order[tied])
    columns = {"key": pa.array(key[tied]), "id": ids.take(picked).cast(pa.string())}
    if names is not None:
        columns["name"] = pa.array([name_key(name or "") for name in names.take(picked).to_pylist()])
    ranks = [(name, "ascending") for name in ("key", "name", "id") if name in columns]
    ranked = pc.sort_indices(pa.table(columns), sort_keys=ranks).to_numpy()
    order[tied] = order[tied][ranked]
    status[tied] = status[tied][ranked]
    if names is not None:
        _mark_duplicates(tied, key[tied], columns["name"].take(pa.array(ranked)), status)


def _mark_duplicates(tied: NDArray[Any], key: NDArray[np.int64], names: pa.Array, status: Ints) -> None:
    """Of activities that count and have the same person, day, type and name, only the first does."""
    named = pc.not_equal(names, "").to_numpy(zero_copy_only=False)
    counting = np.flatnonzero((status[tied] == Status.SUBMITTED) & named)
    if len(counting) < 2:
        return
    shown = names.take(pa.array(counting))
    again = (key[counting][1:] == key[counting][:-1]) & pc.equal(shown[1:], shown[:-1]).to_numpy(zero_copy_only=False)
    status[tied[counting[1:][again]]] = DUPLICATE
