"""How a folder of tables lies on disk, and where to cut it by people: read once, before anything else is."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from recert.population import columns
from recert.population.blocks import NOWHERE, Block, Source, blocks, source_of
from recert.population.load import ascending
from recert.population.ranges import Cut, Groups, comparable, follows, groups_of
from recert.population.turns import in_turn

ROWS_PER_SHARE: Final = 1 << 20
"""Rows of all tables together that one thread has in memory while it assesses."""
MOST_SHARES: Final = 512
SHARES_AT_A_TIME: Final = 8
"""Of more shares than one there are a multiple of it, so that of several cores none is left with nothing to do."""
SAMPLES: Final = 64
"""Ids looked at for each cut, about: shares are about equal, which is enough."""

IN_ORDER: Final = (
    columns.PEOPLE,
    columns.CREDENTIALS,
    columns.EXAMS,
    columns.RENEWALS,
    columns.EXTENSIONS,
    columns.CIRCUMSTANCES,
    columns.ACTIVITIES,
)
"""The tables as they are checked and reported: the largest last."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`cuts` are the ids with which a share of the people begins, but for the first share.

    Ids are compared as numbers where they are numbers in every table, else as texts. `in_order` says that the shares
    follow each other in the order of the people table. `lying` are the tables of which the row groups do.
    """

    sources: dict[str, Source]
    people: int
    cuts: tuple[Cut, ...]
    numeric: bool
    in_order: bool
    lying: dict[str, Groups]

    @property
    def shares(self) -> int:
        """How many there are."""
        return len(self.cuts) + 1

    @property
    def unsorted(self) -> tuple[Source, ...]:
        """The tables whose rows must be put together by person before a share of them can be read."""
        found = self.sources.values() if self.cuts else ()
        return tuple(source for source in found if source.table.name not in self.lying)


def look(folder: Path, *, with_ids: bool, recorded: bool) -> Layout:
    """Looks at a folder; `recorded`: whether activities are. UnreadableError when a table can't be used at all."""
    found = (source_of(folder, table, with_ids=with_ids, recorded=recorded) for table in IN_ORDER)
    sources = {source.table.name: source for source in found if source is not None}
    numeric = all(source.parquet and _has_numbers(source.file) for source in sources.values())
    rows = sum(source.rows for source in sources.values())
    shares = max(-(-rows // ROWS_PER_SHARE), 1)
    shares = 1 if shares == 1 else min(-(-shares // SHARES_AT_A_TIME) * SHARES_AT_A_TIME, MOST_SHARES)
    kind = int if numeric else str
    by_person = (name for name, source in sources.items() if source.parquet and follows(source, kind))
    lying = {name: groups_of(sources[name], numeric=numeric) for name in by_person}
    groups = lying.get("people") if shares > 1 else None
    people, in_order, sample = _look_at_people(sources["people"], groups, shares, numeric=numeric)
    at = [len(sample) * k // shares for k in range(1, shares)]
    cuts = tuple(sorted({sample[i] for i in at if 0 < i < len(sample)}))
    return Layout(sources, people, cuts, numeric, in_order, lying)


def _has_numbers(file: Path) -> bool:
    kind = pq.read_schema(file).field("person").type
    return bool(pa.types.is_integer(kind) and kind != pa.uint64())


def _look_at_people(
    source: Source, groups: Groups | None, shares: int, *, numeric: bool
) -> tuple[int, bool, list[Cut]]:
    """How many rows of people there are, whether each id is greater than the one before, and some ids in order."""
    step = max(1, source.rows // (shares * SAMPLES))
    people, in_order, sample = 0, True, list[Cut]()
    last = pa.nulls(0, pa.int64() if numeric else pa.string())
    for ids, ordered in _ids(source, groups, numeric=numeric):
        in_order = in_order and ordered and ascending(pa.concat_arrays([last, ids[:1]]))
        sample += [one for one in ids[(-people) % step :: step].to_pylist() if one is not None] if shares > 1 else []
        people += len(ids)
        last = ids[-1:] if len(ids) else last
    return people, in_order, sorted(sample)


def _ids(source: Source, groups: Groups | None, *, numeric: bool) -> Iterator[tuple[pa.Array, bool]]:
    """The ids, a row group or a block after the other, and whether each is greater than the one before it there."""

    def of_block(block: Block) -> tuple[pa.Array, bool]:
        ids = comparable(block.read()["person"], numeric=numeric)
        return ids, _ordered(ids)

    def of_group(found: Groups, i: int) -> tuple[pa.Array, bool]:
        ids = found.group(i).ids  # which is kept, and need not be read again for the shares
        return ids, _ordered(ids)

    def of_all() -> Iterator[Callable[[], tuple[pa.Array, bool]]]:
        if groups is None:
            yield from (partial(of_block, block) for block in blocks(source, NOWHERE))
        else:
            yield from (partial(of_group, groups, i) for i in range(len(groups.bounds)))

    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        yield from in_turn(pool, of_all(), workers)


def _ordered(ids: pa.Array) -> bool:
    return ids.null_count == 0 and ascending(ids)


def share_of(ids: pa.Array, cuts: tuple[Cut, ...]) -> NDArray[np.int16]:
    """The share that each id belongs to; some share where there is none."""
    known = pl.Series(cuts, dtype=pl.Int64 if pa.types.is_integer(ids.type) else pl.String)
    asked = pl.Series(pl.from_arrow(pc.fill_null(ids, cuts[0])))
    return np.asarray(known.search_sorted(asked, side="right").to_numpy()).astype(np.int16)
