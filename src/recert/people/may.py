"""The one table of who may do what: verb → roles on the program's staff. Candidates act on what is theirs alone.

Somebody who has several roles may do what each of them may. Which steps need a second person is said where the step is:
an appeal is decided by somebody other than before, and what needs four eyes is proposed by one and done by another.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recert.people.models import StaffRole, User

Role = StaffRole.Role
VIEWER, AUDITOR, SENIOR, OWNER, ADMINISTRATOR = Role.VIEWER, Role.AUDITOR, Role.SENIOR, Role.OWNER, Role.ADMINISTRATOR
EVERYBODY: Final[frozenset[str]] = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Right:
    """Something staff may do, in words, and the roles that may."""

    title: str | Promise
    roles: frozenset[str]


TABLE: Final[dict[str, Right]] = {
    "candidate.view": Right(_("Look at candidates and what they have on record"), EVERYBODY),
    "rules.view": Right(_("Read the rules"), EVERYBODY),
    "figures.view": Right(_("Look at the figures"), EVERYBODY),
    "staff.view": Right(_("See who is on the staff"), EVERYBODY),
    "journal.view": Right(_("Read the journal"), EVERYBODY),
    "evidence.view": Right(_("Look at evidence"), frozenset({AUDITOR, SENIOR, OWNER})),
    "audit.view": Right(_("Look at audits"), frozenset({AUDITOR, SENIOR, OWNER})),
    "audit.decide": Right(_("Decide audits"), frozenset({AUDITOR, SENIOR})),
    "audit.reopen": Right(_("Reopen what was decided"), frozenset({SENIOR})),
    "appeal.decide": Right(_("Decide appeals"), frozenset({SENIOR})),
    "renewal.settle": Right(_("Decide about contested renewals"), frozenset({SENIOR, OWNER})),
    "activity.record": Right(_("Record activities for candidates"), frozenset({SENIOR, OWNER})),
    "circumstance.record": Right(_("Record circumstances"), frozenset({SENIOR, OWNER})),
    "extension.record": Right(_("Extend expiry dates"), frozenset({SENIOR, OWNER})),
    "request.decide": Right(_("Decide candidates' requests"), frozenset({SENIOR, OWNER})),
    "credential.record": Right(_("Record and correct credentials"), frozenset({OWNER})),
    "exam.record": Right(_("Record and correct exam results"), frozenset({OWNER})),
    "move.run": Right(_("Run mass moves of expiry dates"), frozenset({OWNER})),
    "policy.change": Right(_("Change the rules"), frozenset({OWNER})),
    "certification.retire": Right(_("Retire certifications"), frozenset({OWNER})),
    "offering.change": Right(_("Say which events and courses there are"), frozenset({SENIOR, OWNER})),
    "staff.appoint": Right(_("Appoint and dismiss staff"), frozenset({ADMINISTRATOR})),
    "merge.reverse": Right(_("Take apart candidates that were merged"), frozenset({ADMINISTRATOR})),
    "person.erase": Right(_("Erase a person's data"), frozenset({ADMINISTRATOR})),
}


def roles(user: User, program: str) -> frozenset[str]:
    """The roles this person has on this program's staff."""
    return frozenset(StaffRole.objects.filter(user=user, program=program).values_list("role", flat=True))


def others_may(user: User, verb: str, program: str) -> bool:
    """Whether somebody else on the program's staff may do this: who could be the second of two people it takes."""
    others = StaffRole.objects.filter(program=program, role__in=TABLE[verb].roles, user__is_active=True)
    return others.exclude(user=user).exists()


def may(user: User, verb: str, program: str) -> bool:
    """Whether this person may do this, as staff of this program. KeyError for a verb that is not in the table."""
    return bool(TABLE[verb].roles & roles(user, program))
