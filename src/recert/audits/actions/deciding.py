"""Taking one step of an audit. Every step goes through `take`: staff's, the candidate's, and the system's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recert.audits.actions.examining import examine
from recert.audits.actions.renewing import missing, take_back_unsupported
from recert.audits.models import Audit, Decision
from recert.audits.transitions import BY_VERB, CANDIDATE, COUNTED, SYSTEM, Transition, not_theirs_to_do
from recert.journal.change import Actor
from recert.people.may import may
from recert.people.models import User
from recert.policy.auditing import RejectionReason
from recert.policy.model import Policy
from recert.records import clock
from recert.records.actions.activities import withdraw_activity
from recert.records.actions.renewals import Missing
from recert.records.actions.writing import Writing, change_facts
from recert.records.models import Activity
from recert.records.programs import current
from recert.records.refusal import Refused, refuse

State = Audit.State


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, and what goes with it. `seen` is the version that whoever does it had before their eyes."""

    verb: str
    reason: str = ""
    words: str = ""
    seen: int | None = None


def decide(user: User, audit: Audit, step: Step) -> Audit | Refused:
    """A step by a member of the staff. Refused to those who may not, and to the candidate about their own."""
    known = BY_VERB[step.verb]
    if known.who in {CANDIDATE, SYSTEM} or not may(user, known.who, audit.program):
        return not_theirs_to_do()
    return take(Actor(user), audit, step)


def ask(user: User, audit: Audit, step: Step) -> Audit | Refused:
    """A step by the candidate whose activity it is."""
    if BY_VERB[step.verb].who != CANDIDATE or audit.activity.candidate.user_id != user.pk:
        return refuse("", _("Only whoever recorded the activity can do this."))
    if step.verb == "withdraw":
        done = withdraw_activity(Actor(user), audit.activity)
        if isinstance(done, Refused):
            return done
        return examine(audit.activity) or audit
    return take(Actor(user), audit, step)


def take(actor: Actor, audit: Audit, step: Step) -> Audit | Refused:
    """One step, in one transaction with its event and what follows for renewals. Done before by the same, it is done.

    Everybody who writes about a candidate holds the candidate's row, so two can't decide the same entry.
    """
    known = BY_VERB[step.verb]
    policy = current(audit.program)
    with transaction.atomic():
        with change_facts(actor, known.event, audit.activity.candidate) as writing:
            found = Audit.objects.select_related("activity__candidate").get(pk=audit.pk)
            repeated = found.state == known.target and _last_by(found, actor, step)
            refused = None if repeated else _refusal(actor, found, known, step, policy)
            if repeated or refused:
                writing.nothing()
                return refused or found
            _write(writing, actor, found, step, policy)
        if found.state == State.REFUSED:
            sentence = _("The appeal about “%(name)s” was refused.")
            take_back_unsupported(found.activity.candidate, sentence % {"name": found.activity.name})
    return found


def _last_by(audit: Audit, actor: Actor, step: Step) -> bool:
    last = audit.decisions.last()
    mine = last is not None and last.verb == step.verb and last.by_id == (actor.user.pk if actor.user else None)
    return mine and last is not None and (last.reason, last.words) == (step.reason, step.words.strip())


def _refusal(actor: Actor, audit: Audit, known: Transition, step: Step, policy: Policy) -> Refused | None:
    staff = known.who not in {CANDIDATE, SYSTEM}
    return (
        _not_there(audit, known, step)
        or (_not_theirs(actor, audit, known) if staff else None)
        or _not_said(known, step, policy)
        or (_too_late(audit, policy) if step.verb == "appeal" else None)
        or (_nothing_new(audit) if step.verb == "resubmit" else None)
    )


def _not_there(audit: Audit, known: Transition, step: Step) -> Refused | None:
    if audit.activity.status == Activity.Status.WITHDRAWN:
        return refuse("", _("The activity was withdrawn, so there is nothing left to decide."))
    if audit.state not in known.sources:
        return refuse("", _("This was decided meanwhile. Look at how it stands now."))
    if step.seen is not None and step.seen != audit.version:
        return refuse("", _("Something changed since you opened this. Look at it again, then decide."))
    return None


