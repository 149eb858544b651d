"""Taking an entry of the queue in hand for a while, so that two do not read the same one."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from recert.audits.models import Audit
from recert.audits.transitions import QUEUED, State
from recert.journal.change import Actor, Change, change
from recert.people.models import User
from recert.records import clock
from recert.records.refusal import Refused, refuse

HELD: Final = timedelta(minutes=30)
"""How long an entry stays in hand without a sign of whoever took it."""
CLAIMED: Final = (*QUEUED, State.APPEALED)


def claim(user: User, audit: Audit) -> Audit | Refused:
    """Takes it in hand, or keeps it there for as long again. Refused while somebody else has it."""
    if audit.activity.candidate.user_id == user.pk:
        return refuse("", _("This is your own activity. Somebody else decides about it."))
    now = clock.now()
    # Of columns of its own alone: a condition on other tables would be looked at once, and not again after a wait for
    # somebody who was faster.
    free = Q(claim=None) | Q(claim=user) | Q(claimed_until__lte=now)
    with change(Actor(user), "audit.claimed", program=audit.program) as made:
        renewed = Audit.objects.filter(pk=audit.pk, claim=user, claimed_until__gt=now).exists()
        waiting = Audit.objects.filter(free, pk=audit.pk, state__in=CLAIMED)
        taken = waiting.update(claim=user, claimed_until=now + HELD)
        if renewed or not taken:
            made.nothing()
        _describe(made, audit)
    audit.refresh_from_db()
    return audit if taken else _taken(audit)


def _taken(audit: Audit) -> Refused:
    if audit.state not in CLAIMED:
        return refuse("", _("Nobody has to decide about this any more."))
    return refuse("", _("%(name)s has this in hand. Take another one.") % {"name": audit.claim})


def release(user: User, audit: Audit) -> Audit:
    """Gives it back to the queue. Nothing happens where the person does not have it."""
    with change(Actor(user), "audit.released", program=audit.program) as made:
        if not Audit.objects.filter(pk=audit.pk, claim=user).update(claim=None, claimed_until=None):
            made.nothing()
        _describe(made, audit)
    audit.refresh_from_db()
    return audit


def _describe(made: Change, audit: Audit) -> None:
    made.subject, made.candidate = f"activity:{audit.activity_id}", audit.activity.candidate_id
    made.data.update(name=audit.activity.name)
