"""Reads the tables of a population. A bad row is reported with file and line, and left out; the good ones stay."""

import csv
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from recert.policy.problem import Problem
from recert.policy.toml import nearest
from recert.population.columns import Table
from recert.population.kinds import separated_by, wrong_bytes, wrong_kind
from recert.population.numbered import Numbers
from recert.population.passes import place

Mask = NDArray[np.bool_]
NO_ROWS: Final = np.zeros(0, dtype=np.int32)
"""A column of a table that is left out, which is looked at for each share: nothing of it needs to be read."""
FIRST_DAY: Final = -7305  # 1950-01-01
LAST_DAY: Final = 84006  # 2199-12-31
NEEDED: Final = ("people", "credentials")
"""Tables that no folder may leave out; nor that of activities, where the policy has any."""


csv.field_size_limit(1 << 30)  # a cell of megabytes is no reason to end: its row is reported


class UnreadableError(Exception):
    """A whole file is missing or no table: its message is the sentence for the person who gave it."""


@dataclass(slots=True)
class Rows:
    """One table's columns while they are checked. `good` has a place for each row; `before` counts those not read.

    Where only some rows were read, `numbers` says which of the file.
    """

    file: Path
    table: Table
    data: pa.Table
    good: Mask
    before: int = 0
    problems: list[Problem] = field(default_factory=list)
    numbers: Numbers | None = None

    def has(self, name: str) -> bool:
        """Whether an optional column is there."""
        return name in self.data.column_names

    def reject(self, bad: Mask, name: str, what: str, fix: str) -> None:
        """Reports the rows that are bad and were good so far. `{value}` in `what` is the row's value."""
        for row in np.flatnonzero(bad & self.good):
            shown = _shown(self.data[name][int(row)])
            number = self.before + row if self.numbers is None else self.numbers.of(int(row))
            self.problems.append(Problem(str(self.file), int(number), 1, what.format(value=shown), fix))
        self.good &= ~bad


def _shown(value: Any) -> str:
    try:
        return str(value.as_py())[:60]
    except (ValueError, OverflowError):  # an instant far beyond any calendar
        return str(value.cast(pa.int64()))


def find(folder: Path, table: Table) -> Path | None:
    """The table's file, Parquet before CSV; None when there is none."""
    files = (folder / f"{table.name}.{ending}" for ending in ("parquet", "csv"))
    return next((file for file in files if file.is_file()), None)


def find_asked(folder: Path, table: Table, *, recorded: bool) -> Path | None:
    """A table's file, None where there is none and none is needed. `recorded`: whether the policy has activities.

    UnreadableError where it is needed and not there.
    """
    needed = table.name in NEEDED or (recorded and table.name == "activities")
    return find_needed(folder, table) if needed else find(folder, table)


def find_needed(folder: Path, table: Table) -> Path:
    """The file of a table that must be there. UnreadableError when it is not."""
    file = find(folder, table)
    if file is None:
        raise UnreadableError(f"{folder}: there is no {table.name}.parquet or {table.name}.csv: put one there")
    return file


def read_rows(file: Path, table: Table) -> Rows:
    """A table's rows with the columns that it knows, unchecked. UnreadableError when it is none, or lacks a column."""
    with readable(file):
        if file.suffix == ".parquet":
            return read_groups(file, table, open_parquet(file, table), None)
        bad = list[Problem]()
        check_text(file)
        data = _read_csv(file, [column.name for column in table.columns], bad)
        check_columns(file, table, data.column_names)
    rows = unchecked(file, table, data, 0)
    rows.problems[:0] = bad
    return rows


