"""Years that are the same for everybody, by their numbers: those of the calendar, or those of the program.

A policy looks at one of the two. A year of the program has the number of the one in which it ends.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from recert.policy.calendar import day, last_of_year, year_until
from recert.policy.calendar import number as number_of
from recert.policy.cycles import of_year
from recert.policy.model import Demand, DemandKind, Policy
from recert.policy.positions import Path

DECEMBER_31: Final = 1231
PROGRAM_YEARS: Final = frozenset(kind for kind in DemandKind if kind.name.endswith("EACH_PROGRAM_YEAR"))
"""What looks at years of the program."""


def every_demand(policy: Policy) -> Iterator[tuple[Path, Demand]]:
    """Every demand and every choice, and where it is written."""
    for group in policy.groups:
        place: Path = ("group", group.key)
        yield from _with_choices((*place, "also"), group.demands)
        for at, way in enumerate(group.ways):
            yield from _with_choices((*place, "or", at, "also"), way.demands)


def _with_choices(place: Path, demands: tuple[Demand, ...]) -> Iterator[tuple[Path, Demand]]:
    for at, rule in enumerate(demands):
        yield (*place, at), rule
        yield from _with_choices((*place, at, "choice"), rule.choices)


def year_ends(policy: Policy) -> int:
    """With which day a shared year ends: its month times 100, and its day."""
    of_program = any(rule.kind in PROGRAM_YEARS for _, rule in every_demand(policy))
    if not of_program or not policy.cycle.year_ends:
        return DECEMBER_31
    month, of_month = of_year(policy.cycle.year_ends[0])
    return 100 * month + of_month


def last_day(policy: Policy, year: int) -> date:
    """The last day of a shared year."""
    return day(last_of_year(year, year_ends(policy)))


def first_day(policy: Policy, year: int) -> date:
    """The first day of a shared year."""
    return last_day(policy, year - 1) + timedelta(days=1)


def year_of_day(policy: Policy, on: date) -> int:
    """The number of the shared year in which a day lies."""
    return year_until(number_of(on), year_ends(policy))
