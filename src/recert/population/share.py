"""A share of the people, from rows to files of its own: it is there as a whole, or not at all."""

import json
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from recert.policy.plan import Plan
from recert.population import columns
from recert.population.activities import kinds_of, read_of
from recert.population.assess import assess_population
from recert.population.blocks import NOWHERE, blocks
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
"""Written last: a share that has it is there."""
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

    @property
    def shares(self) -> Path:
        """Where all shares' files are: removing a folder for each would take longer than removing all files."""
        return self.folder / "shares"

    def of_share(self, number: int, name: str) -> Path:
        """A share's file of this name."""
        return self.shares / f"{number:06}-{name}"

    def has(self, number: int) -> bool:
        """Whether a share is there."""
        return self.of_share(number, COUNTS).exists()


def assess_share(task: Task, number: int, fetch: Fetch) -> None:
    """Assesses a share and writes its files. If two do it at once, they are the same, and the last one's stay."""
    task.shares.mkdir(parents=True, exist_ok=True)
    begun = Begun(task, number, f".{uuid.uuid4()}")
    merged, histories = _read(task, number, fetch, begun)
    told = assess_population(task.plan, histories, task.as_of, with_entries=task.both, of=task.layout.people)
    counts = dict.fromkeys(task.names, 0)
    header = number == 0
    with ExitStack() as stack:
        writers = dict[str, Writer]()
        for batches in told:
            for name, batch in zip(task.names, batches, strict=True):
                rows = _placed(batch) if merged else batch
                if name not in writers:
                    file = begun.file(f"{name}.{task.part_ending}")
                    writers[name] = stack.enter_context(opened(file, rows.schema, header=header))
                writers[name].write(rows)
                counts[name] += rows.num_rows
    for table, source in task.layout.sources.items():
        found = sorted((p.line, p.what, p.fix) for p in histories.problems if p.file == str(source.file))
        if found:
            begun.file(f"{table}-{PROBLEMS}").write_text("".join(json.dumps(one) + "\n" for one in found))
    begun.file(COUNTS).write_text(json.dumps({"people": len(histories.people), **counts}))
    begun.finish()


@dataclass(frozen=True, slots=True)
class Begun:
    """The files of a share on which somebody works, under names that nobody else looks at."""

    task: Task
    number: int
    mark: str
    names: list[str] = field(default_factory=list)

    def file(self, name: str) -> Path:
        """One more file, to be written."""
        self.names.append(name)
        return self.task.shares / f"{self.mark}-{name}"

    def finish(self) -> None:
        """Gives the files their names, in the order in which they were begun."""
        for name in self.names:
            (self.task.shares / f"{self.mark}-{name}").replace(self.task.of_share(self.number, name))


def _read(task: Task, number: int, fetch: Fetch, begun: Begun) -> tuple[bool, Histories]:
    """A share's facts; whether its people are known together with where they stand in the people table."""
    layout = task.layout

    def read(table: Table) -> Rows:
        source = layout.sources.get(table.name)
        if source is None:
            return no_rows(table)
        if layout.cuts:
            data, numbers = fetch(table.name, number)
            return unchecked(source.file, table, data, 0, numbers)
        refused = NOWHERE if source.parquet else begun.file(f"{table.name}-{REFUSED}")
        read = [block.read() for block in blocks(source, refused)]
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