def no_rows(table: Table) -> Rows:
    """What a table that was left out has."""
    data = pa.table({column.name: pa.array([], pa.string()) for column in table.columns})
    return unchecked(Path(f"{table.name}.csv"), table, data, 0)


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """Says of a file that can't be read that it can't, as UnreadableError."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError, csv.Error) as wrong:
        why = next(iter(str(wrong).splitlines()), "it is damaged")[:200]
        raise UnreadableError(f"{file}: it can't be read ({why}): check the file") from wrong


def check_columns(file: Path, table: Table, names: Sequence[str]) -> None:
    """UnreadableError when a column is missing that must be there."""
    missing = [c.name for c in table.columns if c.required and c.name not in names]
    if missing and (others := separated_by(names)):
        raise UnreadableError(f"{file}:1: {others} stand between its columns: separate them by commas")
    if missing:
        raise UnreadableError(f"{file}:1: there is no column {missing[0]}: add it, or rename the one that holds it")
    twice = [c.name for c in table.columns if list(names).count(c.name) > 1]
    if twice:
        raise UnreadableError(f"{file}:1: there are two columns {twice[0]}: keep one of them")


def unchecked(file: Path, table: Table, data: pa.Table, before: int, numbers: Numbers | None = None) -> Rows:
    """Rows of which is known only whether they have a value in each column that needs one."""
    rows = Rows(file, table, data, np.ones(data.num_rows, dtype=bool), before, numbers=numbers)
    for column in table.columns:
        if column.required and column.filled and column.name in data.column_names and data[column.name].null_count:
            empty = as_truths(pc.is_null(data[column.name]))
            rows.reject(empty, column.name, f"{column.name} is empty", "write it")
    return rows


def open_parquet(file: Path, table: Table, known: pq.FileMetaData | None = None) -> pq.ParquetFile:
    """A Parquet file whose words are read as dictionaries. UnreadableError when it lacks a column."""
    with readable(file):
        metadata = known or pq.read_metadata(file)
        schema = metadata.schema.to_arrow_schema()
        names = schema.names
        check_columns(file, table, names)
        wrong = wrong_kind(file, table, schema)
        if wrong:
            raise UnreadableError(str(wrong))
        words = [column.name for column in table.columns if column.kind == "word" and column.name in names]
        return pq.ParquetFile(file, read_dictionary=words, metadata=metadata)


def read_groups(
    file: Path, table: Table, opened: pq.ParquetFile, groups: range | None, without: Sequence[str] = ()
) -> Rows:
    """The rows of some of a Parquet file's row groups, of all where it is None, and closes it."""
    names = opened.schema_arrow.names
    wanted = [c.name for c in table.columns if c.name in names and c.name not in without]
    with readable(file), opened:
        if groups is None:
            return unchecked(file, table, opened.read(wanted), 0)
        before = sum(opened.metadata.row_group(i).num_rows for i in range(groups.start))
        return unchecked(file, table, opened.read_row_groups(list(groups), wanted, use_threads=False), before)


def _read_csv(file: Path, wanted: Sequence[str], bad: list[Problem]) -> pa.Table:
    def refuse(row: pacsv.InvalidRow) -> str:
        bad.append(Problem(str(file), -row.number, 1, too_many_or_few(row), MEND))
        return "skip"

    return pacsv.read_csv(file, **csv_options(file, wanted, refuse))


MEND: Final = "mend its commas and quotes"


def too_many_or_few(row: pacsv.InvalidRow) -> str:
    """What is wrong with a row that can't be a row of this table."""
    return f"the row has {row.actual_columns} columns, the first line {row.expected_columns}"


def check_text(file: Path) -> None:
    """UnreadableError where a CSV is no UTF-8."""
    with readable(file):
        wrong = wrong_bytes(file)
    if wrong:
        raise UnreadableError(str(wrong))


def csv_names(file: Path) -> list[str]:
    """The columns that the first line names. UnreadableError when there is none."""
    with readable(file), file.open(encoding="utf-8-sig", newline="") as opened:
        names = next(csv.reader(opened), [])
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableError(f'{file}:1: there are two columns "{twice[:60]}": rename one of them')
    if not names:
        raise UnreadableError(f"{file}:1: the file is empty: its first line must name the columns")
    return names


def csv_options(file: Path, wanted: Sequence[str], refuse: Callable[[pacsv.InvalidRow], str]) -> dict[str, Any]:
    """How a CSV is read: every value as text, in one thread, so that each row has a number."""
    names = csv_names(file)
    return {
        "read_options": pacsv.ReadOptions(use_threads=False, block_size=CSV_BLOCK),
        "parse_options": pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=refuse),
        "convert_options": pacsv.ConvertOptions(
            include_columns=[name for name in wanted if name in names],
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    }


CSV_BLOCK: Final = 1 << 24
"""Bytes of a CSV that are read at once."""


def lines(rows: Rows) -> list[Problem]:
    """The problems with the line in place of the row: in CSV a row begins where its text does, after the header.

    Of rows that have numbers, these stay: where their lines are is looked up once for the whole file.
    """
    if rows.numbers is not None:
        return sorted(rows.problems)
    if rows.file.suffix == ".parquet":
        return [_at(p, p.line + 1) for p in rows.problems]
    if not rows.problems:
        return []
    starts = _line_starts(rows.file)
    skipped = sorted(-p.line for p in rows.problems if p.line < 0)
    placed = list[Problem]()
    for problem in rows.problems:
        row = -problem.line if problem.line < 0 else _physical(problem.line + 2, skipped)
        placed.append(_at(problem, starts[min(row - 1, len(starts) - 1)]))
    return sorted(placed)


def _at(problem: Problem, line: int) -> Problem:
    return Problem(problem.file, line, problem.column, problem.what, problem.fix)


def _physical(row: int, skipped: Sequence[int]) -> int:
    """The number of a row in the file, from 1 with the header, given those that the reader had to skip."""
    for gone in skipped:
        if gone <= row:
            row += 1
    return row


