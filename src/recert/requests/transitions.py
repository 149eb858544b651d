"""What may become of a request: one table, from which buttons, permissions and the tests' matrix come."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recert.people.may import may
from recert.people.models import User
from recert.requests.models import Request

Kind, State = Request.Kind, Request.State

WHOSE: Final = "its candidate"
"""Who asked. Any other `who` is a verb of `people.may`, for staff who did not ask it themselves."""
STAFF: Final = "request.decide"


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: of these kinds, from a state to another, by whom, and what it leaves in the journal.

    `reasoned`: not without words. `title` is what its button or choice says.
    """

    verb: str
    kinds: frozenset[str]
    start: str
    end: str
    who: str
    event: str
    title: str | Promise
    reasoned: bool = True


FACTS: Final = frozenset({Kind.EXTENSION, Kind.UPGRADE})
NAMES: Final = frozenset({Kind.NAME})
ASKED: Final = FACTS | NAMES
REPORTS: Final = frozenset({Kind.REPORT})
FOUND: Final = _("Looked into: something was done about it")
NOT_FOUND: Final = _("Nothing found: there is nothing to do about it")

TRANSITIONS: Final = (
    Transition("grant", FACTS, State.OPEN, State.GRANTED, STAFF, "request.granted", _("Grant it")),
    Transition("grant", NAMES, State.OPEN, State.GRANTED, STAFF, "request.granted", _("Grant it"), reasoned=False),
    Transition("refuse", ASKED, State.OPEN, State.REFUSED, STAFF, "request.refused", _("Refuse it")),
    Transition(
        "withdraw", ASKED, State.OPEN, State.WITHDRAWN, WHOSE, "request.withdrawn", _("Withdraw"), reasoned=False
    ),
    Transition("look_into", REPORTS, State.OPEN, State.LOOKED_INTO, STAFF, "request.looked_into", FOUND),
    Transition("find_nothing", REPORTS, State.OPEN, State.NOTHING_FOUND, STAFF, "request.nothing_found", NOT_FOUND),
)


def possible(request: Request, user: User) -> tuple[Transition, ...]:
    """What this person may do with the request as it stands."""
    return tuple(
        each
        for each in TRANSITIONS
        if request.kind in each.kinds and request.state == each.start and _may(each, request, user)
    )


def is_own(request: Request, user: User) -> bool:
    """Whether this person is the candidate who asked: nobody decides what they ask for themselves."""
    return request.candidate is not None and request.candidate.user_id == user.pk


def _may(step: Transition, request: Request, user: User) -> bool:
    if step.who == WHOSE:
        return is_own(request, user)
    return not is_own(request, user) and may(user, step.who, request.program)
