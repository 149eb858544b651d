"""Cycles: how long they last, where they begin, and on which day they end."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from recert.policy.calendar import NEVER


class Ends(IntEnum):
    """On which day a period of months ends that begins on a day."""

    SAME_DAY = 0  # January 10, 2025 and 24 months: January 10, 2027, which is included
    DAY_BEFORE = 1  # … January 9, 2027
    END_OF_MONTH = 2  # … January 31, 2027
    END_OF_YEAR = 3  # … December 31, 2027; or with the program's own year


class Anchor(IntEnum):
    """What cycles are counted from."""

    AWARD = 0  # each holder's own award
    CALENDAR = 1  # periods that are the same for everybody; the first one is what is left of it


class Rhythm(IntEnum):
    """Where the next cycle begins, and so until when a renewal lasts."""

    KEPT = 0  # where the last one ended: renewing early loses nothing
    RESTARTED = 1  # on the day after the renewal
    KEPT_LATE = 2  # kept by a renewal in the cycle's last months, restarted by an earlier one
    KEPT_END = 3  # on the day after an early renewal, but it ends where it would have: it is the longer for it


class GraceActivity(IntEnum):
    """For which cycle what is done after a cycle's end counts, as long as that one can still be renewed."""

    ENDED_CYCLE = 0
    ENDED_CYCLE_AS_NEEDED = 1  # what that one does not need begins the next
    NEXT_CYCLE = 2  # but for what only counters read: a fee, an attestation


FOR_LIFE: Final = NEVER
"""The months of a length that is for life."""


class Unmet(IntEnum):
    """What becomes of a cycle that is not renewed, once that can't be done any more."""

    LAPSES = 0  # what is held ends with it
    FORGIVEN = 1  # the next cycle begins anyway, as it would after any other
    ADDED = 2  # the next cycle begins anyway, and requires besides what this one lacked


@dataclass(frozen=True, slots=True)
class Length:
    """How many months a cycle had whose date was given before a day; `FOR_LIFE` where it had no end."""

    before: date
    months: int
    source: str


@dataclass(frozen=True, slots=True)
class EarlierGrace:
    """The grace of what ended before a day: in days, or in months; 0 in both for none."""

    before: date
    days: int
    months: int
    source: str


@dataclass(frozen=True, slots=True)
class CycleRule:
    """A cycle: its length, and the days or months after its end in which it can still be renewed.

    `shares_renewed_date`: a certification awarded inside a cycle that was renewed early joins it, and so gets its date.
    `first_months`, with `first_ends`: another length of the first cycle after an award, 0 for what is left until it
    ends; None for the same.
    `kept_months`: where the rhythm is kept by late renewals alone, how many last months those are.
    `opens_months`, `opens_days`: units renew a cycle in its last so many months or days only; 0 for all of it.
    `earlier`, `earlier_graces`: other lengths, and other graces, that held before a day, in the order of the days.
    `from_month`: what an award begins is counted from the first day of its month. `before_award`: what was done in that
    month before the award counts. `renewed_next`: what is done after a cycle's renewal is of the next one, from the
    day `renewed_next_from` on; None is any day. `year_ends`: with which days a year ends, as "05-31", in their order;
    December 31 where none is named. `never_renewed`: of a group, that it is over with its cycle, or has no end.
    """

    months: int
    grace_days: int
    shares_renewed_date: bool
    source: str
    ends: Ends = Ends.SAME_DAY
    anchor: Anchor = Anchor.AWARD
    first_months: int | None = None
    first_ends: Ends = Ends.SAME_DAY
    rhythm: Rhythm = Rhythm.KEPT
    kept_months: int = 0
    opens_months: int = 0
    earlier: tuple[Length, ...] = ()
    grace_activity: GraceActivity = GraceActivity.ENDED_CYCLE
    grace_months: int = 0
    opens_days: int = 0
    unmet: Unmet = Unmet.LAPSES
    from_month: bool = False
    before_award: bool = False
    renewed_next: bool = False
    renewed_next_from: date | None = None
    year_ends: tuple[str, ...] = ()
    earlier_graces: tuple[EarlierGrace, ...] = ()
    never_renewed: bool = False

    @property
    def for_life(self) -> bool:
        """Whether what is held has no end."""
        return self.months == FOR_LIFE

    @property
    def has_window(self) -> bool:
        """Whether units renew in its last months or days alone."""
        return self.opens_months > 0 or self.opens_days > 0

    @property
    def has_grace(self) -> bool:
        """Whether there is any time after the end in which it can still be renewed, or ever was."""
        return self.grace_days > 0 or self.grace_months > 0 or any(e.days or e.months for e in self.earlier_graces)


def of_year(text: str) -> tuple[int, int]:
    """The month and the day of a day of the year that is written as "05-31". ValueError where it is none of each."""
    if len(text) != len("05-31"):
        raise ValueError(text)
    found = date.fromisoformat(f"2001-{text}")  # which has no February 29
    return found.month, found.day
