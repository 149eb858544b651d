"""Erasing a person: their data are gone for good, in every room's tables, and the journal still holds.

What is a candidate's is found by the references to the candidate, and by the references to that, in whatever room a
table is: so a new kind of fact is erased without anybody remembering it. The candidate's own row stays, without a name
and an address: its number is never given again, and the journal's entries have what they are about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import ForeignObjectRel, Q, QuerySet
from django.utils.translation import gettext as _

from recert.journal.change import Actor, change, erase
from recert.people.actions import end_account
from recert.people.actions_browsers import forget_browsers
from recert.people.models import Candidate, Merge, StaffRole, User
from recert.people.queries import verified_addresses
from recert.records.evidence.store import discard
from recert.records.models import Evidence, StagedEvidence
from recert.records.refusal import Refused, refuse

KEPT: Final = frozenset({"people.candidate.merged_into", "people.merge.into"})
"""Columns by whose reference no row goes: candidates who were merged into them are erased themselves, and a merge goes
with whose record it moved."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the addresses that led to the person, for whoever keeps mails, and how many rows, by table."""

    addresses: tuple[str, ...]
    rows: dict[str, int]


def count_erasure(candidate: Candidate) -> dict[str, int]:
    """How many rows would go, by table. Nothing is written."""
    counts: dict[str, int] = {}
    for rows in _leaves_first(_all_of(candidate)):
        counts[rows.model._meta.label_lower] = counts.get(rows.model._meta.label_lower, 0) + rows.count()
    return {label: many for label, many in counts.items() if many}


def erase_person(actor: Actor, candidate: Candidate, reason: str) -> Erased | Refused:
    """Erases a candidate with those who were merged into them, and their account where nothing else needs it.

    Staff are refused: they have to be dismissed first. Done already, nothing is left to do.
    """
    if not reason.strip():
        return refuse("reason", _("Say why: it stays in the journal, so name nobody."))
    with transaction.atomic():
        people = list(_all_of(candidate).select_for_update().order_by("pk"))
        user = next((each.user for each in people if each.user), None)
        if user is not None and StaffRole.objects.filter(user=user).exists():
            return refuse("", _("This person is on a program's staff. Dismiss them there first."))
        accounts = [*([user] if user else []), *_closed(people)]
        addresses = _addresses(people, user)
        files = _files(people)
        rows = {rows.model._meta.label_lower: _delete(rows) for rows in _leaves_first(_all_of(candidate))}
        for each in people:
            _empty(actor, each, reason.strip())
        for account in accounts:
            forget_browsers(account)
            if not Candidate.objects.filter(user=account).exists():
                end_account(account)
        transaction.on_commit(lambda: discard(files), robust=True)
    return Erased(addresses, rows)


def is_erased(candidate: Candidate) -> bool:
    """Whether nothing of the person is left."""
    return candidate.email == erased_address(candidate)


def erased_address(candidate: Candidate) -> str:
    """What stands where the address was: no mail ever leads there."""
    return f"{candidate.pk}@erased.invalid"


def _all_of(candidate: Candidate) -> QuerySet[Candidate]:
    return Candidate.objects.filter(Q(pk=candidate.pk) | Q(merged_into=candidate))


def _closed(people: list[Candidate]) -> list[User]:
    """Accounts that were closed when a record of theirs was merged into one of these."""
    merges = Merge.objects.filter(into__in=people, user__isnull=False, reversed_at=None).select_related("user")
    return [merge.user for merge in merges if merge.user]


def _addresses(people: Iterable[Candidate], user: User | None) -> tuple[str, ...]:
    own = verified_addresses(user) if user else []
    return tuple(sorted({*own, *(each.email.lower() for each in people)}))


def _files(people: list[Candidate]) -> list[str]:
    mine = Evidence.objects.filter(activity__candidate__in=people).values_list("file", flat=True)
    return [*mine, *StagedEvidence.objects.filter(candidate__in=people).values_list("file", flat=True)]


def _leaves_first(rows: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    """All rows that refer to these, and to those, the last ones first; without the rows themselves."""
    # related_objects would leave out those that can't be followed from here by a name
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model, column = relation.related_model, relation.field.name
        if f"{model._meta.label_lower}.{column}" in KEPT:
            continue
        further = model._base_manager.filter(**{f"{column}__in": rows.values("pk")})
        yield from _leaves_first(further)
        yield further


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def _empty(actor: Actor, candidate: Candidate, reason: str) -> None:
    erase(candidate.program, candidate.pk)
    candidate.name, candidate.email = "", erased_address(candidate)
    candidate.user, candidate.version = None, candidate.version + 1
    candidate.save(update_fields=["name", "email", "user", "version"])
    with change(actor, "person.erased", program=candidate.program) as made:
        made.subject, made.candidate = f"candidate:{candidate.pk}", candidate.pk
        made.data.update(reason=reason)
