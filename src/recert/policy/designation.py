"""A standing above certifications: held while enough of them are."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Counted(IntEnum):
    """In which standing a certification counts for a designation."""

    ACTIVE = 0
    GRACE = 1
    SUSPENDED = 2
    RETIRED = 3  # held until it expires


class Lost(IntEnum):
    """When a designation ends of which not enough counts any more."""

    AT_ONCE = 0
    END_OF_YEAR = 1  # of the calendar: it is kept, and enough by then keeps it on


@dataclass(frozen=True, slots=True)
class Need:
    """So many of some certifications."""

    of: tuple[str, ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Designation:
    """Held from `since` on by whoever meets all its needs. It renews nothing, and no rule looks at it."""

    key: str
    title: str
    description: str
    needs: tuple[Need, ...]
    counts: tuple[Counted, ...]
    lost: Lost
    since: date
    source: str

    @property
    def certifications(self) -> tuple[str, ...]:
        """The codes of all that count for it, each once."""
        return tuple(dict.fromkeys(code for need in self.needs for code in need.of))
