"""How a program looks at what was recorded: how much of it, why, by when it is answered, and what a rejection does.

Nothing here changes what counts: whoever audits reads it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class AfterRenewal(IntEnum):
    """What a rejection does to a renewal that is no longer supported without what was rejected."""

    KEPT = 0  # it stays
    SUSPENDED = 1  # it is suspended at once, and taken back when the rejection can't be appealed any more
    TAKEN_BACK = 2  # it stays until then, and is taken back


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """What a rejection may say: a key that records have, and the sentence that the candidate reads."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Widened:
    """More is drawn for as long as more than `when` percent failed of the last `of_last` that a person decided.

    Then `to` percent of each type are, or the type's own percent where that is more.
    """

    when: Decimal
    of_last: int
    to: Decimal


@dataclass(frozen=True, slots=True)
class CandidateAudit:
    """Audits of whole candidates: `percent` of those who renewed, each with `days` to provide evidence."""

    percent: Decimal
    days: int
    remind_days: int  # before the deadline


@dataclass(frozen=True, slots=True)
class Audit:
    """What is audited. Of each type `percent` of its entries, at random, where the type does not say otherwise.

    `appeal_days`: 0 where a rejection can't be appealed. `many_a_day`: whoever has more entries of one day has them
    looked at; `late_days`: so is what is recorded later after its day; 0 where neither is a reason. `evidence_months`:
    how long evidence is kept after the day of the activity; 0 without an end.
    """

    percent: Decimal
    answer_days: int
    appeal_days: int
    after_renewal: AfterRenewal
    reasons: tuple[RejectionReason, ...]
    source: str
    widened: Widened | None = None
    many_a_day: int = 0
    late_days: int = 0
    evidence_months: int = 0
    candidates: CandidateAudit | None = None
