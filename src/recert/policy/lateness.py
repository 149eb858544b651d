"""What comes after a cycle's end and its grace, and what renewing late takes besides."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Suspension:
    """The months after the grace in which a certification is suspended: not valid, but it can come back.

    By what the cycle still takes (`by_units`), by passing the exam again (`by_exam`), or by either. `restarts`: the
    next cycle begins after the return, instead of where the last one ended.
    """

    months: int
    by_units: bool
    by_exam: bool
    restarts: bool
    source: str


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What a cycle requires besides, renewed so many days after its end (`from_day`) or later.

    Units, or with `share` percent of what it requires; once, or for every so many months begun (`every_months`) since
    that day. Of several the last governs whose day is reached.
    """

    from_day: int
    amount: Decimal
    share: bool
    every_months: int
    source: str
