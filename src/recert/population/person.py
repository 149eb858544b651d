"""One person's history out of the tables of a population."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recert.policy.calendar import NEVER, day
from recert.policy.history import Activity, Award, Circumstance, Exam, Extension, Grant, History, Status
from recert.policy.lowering import THOUSANDTHS
from recert.policy.parts import read_parts
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population import columns
from recert.population.activities import STATUSES, first_days, kinds_of, quantities
from recert.population.columns import Table
from recert.population.dated import circumstances_in, extensions_in
from recert.population.histories import MOST_CYCLES, RESULTS, award_days, new_expiries
from recert.population.load import (
    Mask,
    Rows,
    days,
    find,
    find_asked,
    find_needed,
    lines,
    numbers,
    people_of,
    read_rows,
    words,
)
from recert.population.parts import parts_of, serving


def read_person(folder: Path, plan: Plan, person: str) -> tuple[History, list[Problem]] | None:
    """A person's facts and what is wrong with rows of theirs; None when the people table has nobody of that id.

    UnreadableError when a table can't be used at all.
    """
    people = people_of(read_rows(find_needed(folder, columns.PEOPLE), columns.PEOPLE))
    if not _is(people, person).any():
        return None
    problems = list[Problem]()
    done = find_asked(folder, columns.ACTIVITIES, recorded=plan.policy.has_activities)
    history = History(
        awards=tuple(
            _awards(_rows(find_needed(folder, columns.CREDENTIALS), columns.CREDENTIALS, person), problems, plan)
        ),
        exams=tuple(_exams(find(folder, columns.EXAMS), person, problems, plan)),
        activities=tuple(_activities(done, person, problems, plan)),
        grants=tuple(_grants(find(folder, columns.RENEWALS), person, problems, plan)),
        circumstances=tuple(_circumstances(find(folder, columns.CIRCUMSTANCES), person, problems, plan)),
        extensions=tuple(_extensions(find(folder, columns.EXTENSIONS), person, problems, plan)),
    )
    return history, problems


def _is(people: Any, person: str) -> Mask:
    """Where this person's id stands."""
    if pa.types.is_integer(people.type):
        wanted = int(person) if person.isdecimal() and len(person) < 19 else -1
        found = pc.equal(people, pa.scalar(wanted, people.type if wanted >= 0 else pa.int64()))
    else:
        found = pc.equal(people.cast(pa.string()), person)
    return np.asarray(pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False), dtype=bool)


def _rows(file: Path, table: Table, person: str) -> Rows:
    """The whole table, of which only this person's rows are good; what is wrong with others is not asked."""
    rows = read_rows(file, table)
    mine = _is(rows.data["person"].combine_chunks(), person)
    rows.problems[:] = [problem for problem in rows.problems if 0 <= problem.line < len(mine) and mine[problem.line]]
    rows.good &= mine
    return rows


def _awards(rows: Rows, problems: list[Problem], plan: Plan) -> Iterator[Award]:
    certification, (awarded, expires) = words(rows, "certification", plan.certifications), award_days(rows)
    problems += lines(rows)
    for i in np.flatnonzero(rows.good):
        yield Award(plan.order[certification[i]].code, day(int(awarded[i])), _day(expires[i]))


def _day(value: Any) -> date | None:
    return day(int(value)) if value else None


def _exams(file: Path | None, person: str, problems: list[Problem], plan: Plan) -> Iterator[Exam]:
    if file is None:
        return
    rows = _rows(file, columns.EXAMS, person)
    certification = words(rows, "certification", plan.certifications)
    on, passed = days(rows, "date"), words(rows, "result", RESULTS)
    problems += lines(rows)
    for i in np.flatnonzero(rows.good):
        yield Exam(plan.order[certification[i]].code, day(int(on[i])), bool(passed[i]))


def _grants(file: Path | None, person: str, problems: list[Problem], plan: Plan) -> Iterator[Grant]:
    if file is None:
        return
    rows = _rows(file, columns.RENEWALS, person)
    group, cycle = words(rows, "group", plan.groups), numbers(rows, "cycle", 1, MOST_CYCLES)
    met, end, expires = days(rows, "met_on"), days(rows, "end"), new_expiries(rows, plan)
    problems += lines(rows)
    keys = list(plan.groups)
    for i in np.flatnonzero(rows.good):
        named = rows.data["certifications"][int(i)].as_py() if rows.has("certifications") else None
        on, last, until = (day(int(column[i])) for column in (met, end, expires))
        yield Grant(keys[group[i]], int(cycle[i]), on, last, until, tuple((named or "").split()))


def _circumstances(file: Path | None, person: str, problems: list[Problem], plan: Plan) -> Iterator[Circumstance]:
    if file is None:
        return
    rows = _rows(file, columns.CIRCUMSTANCES, person)
    since, kind, until, units = circumstances_in(rows, plan, quiet=plan)
    problems += lines(rows)
    for i in np.flatnonzero(rows.good):
        last = None if until[i] == NEVER else day(int(until[i]))
        key = plan.policy.circumstances[kind[i]].key
        yield Circumstance(key, day(int(since[i])), last, plan.amount(int(units[i])))


def _extensions(file: Path | None, person: str, problems: list[Problem], plan: Plan) -> Iterator[Extension]:
    if file is None:
        return
    rows = _rows(file, columns.EXTENSIONS, person)
    on, _, to, _ = extensions_in(rows, plan, quiet=plan)
    problems += lines(rows)
    for i in np.flatnonzero(rows.good):
        yield Extension(str(rows.data["certification"][int(i)].as_py()), day(int(on[i])), day(int(to[i])))


def _activities(file: Path | None, person: str, problems: list[Problem], plan: Plan) -> Iterator[Activity]:
    if file is None:
        return
    rows = _rows(file, columns.ACTIVITIES, person)
    kinds, on = words(rows, "type", plan.types), days(rows, "date")
    status = words(rows, "status", STATUSES, missing=0) if rows.has("status") else np.zeros_like(kinds)
    measured = kinds_of(plan).measured
    amounts = np.full_like(kinds, THOUSANDTHS) if measured is None else quantities(rows, measured[kinds])
    parts = parts_of(rows, plan.categories, ()) if plan.tables.splits and rows.has("parts") else None
    assigned = plan.tables.allocates == 1 and rows.has("serves")
    if assigned:
        serving(rows, plan.groups, ())
    began = first_days(rows, on) if plan.policy.asks_first_day and rows.has("began") else np.full_like(on, NEVER)
    problems += lines(rows)
    keys = list(plan.types)
    for i in np.flatnonzero(rows.good):
        first = None if began[i] == NEVER else day(int(began[i]))
        name = rows.data["name"][int(i)].as_py() if rows.has("name") else None
        ref = str(rows.data["activity"][int(i)].as_py())
        quantity = Decimal(int(amounts[i])) / THOUSANDTHS
        provider = rows.data["provider"][int(i)].as_py() if rows.has("provider") else None
        serves = tuple((rows.data["serves"][int(i)].as_py() or "").split()) if assigned else ()
        given = read_parts(parts[int(i)].as_py() or "") if parts is not None else None
        known = (name or "", Status(int(status[i])), quantity, provider or "", given or (), serves, first)
        yield Activity(ref, keys[kinds[i]], day(int(on[i])), *known)
