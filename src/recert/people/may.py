"""The one table of who may do what: verb → roles on the program's staff. Candidates act on what is theirs alone."""

from typing import Final

from recert.people.models import StaffRole, User

AUDITOR, OWNER = StaffRole.Role.AUDITOR, StaffRole.Role.OWNER

TABLE: Final[dict[str, frozenset[str]]] = {
    "candidate.view": frozenset({AUDITOR, OWNER}),
    "evidence.view": frozenset({AUDITOR, OWNER}),
    "journal.view": frozenset({AUDITOR, OWNER}),
    "rules.view": frozenset({AUDITOR, OWNER}),
    "renewal.settle": frozenset({OWNER}),
    "credential.record": frozenset({OWNER}),
    "exam.record": frozenset({OWNER}),
    "circumstance.record": frozenset({OWNER}),
    "extension.record": frozenset({OWNER}),
    "move.run": frozenset({OWNER}),
    "policy.change": frozenset({OWNER}),
    "certification.retire": frozenset({OWNER}),
}


def roles(user: User, program: str) -> frozenset[str]:
    """The roles this person has on this program's staff."""
    return frozenset(StaffRole.objects.filter(user=user, program=program).values_list("role", flat=True))


def may(user: User, verb: str, program: str) -> bool:
    """Whether this person may do this, as staff of this program. KeyError for a verb that is not in the table."""
    return bool(TABLE[verb] & roles(user, program))
