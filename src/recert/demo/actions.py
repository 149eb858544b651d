"""Loading the population: every fact through the same actions as everybody's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.db import transaction

from recert.audits.nightly import examine_all
from recert.demo.actions_reviews import load_reviews
from recert.demo.names import people
from recert.demo.pictures import picture
from recert.demo.requests import load_requests
from recert.demo.stories import Award, Done, Fact, Sitting, Story, guide, stories
from recert.journal.change import SYSTEM, Actor
from recert.people.actions import appoint
from recert.people.models import Candidate, StaffRole, User
from recert.policy.problem import Problems
from recert.records import clock
from recert.records.actions import (
    ActivityDraft,
    Recorded,
    Refused,
    publish_policy,
    record_activity,
    record_credential,
    record_exam,
    run_move,
    withdraw_activity,
)
from recert.records.actions.candidates import enroll_as
from recert.records.models import Activity, PolicyVersion
from recert.records.programs import current, newest
from recert.records.rulebook import folder_cases

PASSWORD: Final = "a calm and quiet harbor"  # noqa: S105 (printed for everybody who runs the demo)
SEED: Final = 2024
_NAMESPACE: Final = UUID("5b0f4c1e-57a5-4d0e-9a7e-0d4c6f1f7a11")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as, and where to look first."""

    role: str
    email: str
    page: str


CANDIDATE: Final = SignIn("candidate", "candidate@example.org", "/{program}/")
SENIOR: Final = SignIn("senior auditor", "senior@example.org", "/desk/{program}/audits/?shelf=appeals")
AUDITOR: Final = SignIn("auditor", "auditor@example.org", "/desk/{program}/audits/")
OWNER: Final = SignIn("program owner", "owner@example.org", "/desk/{program}/")
ADMINISTRATOR: Final = SignIn("administrator", "administrator@example.org", "/desk/{program}/")
SIGN_INS: Final = (CANDIDATE, AUDITOR, SENIOR, OWNER, ADMINISTRATOR)


class NotADemoError(RuntimeError):
    """There are real candidates here: a demo must not mix with them."""


def load_rules(policy: Path) -> str:
    """Publishes the policy and runs its mass moves. Returns the program's key."""
    text, cases = policy.read_text(encoding="utf-8"), folder_cases(policy)
    published = publish_policy(SYSTEM, text, str(policy), cases=cases)
    if isinstance(published, Problems):
        raise RuntimeError("\n".join(str(problem) for problem in published.problems))
    program = published.program_id
    begin = datetime.combine(newest(program).floor, time(), tzinfo=UTC)  # so that what its people did is audited
    PolicyVersion.objects.filter(pk=published.pk, published_at__gt=begin).update(published_at=begin)
    for move in newest(program).moves:
        done = run_move(SYSTEM, program, move.key)
        if isinstance(done, Refused):
            raise RuntimeError(done.problems[0].sentence)
    return program


def check_is_demo(program: str) -> None:
    """NotADemoError where candidates are on record whom no demo has loaded."""
    if Candidate.objects.filter(program=program).exists() and not User.objects.filter(email=OWNER.email).exists():
        raise NotADemoError(program)


def load_people(program: str, told: Callable[[int, int], None]) -> None:
    """Loads everybody who is not there yet; `told` is called with how many are done of how many."""
    today = clock.today(current(program))
    candidate = account(CANDIDATE.email, "Alba Moreau")
    auditor = account(AUDITOR.email, "Ines Falk")
    appoint(auditor, program, StaffRole.Role.AUDITOR)
    appoint(account(SENIOR.email, "Sanna Ilves"), program, StaffRole.Role.SENIOR)
    appoint(account(OWNER.email, "Otto Lindholm"), program, StaffRole.Role.OWNER)
    appoint(account(ADMINISTRATOR.email, "Ada Ferrand"), program, StaffRole.Role.ADMINISTRATOR)
    others = list(stories(today, SEED))
    names = people(len(others), Random(SEED))  # noqa: S311 (names, not secrets)
    numbers = Random(SEED).sample(range(10_000_000, 99_999_999), len(others) + 1)  # noqa: S311
    load_person(program, numbers[0], candidate.name, candidate.email, guide(today), candidate)
    for n, (name, story) in enumerate(zip(names, others, strict=True), 1):
        told(n, len(others) + 1)
        load_person(program, numbers[n], name, address(name), story)
    told(len(others) + 1, len(others) + 1)
    load_reviews(program, auditor)
    examine_all()
    load_requests(program)


def address(name: str) -> str:
    """The address that goes with a name."""
    return f"{name.lower().replace(' ', '.')}@example.org"


def account(email: str, name: str) -> User:
    """An account with a verified address and the demo's password; one that is there stays as it is."""
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    with transaction.atomic():
        user = User.objects.create_user(email, PASSWORD, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def load_person(program: str, number: int, name: str, email: str, story: Story, user: User | None = None) -> None:
    """One person and everything they did, in one transaction: there as a whole or not at all."""
    shown = f"{current(program).id_prefix}{number}"
    if Candidate.objects.filter(program=program, number=shown).exists():
        return
    with transaction.atomic():
        who = Actor(user) if user else SYSTEM
        candidate = enroll_as(who, program, shown, email, name, user)
        for n, fact in enumerate(story.in_order()):
            record(who, candidate, fact, uuid5(_NAMESPACE, f"{shown}:{n}"))


def record(who: Actor, candidate: Candidate, fact: Fact, submission: UUID) -> None:
    """One fact, as staff or the candidate would record it. A refusal is a bug of the demo."""
    outcome: object
    if isinstance(fact, Award):
        outcome = record_credential(SYSTEM, candidate, fact.certification, fact.on, fact.expires)
    elif isinstance(fact, Sitting):
        outcome = record_exam(SYSTEM, candidate, fact.certification, fact.on, passed=fact.passed)
    else:
        outcome = record_done(who, candidate, fact, submission)
    if isinstance(outcome, Refused):
        raise RuntimeError(f"{fact}: {outcome.problems[0].sentence}")


def _date_back(activity: Activity) -> None:
    """As if it had been recorded a few days after its day, and not when the demo was loaded."""
    day = datetime.combine(activity.date + timedelta(days=3), time(15, 20), tzinfo=UTC)
    Activity.objects.filter(pk=activity.pk).update(recorded_at=min(day, clock.now()))


def record_done(who: Actor, candidate: Candidate, done: Done, submission: UUID) -> Recorded | Refused:
    """One activity with its picture; withdrawn at once where the story says so."""
    draft = ActivityDraft(
        type=done.type,
        date=done.on,
        name=done.name,
        language=done.language,
        notes="",
        submission=submission,
        files=(picture(candidate.name, done),),
    )
    recorded = record_activity(who, candidate, draft)
    if isinstance(recorded, Recorded):
        _date_back(recorded.activity)
    if done.withdrawn and isinstance(recorded, Recorded):
        withdraw_activity(who, recorded.activity)
    return recorded
