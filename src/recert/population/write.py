"""Writes a table part by part; the file has its name only once it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

ROWS_PER_GROUP: Final = 1 << 17


class Writer(Protocol):
    """Takes one part after the other."""

    def write(self, batch: Any) -> None:
        """Appends a part's rows."""


@contextmanager
def opened(file: Path, schema: pa.Schema, *, header: bool = True) -> Iterator[Writer]:
    """A writer of Parquet or CSV, by the file's ending. After an error nothing is left behind.

    A CSV without its header is what another one can be continued with.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        if file.suffix == ".csv":
            flat = pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in schema])
            with pacsv.CSVWriter(part, flat, write_options=pacsv.WriteOptions(include_header=header)) as csv_writer:
                yield _Flat(csv_writer, flat)
        else:
            with pq.ParquetWriter(part, schema, write_statistics=["person"], **_packed(schema)) as parquet_writer:
                grouped = _Grouped(parquet_writer)
                yield grouped
                grouped.finish()
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _packed(schema: pa.Schema) -> dict[str, Any]:
    """How columns are written: words by their place in a list, numbers and days by how much they differ.

    That takes less time than compressing what is written as it stands, and less room.
    """
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    numbers = [f.name for f in schema if pa.types.is_integer(f.type) or pa.types.is_date32(f.type)]
    small = {*words, *numbers}
    return {
        "use_dictionary": words,
        "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        "compression": {field.name: "none" if field.name in small else "lz4" for field in schema},
        "max_rows_per_page": 2 * ROWS_PER_GROUP,  # pages are small as it is: more of them take longer
    }


class _Grouped:
    """Collects small parts: a Parquet file of many small row groups is slow to write and to read."""

    def __init__(self, writer: Any) -> None:
        self.writer = writer
        self.waiting = list[Any]()
        self.rows = 0

    def write(self, batch: Any) -> None:
        self.waiting.append(batch)
        self.rows += batch.num_rows
        if self.rows >= ROWS_PER_GROUP:
            self.finish()

    def finish(self) -> None:
        """Writes what still waits."""
        if self.waiting:
            self.writer.write_table(pa.Table.from_batches(self.waiting), row_group_size=2 * ROWS_PER_GROUP)
        self.waiting, self.rows = [], 0


class _Flat:
    """CSV has no dictionaries: words are written out."""

    def __init__(self, writer: Any, schema: pa.Schema) -> None:
        self.writer = writer
        self.schema = schema

    def write(self, batch: Any) -> None:
        self.writer.write(pa.Table.from_batches([batch]).cast(self.schema))
