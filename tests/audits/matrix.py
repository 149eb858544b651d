"""Who may take which step, for the matrices of entries and of whole candidates."""

from typing import Final

from recert.audits.transitions import CANDIDATE, SYSTEM, Transition
from recert.people.may import TABLE as MAY
from recert.people.models import StaffRole

STAFF: Final = ("viewer", "auditor", "senior", "owner", "administrator")
PEOPLE: Final = (*STAFF, "candidate", "other", "elsewhere")
ROLES: Final = dict(zip(STAFF, StaffRole.Role, strict=True))


def allowed(known: Transition, who: str) -> bool:
    """Whether this one of the cast may take the step, whatever the state."""
    if known.who == SYSTEM:
        return False
    if known.who == CANDIDATE:
        return who == "candidate"
    return ROLES.get(who) in MAY[known.who].roles
