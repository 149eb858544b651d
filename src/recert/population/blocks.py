"""A table's file in blocks: each small enough to be in memory, none of them checked."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from recert.population.columns import Table
from recert.population.load import (
    CSV_BLOCK,
    check_columns,
    check_text,
    csv_names,
    csv_options,
    find_asked,
    open_parquet,
    readable,
    too_many_or_few,
)

ROWS_PER_BLOCK: Final = 1 << 19
MOST_ROWS: Final = 1 << 22
"""A row group of more rows is never in memory as a whole."""
NOWHERE: Final = Path(os.devnull)
"""Where rows that are refused are written when nobody asks for them."""
BYTES_PER_ROW: Final = 40
"""Of a CSV, roughly: only how many shares there are depends on it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table's file and the columns to read. `rows` is an estimate where the file does not say it."""

    file: Path
    table: Table
    wanted: tuple[str, ...]
    rows: int

    @property
    def parquet(self) -> bool:
        """Whether the file says how many rows it has, and of which people."""
        return self.file.suffix == ".parquet"


class Block(NamedTuple):
    """Some rows: how many stand before them, unless the file does not say it, and how they are read."""

    number: int
    before: int
    read: Callable[[], pa.Table]


def source_of(folder: Path, table: Table, *, with_ids: bool, recorded: bool) -> Source | None:
    """A table's file, None where there is none and none is needed. UnreadableError when it can't be used at all."""
    file = find_asked(folder, table, recorded=recorded)
    if file is None:
        return None
    known = [column.name for column in table.columns]
    if file.suffix == ".csv":
        check_text(file)
        names = csv_names(file)
        check_columns(file, table, names)
        rows = file.stat().st_size // BYTES_PER_ROW + 1
        return Source(file, table, tuple(name for name in known if name in names), rows)
    with open_parquet(file, table) as opened:
        names, metadata = opened.schema_arrow.names, opened.metadata
    # an id that nobody asks for need not be read, if the file itself says that each row has one
    unasked = not with_ids and table.name == "activities" and complete(metadata, "activity")
    wanted = [name for name in known if name in names and not (unasked and name == "activity")]
    return Source(file, table, tuple(wanted), metadata.num_rows)


def complete(metadata: pq.FileMetaData, name: str) -> bool:
    """Whether the file itself says that a column has a value in every row."""
    column = metadata.schema.to_arrow_schema().names.index(name)
    counts = (metadata.row_group(i).column(column).statistics for i in range(metadata.num_row_groups))
    return all(known is not None and known.has_null_count and known.null_count == 0 for known in counts)


def blocks(source: Source, refused: Path) -> Iterator[Block]:
    """All of a file. Rows of a CSV that are no rows of its table are written to `refused`, by their number."""
    return _of_parquet(source) if source.parquet else _of_csv(source, refused)


def _of_csv(source: Source, refused: Path) -> Iterator[Block]:
    with readable(source.file), refused.open("w") as notes:

        def refuse(row: pacsv.InvalidRow) -> str:
            notes.write(json.dumps([row.number, too_many_or_few(row)]) + "\n")
            return "skip"

        before = 0
        if source.file.stat().st_size > CSV_BLOCK:
            with pacsv.open_csv(source.file, **csv_options(source.file, source.wanted, refuse)) as opened:
                for number, batch in enumerate(opened):
                    yield Block(number, before, partial(pa.Table.from_batches, [batch]))
                    before += batch.num_rows
        else:
            read = pacsv.read_csv(source.file, **csv_options(source.file, source.wanted, refuse))
            yield Block(0, 0, lambda: read)


def _of_parquet(source: Source) -> Iterator[Block]:
    with readable(source.file):
        metadata = pq.read_metadata(source.file)
    begin = before = rows = 0
    number = 0
    for group in range(metadata.num_row_groups):
        many = metadata.row_group(group).num_rows
        if rows and rows + many > ROWS_PER_BLOCK:
            yield Block(number, before, partial(read_groups, source, range(begin, group)))
            begin, before, rows, number = group, before + rows, 0, number + 1
        if many > MOST_ROWS:
            for batch in _slowly(source, group):
                yield Block(number, before, partial(pa.Table.from_batches, [batch]))
                before, number = before + batch.num_rows, number + 1
            begin = group + 1
        else:
            rows += many
    if rows or not number:
        yield Block(number, before, partial(read_groups, source, range(begin, metadata.num_row_groups)))


def _slowly(source: Source, group: int) -> Iterator[Any]:
    with readable(source.file), open_parquet(source.file, source.table) as opened:
        yield from opened.iter_batches(ROWS_PER_BLOCK, [group], list(source.wanted), use_threads=False)


def read_groups(source: Source, groups: range) -> pa.Table:
    """Some of a Parquet file's row groups, by the thread that asks."""
    with readable(source.file), open_parquet(source.file, source.table) as opened:
        return opened.read_row_groups(list(groups), list(source.wanted), use_threads=False)
