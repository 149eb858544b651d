"""Shorter first cycles: what they require, and what demands and other ways ask for in them."""

from dataclasses import dataclass
from decimal import Decimal

from recert.policy.model import MonthsCounted, Rounding


@dataclass(frozen=True, slots=True)
class EachOf:
    """How many units of a category every so many months of a shorter first cycle take, instead of its minimum."""

    category: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Proration:
    """What a first cycle requires that is shorter than a whole one.

    Either the share of its months of the whole, rounded to a multiple of `to`; or `units` for every so many
    (`every`) full months. Never more than the whole. Up to `nothing_up_to` months nothing is required.
    """

    counted: MonthsCounted
    first_month: bool  # whether the month of the award is one
    every: int  # 0: by share
    units: Decimal
    rounding: Rounding
    to: Decimal
    nothing_up_to: int
    categories: tuple[str, ...]  # by share: those whose minima shrink too
    source: str
    each: tuple[EachOf, ...] = ()  # for every so many months: the same, with how much each of these takes
    until_day: int = 0  # up to which day of a month an award counts that month, where it does; 0: whatever the day

    @property
    def shrinking(self) -> tuple[str, ...]:
        """The categories whose minima shrink."""
        return (*self.categories, *(each.category for each in self.each))

    @property
    def rule(self) -> "Proration | None":
        """By what first cycles are prorated: itself."""
        return self


@dataclass(frozen=True, slots=True)
class NotProrated:
    """That a shorter first cycle of a group requires all, whatever the program says."""

    source: str

    @property
    def rule(self) -> Proration | None:
        """By what they are prorated: nothing."""
        return None


OwnProration = Proration | NotProrated
"""What a group says of its shorter first cycles, in place of the program's rule."""


@dataclass(frozen=True, slots=True)
class Shrinking:
    """How what a demand or another way asks for shrinks, by the months that its group's rule counts.

    Where that goes by share, the share of the whole, rounded to a multiple of `to`; where it goes by so many months,
    `each` for every so many of them. Both in what is counted there. Never more than the whole.
    """

    source: str
    rounding: Rounding = Rounding.DOWN
    to: Decimal = Decimal(0)  # 0: by so many months
    each: Decimal = Decimal(0)