def _line_starts(file: Path) -> list[int]:
    """The line on which each row of a CSV begins; blank lines are no rows."""
    starts, line = list[int](), 1
    with file.open(encoding="utf-8-sig", newline="", errors="replace") as opened:
        reader = csv.reader(opened)
        for row in reader:
            if row:
                starts.append(line)
            line = reader.line_num + 1
    return starts or [1]


def words(
    rows: Rows, name: str, known: dict[str, int], missing: int | None = None, quiet: Collection[str] = ()
) -> NDArray[np.int32]:
    """A column of words as the numbers they stand for. Unknown words are reported with the nearest known one.

    Rows with one of the `quiet` words are left out without a report.
    """
    if not rows.data.num_rows:
        return NO_ROWS
    pieces = list[NDArray[np.int32]]()
    for chunk in rows.data[name].chunks:
        encoded = chunk if pa.types.is_dictionary(chunk.type) else pc.dictionary_encode(chunk.cast(pa.string()))
        table = np.array([known.get(str(word), -1) for word in encoded.dictionary.to_pylist()] + [-2], dtype=np.int32)
        if quiet:
            unknown = [at for at, word in enumerate(encoded.dictionary.to_pylist()) if str(word) in quiet]
            table[unknown] = np.where(table[unknown] == -1, -3, table[unknown])
        indices = encoded.indices
        if indices.null_count:
            indices = pc.fill_null(indices, len(table) - 1)
        if missing is not None:
            table[-1] = missing
        # every index is one of the table's; NumPy would make each a longer number first
        pieces.append(pc.take(pa.array(table), indices, boundscheck=False).to_numpy())
    codes = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    if codes.min() < 0:
        bad = codes < 0
        rows.good &= codes != -3
        for word in pc.unique(rows.data[name].filter(pa.array(bad & (codes == -1)))).to_pylist():
            near = nearest(str(word), known)
            others = f"write one of {', '.join(known)}" if known else f"take the row out: the policy has no {name}"
            fix = f'did you mean "{near}"?' if near else others
            same = as_truths(pc.fill_null(pc.equal(rows.data[name].cast(pa.string()), str(word)), fill_value=False))
            rows.reject(same, name, f'there is no {name} "{{value}}"', fix)
        codes = np.where(bad, 0, codes)
    return codes


def numbers(rows: Rows, name: str, low: int, high: int) -> NDArray[np.int32]:
    """A column of whole numbers within bounds, both allowed."""
    if not rows.data.num_rows:
        return NO_ROWS
    column = rows.data[name]
    if not pa.types.is_integer(column.type):
        text = column.cast(pa.string())
        column = pc.if_else(pc.match_substring_regex(text, r"^\d{1,9}$"), text, None).cast(pa.int64())
    found = pc.fill_null(column.cast(pa.int64()), low - 1).to_numpy()
    bad = (found < low) | (found > high)
    rows.reject(bad, name, f'{name} is "{{value}}"', f"write a whole number from {low} to {high}")
    return np.where(bad, low, found).astype(np.int32)


def days(rows: Rows, name: str, missing: int = 0) -> NDArray[np.int32]:
    """A column of dates as day numbers, `missing` where there is none."""
    if not rows.data.num_rows:
        return NO_ROWS
    column = rows.data[name]
    if not pa.types.is_date32(column.type):
        column = _parse_days(rows, name, column)
    if column.null_count:
        column = pc.fill_null(column.cast(pa.int32()), missing)
    found = _column(column.cast(pa.int32()), np.int32)
    if len(found) and (found.min() < FIRST_DAY or found.max() > LAST_DAY):
        bad = (found != missing) & ((found < FIRST_DAY) | (found > LAST_DAY))
        rows.reject(bad, name, f"{name} is {{value}}", "write a date from 1950 to 2199")
        found = np.where(bad, 0, found)
    return found


