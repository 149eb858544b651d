"""Certifications that take the place of others."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Replacement:
    """Earning one of these certifications ends others: they are held until that day, the last one included.

    That is so of what is earned on `since` and later, and ends what is held by then. What is awarded later is held
    beside it.
    """

    key: str
    title: str
    of: tuple[str, ...]
    replaced: tuple[str, ...]
    since: date
    source: str