def _not_theirs(actor: Actor, audit: Audit, known: Transition) -> Refused | None:
    if actor.user is None:
        return None
    if audit.activity.candidate.user_id == actor.user.pk:
        return refuse("", _("This is your own activity. Somebody else decides about it."))
    if audit.claimed_by_other(actor.user.pk, clock.now()):
        sentence = _("%(name)s has this in hand. Take another one, or ask them to release it.")
        return refuse("", sentence % {"name": audit.claim})
    if known.another and audit.decisions.filter(by_id=actor.user.pk, verb__in=("reject", "grant", "refuse")).exists():
        return refuse("", _("You decided about this before, so somebody else decides about the appeal."))
    return None


def _not_said(known: Transition, step: Step, policy: Policy) -> Refused | None:
    if known.asks == "reason" and reason_of(policy, step.reason) is None:
        return refuse("reason", _("Choose the reason. The candidate is told it."))
    if known.asks in {"words", "reason"} and not step.words.strip():
        return refuse("words", _("Say it in a sentence or two: the other side reads this."))
    return None


def _too_late(audit: Audit, policy: Policy) -> Refused | None:
    if audit.due is None or clock.today(policy) > audit.due:
        sentence = _("The time to appeal is over. If something is new, correct the activity and ask to look again.")
        return refuse("", sentence)
    return None


def _nothing_new(audit: Audit) -> Refused | None:
    if audit.activity.version == audit.seen:
        sentence = _("Nothing changed since it was rejected. Correct it or add evidence first, or appeal.")
        return refuse("", sentence)
    return None


def reason_of(policy: Policy, key: str) -> RejectionReason | None:
    """The reason of the policy's list with this key."""
    return next((each for each in policy.audit.reasons if each.key == key), None) if policy.audit else None


def _write(writing: Writing, actor: Actor, audit: Audit, step: Step, policy: Policy) -> None:
    known, before = BY_VERB[step.verb], audit.state
    now = clock.now()
    audit.state, audit.version = known.target, audit.version + 1
    audit.claim = audit.claimed_until = None
    audit.due = _due(known, policy)
    if known.asks == "reason" or step.verb == "expire":
        audit.reason, audit.words = step.reason, step.words.strip()
        audit.seen = audit.activity.version
    elif known.asks:
        audit.words = step.words.strip()
    if known.verb in {"reopen", "revisit"}:
        audit.chosen = Audit.Chosen.REOPENED
    if known.target in {State.OPEN, State.AGAIN, State.APPEALED}:
        audit.entered_at = now
    audit.save()
    Decision.objects.create(
        audit=audit, program=audit.program, verb=step.verb, before=before, after=known.target, at=now,
        by_id=actor.user.pk if actor.user else None, chosen=audit.chosen, reason=step.reason, words=step.words.strip(),
    )  # fmt: skip
    _count(audit)
    writing.missing = missing(policy.audit) if audit.state == State.REJECTED else Missing.CONTEST
    writing.change.subject = f"activity:{audit.activity_id}"
    writing.change.data.update(_told(audit, step, policy))


def _due(known: Transition, policy: Policy) -> Any:
    rules = policy.audit
    if rules is None:
        return None
    waited: dict[str, int] = {State.RETURNED: rules.answer_days, State.REJECTED: rules.appeal_days}
    days = waited.get(known.target)
    return clock.today(policy) + timedelta(days=days) if days is not None else None


def _count(audit: Audit) -> None:
    """Makes the activity count, or not, as the state of its audit says."""
    wanted = Activity.Status.SUBMITTED if audit.state in COUNTED else Activity.Status.REJECTED
    if audit.activity.status != wanted:
        audit.activity.status = wanted
        audit.activity.save(update_fields=["status", "changed_at"])


def _told(audit: Audit, step: Step, policy: Policy) -> dict[str, Any]:
    reason = reason_of(policy, step.reason)
    told = {"name": audit.activity.name, "words": step.words.strip(), "until": audit.due}
    return told | ({"reason": reason.sentence} if reason else {})
