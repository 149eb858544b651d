"""What comes after a cycle's end and its grace, and what renewing late takes besides."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from recert.policy.cycles import GraceActivity


class DoneSuspended(IntEnum):
    """For which cycle what is done while it is suspended counts."""

    AS_IN_GRACE = 0
    ENDED_CYCLE = 1  # while what is done in the grace is of the next one, and stays so
    ENDED_CYCLE_WITH_GRACE = 2  # likewise, but from then on what was done in the grace is of the ended one too
    NEXT_CYCLE = 3  # while what is done in the grace is of the ended one


@dataclass(frozen=True, slots=True)
class Suspension:
    """The months, or days, after the grace in which a certification is suspended: not valid, but it can come back.

    By what the cycle still takes (`by_units`), by passing the exam again (`by_exam`), or by either. `restarts`: the
    next cycle begins after the return, instead of where the last one ended; and it is, with `joins`, for the rest of
    the period that runs then, counted from the old end, not for a length of its own. `activity`: of which cycle it is
    what is done then, where that is another answer than in the grace.
    """

    months: int
    by_units: bool
    by_exam: bool
    restarts: bool
    source: str
    activity: DoneSuspended = DoneSuspended.AS_IN_GRACE
    days: int = 0  # where it is not in months
    joins: bool = False

    @property
    def earns(self) -> bool:
        """Whether the ended cycle is earned for again, after a grace in which nothing was."""
        return self.activity in (DoneSuspended.ENDED_CYCLE, DoneSuspended.ENDED_CYCLE_WITH_GRACE)


def waits_while_suspended(in_grace: GraceActivity, rule: Suspension | None) -> bool:
    """Whether what is done after a grace is of the next cycle, by what holds in the grace and in the suspension."""
    if rule is None or rule.activity is DoneSuspended.AS_IN_GRACE:
        return in_grace is GraceActivity.NEXT_CYCLE
    return rule.activity is DoneSuspended.NEXT_CYCLE


@dataclass(frozen=True, slots=True)
class MoreOf:
    """So many units more of a category than its minimum, in groups that have one of it."""

    category: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What a cycle requires besides, renewed so many days after its end (`from_day`) or later.

    Or later than so many whole months after it (`after_months`): then `from_day` is 0. Units, or with `share` percent
    of what it requires; once, or for every so many months begun (`every_months`) since then; and once so much more of
    some categories. Of several the last governs that is reached. `ended_before`: of what ended before that day alone,
    and instead of what takes something later.
    """

    from_day: int
    amount: Decimal
    share: bool
    every_months: int
    source: str
    more_of: tuple[MoreOf, ...] = ()
    after_months: int = 0
    ended_before: date | None = None
