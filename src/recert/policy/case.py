"""A worked example: facts about one person, a day, and what the rules must make of them.

[[case]]
name = "The fifth local event counts 0"
rule = "R6"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
exams = ["2026-05-02 ACA-JSWE passed"]
activities = ["2025-03-01 local-event: ACE Berlin", "2025-03-02 course: Automation, withdrawn"]
circumstances = ["2025-03-01 leave until 2025-09-30"]
extensions = ["2025-03-01 ACA-JSWE to 2027-03-01"]

[case.expect]
aca = { counted = 40, missing = 10, state = "open" }
ACA-JSWE = { state = "active", expires = 2027-01-10 }
"ACE Berlin" = { aca = 10 }
expert = { held = true, until = 2027-01-10 }
"2026-05-02 ACA-JSWE" = "too early"
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.case_activities import MANY, no_activity, parts, provided, serves, spanned
from recert.policy.case_facts import circumstances, day_of, extensions, lines
from recert.policy.expected import ACTIVITY, CERTIFICATION, DESIGNATION, EXAM, GROUP, misread
from recert.policy.history import LARGEST, Activity, Award, Exam, History, Status
from recert.policy.model import Policy
from recert.policy.positions import Path
from recert.policy.problem import Problems
from recert.policy.recorded import nearest_steps, whole_steps
from recert.policy.slips import read_once_mended
from recert.policy.toml import Document, Plain, Table, nearest, one_of, parse


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must hold. `cycle` is the number of a group's cycle, 0 for the current one."""

    about: str
    field: str
    value: Plain
    cycle: int
    line: int


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example, and where it stands."""

    file: str
    line: int
    name: str
    history: History
    as_of: date
    expectations: tuple[Expectation, ...]


def read_cases(text: str, file: str, policy: Policy) -> tuple[Case, ...] | Problems:
    """All cases of a file, or its problems. Names must be ones that the policy knows."""
    document = parse(text, file)
    if document.problems:
        return Problems(tuple(document.problems))
    cases = read_once_mended(document, lambda read: read_case_document(read, policy))
    return Problems(tuple(sorted(document.problems))) if document.problems or cases is None else cases


def read_case_document(document: Document, policy: Policy) -> tuple[Case, ...]:
    """All cases of a document; its problems are the document's."""
    top = document.top
    cases = tuple(_case(table, policy) for table in top.rows("case"))
    top.done()
    if not document.problems and not cases:
        document.problem((), "there is no case", "write [[case]]")
    return cases


def read_facts(activities: list[str], exams: list[str], policy: Policy) -> History | Problems:
    """Activities and exams that somebody wrote as cases do, one a line. `ref` numbers the activities from 0."""
    given = {"activities": activities, "exams": exams}
    places: dict[Path, tuple[int, int]] = {(): (1, 1)}
    places |= {(key, i): (i + 1, 1) for key, lines in given.items() for i in range(len(lines))}
    document = Document("proposed", {**given}, places)
    history = History(exams=tuple(_exams(document.top, policy)), activities=tuple(_activities(document.top, policy)))
    return Problems(tuple(document.problems)) if document.problems else history


def _case(table: Table, policy: Policy) -> Case:
    history = History(
        awards=tuple(_awards(table, policy)),
        exams=tuple(_exams(table, policy)),
        activities=tuple(_activities(table, policy)),
        circumstances=tuple(circumstances(table, policy)),
        extensions=tuple(extensions(table, policy)),
    )
    name = table.text("name")
    table.text("rule")
    for known in ("note", "example", "address"):
        table.text(known, "-")
    line = table.document.places.get(table.path, (1, 1))[0]
    expect = table.table("expect")
    case = Case(
        table.document.file, line, name, history, table.day("as_of"), tuple(_expectations(expect, history, policy))
    )
    if not expect.data:
        table.problem(None, "the case expects nothing", "write what must hold under [case.expect]")
    table.done()
    return case


def _code(document: Document, path: tuple[str | int, ...], code: str, policy: Policy) -> bool:
    codes = [c.code for c in policy.certifications]
    if code not in codes:
        near = nearest(code, codes)
        fix = f'did you mean "{near}"?' if near else one_of(codes[:MANY])
        document.problem(path, f'there is no certification "{code}"', fix)
    return code in codes


def _awards(table: Table, policy: Policy) -> Iterator[Award]:
    shape = f"2025-01-10 {policy.certifications[0].code}"
    for path, on, rest in lines(table, "awards", shape):
        code, _, until = rest.partition(" expires ")
        if not _code(table.document, path, code, policy):
            continue
        try:
            yield Award(code, on, day_of(until) if until else None)
        except ValueError:
            table.document.problem(path, f'"{until[:60]}" is no date', f'write "{shape} expires 2027-01-10"')


def _exams(table: Table, policy: Policy) -> Iterator[Exam]:
    shape = f"2025-01-10 {policy.certifications[0].code} passed"
    for path, on, rest in lines(table, "exams", shape):
        code, _, result = rest.partition(" ")
        if result not in {"passed", "failed"}:
            table.document.problem(path, f'"{rest[:60]}" has no result', f'write "{shape}" or "… failed"')
        elif _code(table.document, path, code, policy):
            yield Exam(code, on, result == "passed")


AMOUNT: Final = re.compile(r"\d{1,20}(\.\d{1,3})?")
FINER: Final = re.compile(r"\d{1,20}\.\d{4,20}")
SUFFIXES: Final = {", withdrawn": Status.WITHDRAWN, ", rejected": Status.REJECTED}


