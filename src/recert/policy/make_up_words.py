"""What still helps for years that can't be met any more: what makes up for them, in sentences."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from recert.policy.assessment import WAITING, Cycle, DemandTotal, DueYear
from recert.policy.demand_years import comes_again, short_years, year_of
from recert.policy.model import Demand, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.telling import named


def made_up_alone(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> tuple[DueYear, ...]:
    """The years of a cycle that waits that lack something, and for which nothing else helps any more."""
    if cycle.state not in WAITING or rule.missed is None or not rule.missed.counter:
        return ()
    short = short_years(policy, cycle, rule, total)
    return tuple(year for year in short if year.over and not comes_again(policy, cycle, year))


def without(total: DemandTotal, gone: Sequence[DueYear]) -> DemandTotal:
    """What a demand lacks besides these years."""
    return total._replace(years=tuple(y._replace(made_up=y.made_up or y in gone) for y in total.years))


def making_up(policy: Policy, rule: Demand, gone: Sequence[DueYear], told: Sentence) -> Sentence:
    """How many of what makes up for a year it takes, for which years of a demand, as that is called."""
    values: dict[str, Shown] = {
        "many": len(gone),
        "counter": named(policy.counters, rule.missed.counter) if rule.missed else "",
        "told": told,
        "years": all_of([year_of(year) for year in gone]),
    }
    return Sentence(MAKING_UP[0], values, one=MAKING_UP[1], count=Decimal(len(gone)))


MAKING_UP: Final = (
    words("{many} of “{counter}” for {told} in {years}"),
    words("one of “{counter}” for {told} in {years}"),
)
"""With the words of one."""
