"""A population's facts as columns in the order of people, ready for the loop over them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.calendar import NEVER
from recert.policy.facts import EVERY
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population import columns
from recert.population.activities import Read, no_reads, reads
from recert.population.dated import circumstances_in, extensions_in
from recert.population.kernel import Credentials, fixed
from recert.population.load import (
    Owners,
    Rows,
    by_person,
    days,
    find_asked,
    lines,
    no_rows,
    numbers,
    offsets,
    owners,
    people_of,
    read_rows,
    words,
)

RESULTS: Final = {"failed": 0, "passed": 1}
MOST_CYCLES: Final = 10_000
Ints = NDArray[np.int32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Histories:
    """Everybody's facts. `problems` is what is wrong with rows that are not among them; it grows with each read.

    Activities are by far the most. They are read in turns, each when it is its turn, each by whatever thread is free.
    """

    people: pa.Array
    credentials: Credentials
    reads: tuple[Callable[[], Read], ...]
    problems: list[Problem]
    parquet: bool


def read_histories(folder: Path, plan: Plan, *, with_entries: bool, also: Plan | None = None) -> Histories:
    """Reads a folder's tables, activities apart. UnreadableError when one of them can't be used at all.

    Rows about what only the plan `also` knows are left out without a report.
    """

    recorded = plan.policy.has_activities or (also is not None and also.policy.has_activities)

    def read(table: columns.Table) -> Rows:
        file = find_asked(folder, table, recorded=recorded)
        return no_rows(table) if file is None else read_rows(file, table)

    people_rows = read(columns.PEOPLE)
    people = people_of(people_rows)
    file = find_asked(folder, columns.ACTIVITIES, recorded=recorded)
    return histories_of(
        Reading(read, plan, also or plan, people, lines(people_rows)),
        reads(file, plan, people, with_ids=with_entries, also=also) if file else no_reads(plan, people),
        parquet=people_rows.file.suffix == ".parquet",
    )


def histories_of(reading: "Reading", turns: tuple[Callable[[], Read], ...], *, parquet: bool) -> Histories:
    """Everybody's facts, out of whatever tables are read."""
    return Histories(
        people=reading.people,
        credentials=Credentials(*map(fixed, _columns(reading))),
        reads=turns,
        problems=reading.problems,
        parquet=parquet,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Tables being read for a plan; what only `also` knows is no mistake."""

    read: Callable[[columns.Table], Rows]
    plan: Plan
    also: Plan
    people: pa.Array
    problems: list[Problem]

    def certifications(self, rows: Rows) -> Ints:
        """The column of certifications."""
        return words(rows, "certification", self.plan.certifications, quiet=self.also.certifications)

    def in_order(self, rows: Rows, whose: Owners, *found: Ints) -> tuple[Offsets, Iterator[Ints]]:
        """The good rows in the order of people, and where each person's begin. Notes what is wrong with the others."""
        self.problems.extend(lines(rows))
        sorted_owners, chosen = by_person(rows, whose)
        ordered: Any = found if chosen is None else [column[chosen] for column in found]
        return offsets(sorted_owners, 0, len(self.people)), ordered


def _columns(reading: Reading) -> Iterator[Any]:
    yield from _awards(reading)
    yield from _exams(reading)
    yield from _grants(reading)
    yield from _extensions(reading)
    yield from _circumstances(reading)


def _awards(reading: Reading) -> tuple[Any, ...]:
    rows = reading.read(columns.CREDENTIALS)
    whose = owners(rows, reading.people)
    certification = reading.certifications(rows)
    awarded, expires = award_days(rows)
    at, found = reading.in_order(rows, whose, awarded, certification, expires)
    return at, *found


def award_days(rows: Rows) -> tuple[Ints, Ints]:
    """When each credential was awarded, and the issuer's own expiry date, 0 for none."""
    awarded = days(rows, "awarded")
    if not rows.has("expires"):
        return awarded, np.zeros_like(awarded)
    expires = days(rows, "expires")
    early = (expires != 0) & (expires <= awarded)
    rows.reject(early, "expires", "expires is {value}, not after the award", "write a later day, or leave it empty")
    return awarded, expires


def _exams(reading: Reading) -> tuple[Any, ...]:
    rows = reading.read(columns.EXAMS)
    whose = owners(rows, reading.people)
    certification = reading.certifications(rows)
    day = days(rows, "date")
    passed = words(rows, "result", RESULTS)
    at, found = reading.in_order(rows, whose, day, certification, passed)
    return at, *found


def _grants(reading: Reading) -> tuple[Any, ...]:
    rows = reading.read(columns.RENEWALS)
    whose = owners(rows, reading.people)
    group = words(rows, "group", reading.plan.groups, quiet=reading.also.groups)
    cycle = numbers(rows, "cycle", 1, MOST_CYCLES)
    met, end, expires = days(rows, "met_on"), days(rows, "end"), new_expiries(rows, reading.plan)
    at, found = reading.in_order(rows, whose, met, group, expires, cycle, end, masks(reading.plan, rows, group))
    return at, *found


def new_expiries(rows: Rows, plan: Plan) -> Ints:
    """The date that each renewal gave; NEVER of one that was for life, where the policy has such."""
    found = days(rows, "new_expiry", missing=NEVER)
    if not plan.tables.endless:
        rows.reject(found == NEVER, "new_expiry", "new_expiry is empty", "write it")
    return found


def _extensions(reading: Reading) -> tuple[Any, ...]:
    rows = reading.read(columns.EXTENSIONS)
    whose = owners(rows, reading.people)
    day, group, to, mask = extensions_in(rows, reading.plan, quiet=reading.also)
    at, found = reading.in_order(rows, whose, day, group, to, mask)
    return at, *found


def _circumstances(reading: Reading) -> tuple[Any, ...]:
    rows = reading.read(columns.CIRCUMSTANCES)
    whose = owners(rows, reading.people)
    at, found = reading.in_order(rows, whose, *circumstances_in(rows, reading.plan, quiet=reading.also))
    return at, *found


def masks(plan: Plan, rows: Rows, group: Ints) -> Any:
    """A bit for each certification that a grant renewed, by its place within the group; all where none is named."""
    found = np.full(len(group), EVERY, dtype=np.int64)
    if not rows.has("certifications"):
        return found
    encoded = rows.data["certifications"].combine_chunks().cast(pa.string()).dictionary_encode()
    named = np.asarray(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False))
    for at, text in enumerate(encoded.dictionary.to_pylist()):
        places = [plan.certifications[code] for code in text.split() if code in plan.certifications]
        for g in range(plan.tables.groups) if text.split() else ():
            first, last = plan.tables.group_at[g], plan.tables.group_at[g + 1]
            mask = sum(1 << (place - first) for place in places if first <= place < last)
            found[(named == at) & (group == g)] = mask
    return found
