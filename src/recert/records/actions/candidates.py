"""Candidates whom staff record before they have an account; they claim the record by verifying the address."""

from collections.abc import Iterable

from recert.journal.change import Actor, change
from recert.people.models import Candidate, User, new_number
from recert.policy.model import Policy
from recert.records.imports.lines import Person


def enroll(actor: Actor, program: str, policy: Policy, people: Iterable[Person]) -> dict[str, Candidate]:
    """Candidates for people known by address and name, by address; inside a transaction of the caller.

    All rows come before the first event: whoever holds the journal waits for nobody's row.
    """
    rows = [
        Candidate(program=program, number=_free_number(program, policy), name=person.name, email=person.email)
        for person in people
    ]
    for row in rows:
        row.save(force_insert=True)
    for row in rows:
        with change(actor, "candidate.joined", program=program) as made:
            made.candidate, made.subject = row.pk, f"candidate:{row.pk}"
            made.data.update(number=row.number, email=row.email, name=row.name)
    return {row.email: row for row in rows}


def _free_number(program: str, policy: Policy) -> str:
    while True:
        number = new_number(policy.id_prefix, policy.id_digits)
        if not Candidate.objects.filter(program=program, number=number).exists():
            return number


def enroll_as(actor: Actor, program: str, number: str, email: str, name: str, user: User | None) -> Candidate:
    """A candidate with a number known from elsewhere, with their account if they have one."""
    with change(actor, "candidate.joined", program=program) as made:
        row = Candidate.objects.create(program=program, number=number, name=name, email=email, user=user)
        made.candidate, made.subject = row.pk, f"candidate:{row.pk}"
        made.data.update(number=row.number, email=row.email, name=row.name)
    return row
