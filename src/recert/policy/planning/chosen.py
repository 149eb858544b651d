"""What demands with choices still lack, by each of the choices that are enough together: each is another route.

Where each year is asked for choices by itself, each year may be met by another one: what it lacks is a need of its own.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, product
from math import comb
from typing import Final, NamedTuple

from recert.policy.assessment import Cycle, DemandTotal
from recert.policy.demand_years import years_of
from recert.policy.model import Demand, Group
from recert.policy.planning.way import CHOICE, Need
from recert.policy.yearly_choices import chooses_by_year

MOST: Final = 128
"""So many ways to meet the years of one demand are looked at; of more those that meet all but the first alike."""


class Choice(NamedTuple):
    """One way to meet a demand: by which choices, and what is lacking of these."""

    keys: tuple[str, ...]
    lacks: dict[Need, Decimal]


def chosen(rule: Demand, total: DemandTotal, cycle: Cycle, before: Cycle, way: str) -> list[Choice]:
    """What is lacking of a demand; of one with choices, by each that are enough together. Empty where too few are.

    `before`: the cycle as it stands today, of which the years that lack nothing are met whatever is done.
    """
    if not rule.choices:
        return [Choice((), {(way, rule.key): lacking(rule, total, cycle)})]
    if chooses_by_year(rule):
        return _by_year(rule, total, cycle, before, way)
    each = [(choice, found) for choice, found in zip(rule.choices, total.choices, strict=True) if found.required]
    return [
        Choice(
            tuple(f"{way}{CHOICE}{rule.key}{CHOICE}{choice.key}" for choice, _ in several),
            {(way, f"{rule.key}{CHOICE}{choice.key}"): lacking(choice, found, cycle) for choice, found in several},
        )
        for several in combinations(each, int(total.required))
    ]


def lacking(rule: Demand, total: DemandTotal, cycle: Cycle) -> Decimal:
    """How much; of each year what all of its years lack, so that every step towards it is seen."""
    if not (rule.kind.of_cycle_years or rule.kind.of_shared_years) or not total.missing:
        return total.missing
    if total.years:
        return sum((year.missing for year in total.years), Decimal(0))
    years = enumerate(years_of(cycle, rule, total))
    return sum((max(total.required_in(place) - year.amount, Decimal(0)) for place, year in years), Decimal(0))


def _by_year(rule: Demand, total: DemandTotal, cycle: Cycle, before: Cycle, way: str) -> list[Choice]:
    """By which choices each year may be met that lacks some: of years that are many the later ones all alike."""
    still = _short(rule, total, cycle)
    today = next((each for each in before.demands if (each.demand, each.way) == (rule.key, way)), total)
    places = sorted({*_short(rule, today, before), *still})
    options = [_of_year(rule, total, cycle, way, place, lacks=place in still) for place in places]
    if not all(options):
        return []
    if are_many(rule, len(places)):
        combined = [(first, *rest) for first, rest in product(options[0], zip(*options[1:], strict=False))]
    else:
        combined = [*product(*options)]
    return [
        Choice(
            tuple(key for choice in each for key in choice.keys),
            {need: lack for choice in each for need, lack in choice.lacks.items()},
        )
        for each in combined
    ]


def _short(rule: Demand, total: DemandTotal, cycle: Cycle) -> list[int]:
    """The places of the years that lack some choices."""
    if total.years:
        return [place for place, year in enumerate(total.years) if year.missing]
    return [place for place, year in enumerate(years_of(cycle, rule, total)) if year.amount < total.required_in(place)]


def _of_year(rule: Demand, total: DemandTotal, cycle: Cycle, way: str, place: int, *, lacks: bool) -> Sequence[Choice]:
    """By which choices one year may be met, and what it lacks of them."""
    each = [
        (choice, max(found.required_in(place) - year.amount, Decimal(0)) if lacks else Decimal(0))
        for choice, found in zip(rule.choices, total.choices, strict=True)
        for year in years_of(cycle, choice, found)[place : place + 1]
        if found.required_in(place)
    ]
    return [
        Choice(
            tuple(f"{way}{CHOICE}{need_of(rule, choice, place)}" for choice, _ in several),
            {(way, need_of(rule, choice, place)): lack for choice, lack in several},
        )
        for several in combinations(each, int(total.required_in(place)))
    ]


def need_of(rule: Demand, choice: Demand, place: int) -> str:
    """What a year lacks of a choice, by the year's place among those of the cycle."""
    return f"{rule.key}{CHOICE}{choice.key}{CHOICE}{place}"


def are_many(rule: Demand, years: int) -> bool:
    """Whether so many years may be met in more ways than are looked at."""
    most = max((value.amount for value in rule.values), default=Decimal(0))
    ways = max(comb(len(rule.choices), many) for many in range(int(most) + 1))
    return years > 2 and ways**years > MOST


def all_looked_at(group: Group, cycle: Cycle) -> bool:
    """Whether every way is looked at to meet the years of all that a group demands in a cycle."""
    rules = {("", rule.key): rule for rule in group.demands}
    rules |= {(way.key, rule.key): rule for way in group.ways for rule in way.demands}
    asked = ((rules[total.way, total.demand], total) for total in cycle.demands)
    return not any(chooses_by_year(rule) and are_many(rule, len(_short(rule, of, cycle))) for rule, of in asked)
