"""What a renewal rests on: the activities of its pinned statement, as they are on record now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from recert.audits.models import Audit
from recert.policy.model import Policy
from recert.records.models import Activity, Evidence, Renewal
from recert.records.types import type_on_record


@dataclass(frozen=True, slots=True)
class Rested:
    """One activity: what the statement says of it, and what is on record. `counts` says whether it still counts.

    `declared`: nothing has to be shown for its type.
    """

    ref: str
    name: str
    on: date
    type: str
    amount: Decimal
    activity: Activity | None
    files: tuple[Evidence, ...]
    audit: Audit | None
    declared: bool

    @property
    def counts(self) -> bool:
        """Whether it is on record and neither withdrawn nor rejected."""
        return self.activity is not None and self.activity.status == Activity.Status.SUBMITTED

    @property
    def by_staff(self) -> bool:
        """Whether the program recorded it."""
        return self.activity is not None and self.activity.by_staff

    @property
    def in_question(self) -> bool:
        """Whether evidence is asked for and it may fail: not of what the program recorded, or nothing is shown for."""
        return self.counts and not self.by_staff and not self.declared


def rests_on(policy: Policy, renewal: Renewal) -> tuple[Rested, ...]:
    """The rows of the statement that count for something, by their days. Three queries."""
    declared = {kind.key for kind in policy.types if kind.is_declared}
    entries: dict[str, dict[str, str]] = {}
    amounts: dict[str, Decimal] = {}
    for entry in renewal.statement["result"]["entries"]:
        entries.setdefault(entry["activity"], entry)
        amounts[entry["activity"]] = amounts.get(entry["activity"], Decimal(0)) + Decimal(entry["amount"])
    refs = [ref for ref in entries if amounts[ref]]
    keys = [UUID(ref) for ref in refs]
    known = {str(row.pk): row for row in Activity.objects.filter(pk__in=keys)}
    audits = {str(row.activity_id): row for row in Audit.objects.filter(activity__in=keys)}
    files: dict[str, list[Evidence]] = {}
    for file in Evidence.objects.filter(activity__in=keys).order_by("added_at", "pk"):
        files.setdefault(str(file.activity_id), []).append(file)
    return tuple(
        Rested(
            ref=ref,
            name=known[ref].name if ref in known else entries[ref]["name"],
            on=date.fromisoformat(entries[ref]["on"]),
            type=type_on_record(policy, entries[ref]["type"]).title,
            amount=amounts[ref],
            activity=known.get(ref),
            files=tuple(files.get(ref, ())),
            audit=audits.get(ref),
            declared=entries[ref]["type"] in declared,
        )
        for ref in refs
    )


def level_of(policy: Policy, renewal: Renewal) -> str:
    """The name of what was renewed; a group that the rules know no more stands for itself."""
    return next((group.name for group in policy.groups if group.key == renewal.group), renewal.group)
