"""The activities of a population, read in turns: together they never have to be in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from recert.policy.asking import asks_provider
from recert.policy.calendar import NEVER
from recert.policy.history import Status
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.policy.several_days import SeveralDays
from recert.population.blocks import complete
from recert.population.columns import ACTIVITIES
from recert.population.load import (
    Mask,
    Owners,
    Rows,
    ascending,
    by_person,
    days,
    lines,
    no_rows,
    offsets,
    open_parquet,
    owners,
    read_groups,
    read_rows,
    words,
)
from recert.population.parts import parts_of, serving
from recert.population.thousandths import thousandths_of

STATUSES: Final = {status.name.lower(): int(status) for status in Status}
ONE: Final = 1000
"""How much an activity is that is not measured, in thousandths."""
ROWS_PER_READ: Final = 1 << 19
"""Row groups smaller than this are read together."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The types of activity as the plan numbers them, and those that are left out without a report.

    `measured` says of each type whether it is measured in something; None where none is. `provided`: some rule looks
    at who gave an activity; `several_days`: by which of its days one counts. `categories` are those that parts may
    name, and those that only another plan knows; None where no activity is split. `groups` likewise are those to which
    activities are assigned.
    """

    codes: dict[str, int]
    quiet: frozenset[str]
    measured: NDArray[np.bool_] | None
    provided: bool = False
    categories: tuple[frozenset[str], frozenset[str]] | None = None
    groups: tuple[dict[str, int], frozenset[str]] | None = None
    several_days: SeveralDays = SeveralDays.LAST_DAY


@dataclass(frozen=True, slots=True)
class Columns:
    """Some activities in the order of people. A status or name column may be missing; ids are, where nobody asks.

    Quantities, in thousandths, are missing where the policy measures and splits nothing, providers where none matters.
    """

    day: Ints
    type: Ints
    status: Ints | None
    quantity: Ints | None
    ids: pa.ChunkedArray | None
    names: pa.ChunkedArray | None
    providers: pa.ChunkedArray | None = None
    parts: pa.ChunkedArray | None = None
    serves: NDArray[np.int64] | None = None
    first: Ints | None = None  # the first day, where several are divided

    def slice(self, begin: int, end: int) -> "Columns":
        """Those from `begin` to before `end`; nothing is copied."""
        length = end - begin
        return Columns(
            self.day[begin:end],
            self.type[begin:end],
            None if self.status is None else self.status[begin:end],
            None if self.quantity is None else self.quantity[begin:end],
            None if self.ids is None else self.ids.slice(begin, length),
            None if self.names is None else self.names.slice(begin, length),
            None if self.providers is None else self.providers.slice(begin, length),
            None if self.parts is None else self.parts.slice(begin, length),
            None if self.serves is None else self.serves[begin:end],
            None if self.first is None else self.first[begin:end],
        )

    def take(self, order: NDArray[Any]) -> "Columns":
        """Those at these places, in this order."""
        picked = pa.array(order)
        return Columns(
            self.day[order],
            self.type[order],
            None if self.status is None else self.status[order],
            None if self.quantity is None else self.quantity[order],
            None if self.ids is None else self.ids.take(picked),
            None if self.names is None else self.names.take(picked),
            None if self.providers is None else self.providers.take(picked),
            None if self.parts is None else self.parts.take(picked),
            None if self.serves is None else self.serves[order],
            None if self.first is None else self.first[order],
        )

    def before(self, other: "Columns") -> "Columns":
        """These, and then the others, which have the same columns."""
        return Columns(
            np.concatenate([self.day, other.day]),
            np.concatenate([self.type, other.type]),
            _one_after_the_other(self.status, other.status),
            _one_after_the_other(self.quantity, other.quantity),
            _chained(self.ids, other.ids),
            _chained(self.names, other.names),
            _chained(self.providers, other.providers),
            _chained(self.parts, other.parts),
            None if self.serves is None or other.serves is None else np.concatenate([self.serves, other.serves]),
            _one_after_the_other(self.first, other.first),
        )


def _one_after_the_other(one: Ints | None, other: Ints | None) -> Ints | None:
    return None if one is None or other is None else np.concatenate([one, other])


def _chained(one: pa.ChunkedArray | None, other: pa.ChunkedArray | None) -> pa.ChunkedArray | None:
    return None if one is None or other is None else pa.chunked_array([*one.chunks, *other.chunks], other.type)


@dataclass(frozen=True, slots=True)
class Read:
    """What one turn of reading gave: whose the activities are, each person in one run, and what was wrong."""

    whose: Owners
    columns: Columns
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Stretch:
    """All activities of the people from `first` on: `at[i]` to `at[i + 1]` are those of person `first + i`."""

    first: int
    at: NDArray[np.int64]
    columns: Columns


def reads(
    file: Path, plan: Plan, people: pa.Array, *, with_ids: bool, also: Plan | None = None
) -> tuple[Callable[[], Read], ...]:
    """The turns in which a file is read: many where it is a Parquet file sorted by person, else one.

    Activities of a type that only the plan `also` knows are left out without a report.
    """
    kinds = kinds_of(plan, also)
    if file.suffix != ".parquet":
        return (lambda: read_of(read_rows(file, ACTIVITIES), kinds, people, 0),)
    metadata = open_parquet(file, ACTIVITIES).metadata
    # parts of one day and type are told apart by their ids, and then it matters which is first
    with_ids = with_ids or any((plan.tables.splits, plan.tables.allocates, plan.tables.by_days))
    ids = () if with_ids or not complete(metadata, "activity") else ("activity",)
    unread = ("provider", kinds.provided), ("began", kinds.several_days is not SeveralDays.LAST_DAY)
    without = (*ids, *(name for name, read in unread if not read))
    turns = _turns(metadata, people) or [(range(metadata.num_row_groups), 0, len(people))]
    return tuple(partial(_read_turn, file, metadata, kinds, people, without, turn) for turn in turns)


def no_reads(plan: Plan, people: pa.Array) -> tuple[Callable[[], Read], ...]:
    """The one turn in which nothing is read, where there is no file."""
    return (lambda: read_of(no_rows(ACTIVITIES), kinds_of(plan), people, 0),)


def kinds_of(plan: Plan, also: Plan | None = None) -> Kinds:
    """The types of a plan; those that only the plan `also` knows are left out without a report."""
    measured = np.array([kind.measure is not None for kind in plan.policy.types], dtype=np.bool_)
    known = (frozenset(plan.categories), frozenset(also.categories if also else ()))
    return Kinds(
        plan.types,
        frozenset(also.types) if also else frozenset(),
        measured if measured.any() else None,
        any(asks_provider(plan.policy, kind.key) for kind in plan.policy.types),
        known if plan.tables.splits else None,
        (plan.groups, frozenset(also.groups if also else ())) if plan.tables.allocates else None,
        plan.policy.several_days,
    )


def _read_turn(
    file: Path,
    metadata: pq.FileMetaData,
    kinds: Kinds,
    people: pa.Array,
    without: tuple[str, ...],
    turn: tuple[range, int, int],
) -> Read:
    groups, first, last = turn
    rows = read_groups(file, ACTIVITIES, open_parquet(file, ACTIVITIES, metadata), groups, without)
    return read_of(rows, kinds, people.slice(first, last - first), first)


def read_of(rows: Rows, kinds: Kinds, people: pa.Array, first: int) -> Read:
    """Checks rows, whose owners are among these people; the first of them stands at `first` among all."""
    whose = owners(rows, people)
    kind = words(rows, "type", kinds.codes, quiet=kinds.quiet)
    day = days(rows, "date")
    began = day
    if kinds.several_days is not SeveralDays.LAST_DAY and rows.has("began"):
        began = np.minimum(day, first_days(rows, day))
    if kinds.several_days is SeveralDays.FIRST_DAY:
        day = began
    status = words(rows, "status", STATUSES, missing=0) if rows.has("status") else None
    quantity = None if kinds.measured is None else quantities(rows, kinds.measured[kind])
    if quantity is None and kinds.categories:
        quantity = np.full(len(kind), ONE, dtype=np.int32)  # which its part has to be
    ids = rows.data["activity"] if rows.has("activity") else None
    names = rows.data["name"] if rows.has("name") else None
    parts = parts_of(rows, *kinds.categories) if kinds.categories and rows.has("parts") else None
    serves = serving(rows, *kinds.groups) if kinds.groups and rows.has("serves") else None
    whose, chosen = by_person(rows, whose)
    providers = rows.data["provider"] if kinds.provided and rows.has("provider") else None
    divided = began if kinds.several_days is SeveralDays.EACH_DAY else None
    found = Columns(day, kind, status, quantity, ids, names, providers, parts, serves, divided)
    if chosen is not None:
        found = found.take(chosen)
    return Read(Owners(whose.people + first, whose.lengths) if first else whose, found, lines(rows))


def first_days(rows: Rows, last: Ints) -> Ints:
    """The first day of each activity that says so; NEVER of the others."""
    found = days(rows, "began", NEVER)
    rows.reject((found != NEVER) & (found > last), "began", "{value} comes after its date", "write the first day")
    return found


def quantities(rows: Rows, measured: Mask) -> Ints:
    """How much each activity was, in thousandths: 1 of each that is not measured."""
    found = thousandths_of(rows, "quantity") if rows.has("quantity") else np.zeros(len(measured), dtype=np.int32)
    if rows.has("quantity"):
        rows.reject(measured & (found == 0), "quantity", "quantity is empty or 0", "write how much it was, such as 1.5")
    elif measured.any():
        rows.reject(measured, "type", "{value} is measured, but there is no column quantity", "add the column")
    return np.where(measured, found, ONE).astype(np.int32)


def _turns(metadata: pq.FileMetaData, people: pa.Array) -> list[tuple[range, int, int]]:
    """Row groups to read together, and the positions (from, to before) of the people in them.

    Empty where the file doesn't say of its row groups that they follow each other in the order of people.
    """
    if not ascending(people):
        return []
    column = metadata.schema.to_arrow_schema().names.index("person")
    turns = list[tuple[range, int, int]]()
    rows = ROWS_PER_READ
    for i in range(metadata.num_row_groups):
        group = metadata.row_group(i)
        known = group.column(column).statistics
        if known is None or not known.has_min_max or (known.has_null_count and known.null_count):
            return []
        first, last = _position(people, known.min), _position(people, known.max)
        if first is None or last is None or (turns and first < turns[-1][2] - 1):
            return []
        if rows < ROWS_PER_READ:
            turns[-1] = (range(turns[-1][0].start, i + 1), turns[-1][1], last + 1)
        else:
            turns.append((range(i, i + 1), first, last + 1))
            rows = 0
        rows += group.num_rows
    return turns


def _position(people: pa.Array, person: Any) -> int | None:
    """Where a person stands among people in ascending order; None where not."""
    low, high = 0, len(people)
    try:
        while low < high:
            middle = (low + high) // 2
            if people[middle].as_py() < person:
                low = middle + 1
            else:
                high = middle
        return low if low < len(people) and people[low].as_py() == person else None
    except TypeError:  # the ids of one table are numbers, those of the other texts
        return None


def stretches(found: Iterable[Read], many: int, people: int) -> Iterator[Stretch]:
    """Cuts so many reads between people. The last person of one waits for the next read, which may go on there."""
    first = 0
    rest: Read | None = None
    for turn, read in enumerate(found, 1):
        rest = read if rest is None or not len(rest.whose.people) else _joined(rest, read)
        if turn == many or not len(rest.whose.people):
            continue
        last, rows = int(rest.whose.people[-1]), len(rest.columns.day)
        complete = rows - int(rest.whose.lengths[-1])
        if last > first:
            yield _stretch(_cut(rest, slice(-1), 0, complete), first, last)
            first = last
        rest = _cut(rest, slice(-1, None), complete, rows)
    if rest is not None:
        yield _stretch(rest, first, people)


def _cut(read: Read, people: slice, begin: int, end: int) -> Read:
    whose = Owners(read.whose.people[people], read.whose.lengths[people])
    return Read(whose, read.columns.slice(begin, end), read.problems)


def _joined(one: Read, other: Read) -> Read:
    """Two reads as one; the last person of the first may be the first of the second."""
    people, lengths = other.whose.people, other.whose.lengths.copy()
    before = slice(None)
    if len(people) and one.whose.people[-1] == people[0]:
        lengths[0] += one.whose.lengths[-1]
        before = slice(-1)
    whose = Owners(
        np.concatenate([one.whose.people[before], people]), np.concatenate([one.whose.lengths[before], lengths])
    )
    return Read(whose, one.columns.before(other.columns), other.problems)


def _stretch(read: Read, first: int, last: int) -> Stretch:
    return Stretch(first, offsets(read.whose, first, last), read.columns)
