"""Relief: what is asked of a year less, or not at all, while something is so of the person."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from recert.policy.model import MonthsCounted, Rounding


class RemovesOfYear(IntEnum):
    """What a circumstance takes off what is asked of a year."""

    MONTHS = 0  # the share of the year's months that it covers
    YEAR = 1  # all of it


@dataclass(frozen=True, slots=True)
class Relief:
    """What some circumstances take off what a demand asks of each year in which they are so.

    Days that several of them cover are counted once; days in a row that are fewer than `at_least_days` not at all, in
    whatever years they lie. `rounding` and `to` are looked at where months are taken off; where the year is waived it
    is from so many days (`from_days`) or months (`from_months`) of the year on. Of several reliefs of a demand the one
    holds that leaves least of a year.
    """

    circumstances: tuple[str, ...]
    removes: RemovesOfYear
    at_least_days: int
    source: str
    counted: MonthsCounted = MonthsCounted.FULL
    rounding: Rounding = Rounding.DOWN
    to: Decimal = Decimal(1)
    from_days: int = 0
    from_months: int = 0

    @property
    def key(self) -> str:
        """What tells it from the others of its demand."""
        return f"{'+'.join(self.circumstances)} {self.removes.name}"