def _activities(table: Table, policy: Policy) -> Iterator[Activity]:
    kinds = [kind.key for kind in policy.types]
    if not kinds:
        if table.has("activities") and table.data["activities"]:
            fix = "leave activities out, or write [activity.NAME] in the policy for what people record"
            table.problem("activities", "this program records no activities", fix)
        return
    shape = f"2025-03-01 {kinds[0]}: Automation"
    for number, (path, on, rest) in enumerate(lines(table, "activities", shape)):
        days = spanned(table, path, on, rest)
        if days is None:
            continue
        began, on, rest = days
        kind, _, name = rest.partition(": ")
        status = Status.SUBMITTED
        for suffix, meant in SUFFIXES.items():
            if name.endswith(suffix):
                name, status = name.removesuffix(suffix), meant
        name, groups = serves(table, path, policy, name)
        name, provider = provided(policy, kind, name)
        name, divided = parts(table, path, policy, kind, name)
        quantity = _quantity(table, path, policy, kind, name)
        if quantity is None:
            continue
        name, much = quantity
        if kind not in kinds or not name:
            table.document.problem(path, *no_activity(rest, kinds, shape))
        else:
            yield Activity(str(number), kind, on, name, status, much, provider, divided, groups, began)


def _quantity(
    table: Table, path: tuple[str | int, ...], policy: Policy, kind: str, name: str
) -> tuple[str, Decimal] | None:
    """The name without ', 7.5 hours' at its end, and how much that is. None, with its problem, where it is missing."""
    measure = next((t.measure for t in policy.types if t.key == kind), None)
    if measure is None:
        return name, Decimal(1)
    rest, _, last = name.rpartition(", ")
    number, _, word = last.partition(" ")
    if rest and word in {measure.one, measure.many} and AMOUNT.fullmatch(number):
        much = Decimal(number)
        if much <= LARGEST and whole_steps(measure, much) == much:
            return rest, much
        what, fix = f"{number} is more than one activity may be", f"write up to {LARGEST}, or measure it in thousands"
        if much <= LARGEST:
            what = f"{measure.many} are recorded in steps of {measure.step}, and {number} lies between two"
            fix = f"write {' or '.join(map(str, nearest_steps(measure, much)))}"
        table.document.problem(path, what, fix)
        return None
    if rest and word in {measure.one, measure.many} and FINER.fullmatch(number):
        table.document.problem(path, f"{number} has more than 3 decimals", "round it, or record a smaller measure")
        return None
    what = f'"{name[:60]}" does not say how many {measure.many} it was'
    table.document.problem(path, what, f'write ", 7.5 {measure.many}" at the end of the name')
    return None


def _expectations(table: Table, history: History, policy: Policy) -> Iterator[Expectation]:
    names = {
        *(g.key for g in policy.groups),
        *(c.code for c in policy.certifications),
        *(d.key for d in policy.designations),
        *(a.name for a in history.activities),
        *(f"{e.on} {e.certification}" for e in history.exams),
    }
    for about, expected in table.entries():
        place = table.document.places.get((*table.path, about), (1, 1))[0]
        if about not in names:
            near = nearest(about, names)
            keys = [*(g.key for g in policy.groups), *(c.code for c in policy.certifications)]
            fix = f'did you mean "{near}"?' if near else one_of(keys[:MANY])
            table.problem(about, f'nothing here is called "{about}"', fix)
        if isinstance(expected, Table):
            cycle = expected.integer("cycle", 0, 9999, 0)
            for field, value in expected.entries():
                if isinstance(value, Table):
                    inside = next(iter(value.data), "")
                    fix = f'put a name with a dot in quotes: "{field}.{inside}"' if inside else "write what it must be"
                    expected.problem(field, f"`{field}` is a table", fix)
                elif field != "cycle":
                    _check_group(expected, about, field, history, policy)
                    _check_value(expected, _about(about, history, policy), field, value)
                    yield Expectation(about, field, value, cycle, place)
        else:
            if _about(about, history, policy) == EXAM and (wrong := misread(EXAM, "outcome", expected)):
                table.problem(about, *wrong)
            yield Expectation(about, "outcome", expected, 0, place)


def _about(name: str, history: History, policy: Policy) -> str:
    """What a name in an expectation stands for; nothing where it is unknown."""
    known = {
        GROUP: {group.key for group in policy.groups},
        CERTIFICATION: {c.code for c in policy.certifications},
        DESIGNATION: {d.key for d in policy.designations},
        EXAM: {f"{exam.on} {exam.certification}" for exam in history.exams},
        ACTIVITY: {activity.name for activity in history.activities},
    }
    return next((what for what, names in known.items() if name in names), "")


def _check_value(table: Table, about: str, field: str, value: Plain) -> None:
    wrong = misread(about, field, value)
    if wrong:
        table.problem(field, *wrong)


def _check_group(table: Table, about: str, field: str, history: History, policy: Policy) -> None:
    """What an activity counts is expected of a group."""
    groups = [group.key for group in policy.groups]
    others = {*groups, *(c.code for c in policy.certifications), *(d.key for d in policy.designations)}
    of_activity = about in {a.name for a in history.activities} - others
    if of_activity and field not in groups:
        near = nearest(field, groups)
        fix = f'did you mean "{near}"?' if near else one_of(groups)
        table.problem(field, f'there is no group "{field}"', fix)
