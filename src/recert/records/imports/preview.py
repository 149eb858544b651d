"""What a file would do: who is awarded something, whose dates change, what is on record already."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from recert.journal.change import SYSTEM, Actor
from recert.people.models import Candidate
from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.assessment import Assessment
from recert.policy.assessment import ExamResult as Sitting
from recert.policy.facts import name_key
from recert.policy.history import Award, Exam, History
from recert.policy.model import Policy
from recert.policy.sentence import Sentence
from recert.policy.what_if import Change, changes
from recert.records import clock, programs
from recert.records.drafts import as_fact
from recert.records.imports.lines import Kind, Line, Person, activity_key, read_lines
from recert.records.imports.table import LineProblem
from recert.records.models import Activity, Credential, ExamResult
from recert.records.moves import histories_of
from recert.records.oneself import is_own, not_for_oneself
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
    says what each exam does, by the number of its line, and `counts` what each activity counts for.
    """

    kind: Kind
    lines: tuple[Line, ...]
    duplicates: tuple[Line, ...]
    newcomers: tuple[Person, ...]
    effects: tuple[Effect, ...]
    sittings: dict[int, Sitting]
    counts: dict[int, tuple[Sentence, ...]]
    problems: tuple[LineProblem, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Done:
    """What the lines of a file do."""

    effects: list[Effect]
    sittings: dict[int, Sitting]
    counts: dict[int, tuple[Sentence, ...]]


def preview_import(program: str, kind: Kind, content: bytes, by: Actor = SYSTEM) -> ImportPreview:
    """Reads a file and works out what it would do. Nothing is written. `by` is who would record it."""
    rules = programs.rules_of(program)
    found = programs.in_force(program, rules.digest)
    told = read_lines(program, found.plan.policy, kind, content)
    fresh, duplicates, conflicts = _sorted_out(kind, told.lines, found.plan.policy)
    conflicts += _of_oneself(kind, fresh, by)
    people = {line.person.key: line.person for line in fresh}
    done = _effects(found, kind, fresh, list(people.values()))
    return ImportPreview(
        kind=kind,
        lines=tuple(fresh),
        duplicates=tuple(duplicates),
        newcomers=tuple(person for person in people.values() if person.candidate is None),
        effects=tuple(done.effects),
        sittings=done.sittings,
        counts=done.counts,
        problems=tuple(sorted((*told.problems, *conflicts), key=lambda p: p.line)),
        digest=_digest(content, rules.digest, done),
    )


def _digest(content: bytes, rules: str, done: _Done) -> str:
    rows = [[e.person.key, e.outcome, e.certification, str(e.old), str(e.new)] for e in done.effects]
    counts = [[line, *map(str, sentences)] for line, sentences in done.counts.items()]
    return hashlib.sha256(content + json.dumps([rules, rows, counts]).encode()).hexdigest()


def _of_oneself(kind: Kind, lines: list[Line], by: Actor) -> list[LineProblem]:
    """Activities that somebody would record for themselves."""
    mine = [line for line in lines if kind is Kind.ACTIVITIES and line.person.candidate]
    return [
        LineProblem(line.line, "candidate", not_for_oneself())
        for line in mine
        if line.person.candidate and is_own(by, line.person.candidate)
    ]


def _sorted_out(
    kind: Kind, lines: tuple[Line, ...], policy: Policy
) -> tuple[list[Line], list[Line], list[LineProblem]]:
    """Lines to record, lines that say what is known, and lines that contradict it."""
    known = _on_record(kind, lines, policy)
    fresh, duplicates, conflicts = list[Line](), list[Line](), list[LineProblem]()
    for line in lines:
        says = _says(kind, line)
        if line.key not in known:
            known[line.key] = says
            fresh.append(line)
        elif known[line.key] == says:
            duplicates.append(line)
        else:
            column = {Kind.AWARDS: "expires", Kind.EXAMS: "passed", Kind.ACTIVITIES: "name"}[kind]
            sentence = _("This contradicts what is on record, or an earlier line, for the same day. Check both.")
            conflicts.append(LineProblem(line.line, column, sentence))
    return fresh, duplicates, conflicts


def _says(kind: Kind, line: Line) -> object:
    """What a line says of its fact: of an activity how much it was, by whom and of what."""
    if line.draft is not None:
        return line.draft.quantity, name_key(line.draft.provider), line.draft.parts
    return line.expires if kind is Kind.AWARDS else line.passed


def _on_record(kind: Kind, lines: tuple[Line, ...], policy: Policy) -> dict[tuple[str, ...], object]:
    people = {line.person.candidate.pk: line.person.key for line in lines if line.person.candidate}
    if kind is Kind.AWARDS:
        awards = Credential.objects.filter(candidate__in=people)
        return {(people[c.candidate_id], c.certification, str(c.awarded)): c.expires for c in awards}
    if kind is Kind.EXAMS:
        exams = ExamResult.objects.filter(candidate__in=people)
        return {(people[e.candidate_id], e.certification, str(e.taken)): e.passed for e in exams}
    done = Activity.objects.filter(candidate__in=people).exclude(status=Activity.Status.WITHDRAWN)
    return {
        (people[a.candidate_id], *activity_key(a, None if policy.asks_first_day else a.date)): (
            a.quantity,
            name_key(a.provider),
            a.parts,
        )
        for a in done
    }


def _effects(found: InForce, kind: Kind, lines: list[Line], people: list[Person]) -> _Done:
    today = clock.today(found.plan.policy)
    candidates = [person.candidate.pk for person in people if person.candidate]
    known = dict(histories_of(candidates))
    told = dict[str, list[Line]]()
    for line in lines:
        told.setdefault(line.person.key, []).append(line)
    done = _Done([], {}, {})
    for person in people:
        history = known[_key(person.candidate)] if person.candidate else History()
        before = assess(found.plan, history, today)
        changed = _with(history, kind, told[person.key])
        after = assess(found.plan, changed, today)
        done.effects.extend(_compared(person, before, after))
        done.sittings.update({int(r.ref[5:]): r for r in after.exams if r.ref.startswith("line:")})
        if kind is Kind.ACTIVITIES:
            done.counts.update(_counts(found, changed, after))
    return done


def _counts(found: InForce, history: History, after: Assessment) -> dict[int, tuple[Sentence, ...]]:
    """What each line's activity counts for, group by group."""
    known = {activity.ref: activity for activity in history.activities}
    told = dict[int, tuple[Sentence, ...]]()
    for standing in after.groups:
        for entry in standing.entries:
            if entry.activity.startswith("line:"):
                sentence = explain.entry(found.plan.policy, standing, entry, known)
                told[int(entry.activity[5:])] = (*told.get(int(entry.activity[5:]), ()), sentence)
    return told


def _key(candidate: Candidate) -> int:
    return candidate.pk


def _with(history: History, kind: Kind, lines: list[Line]) -> History:
    if kind is Kind.AWARDS:
        awards = tuple(Award(line.certification, line.on, line.expires, f"line:{line.line}") for line in lines)
        return replace(history, awards=(*history.awards, *awards))
    if kind is Kind.ACTIVITIES:
        done = (as_fact(line.draft, f"line:{line.line}") for line in lines if line.draft)
        return replace(history, activities=(*history.activities, *done))
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
