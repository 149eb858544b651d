"""Rows of a file as awards, exam results and activities, with the candidates they name."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from recert.people.models import Candidate
from recert.people.queries import present
from recert.policy.model import Policy
from recert.records.awards import award_problems, exam_problems
from recert.records.drafts import ActivityDraft
from recert.records.imports.activities import read_activity
from recert.records.imports.cells import day_in
from recert.records.imports.table import LineProblem, Row, Table, read_table
from recert.records.models import Activity
from recert.records.refusal import Problem

MAX_NAME: Final = 200
PASSED: Final = {
    **dict.fromkeys(("yes", "true", "1", "pass", "passed"), True),
    **dict.fromkeys(("no", "false", "0", "fail", "failed"), False),
}


class Kind(StrEnum):
    """What a file holds."""

    AWARDS = "awards"
    EXAMS = "exams"
    ACTIVITIES = "activities"


COLUMNS: Final = {
    Kind.AWARDS: (("candidate", "certification", "awarded"), ("name", "expires")),
    Kind.EXAMS: (("candidate", "certification", "taken", "passed"), ("name",)),
    Kind.ACTIVITIES: (
        ("candidate", "type", "date", "name"),
        ("began", "quantity", "provider", "parts", "serves", "notes"),
    ),
}
"""Required and optional columns. `candidate` is a number or an email address; `name` makes an unknown address a new
candidate, but of activities it is the activity's, and nobody is new. Days are written 2026-03-31."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a line names: a candidate, or somebody new with an address and a name."""

    candidate: Candidate | None
    email: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """The same for every line that names this person."""
        return self.candidate.number if self.candidate else self.email

    @property
    def shown(self) -> str:
        """The person as staff know them."""
        if self.candidate:
            return f"{self.candidate.number} {self.candidate.name or self.candidate.email}"
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class Line:
    """One award, sitting or activity. `expires` belongs to awards, `passed` to exams, `draft` to activities."""

    line: int
    person: Person
    certification: str
    on: date
    expires: date | None = None
    passed: bool = True
    draft: ActivityDraft | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The fact that this line is about."""
        if self.draft is None:
            return self.person.key, self.certification, str(self.on)
        return self.person.key, *activity_key(self.draft)


def activity_key(found: ActivityDraft | Activity, began: date | None = None) -> tuple[str, ...]:
    """By what an activity of one candidate is the same as another: its type, its days and its name."""
    first = began or found.began or found.date
    return found.type, str(found.date), str(first), found.name_key


@dataclass(frozen=True, slots=True)
class Lines:
    """What a file says, and what is wrong with the rest of it."""

    lines: tuple[Line, ...]
    problems: tuple[LineProblem, ...]


def read_lines(program: str, policy: Policy, kind: Kind, content: bytes) -> Lines:
    """Reads a file. Candidates are looked up in three queries, however many lines there are."""
    required, optional = COLUMNS[kind]
    table = read_table(content, required=required, optional=optional)
    people = _People(program, policy, table, may_be_new=kind is not Kind.ACTIVITIES)
    read = {Kind.AWARDS: _award, Kind.EXAMS: _exam, Kind.ACTIVITIES: _activity}[kind]
    lines, problems = list[Line](), list(table.problems)
    for row in table.rows:
        found = _line(row, people, policy, read)
        if isinstance(found, Line):
            lines.append(found)
        else:
            problems += found
    return Lines(tuple(lines), tuple(sorted(problems, key=lambda p: p.line)))


def _line(
    row: Row, people: "_People", policy: Policy, read: Callable[[Row, Person, Policy], "Line | list[LineProblem]"]
) -> Line | list[LineProblem]:
    person = people.named(row)
    if isinstance(person, LineProblem):
        return [person]
    return read(row, person, policy)


def _award(row: Row, person: Person, policy: Policy) -> Line | list[LineProblem]:
    awarded, expires = day_in(row, "awarded"), day_in(row, "expires", optional=True)
    wrong = [found for found in (awarded, expires) if isinstance(found, LineProblem)]
    if wrong or not isinstance(awarded, date) or isinstance(expires, LineProblem):
        return wrong
    code = certification_code(policy, row.cells["certification"])
    wrong = list(_at(row, award_problems(policy, code, awarded, expires)))
    return wrong or Line(row.line, person, code, awarded, expires=expires)


def _exam(row: Row, person: Person, policy: Policy) -> Line | list[LineProblem]:
    taken, passed = day_in(row, "taken"), PASSED.get(row.cells["passed"].lower())
    wrong = [taken] if isinstance(taken, LineProblem) else []
    if passed is None:
        wrong.append(LineProblem(row.line, "passed", _("Write “yes” or “no” for whether the exam was passed.")))
    if wrong or not isinstance(taken, date) or passed is None:
        return wrong
    code = certification_code(policy, row.cells["certification"])
    wrong = list(_at(row, exam_problems(policy, code, taken)))
    return wrong or Line(row.line, person, code, taken, passed=passed)


def _activity(row: Row, person: Person, policy: Policy) -> Line | list[LineProblem]:
    found = read_activity(row, policy)
    return Line(row.line, person, "", found.date, draft=found) if isinstance(found, ActivityDraft) else found


def _at(row: Row, problems: Iterable[Problem]) -> Iterator[LineProblem]:
    for problem in problems:
        yield LineProblem(row.line, problem.field, problem.sentence)


def certification_code(policy: Policy, text: str) -> str:
    """The certification meant by its code or by its exam's, whatever the capitals; the text itself for none."""
    wanted = text.upper()
    for known in policy.certifications:
        if wanted == known.code.upper():
            return known.code
    return next((known.code for known in policy.certifications if wanted == known.exam.upper()), text)


