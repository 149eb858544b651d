"""Tables in the order of people, read where they lie: of each share only the row groups that hold some of it."""

import bisect
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from recert.population.blocks import MOST_ROWS, Source, read_groups
from recert.population.load import readable
from recert.population.numbered import Numbers

Cut = int | str

KEPT: Final = 2 + (os.cpu_count() or 1)
"""Row groups kept of each table: the shares that are assessed at one time lie beside each other."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row group, whether its rows are in order, and how many rows of the file come before it."""

    data: pa.Table
    ids: pa.Array
    sorted: bool
    before: int

    def between(self, low: Cut | None, high: Cut | None) -> tuple[pa.Table, range | NDArray[np.int64]]:
        """The rows of people from `low` to before `high`, and their numbers."""
        if self.sorted:
            begin = 0 if low is None else lower_bound(self.ids, low)
            end = len(self.ids) if high is None else lower_bound(self.ids, high)
            return self.data.slice(begin, end - begin), range(begin + self.before, end + self.before)
        chosen = np.ones(len(self.ids), dtype=np.bool_)
        for cut, compare in ((low, pc.greater_equal), (high, pc.less)):
            if cut is not None:
                chosen &= compare(self.ids, pa.scalar(cut, self.ids.type)).to_numpy(zero_copy_only=False)
        return self.data.filter(pa.array(chosen)), np.flatnonzero(chosen) + self.before


@dataclass(frozen=True, slots=True)
class Groups:
    """A table's row groups with the ids that each holds. Who asks for one that another thread reads waits for it."""

    source: Source
    numeric: bool
    bounds: list[tuple[Any, Any]]
    before: list[int]
    lock: Lock = field(default_factory=Lock)
    kept: OrderedDict[int, Future[Group]] = field(default_factory=OrderedDict)

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, which has to read it itself, nothing is kept."""
        return Groups, (self.source, self.numeric, self.bounds, self.before)

    def between(self, low: Cut | None, high: Cut | None) -> tuple[pa.Table, Numbers]:
        """All rows of people from `low` to before `high`, in the order of the file, and their numbers."""
        chosen = [
            i
            for i, (least, greatest) in enumerate(self.bounds)
            if (low is None or greatest >= low) and (high is None or least < high)
        ]
        found = [self.group(i).between(low, high) for i in chosen]
        if not found:
            return read_groups(self.source, range(0)), Numbers(())
        numbers = Numbers(tuple(piece for _, piece in found))
        return pa.concat_tables([data for data, _ in found]), numbers

    def group(self, i: int) -> Group:
        """One of them: a few that were asked for last are kept."""
        with self.lock:
            mine = i not in self.kept
            asked = self.kept.setdefault(i, Future())
            self.kept.move_to_end(i)
            while len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        if mine:
            _settle(asked, lambda: self._read(i))
        return asked.result()

    def _read(self, i: int) -> Group:
        data = read_groups(self.source, range(i, i + 1))
        ids = comparable(data["person"], numeric=self.numeric)
        in_order = len(ids) < 2 or bool(pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py())
        return Group(data, ids, in_order, self.before[i])


def _settle(asked: Future[Group], read: Callable[[], Group]) -> None:
    try:
        asked.set_result(read())
    except BaseException as wrong:  # whoever waits must hear of it too
        asked.set_exception(wrong)


def groups_of(source: Source, *, numeric: bool) -> Groups:
    """The row groups of a table that follow each other by person."""
    metadata = pq.read_metadata(source.file)
    rows = [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]
    bounds = [known for known in group_bounds(source) if known is not None]
    return Groups(source, numeric, bounds, [sum(rows[:i]) for i in range(len(rows))])


def comparable(column: pa.ChunkedArray, *, numeric: bool) -> pa.Array:
    """A column of ids as they are compared."""
    found = column.cast(pa.int64() if numeric else pa.string())
    return found.chunk(0) if found.num_chunks == 1 else found.combine_chunks()  # which copies also one alone


def follows(source: Source, kind: type) -> bool:
    """Whether a Parquet file says of its row groups that they follow each other by person, and all are small."""
    before: Any = None
    for known in group_bounds(source):
        if known is None or type(known[0]) is not kind or (before is not None and known[0] < before):
            return False
        before = known[1]
    return True


def group_bounds(source: Source) -> list[tuple[Any, Any] | None]:
    """The least and the greatest id of each row group; None where the file does not say it, or it is too large."""
    with readable(source.file):
        metadata = pq.read_metadata(source.file)
    column = metadata.schema.to_arrow_schema().names.index("person")
    found = list[tuple[Any, Any] | None]()
    for i in range(metadata.num_row_groups):
        group = metadata.row_group(i)
        known = group.column(column).statistics
        said = known is not None and known.has_min_max and known.has_null_count and not known.null_count
        found.append((known.min, known.max) if said and group.num_rows <= MOST_ROWS else None)
    return found


def lower_bound(ids: pa.Array, cut: Cut) -> int:
    """How many of these ids, which are in order, are less than a cut."""
    if isinstance(cut, int):
        return int(np.searchsorted(ids.to_numpy(zero_copy_only=False), cut))
    return bisect.bisect_left(range(len(ids)), cut, key=lambda i: ids[i].as_py())
