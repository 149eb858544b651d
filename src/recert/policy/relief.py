"""Relief: what a demand asks less, or not at all, while something is so of the person."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from recert.policy.model import Demand, MonthsCounted, Rounding


class TakesOff(IntEnum):
    """What a circumstance takes off what is asked of a year, or of all that a demand looks at."""

    MONTHS = 0  # the share of its months that the circumstance covers
    ALL = 1


@dataclass(frozen=True, slots=True)
class Relief:
    """What some circumstances take off what a demand asks of each year in which they are so.

    Or, unless it is `of_years`, off what it asks of the one stretch that it looks at: the cycle, some of its months, or
    several cycles. Days that several of them cover are counted once; days in a row that are fewer than `at_least_days`
    not at all, wherever they lie. `rounding` and `to` are looked at where months are taken off; where all is waived it
    is from so many days (`from_days`) or months (`from_months`) on. Of several reliefs the one holds that leaves least.
    """

    circumstances: tuple[str, ...]
    removes: TakesOff
    at_least_days: int
    source: str
    counted: MonthsCounted = MonthsCounted.FULL
    rounding: Rounding = Rounding.DOWN
    to: Decimal = Decimal(1)
    from_days: int = 0
    from_months: int = 0
    of_years: bool = True

    @property
    def key(self) -> str:
        """What tells it from the others of its demand."""
        return f"{'+'.join(self.circumstances)} {self.removes.name}"


def is_eased(demand: Demand) -> bool:
    """Whether it looks at no years, and may ask less all the same because of what is so of the person."""
    return any(not relief.of_years for relief in demand.reliefs)
