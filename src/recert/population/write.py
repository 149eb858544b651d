"""Writes a table part by part; the file has its name only once it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq


class Writer(Protocol):
    """Takes one part after the other."""

    def write(self, batch: Any) -> None:
        """Appends a part's rows."""


@contextmanager
def opened(file: Path, schema: pa.Schema) -> Iterator[Writer]:
    """A writer of Parquet or CSV, by the file's ending. After an error nothing is left behind."""
    part = file.with_name(f".{file.name}.part")
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    try:
        if file.suffix == ".csv":
            flat = pa.schema([(f.name, pa.string() if f.name in words else f.type) for f in schema])
            with pacsv.CSVWriter(part, flat) as csv_writer:
                yield _Flat(csv_writer, flat)
        else:
            with pq.ParquetWriter(part, schema, use_dictionary=words, compression="lz4") as writer:
                yield writer
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


class _Flat:
    """CSV has no dictionaries: words are written out."""

    def __init__(self, writer: Any, schema: pa.Schema) -> None:
        self.writer = writer
        self.schema = schema

    def write(self, batch: Any) -> None:
        self.writer.write(pa.Table.from_batches([batch]).cast(self.schema))
