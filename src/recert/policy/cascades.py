"""Certifications that renew others."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Trigger(IntEnum):
    """What sets off a cascade."""

    EARNED = 0  # a certification is awarded for the first time
    RENEWED = 1


@dataclass(frozen=True, slots=True)
class Cascade:
    """Earning or renewing one certification renews others. With `aligned` they expire with it, and cycles restart.

    Activates on `since` and later. Those that are `renewed` stand in groups after the one of any that sets it off by
    being renewed.
    """

    key: str
    title: str
    trigger: Trigger
    of: tuple[str, ...]
    renewed: tuple[str, ...]
    aligned: bool
    since: date
    source: str
