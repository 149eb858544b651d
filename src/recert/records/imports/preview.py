"""What a file would do: who is awarded something, whose dates change, what is on record already."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from recert.people.models import Candidate
from recert.policy.assess import assess
from recert.policy.assessment import Assessment
from recert.policy.assessment import ExamResult as Sitting
from recert.policy.history import Award, Exam, History
from recert.policy.what_if import Change, changes
from recert.records import clock, programs
from recert.records.imports.lines import Kind, Line, Person, read_lines
from recert.records.imports.table import LineProblem
from recert.records.models import Credential, ExamResult
from recert.records.moves import histories_of
from recert.records.programs import InForce


class Outcome(StrEnum):
    """What a file does to one certification of one person."""

    AWARDED = "awarded"
    RENEWED = "renewed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Effect:
    """One person × certification. `old` is None for an award; `certification` is "" where nothing changes."""

    person: Person
    outcome: Outcome
    certification: str = ""
    old: date | None = None
    new: date | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What applying the file would do. `digest` stands for all of it: it changes when the file or the facts do.

    A file with problems can't be applied. `duplicates` are on record already, or come twice in the file. `sittings`
    says what each exam does, by the number of its line.
    """

    kind: Kind
    lines: tuple[Line, ...]
    duplicates: tuple[Line, ...]
    newcomers: tuple[Person, ...]
    effects: tuple[Effect, ...]
    sittings: dict[int, Sitting]
    problems: tuple[LineProblem, ...]
    digest: str


def preview_import(program: str, kind: Kind, content: bytes) -> ImportPreview:
    """Reads a file and works out what it would do. Nothing is written."""
    rules = programs.rules_of(program)
    found = programs.in_force(program, rules.digest)
    told = read_lines(program, found.plan.policy, kind, content)
    fresh, duplicates, conflicts = _sorted_out(kind, told.lines)
    people = {line.person.key: line.person for line in fresh}
    effects, sittings = _effects(found, kind, fresh, list(people.values()))
    return ImportPreview(
        kind=kind,
        lines=tuple(fresh),
        duplicates=tuple(duplicates),
        newcomers=tuple(person for person in people.values() if person.candidate is None),
        effects=tuple(effects),
        sittings=sittings,
        problems=tuple(sorted((*told.problems, *conflicts), key=lambda p: p.line)),
        digest=_digest(content, rules.digest, effects),
    )


def _digest(content: bytes, rules: str, effects: list[Effect]) -> str:
    rows = [[e.person.key, e.outcome, e.certification, str(e.old), str(e.new)] for e in effects]
    return hashlib.sha256(content + json.dumps([rules, rows]).encode()).hexdigest()


def _sorted_out(kind: Kind, lines: tuple[Line, ...]) -> tuple[list[Line], list[Line], list[LineProblem]]:
    """Lines to record, lines that say what is known, and lines that contradict it."""
    known = _on_record(kind, lines)
    fresh, duplicates, conflicts = list[Line](), list[Line](), list[LineProblem]()
    for line in lines:
        says = line.expires if kind is Kind.AWARDS else line.passed
        if line.key not in known:
            known[line.key] = says
            fresh.append(line)
        elif known[line.key] == says:
            duplicates.append(line)
        else:
            column = "expires" if kind is Kind.AWARDS else "passed"
            sentence = _("This contradicts what is on record, or an earlier line, for the same day. Check both.")
            conflicts.append(LineProblem(line.line, column, sentence))
    return fresh, duplicates, conflicts


def _on_record(kind: Kind, lines: tuple[Line, ...]) -> dict[tuple[str, str, date], object]:
    people = {line.person.candidate.pk: line.person.key for line in lines if line.person.candidate}
    if kind is Kind.AWARDS:
        awards = Credential.objects.filter(candidate__in=people)
        return {(people[c.candidate_id], c.certification, c.awarded): c.expires for c in awards}
    exams = ExamResult.objects.filter(candidate__in=people)
    return {(people[e.candidate_id], e.certification, e.taken): e.passed for e in exams}


def _effects(
    found: InForce, kind: Kind, lines: list[Line], people: list[Person]
) -> tuple[list[Effect], dict[int, Sitting]]:
    today = clock.today(found.plan.policy)
    candidates = [person.candidate.pk for person in people if person.candidate]
    known = dict(histories_of(candidates))
    told = dict[str, list[Line]]()
    for line in lines:
        told.setdefault(line.person.key, []).append(line)
    effects, sittings = list[Effect](), dict[int, Sitting]()
    for person in people:
        history = known[_key(person.candidate)] if person.candidate else History()
        before = assess(found.plan, history, today)
        after = assess(found.plan, _with(history, kind, told[person.key]), today)
        effects += _compared(person, before, after)
        sittings |= {int(r.ref[5:]): r for r in after.exams if r.ref.startswith("line:")}
    return effects, sittings


def _key(candidate: Candidate) -> int:
    return candidate.pk


def _with(history: History, kind: Kind, lines: list[Line]) -> History:
    if kind is Kind.AWARDS:
        awards = tuple(Award(line.certification, line.on, line.expires, f"line:{line.line}") for line in lines)
        return replace(history, awards=(*history.awards, *awards))
    exams = tuple(Exam(line.certification, line.on, line.passed, f"line:{line.line}") for line in lines)
    return replace(history, exams=(*history.exams, *exams))


def _compared(person: Person, before: Assessment, after: Assessment) -> list[Effect]:
    effects = [
        Effect(person, _outcome(change), change.certification, change.old, change.new)
        for change in changes(before, after)
    ]
    return effects or [Effect(person, Outcome.UNCHANGED)]


def _outcome(change: Change) -> Outcome:
    if change.old is None:
        return Outcome.AWARDED
    return Outcome.RENEWED if change.new and change.new > change.old else Outcome.CHANGED
