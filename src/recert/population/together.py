"""The tables of all shares as one: one after the other, or in the order of the people table."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recert.population.footer import MAGIC, Struct, add, read_footer, write_footer
from recert.population.share import POSITION
from recert.population.write import opened

ROWS_AT_ONCE: Final = 1 << 19
"""Rows of all shares together that are in memory while they are brought in order."""


class Appended:
    """A table that grows by a share's table after the other, copied as it stands."""

    def __init__(self, file: Path) -> None:
        self.file = file.open("wb")
        self.parquet = file.suffix == ".parquet"
        self.footer: Struct = {}

    def append(self, share: Path) -> None:
        """Adds a share's rows."""
        with share.open("rb") as opened:
            if not self.parquet:
                self._copy(opened, 0, share.stat().st_size)
                return
            footer, end = read_footer(opened)
            begin = len(MAGIC) if self.footer else 0
            by = self.file.tell() - begin
            self._copy(opened, begin, end - begin)
            if self.footer:
                add(self.footer, footer, by)
            else:
                self.footer = footer
        os.fdatasync(self.file.fileno())  # while others are assessed: in the end little is left to wait for

    def finish(self) -> None:
        """Ends the file, and sees to it that it is on the disk."""
        if self.parquet:
            write_footer(self.footer, self.file)
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def _copy(self, opened: Any, at: int, length: int) -> None:
        self.file.flush()
        while length:
            done = os.sendfile(self.file.fileno(), opened.fileno(), at, length)
            at, length = at + done, length - done
        self.file.seek(0, 2)


def merge(shares: list[Path], file: Path) -> None:
    """Writes the rows of all shares in the order of the people table. Each share is in that order."""
    readers = [_Rows(share, max(1024, ROWS_AT_ONCE // len(shares))) for share in shares]
    schema = readers[0].schema.remove(readers[0].schema.get_field_index(POSITION))
    with opened(file, schema) as writer:
        for table in _in_order(readers):
            for batch in table.drop_columns([POSITION]).select(schema.names).combine_chunks().to_batches():
                writer.write(batch)


def _in_order(readers: list["_Rows"]) -> Iterator[Any]:
    while waiting := [reader for reader in readers if reader.fill()]:
        # whose rows end first may go on in its next batch, so all before that person are complete
        first = min(waiting, key=_Rows.last)
        limit = first.last()
        found = [reader.before(limit) for reader in waiting]
        if not any(len(rows) for rows in found):
            found = [first.person(limit)]
        rows = pa.concat_tables(found).unify_dictionaries().combine_chunks()
        yield rows.take(pa.array(np.argsort(rows[POSITION].to_numpy(), kind="stable")))


class _Rows:
    """A share's rows, some in memory."""

    def __init__(self, file: Path, many: int) -> None:
        opened = pq.ParquetFile(file, buffer_size=1 << 16)  # bit by bit: many are open at one time
        self.schema = opened.schema_arrow
        self.many = many
        self.batches = opened.iter_batches(many, use_threads=False)
        self.rows = self.schema.empty_table()

    def fill(self) -> bool:
        """Whether there are rows. Reads more before few are left: whoever has few keeps all others waiting."""
        while self.rows.num_rows <= self.many // 2:
            batch = next(self.batches, None)
            if batch is None:
                break
            self.rows = pa.concat_tables([self.rows, pa.Table.from_batches([batch])])
        return bool(self.rows.num_rows)

    def last(self) -> int:
        """Where the last person in memory stands."""
        found: int = self.rows[POSITION][-1].as_py()
        return found

    def before(self, position: int) -> Any:
        """Takes the rows of all people before one."""
        many = int(np.searchsorted(self.rows[POSITION].to_numpy(), position))
        found, self.rows = self.rows.slice(0, many), self.rows.slice(many)
        return found

    def person(self, position: int) -> Any:
        """Takes all rows of the first person in memory."""
        found = [self.before(position + 1)]
        while not self.rows.num_rows and self.fill():
            found.append(self.before(position + 1))
        return pa.concat_tables(found)
