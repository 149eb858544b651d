"""Renewal by passing the exam again: when a pass renews, what it renews, and until when."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recert.policy.model import Value


class CountedFrom(IntEnum):
    """From when the date is counted that a pass gives."""

    OLD_EXPIRY = 0  # whatever holds for other renewals, but for a return from a suspension
    PASS = 1  # whatever holds for other renewals
    AS_OTHERS = 2  # as one by units on that day would be


@dataclass(frozen=True, slots=True)
class Retake:
    """Renewal by passing the exam again, within `months` (or `days`) before the expiry and, if `in_grace`, in grace.

    `whole_group`: a pass renews all of its group that can be renewed, and its time is that before the earliest expiry
    among these. `renews_for`: for how many months, where that is not a cycle's length.
    """

    months: int
    in_grace: bool
    source: str
    days: int = 0
    whole_group: bool = False
    counted_from: CountedFrom = CountedFrom.OLD_EXPIRY
    renews_for: "tuple[Value, ...]" = ()


@dataclass(frozen=True, slots=True)
class OwnRetake:
    """Whether passing the exam again renews what is of the group, and how: all of it in place of the program's."""

    renews: bool
    source: str
    months: int = 0
    days: int = 0
    in_grace: bool = False
    whole_group: bool = False
    counted_from: CountedFrom = CountedFrom.OLD_EXPIRY
    renews_for: "tuple[Value, ...]" = ()

    @property
    def rule(self) -> Retake | None:
        """The same as the program would say it; None where the exam renews nothing of the group."""
        if not self.renews:
            return None
        return Retake(
            months=self.months,
            in_grace=self.in_grace,
            source=self.source,
            days=self.days,
            whole_group=self.whole_group,
            counted_from=self.counted_from,
            renews_for=self.renews_for,
        )
