"""Starting a round: whole candidates are drawn and asked for their evidence."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from recert.audits.actions.drawing import seed_of
from recert.audits.figures import Span
from recert.audits.models import Review, Round
from recert.audits.rested import level_of
from recert.audits.rounds import Drawing, drawing
from recert.audits.transitions import not_theirs_to_do
from recert.journal.change import SYSTEM, Actor, change
from recert.people.may import may
from recert.people.models import Candidate, User
from recert.policy.auditing import CandidateAudit
from recert.policy.model import Policy
from recert.records import clock
from recert.records.models import Program, Renewal
from recert.records.programs import current
from recert.records.refusal import Refused, refuse


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round as somebody confirms it: `seen` is the seal of the drawing that they were shown."""

    span: Span
    submission: uuid.UUID
    seen: str


def foresee(span: Span) -> Drawing | Refused:
    """Who would be drawn today. Nothing is written but the month's seed."""
    policy = current(span.program)
    rules = policy.audit.candidates if policy.audit else None
    today = clock.today(policy)
    if rules is None:
        return refuse("", _("The rules in force have no section about audits of whole candidates."))
    if span.last >= today:
        return refuse("last", _("Choose days that are over: whoever renews later today would be left out."))
    if span.last < span.first:
        return refuse("last", _("The last day is before the first one."))
    month = today.replace(day=1)
    return drawing(span, rules, month, seed_of(span.program, month))


def start_round(user: User, wanted: Wanted) -> Round | Refused:
    """Draws, and asks everybody who was drawn. Sent again, it is the round that was started.

    The program's row is locked, so that nobody is drawn by two rounds that are started at once.
    """
    program = wanted.span.program
    if not may(user, "audit.decide", program):
        return not_theirs_to_do()
    with transaction.atomic():
        Program.objects.select_for_update().get(pk=program)
        done = Round.objects.filter(program=program, submission=wanted.submission).first()
        if done is not None:
            return done
        found = foresee(wanted.span)
        if isinstance(found, Refused):
            return found
        if found.seal != wanted.seen:
            return refuse("", _("Something changed since you looked. Look again at who takes part."))
        if not found.renewed:
            return refuse("", _("Nobody who could be drawn renewed in these days."))
        return _start(user, wanted, found)


def _start(user: User, wanted: Wanted, found: Drawing) -> Round:
    program, span = wanted.span.program, wanted.span
    policy = current(program)
    rules = policy.audit.candidates if policy.audit else None
    assert rules is not None  # noqa: S101 - otherwise nothing was foreseen
    numbers = dict(found.drawn)
    # In the order of their keys, and before the journal: as whoever merges two takes them.
    drawn = Candidate.objects.filter(renewals__in=numbers).distinct().values_list("pk", flat=True)
    candidates = Candidate.objects.select_for_update().filter(pk__in=list(drawn)).order_by("pk")
    locked = {row.pk: row for row in candidates}
    with change(Actor(user), "round.started", program=program) as made:
        started = Round.objects.create(
            program=program, first=span.first, last=span.last, month=found.month, rate=found.rate,
            renewed=found.renewed, submission=wanted.submission, started_by=user, started_at=clock.now(),
        )  # fmt: skip
        made.subject = f"round:{started.pk}"
        made.data.update(first=span.first, last=span.last, renewed=found.renewed, drawn=len(numbers))
    for renewal in Renewal.objects.filter(pk__in=numbers).defer("statement").order_by("pk"):
        _ask(started, renewal, numbers[renewal.pk], policy, rules)
    for row in locked.values():
        row.version += 1
        row.save(update_fields=["version"])
    return started


def _ask(started: Round, renewal: Renewal, number: int, policy: Policy, rules: CandidateAudit) -> None:
    """The first step of a review is the system's: nobody chose this one."""
    today: date = clock.today(policy)
    due = today + timedelta(days=rules.days)
    with change(SYSTEM, "review.asked", program=started.program) as made:
        review = Review.objects.create(
            round=started, renewal=renewal, program=started.program, drawn=number, entered_at=clock.now(), due=due,
            remind=due - timedelta(days=rules.remind_days),
        )  # fmt: skip
        made.subject, made.candidate = f"review:{review.pk}", renewal.candidate_id
        made.data.update(level=level_of(policy, renewal), until=due)
