"""A population's facts as columns in the order of people, ready for the loop over them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population import columns
from recert.population.activities import Read, reads
from recert.population.kernel import Credentials
from recert.population.load import (
    Owners,
    Rows,
    by_person,
    days,
    find,
    find_needed,
    lines,
    offsets,
    owners,
    read_people,
    read_rows,
    words,
)

RESULTS: Final = {"failed": 0, "passed": 1}

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


def read_histories(folder: Path, plan: Plan, *, with_entries: bool) -> Histories:
    """Reads a folder's four tables, activities apart. UnreadableError when one of them can't be used at all."""
    people_file = find_needed(folder, columns.PEOPLE)
    people_rows, people = read_people(people_file, columns.PEOPLE)
    problems = lines(people_rows)
    awards = _awards(folder, plan, people, problems)
    exams = _exams(folder, plan, people, problems)
    return Histories(
        people=people,
        credentials=Credentials(*awards, *exams),
        reads=reads(find_needed(folder, columns.ACTIVITIES), plan, people, with_ids=with_entries),
        problems=problems,
        parquet=people_file.suffix == ".parquet",
    )


def _awards(folder: Path, plan: Plan, people: pa.Array, problems: list[Problem]) -> tuple[Offsets, Ints, Ints, Ints]:
    rows = read_rows(find_needed(folder, columns.CREDENTIALS), columns.CREDENTIALS)
    whose = owners(rows, people)
    certification = words(rows, "certification", plan.certifications)
    awarded, expires = award_days(rows)
    problems += lines(rows)
    at, (awarded, certification, expires) = _in_order(rows, len(people), whose, awarded, certification, expires)
    return at, awarded, certification, expires


def award_days(rows: Rows) -> tuple[Ints, Ints]:
    """When each credential was awarded, and the issuer's own expiry date, 0 for none."""
    awarded = days(rows, "awarded")
    if not rows.has("expires"):
        return awarded, np.zeros_like(awarded)
    expires = days(rows, "expires")
    early = (expires != 0) & (expires <= awarded)
    rows.reject(early, "expires", "expires is {value}, not after the award", "write a later day, or leave it empty")
    return awarded, expires


def _exams(folder: Path, plan: Plan, people: pa.Array, problems: list[Problem]) -> tuple[Offsets, Ints, Ints, Ints]:
    file = find(folder, columns.EXAMS)
    if file is None:
        none = np.zeros(0, dtype=np.int32)
        return np.zeros(len(people) + 1, dtype=np.int64), none, none, none
    rows = read_rows(file, columns.EXAMS)
    whose = owners(rows, people)
    certification = words(rows, "certification", plan.certifications)
    day = days(rows, "date")
    passed = words(rows, "result", RESULTS)
    problems += lines(rows)
    at, (day, certification, passed) = _in_order(rows, len(people), whose, day, certification, passed)
    return at, day, certification, passed


def _in_order(rows: Rows, people: int, whose: Owners, *found: Ints) -> tuple[Offsets, Iterator[Ints]]:
    """The good rows in the order of people, and where each person's begin."""
    sorted_owners, chosen = by_person(rows, whose)
    ordered: Any = found if chosen is None else [column[chosen] for column in found]
    return offsets(sorted_owners, 0, people), ordered
