"""A population's facts as sorted columns, ready for the loop over people."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.history import Status
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population import columns
from recert.population.kernel import Credentials
from recert.population.load import Rows, days, find, find_needed, lines, people_of, read_people, read_rows, words

STATUSES: Final = {status.name.lower(): int(status) for status in Status}
RESULTS: Final = {"failed": 0, "passed": 1}

Ints = NDArray[np.int32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Activities:
    """In the order of people: `at[p]` to `at[p + 1]` are person p's. A status or name column may be missing."""

    at: Offsets
    day: Ints
    type: Ints
    status: Ints | None
    ids: pa.ChunkedArray
    names: pa.ChunkedArray | None


@dataclass(frozen=True, slots=True)
class Histories:
    """Everybody's facts, and what was wrong with the rows that are not among them."""

    people: pa.Array
    credentials: Credentials
    activities: Activities
    problems: tuple[Problem, ...]
    parquet: bool


def read_histories(folder: Path, plan: Plan) -> Histories:
    """Reads a folder's four tables. UnreadableError when one of them can't be used at all."""
    people_file = find_needed(folder, columns.PEOPLE)
    people_rows, people = read_people(people_file, columns.PEOPLE)
    problems = lines(people_rows)
    awards = _awards(folder, plan, people, problems)
    exams = _exams(folder, plan, people, problems)
    activities = _activities(folder, plan, people, problems)
    return Histories(
        people=people,
        credentials=Credentials(*awards, *exams),
        activities=activities,
        problems=tuple(problems),
        parquet=people_file.suffix == ".parquet",
    )


def _awards(folder: Path, plan: Plan, people: pa.Array, problems: list[Problem]) -> tuple[Offsets, Ints, Ints, Ints]:
    file = find_needed(folder, columns.CREDENTIALS)
    rows = read_rows(file, columns.CREDENTIALS)
    person = people_of(rows, people)
    certification = words(rows, "certification", plan.certifications)
    awarded = days(rows, "awarded")
    expires = days(rows, "expires") if rows.has("expires") else np.zeros_like(awarded)
    if rows.has("expires"):
        early = (expires != 0) & (expires <= awarded)
        rows.reject(early, "expires", "expires is {value}, not after the award", "write a later day, or leave it empty")
    problems += lines(rows)
    at, (awarded, certification, expires) = _by_person(rows, len(people), person, awarded, certification, expires)
    return at, awarded, certification, expires


def _exams(folder: Path, plan: Plan, people: pa.Array, problems: list[Problem]) -> tuple[Offsets, Ints, Ints, Ints]:
    file = find(folder, columns.EXAMS)
    if file is None:
        none = np.zeros(0, dtype=np.int32)
        return np.zeros(len(people) + 1, dtype=np.int64), none, none, none
    rows = read_rows(file, columns.EXAMS)
    person = people_of(rows, people)
    certification = words(rows, "certification", plan.certifications)
    day = days(rows, "date")
    passed = words(rows, "result", RESULTS)
    problems += lines(rows)
    at, (day, certification, passed) = _by_person(rows, len(people), person, day, certification, passed)
    return at, day, certification, passed


def _by_person(rows: Rows, people: int, person: Ints, *found: Ints) -> tuple[Offsets, list[Ints]]:
    """The good rows in the order of people, and where each person's begin."""
    chosen = _in_order(rows, person)
    if chosen is not None:
        person, found = person[chosen], tuple(column[chosen] for column in found)
    return _offsets(person, people), list(found)


def _offsets(person: Ints, people: int) -> Offsets:
    return np.searchsorted(person, np.arange(people + 1, dtype=np.int32)).astype(np.int64)


def _activities(folder: Path, plan: Plan, people: pa.Array, problems: list[Problem]) -> Activities:
    file = find_needed(folder, columns.ACTIVITIES)
    rows = read_rows(file, columns.ACTIVITIES)
    person = people_of(rows, people)
    kind = words(rows, "type", plan.types)
    day = days(rows, "date")
    status = words(rows, "status", STATUSES, missing=0) if rows.has("status") else None
    ids, names = rows.data["activity"], rows.data["name"] if rows.has("name") else None
    problems += lines(rows)
    chosen = _in_order(rows, person)
    if chosen is not None:
        picked = pa.array(chosen)
        person, kind, day, ids = person[chosen], kind[chosen], day[chosen], ids.take(picked)
        status = None if status is None else status[chosen]
        names = None if names is None else names.take(picked)
    return Activities(_offsets(person, len(people)), day, kind, status, ids, names)


def _in_order(rows: Rows, person: Ints) -> NDArray[Any] | None:
    """The good rows in the order of people; None when that is how all of them stand."""
    good = None if rows.good.all() else np.flatnonzero(rows.good)
    kept = person if good is None else person[good]
    if (kept[1:] >= kept[:-1]).all():
        return good
    order = np.argsort(kept, kind="stable")
    return order if good is None else good[order]
