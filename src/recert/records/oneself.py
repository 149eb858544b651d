"""Staff who are candidates too: what they would attest to themselves, somebody else records."""

from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate


def is_own(actor: Actor, candidate: Candidate) -> bool:
    """Whether somebody is about to do it for themselves."""
    return actor.user is not None and candidate.user_id == actor.user.pk


def not_for_oneself() -> str:
    """Why they may not."""
    return _("This is your own record. Somebody else on the staff records it.")
