"""Years that end or suspend what a candidate holds: of which there is something to tell, and what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from recert.policy.assessment import WAITING, Cycle, CycleState, DueYear
from recert.policy.explain_demands import rule_of
from recert.policy.missed_words import is_over, years_ahead
from recert.policy.model import Demand
from recert.records.models import YearTold
from recert.records.progress import Progress

Stage = YearTold.Stage
AHEAD: Final = timedelta(days=30)
"""How long before the last day for a year a candidate is reminded of it."""


@dataclass(frozen=True, slots=True)
class YearNews:
    """What is to be told of a year. `by`: the last day for it; or once it suspends, for making up for it, if any."""

    stage: Stage
    group: str
    demand: Demand
    year: DueYear
    by: date | None


def news(seen: Progress) -> Iterator[YearNews]:
    """Which years suspend what is held today, or will end or suspend it soon unless more is done for them.

    Also what was told before.
    """
    for standing in seen.assessment.groups:
        cycle = standing.current
        if cycle is None or cycle.state not in {*WAITING, CycleState.RENEWED} or is_over(standing):
            continue
        for year, demand, by in years_ahead(seen.policy, standing.group, cycle, seen.today):
            if by - seen.today <= AHEAD:
                yield YearNews(Stage.AHEAD, standing.group, demand, year, by)
        if cycle.pause:
            yield YearNews(
                Stage.SUSPENDED,
                standing.group,
                _demand(seen, standing.group, cycle),
                cycle.pause.year,
                cycle.pause.last,
            )


def _demand(seen: Progress, group: str, cycle: Cycle) -> Demand:
    """The demand of which a year suspends what is held in a cycle."""
    total = next(each for each in cycle.demands if cycle.pause and (each.demand, each.way) == (cycle.pause.demand, ""))
    return rule_of(seen.policy.group(group), total)
