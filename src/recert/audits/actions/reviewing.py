"""Taking one step of the audit of a renewal. Every step goes through `take`: staff's, the candidate's, the system's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recert.audits.actions.failing import fail_activities, restore_activities
from recert.audits.actions.renewing import missing, propose_unsupported, take_back_unsupported
from recert.audits.deadlines import appeal_until, lacking, not_later, not_over, passed, remind_on, too_late
from recert.audits.models import Review, ReviewStep
from recert.audits.rested import level_of, rests_on
from recert.audits.reviews import BY_VERB
from recert.audits.transitions import CANDIDATE, SYSTEM, Transition, not_theirs_to_do
from recert.journal import change as journal
from recert.journal.change import Actor
from recert.people.may import may
from recert.people.models import Candidate, User
from recert.policy.model import Policy
from recert.records import clock
from recert.records.actions.writing import Writing, change_facts
from recert.records.programs import current
from recert.records.refusal import Refused, refuse

State = Review.State
OURS: tuple[str, ...] = ("pass", "fail", "grant", "refuse")


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done, and what goes with it: of a failure the activities that do not pass, by their ids.

    `until` is the new deadline where more time is given, `seen` the seal of what whoever does it had before their eyes.
    """

    verb: str
    words: str = ""
    failed: tuple[str, ...] = ()
    seen: str = ""
    until: date | None = None


def person_of(review: Review) -> Candidate:
    """Whose renewal it is: a renewal may have stayed with a record that was merged into another."""
    return review.renewal.candidate.merged_into or review.renewal.candidate


def seal_of(review: Review, candidate: Candidate) -> str:
    """Another one where the review or anything on the candidate's record has changed."""
    return f"{review.version}:{candidate.version}"


def decide_review(user: User, review: Review, turn: Turn) -> Review | Refused:
    """A step by a member of the staff. Refused to those who may not, and to the candidate about their own."""
    known = BY_VERB[turn.verb]
    if known.who in {CANDIDATE, SYSTEM} or not may(user, known.who, review.program):
        return not_theirs_to_do()
    return take(Actor(user), review, turn)


def answer_review(user: User, review: Review, turn: Turn) -> Review | Refused:
    """A step by the candidate whose renewal it is."""
    if BY_VERB[turn.verb].who != CANDIDATE or person_of(review).user_id != user.pk:
        return refuse("", _("Only whose renewal it is can do this."))
    return take(Actor(user), review, turn)


def take(actor: Actor, review: Review, turn: Turn) -> Review | Refused:
    """One step, in one transaction with its event and what follows. Done before by the same, it is done."""
    known, policy = BY_VERB[turn.verb], current(review.program)
    with transaction.atomic():
        with change_facts(actor, known.event, person_of(review)) as writing:
            found = Review.objects.select_related("renewal__candidate__merged_into").get(pk=review.pk)
            repeated = found.state == known.target and _last_by(found, actor, turn)
            refused = None if repeated else _refusal(actor, found, writing, turn, policy)
            if repeated or refused:
                writing.nothing()
                return refused or found
            _write(writing, actor, found, turn, policy)
        _follow(actor, found, policy)
    return found


def _last_by(review: Review, actor: Actor, turn: Turn) -> bool:
    last = review.steps.last()
    if last is None or last.by_id != (actor.user.pk if actor.user else None):
        return False
    same = turn.verb != "fail" or review.failed == sorted(turn.failed)
    same = same and (turn.verb != "extend" or review.due == turn.until)
    return same and (last.verb, last.words) == (turn.verb, turn.words.strip())


def _refusal(actor: Actor, review: Review, writing: Writing, turn: Turn, policy: Policy) -> Refused | None:
    known = BY_VERB[turn.verb]
    return (
        _not_there(review, known, turn, writing.candidate)
        or _not_theirs(actor, review, known, writing.candidate)
        or _not_said(known, turn)
        or (_nothing_fails(review, turn, policy) if known.verb == "fail" else None)
        or (too_late(review, policy) if known.verb == "appeal" else None)
        or (not_over(review, policy) if known.verb == "expire" else None)
        or (not_later(review, turn.until, policy) if known.verb == "extend" else None)
    )


def _not_there(review: Review, known: Transition, turn: Turn, candidate: Candidate) -> Refused | None:
    if review.state not in known.sources:
        return refuse("", _("This was decided meanwhile. Look at how it stands now."))
    if turn.seen and turn.seen != seal_of(review, candidate):
        return refuse("", _("Something changed since you opened this. Look at it again, then decide."))
    return None


