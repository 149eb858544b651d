"""What a person is told when something can't be done: a value with a place, never an exception."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence: what happened, why, and the nearest thing to do. `field` is "" where no single field is to blame.

    `activity` names the one it is about, for a link.
    """

    field: str
    sentence: str
    activity: UUID | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was changed, and why."""

    problems: tuple[Problem, ...]


def refuse(field: str, sentence: str) -> Refused:
    """A refusal with one problem."""
    return Refused((Problem(field, sentence),))