def _parse_days(rows: Rows, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type) or pa.types.is_date64(column.type):
        return column.cast(pa.date32())
    text = column.cast(pa.string())
    form = pc.match_substring_regex(text, r"^\d{4}-\d{2}-\d{2}$")
    parsed = pc.strptime(pc.if_else(form, text, None), format="%Y-%m-%d", unit="s", error_is_null=True)
    # strptime accepts 2025-02-30 as a day of March: a date must read back as it was written
    same = pc.equal(pc.strftime(parsed, format="%Y-%m-%d"), text)
    parsed = pc.if_else(pc.fill_null(same, fill_value=False), parsed, None)
    bad = as_truths(pc.and_(pc.is_valid(column), pc.is_null(parsed)))
    rows.reject(bad, name, f'{name} is "{{value}}"', "write a date such as 2026-03-05")
    return parsed.cast(pa.date32())


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose rows are: the positions of people, one for each run of rows of the same, and how many rows it has."""

    people: NDArray[np.int64]
    lengths: NDArray[np.int64]


def owners(rows: Rows, known: pa.Array) -> Owners:
    """Whose each row is. Looked up once for each run of equal values."""
    column = rows.data["person"]
    if not len(column):
        return Owners(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    if pa.types.is_integer(known.type) and pa.types.is_integer(column.type):
        whole = pc.fill_null(column, 0) if column.null_count else column
        pieces = [chunk.to_numpy().astype(np.int64, copy=False) for chunk in whole.chunks]
        placed = place(pieces, np.asarray(known.to_numpy()).astype(np.int64, copy=False))
        if placed:
            return Owners(*placed)
        values, lengths = runs(whole.to_numpy())
        people = _positions(np.asarray(known.to_numpy()), values)
    else:
        texts, lengths = _runs_of_texts(column)
        people = pc.fill_null(pc.index_in(texts, value_set=known.cast(pa.string())), -1).to_numpy().astype(np.int64)
    if (people < 0).any():
        bad = np.repeat(people < 0, lengths)
        rows.reject(
            bad, "person", 'person "{value}" is not in the people table', "add the person there, or mend the id"
        )
    return Owners(people, lengths)


def runs(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The values of runs of equal numbers, and the runs' lengths."""
    if not len(column):
        return column, np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(column[1:] != column[:-1]) + 1
    starts = np.concatenate(([0], starts))
    return column[starts], np.diff(starts, append=len(column))


def by_person(rows: Rows, whose: Owners) -> tuple[Owners, NDArray[Any] | None]:
    """The good rows in the order of people, each person's in one run: which rows, None for all as they stand."""
    if rows.good.all() and (whose.people[1:] > whose.people[:-1]).all():
        return whose, None
    person = np.repeat(whose.people, whose.lengths)
    chosen = np.flatnonzero(rows.good)
    kept = person[chosen]
    if (kept[1:] < kept[:-1]).any():
        order = np.argsort(kept, kind="stable")
        chosen, kept = chosen[order], kept[order]
    return Owners(*runs(kept)), chosen


def _runs_of_texts(column: pa.ChunkedArray) -> tuple[pa.Array, NDArray[Any]]:
    """The values of runs of equal texts, and the runs' lengths. A run may end with a chunk and go on in the next."""
    runs = [pc.run_end_encode(chunk.cast(pa.string())) for chunk in column.chunks]
    values = pa.chunked_array([run.values for run in runs], pa.string()).combine_chunks()
    lengths = [np.diff(run.run_ends.to_numpy(), prepend=0) for run in runs]
    return values, np.concatenate([*lengths, np.zeros(0, dtype=np.int64)])


def _positions(known: NDArray[Any], values: NDArray[Any]) -> NDArray[np.int64]:
    """Where each value stands among the known ones, -1 where it does not."""
    if not len(known):
        return np.full(len(values), -1)
    order = None if (known[1:] > known[:-1]).all() else np.argsort(known)
    ranked = known if order is None else known[order]
    at = np.minimum(np.searchsorted(ranked, values), len(known) - 1)
    found = np.where(ranked[at] == values, at if order is None else order[at], -1)
    return found.astype(np.int64)


def people_of(rows: Rows) -> pa.Array:
    """The people, each once, in the order of the file."""
    column = rows.data["person"].combine_chunks()
    if not pa.types.is_integer(column.type):
        column = column.cast(pa.string())
    if not ascending(column) and pc.count_distinct(column, mode="all").as_py() != len(column):
        _, first = np.unique(np.array(column.to_pylist(), dtype=object).astype(str), return_index=True)
        again = np.ones(len(column), dtype=np.bool_)
        again[first] = False
        rows.reject(again, "person", 'person "{value}" is there twice', "keep one of them")
    return column.filter(pa.array(rows.good)) if not rows.good.all() else column


def offsets(whose: Owners, first: int, last: int) -> NDArray[np.int64]:
    """Where the rows of each person from `first` to before `last` begin, and where the last one's end."""
    at = np.zeros(last - first + 1, dtype=np.int64)
    if not len(whose.people):
        return at
    at[whose.people + 1 - first] = whose.lengths
    return np.cumsum(at)


def ascending(people: pa.Array) -> bool:
    """Whether every person's id is greater than the one before, as numbers or by the bytes of their text."""
    later = pc.greater(people[1:], people[:-1])
    return bool(pc.all(later, skip_nulls=False).as_py()) if len(later) else True


def as_truths(column: Any) -> Mask:
    """A column of truths, as what masks are made of."""
    return np.asarray(column.to_numpy(), dtype=bool)


def _column(column: pa.ChunkedArray, kind: type[np.int32]) -> NDArray[np.int32]:
    if column.num_chunks == 1:
        return np.asarray(column.chunk(0).to_numpy(zero_copy_only=False), dtype=kind)
    return np.asarray(column.to_numpy(), dtype=kind)
