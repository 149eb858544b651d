"""What somebody is certified as."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Certification:
    """One certification of a group. From `retired` on it is held until it expires and cannot be renewed."""

    code: str
    exam: str
    title: str
    group: str
    retired: date | None = None
    source: str = ""
    alone: Decimal = Decimal(0)  # what it requires where a group's requirement follows from what is held
    added: Decimal = Decimal(0)  # what it adds beside one that requires more
