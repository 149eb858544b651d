"""Reliefs that take nothing off what is asked: by rounding, or as they need more time than is looked at."""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Final

from recert.policy.beyond import Found
from recert.policy.lengths import longest
from recert.policy.measure_words import unit_asked
from recert.policy.model import Demand, Group, Policy, Rounding
from recert.policy.positions import Path
from recert.policy.relief import Relief, TakesOff, is_eased
from recert.policy.sentence import any_of, number
from recert.policy.years import in_a_row

OF_A_YEAR: Final = 12
"""Its months, of which the last one that is not covered asks for least."""
FINER: Final = {
    of_years: f'write a smaller `to` or rounding = "down", or removes = "{word}" with from how much on nothing is asked'
    for of_years, word in ((True, "the year"), (False, "everything"))
}
"""By whether years are looked at."""
LONGEST_MONTH: Final = 31
LONGER: Final = 12
"""By how many months a cycle may be longer than its policy says, as one that goes on to the end of a year."""


def relief_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        for place, rule in _asking(group):
            asked = sorted({value.amount for value in rule.values if value.amount})
            for at, relief in enumerate(rule.reliefs):
                yield from _never_enough((*place, "relief", at), relief, _most_months(policy, group, rule))
                if asked and all(_stays(relief, amount, _months(policy, group, rule)) for amount in asked):
                    year = " of a year" if relief.of_years else ""
                    what = (
                        f"it takes nothing off the {_much(policy, rule, asked)}{year} of which any month is left, "
                        f"as they are rounded up to a multiple of {number(relief.to)}"
                    )
                    yield (*place, "relief", at, "to"), what, FINER[relief.of_years]


def _never_enough(place: Path, relief: Relief, most: int) -> Found:
    """What is waived only where more is covered than is looked at; of each year such numbers are refused."""
    if relief.of_years or not most or relief.removes is not TakesOff.ALL:
        return
    for key, needed, there, unit in (
        ("from_days", relief.from_days, most * LONGEST_MONTH, "days"),
        ("from_months", relief.from_months, most, "months"),
    ):
        if needed > there:
            what = f"nothing is ever waived: no {needed} {unit} lie in the months that this demand looks at"
            yield (*place, key), what, "write fewer, or leave this relief out"


def _asking(group: Group) -> Iterator[tuple[Path, Demand]]:
    """All that may ask for something of each year, and where that is written."""
    ways: list[tuple[Path, tuple[Demand, ...]]] = [(("or", at), way.demands) for at, way in enumerate(group.ways)]
    for before, rules in [((), group.demands), *ways]:
        for at, rule in enumerate(rules):
            place = ("group", group.key, *before, "also", at)
            yield place, rule
            yield from (((*place, "choice", i), choice) for i, choice in enumerate(rule.choices))


def _months(policy: Policy, group: Group, rule: Demand) -> int:
    """The months of what it looks at, in a cycle of the usual length."""
    if not is_eased(rule):
        return OF_A_YEAR * in_a_row(rule)
    cycle = policy.cycle_of(group.key).months
    if rule.kind.before_last:
        return max(cycle - rule.months, 1)
    return rule.months or cycle * max(rule.cycles, 1)


def _most_months(policy: Policy, group: Group, rule: Demand) -> int:
    """The months that what it looks at never exceeds; 0 where it may have no end.

    Those of several cycles, and of all but the last months, are those of whole cycles.
    """
    if rule.months and not rule.kind.before_last:
        return rule.months
    months = longest(policy, (group,))
    return (months + LONGER) * max(rule.cycles, 1) if months else 0


def _stays(relief: Relief, whole: Decimal, months: int) -> bool:
    """Whether one month that is left of all asks for as much as the whole; rounded otherwise it asks for less."""
    if relief.removes is not TakesOff.MONTHS or relief.rounding is not Rounding.UP:
        return False
    return ceil(whole / (months * relief.to)) * relief.to >= whole


def _much(policy: Policy, rule: Demand, asked: list[Decimal]) -> str:
    return f"{any_of([number(amount) for amount in asked])} {unit_asked(policy, rule, asked[-1])}"
