"""A renewal's statement, read from what was pinned that day: nothing in it is worked out again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from recert.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Renewed:
    """One certification whose date the renewal changed."""

    code: str
    title: str
    old: date | None
    new: date


@dataclass(frozen=True, slots=True)
class Counted:
    """One activity of the cycle as it stood that day."""

    on: date
    name: str
    type: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says."""

    route: str
    required: Decimal
    counted: Decimal
    certifications: tuple[Renewed, ...]
    entries: tuple[Counted, ...]

    @property
    def has_units(self) -> bool:
        """Whether anything of it gave units: exams and fees give none."""
        return any(each.amount for each in self.entries)


def told(statement: dict[str, Any], policy: Policy) -> Told:
    """The statement's result in the words of today's titles; a code no longer known stands for itself."""
    result = statement["result"]
    titles = {each.code: each.title for each in policy.certifications}
    types = {kind.key: kind.title for kind in policy.types}
    routes = {
        "units": _("Continuing education"),
        "retake": _("Retaking the exam"),
        "grant": _("A renewal granted before"),
        "cascade": _("Another certification"),
    }
    return Told(
        route=routes.get(result["route"], result["route"]),
        required=Decimal(result["required"]),
        counted=Decimal(result["counted"]),
        certifications=tuple(
            Renewed(
                code=each["certification"],
                title=titles.get(each["certification"], each["certification"]),
                old=date.fromisoformat(each["old"]) if each["old"] else None,
                new=date.fromisoformat(each["new"]),
            )
            for each in result["certifications"]
        ),
        entries=tuple(
            Counted(
                on=date.fromisoformat(each["on"]),
                name=each["name"],
                type=types.get(each["type"], each["type"]),
                amount=Decimal(each["amount"]),
            )
            for each in result["entries"]
        ),
    )
