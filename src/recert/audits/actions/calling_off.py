"""Calling off a round: what is open in it ends without an outcome, what was decided stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from recert.audits.actions.reviewing import Turn, person_of, take
from recert.audits.models import Review, Round
from recert.audits.rounds import open_reviews
from recert.audits.transitions import not_theirs_to_do
from recert.journal.change import Actor, change
from recert.people.may import may
from recert.people.models import Candidate, User
from recert.records import clock
from recert.records.refusal import Refused, refuse


def call_off_round(user: User, found: Round, reason: str) -> Round | Refused:
    """Ends what is open in the round. Once it was called off, it is called off, whoever asks again.

    The round's row is locked, so that of two who do it at once the second finds it done; and the candidates' rows
    before the journal, so that whoever decides about one of them meanwhile was either first or is told.
    """
    if not may(user, "audit.decide", found.program):
        return not_theirs_to_do()
    if not reason.strip():
        return refuse("reason", _("Say why: the candidates whose audit ends read this."))
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=found.pk)
        if held.called_off_at is not None:
            return held
        reviews = _locked(held)
        if not reviews:
            return refuse("", _("All of them are decided, so there is nothing to call off."))
        if any(person_of(review).user_id == user.pk for review in reviews):
            return refuse("", _("Your own renewal is among them. Somebody else calls this round off."))
        _end(user, held, reviews, reason.strip())
    return held


def _locked(held: Round) -> list[Review]:
    """What is open once nobody else changes it: the candidates' rows locked in the order of their keys.

    Where a merge was faster, the locks are let go and taken again: whoever merges takes both in that order too.
    """
    while True:
        keys = {person_of(review).pk for review in open_reviews(held)}
        with transaction.atomic():
            list(Candidate.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
            reviews = list(open_reviews(held))
            if keys.issuperset(person_of(review).pk for review in reviews):
                return reviews
            transaction.set_rollback(True)


def _end(user: User, held: Round, reviews: list[Review], reason: str) -> None:
    with change(Actor(user), "round.called_off", program=held.program) as made:
        held.called_off_at, held.called_off_by, held.reason = clock.now(), user, reason
        held.save(update_fields=["called_off_at", "called_off_by", "reason"])
        made.subject = f"round:{held.pk}"
        made.data.update(first=held.first, last=held.last, ended=len(reviews), reason=reason)
    for review in reviews:
        take(Actor(user), review, Turn("call off", reason))
