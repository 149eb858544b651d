"""Tables in no order of people, put together share by share on disk: a file for each block, in it a batch per share."""

import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from recert.population.blocks import Block, Source, blocks
from recert.population.layout import Layout, share_of
from recert.population.numbered import Numbers
from recert.population.ranges import comparable

ROW: Final = "row"
"""The column that says which row of the file each is, from 0."""
WHOLE: Final = "whole"
REFUSED: Final = "refused.jsonl"


def runs(layout: Layout, source: Source, folder: Path) -> Iterator[Callable[[], int]]:
    """What is to be done so that `folder` holds a table's rows by share; each gives how many rows it was.

    What is there already is not done again; WHOLE is to be put there when all is done.
    """
    if (folder / WHOLE).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for begun in folder.glob(".*"):
        begun.unlink()
    for block in blocks(source, folder / f"{source.table.name}-{REFUSED}"):
        file = folder / f"{block.number:06}.arrow"
        if not file.exists():
            yield partial(_write, layout, block, file)


def by_share(layout: Layout, block: Block) -> Iterator[pa.RecordBatch]:
    """A block's rows, numbered: a batch for each share, in the order of shares."""
    # one dictionary of words for all batches of a file
    data = block.read().unify_dictionaries().combine_chunks()
    share = share_of(comparable(data["person"], numeric=layout.numeric), layout.cuts)
    order = np.argsort(share, kind="stable")
    rows = data.take(pa.array(order)).append_column(ROW, pa.array(order + block.before)).combine_chunks()
    ends = np.searchsorted(share[order], np.arange(layout.shares), side="right")
    begin = 0
    whole = rows.to_batches()[0] if rows.num_rows else pa.RecordBatch.from_pylist([], rows.schema)
    for end in ends.tolist():
        yield whole.slice(begin, end - begin)
        begin = end


def _write(layout: Layout, block: Block, file: Path) -> int:
    part = file.with_name(f".{uuid.uuid4()}")
    rows = 0
    writer: Any = None
    with part.open("wb") as opened:
        for batch in by_share(layout, block):
            writer = writer or pa.ipc.new_file(opened, batch.schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))
            writer.write_batch(batch)
            rows += batch.num_rows
        writer.close()
    part.rename(file)
    return rows


def numbered(rows: pa.Table) -> tuple[pa.Table, Numbers]:
    """Rows apart from their numbers."""
    return rows.drop_columns([ROW]), Numbers((np.asarray(rows[ROW].to_numpy()),))


def run_of(folder: Path, share: int) -> pa.Table:
    """A share's rows of a table, in the order of the file."""
    batches = []
    for file in sorted(folder.glob("*.arrow")):
        with pa.memory_map(str(file)) as mapped, pa.ipc.open_file(mapped) as opened:
            batches.append(pa.Table.from_batches([opened.get_batch(share)]))
    return pa.concat_tables(batches)