class _People:
    """Everybody a file names, looked up at once. `may_be_new`: a name makes an unknown address a new candidate."""

    def __init__(self, program: str, policy: Policy, table: Table, *, may_be_new: bool) -> None:
        self.may_be_new = may_be_new
        self.number = re.compile(rf"{re.escape(policy.id_prefix)}\d{{{policy.id_digits}}}", re.IGNORECASE)
        named = {row.cells["candidate"] for row in table.rows}
        numbers = {text.upper() for text in named if self.number.fullmatch(text)}
        mine = Candidate.objects.filter(program=program).select_related("merged_into")
        self.by_number = {c.number.upper(): c.merged_into or c for c in mine.filter(number__in=numbers)}
        self.by_email = _by_email(program, {text.lower() for text in named if "@" in text})
        self.new = dict[str, str]()

    def named(self, row: Row) -> Person | LineProblem:
        """Whom this row names."""
        text = row.cells["candidate"]
        if self.number.fullmatch(text):
            found = self.by_number.get(text.upper())
            return Person(found) if found else self._problem(row, _("No candidate has the number {text}. Check it."))
        known = self.by_email.get(text.lower())
        return Person(known) if known else self._newcomer(row, text.lower())

    def _newcomer(self, row: Row, email: str) -> Person | LineProblem:
        try:
            validate_email(email)
        except ValidationError:
            return self._problem(row, _("“{text}” is neither a candidate's number nor an email address. Check it."))
        if not self.may_be_new:
            return self._problem(row, _("No candidate has the address {text}. Check it."))
        name = row.cells.get("name", "") or self.new.get(email, "")
        if not name:
            return self._problem(
                row, _("No candidate has the address {text}. Check it, or add a name to record somebody new.")
            )
        if len(name) > MAX_NAME:
            return self._problem(row, _("The name is longer than 200 characters. Shorten it."))
        return Person(None, email, self.new.setdefault(email, name))

    def _problem(self, row: Row, sentence: str) -> LineProblem:
        return LineProblem(row.line, "candidate", sentence.format(text=row.cells["candidate"][:100]))


def _by_email(program: str, emails: set[str]) -> dict[str, Candidate]:
    """By the address on the candidate's record, or by any address that their account has verified."""
    from allauth.account.models import EmailAddress

    found = dict[str, Candidate]()
    verified = EmailAddress.objects.filter(email__in=emails, verified=True).values_list("email", "user")
    users = {user: email.lower() for email, user in verified}
    for candidate in Candidate.objects.filter(program=program, user__in=users):
        found[users[candidate.user_id or 0]] = candidate
    for candidate in present(program).filter(email__in=emails):
        found[candidate.email.lower()] = candidate
    return found
