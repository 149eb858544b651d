"""A share of the people, from rows to a folder of its own: it is there as a whole, or not at all."""

import json
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from recert.policy.plan import Plan
from recert.population import columns
from recert.population.activities import kinds_of, read_of
from recert.population.assess import assess_population
from recert.population.blocks import blocks
from recert.population.columns import Table
from recert.population.histories import Histories, Reading, histories_of
from recert.population.layout import Layout
from recert.population.load import Rows, lines, no_rows, people_of, unchecked
from recert.population.numbered import Numbers
from recert.population.runs import REFUSED
from recert.population.write import Writer, opened

POSITION: Final = "position"
"""The column that says where in the people table somebody stands; only while shares are put together."""
COUNTS: Final = "counts.json"
PROBLEMS: Final = "problems.jsonl"

Fetch = Callable[[str, int], tuple[pa.Table, Numbers]]
"""A table's rows of a share, and their numbers."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be assessed, how, and into which folder. `ending` is that of the tables in the end."""

    plan: Plan
    as_of: date
    layout: Layout
    both: bool
    ending: str
    folder: Path

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that are written."""
        besides = ("designations",) if self.plan.policy.designations else ()
        return ("standings", *(("entries",) if self.both else ()), *besides)

    @property
    def part_ending(self) -> str:
        """How a share's tables are written: as in the end, unless they have yet to be brought in order."""
        return self.ending if self.layout.in_order or not self.layout.cuts else "parquet"

    def share(self, number: int) -> Path:
        """Where a share's tables are once they are whole."""
        return self.folder / "shares" / f"{number:06}"


def assess_share(task: Task, number: int, fetch: Fetch) -> None:
    """Assesses a share and writes its folder. If two do it at once, it is the same, and the first one's stays."""
    folder = task.share(number)
    part = folder.with_name(f".{uuid.uuid4()}")
    part.mkdir(parents=True)
    merged, histories = _read(task, number, fetch, part)
    told = assess_population(task.plan, histories, task.as_of, with_entries=task.both, of=task.layout.people)
    counts = dict.fromkeys(task.names, 0)
    header = number == 0
    with ExitStack() as stack:
        writers = dict[str, Writer]()
        for batches in told:
            for name, batch in zip(task.names, batches, strict=True):
                rows = _placed(batch) if merged else batch
                if name not in writers:
                    file = part / f"{name}.{task.part_ending}"
                    writers[name] = stack.enter_context(opened(file, rows.schema, header=header))
                writers[name].write(rows)
                counts[name] += rows.num_rows
    for table, source in task.layout.sources.items():
        found = sorted((p.line, p.what, p.fix) for p in histories.problems if p.file == str(source.file))
        if found:
            (part / f"{table}-{PROBLEMS}").write_text("".join(json.dumps(one) + "\n" for one in found))
    (part / COUNTS).write_text(json.dumps({"people": len(histories.people), **counts}))
    try:
        part.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _read(task: Task, number: int, fetch: Fetch, part: Path) -> tuple[bool, Histories]:
    """A share's facts; whether its people are known together with where they stand in the people table."""
    layout = task.layout

    def read(table: Table) -> Rows:
        source = layout.sources.get(table.name)
        if source is None:
            return no_rows(table)
        if layout.cuts:
            data, numbers = fetch(table.name, number)
            return unchecked(source.file, table, data, 0, numbers)
        read = [block.read() for block in blocks(source, part / f"{table.name}-{REFUSED}")]
        data = pa.concat_tables(read)
        return unchecked(source.file, table, data, 0, Numbers((range(data.num_rows),)))

    rows = read(columns.PEOPLE)
    people = people_of(rows)
    reading = Reading(read, task.plan, task.plan, people, lines(rows))
    done = read(columns.ACTIVITIES)
    turns = (lambda: read_of(done, kinds_of(task.plan), people, 0),)
    found = histories_of(reading, turns, parquet=layout.sources["people"].parquet)
    merged = bool(layout.cuts) and not layout.in_order
    if merged:
        place = pa.array(rows.numbers.all()[np.flatnonzero(rows.good)])  # type: ignore[union-attr]
        known = pa.StructArray.from_arrays([people, place], ["person", POSITION])
        found = Histories(known, found.credentials, found.reads, found.problems, found.parquet)
    return merged, found


def _placed(batch: Any) -> Any:
    """A batch whose people are known with their places: these in a column of their own."""
    at = batch.schema.get_field_index("person")
    both = batch.column(at)
    columns_of = {name: batch.column(name) for name in batch.schema.names} | {"person": both.field(0)}
    return pa.RecordBatch.from_pydict(columns_of | {POSITION: both.field(1)})
