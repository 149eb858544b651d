"""A deadline before a cycle's end: what has to be done by it, and what becomes of what is done after it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from recert.policy.calendar import FOR_LIFE, add_months, day, number


class Later(IntEnum):
    """What becomes of what is done after the deadline."""

    NOTHING = 0  # it counts for nothing
    NOTHING_UNTIL_END = 1  # it counts for nothing up to the cycle's end; what is done in the grace or suspension counts
    NEXT_CYCLE = 2  # it is of the next cycle
    COUNTS = 3


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many months or days before a cycle's end: the last day on which activities of `types` are done for it.

    Without `types` it is of all but what only counters look at, so that a fee can still come. `late`: being late begins
    with this day instead of the end.
    """

    months: int
    days: int
    later: Later
    types: tuple[str, ...]
    late: bool
    source: str

    @property
    def cuts(self) -> bool:
        """Whether what is done later does not count as what is done before."""
        return self.later is not Later.COUNTS


def last_day(rule: Deadline, end: date) -> date:
    """The day of the deadline of a cycle that ends on a day."""
    return end if end == FOR_LIFE else day(add_months(number(end), -rule.months) - rule.days)
