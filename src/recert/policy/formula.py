"""What an activity is worth besides so much for each, and how long a limit in units holds before it has room again."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class Period(IntEnum):
    """In what a limit in units lets so much count, before it has room again."""

    CYCLE = 0
    EVER = 1  # never again: all cycles of somebody together, also those before a new award
    CYCLE_YEAR = 2  # each year from the cycle's first day
    DAY = 3  # this, and all that follow, are of the calendar
    MONTH = 4
    QUARTER = 5
    YEAR = 6

    @property
    def of_calendar(self) -> bool:
        """Whether it begins and ends with the calendar, wherever the cycle does."""
        return self >= Period.DAY


@dataclass(frozen=True, slots=True)
class Tier:
    """So many units for one activity of at least so much of what its type is measured in, whatever is over."""

    least: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """What makes one activity's worth, besides so many units for so much.

    First it is `plus` units more, then `times` as much the first time, then no more than `most` (0: as much as it is).
    With `tiers` the highest that is reached decides instead of a rate; with `required` it is what the cycle requires.
    """

    plus: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    tiers: tuple[Tier, ...] = ()
    required: bool = False
    times: Decimal = Decimal(1)
    each_cycle: bool = False  # the first time of each cycle, instead of the first time ever
