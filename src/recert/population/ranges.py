"""Tables in the order of people, read where they lie: of each share only the row groups that hold some of it."""

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

from recert.population.blocks import Source, read_groups
from recert.population.layout import Cut, comparable, group_bounds, lower_bound
from recert.population.numbered import Numbers

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

    def between(self, low: Cut | None, high: Cut | None) -> tuple[pa.Table, Numbers]:
        """All rows of people from `low` to before `high`, in the order of the file, and their numbers."""
        chosen = [
            i
            for i, (least, greatest) in enumerate(self.bounds)
            if (low is None or greatest >= low) and (high is None or least < high)
        ]
        found = [self._group(i).between(low, high) for i in chosen]
        if not found:
            return read_groups(self.source, range(0)), Numbers(())
        numbers = Numbers(tuple(piece for _, piece in found))
        return pa.concat_tables([data for data, _ in found]), numbers

    def _group(self, i: int) -> Group:
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