def _not_theirs(actor: Actor, review: Review, known: Transition, candidate: Candidate) -> Refused | None:
    if actor.user is None or known.who in {CANDIDATE, SYSTEM}:
        return None
    if candidate.user_id == actor.user.pk:
        return refuse("", _("This is your own renewal. Somebody else decides about it."))
    if known.another and review.steps.filter(by_id=actor.user.pk, verb__in=OURS).exists():
        return refuse("", _("You decided about this before, so somebody else decides about the appeal."))
    return None


def _not_said(known: Transition, turn: Turn) -> Refused | None:
    if known.asks in {"words", "day"} and not turn.words.strip():
        return refuse("words", _("Say it in a sentence or two: the other side reads this."))
    return None


def _nothing_fails(review: Review, turn: Turn, policy: Policy) -> Refused | None:
    if policy.audit is None:
        return refuse("", _("The rules in force have no section about audits any more, so nothing fails by them."))
    possible = {row.ref for row in rests_on(policy, review.renewal) if row.in_question}
    if not turn.failed:
        return refuse("failed", _("Pick the activities that do not pass: they count no more."))
    if not possible.issuperset(turn.failed):
        return refuse("failed", _("One of these counts no more already. Look at them again."))
    return None


def _write(writing: Writing, actor: Actor, review: Review, turn: Turn, policy: Policy) -> None:
    known, before, words = BY_VERB[turn.verb], review.state, turn.words.strip()
    more = turn.until if known.verb == "extend" else None
    told: dict[str, Any] = {}
    if known.verb == "fail":
        review.failed = sorted(turn.failed)
        told = {"activities": fail_activities(actor, review, words)}
        writing.missing = missing(policy.audit)
    elif known.verb == "grant":
        restore_activities(actor, review, words)
    elif known.verb == "expire":
        told = passed(policy, review, review.due)
    review.state, review.version, review.entered_at = known.target, review.version + 1, clock.now()
    review.due, review.remind = more or appeal_until(known, policy), remind_on(more, policy) if more else None
    review.save()
    ReviewStep.objects.create(
        review=review, verb=known.verb, before=before, after=known.target, at=clock.now(), words=words,
        by_id=actor.user.pk if actor.user else None, until=more,
    )  # fmt: skip
    described = _describe(writing.change, review, policy)
    described.update({"words": words, "until": review.due, **told})


def _describe(made: journal.Change, review: Review, policy: Policy) -> dict[str, Any]:
    made.subject, made.candidate = f"review:{review.pk}", person_of(review).pk
    made.data.update(level=level_of(policy, review.renewal))
    return made.data


def _follow(actor: Actor, review: Review, policy: Policy) -> None:
    """What becomes of renewals once nobody can turn the decision any more."""
    candidate, level = person_of(review), level_of(policy, review.renewal)
    if review.state == State.REFUSED:
        sentence = _("The appeal about the audit of the renewal of %(level)s was refused.")
        take_back_unsupported(candidate, sentence % {"level": level})
    elif review.state == State.FAILED and review.due is None:
        propose_unsupported(actor, candidate, _failed_told(level))


def _failed_told(level: str) -> str:
    return _("The audit of the renewal of %(level)s was failed, and can't be appealed.") % {"level": level}


def end_review(review: Review) -> None:
    """The last day of what was waited for has passed: no answer came, or nobody appealed. May be repeated."""
    if review.state == State.ASKED:
        take(journal.SYSTEM, review, Turn("expire"))
    elif review.state == State.FAILED:
        _final(review)


def _final(review: Review) -> None:
    policy = current(review.program)
    with transaction.atomic():
        with change_facts(journal.SYSTEM, "review.final", person_of(review)) as writing:
            found = Review.objects.select_related("renewal__candidate__merged_into").get(pk=review.pk)
            if found.state != State.FAILED or found.due is None or found.due >= clock.today(policy):
                writing.nothing()
                return
            found.due = None
            found.save(update_fields=["due"])
            _describe(writing.change, found, policy)
            writing.missing = missing(policy.audit)
        last = found.steps.filter(by__isnull=False, verb="fail").select_related("by").last()
        _follow(Actor(last.by) if last else journal.SYSTEM, found, policy)


def remind(review: Review) -> None:
    """Reminds the candidate of the deadline, once, however many ask for it. Nobody who answered is reminded."""
    policy = current(review.program)
    with change_facts(journal.SYSTEM, "review.reminded", person_of(review)) as writing:
        found = Review.objects.select_related("renewal__candidate__merged_into").get(pk=review.pk)
        if found.state != State.ASKED or found.remind is None or found.remind > clock.today(policy):
            writing.nothing()
            return
        found.remind = None
        found.save(update_fields=["remind"])
        _describe(writing.change, found, policy).update(until=found.due, lacking=lacking(policy, found))
