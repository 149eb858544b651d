"""A drawing of who gains and who loses, month by month: numbers alone, the template makes shapes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from recert.policy.compare import Counts, first_of, month_of

WIDTH: Final = 360
HALF: Final = 54
"""How high the largest number is drawn, above the line and below."""
GUTTER: Final = 30
LABEL: Final = 56
"""How wide the name of a month is."""
MOST: Final = 120
"""Months that can be told apart; a longer time is left to the table."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where it stands, how high it reaches above the line and below."""

    month: date
    x: float
    width: float
    up: float
    down: float
    gained: int
    lost: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """All months from the first to the last in which anybody gains or loses."""

    bars: tuple[Bar, ...]
    most: int
    width: int = WIDTH
    half: int = HALF
    gutter: int = GUTTER


def chart_of(months: Sequence[tuple[date, Counts]]) -> Chart | None:
    """The drawing; None where there are no two months to compare, or too many."""
    if len(months) < 2:
        return None
    known = {month_of(month): counts for month, counts in months}
    first, last = min(known), max(known)
    count = last - first + 1
    if count > MOST:
        return None
    most = max(max(each.gained, each.lost) for each in known.values())
    step = (WIDTH - GUTTER) / count
    every = max(1, -(-count // 4))
    bars = tuple(
        _bar(
            known.get(month, Counts()),
            month,
            at,
            step,
            most,
            marked=at % every == 0 and GUTTER + at * step < WIDTH - LABEL,
        )
        for at, month in enumerate(range(first, last + 1))
    )
    return Chart(bars, most)


def _bar(counts: Counts, month: int, at: int, step: float, most: int, *, marked: bool) -> Bar:
    x = GUTTER + at * step + step * 0.15
    return Bar(
        month=first_of(month),
        x=round(x, 1),
        width=round(min(step * 0.7, 24), 1),
        up=round(HALF * counts.gained / most, 1),
        down=round(HALF * counts.lost / most, 1),
        gained=counts.gained,
        lost=counts.lost,
        marked=marked and x < WIDTH - LABEL,
    )
