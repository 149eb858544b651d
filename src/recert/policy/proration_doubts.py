"""What is said of shorter first cycles, and is of none, or leaves nothing of what somebody should do."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy.model import Demand, Group, Policy, Value, Way
from recert.policy.plan_demands import step_of
from recert.policy.positions import Path
from recert.policy.proration import OwnProration, Proration, Shrinking
from recert.policy.reading.proration import SHORTER, shrinkings
from recert.policy.sentence import number
from recert.policy.stages.value import rounded

Found = Iterator[tuple[Path, str, str]]


def proration_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    if policy.proration and all(group.own_proration for group in policy.groups):
        what = "every group says itself how its first cycles are prorated, so this is of none"
        yield ("proration",), what, "leave it out"
    yield from _counts_anyway(policy)
    for group in policy.groups:
        rule = policy.proration_of(group.key)
        for place, asked in shrinkings(group):
            if rule and asked.shrinks:
                yield from _of_no_first(place, asked)
                yield from _to_nothing(policy, group, place, asked, rule)


def _counts_anyway(policy: Policy) -> Found:
    """Months of awards that count up to a day, where cycles begin with the first day of them."""
    rules: list[tuple[Path, OwnProration | None]] = [(("proration",), policy.proration)]
    rules += [(("group", group.key, "proration"), group.own_proration) for group in policy.groups]
    for place, own in rules:
        if own and own.rule and own.rule.until_day and policy.cycle.from_month:
            what = "cycles start with the first of the award's month, so that month counts whatever the day"
            yield (*place, "up_to_day"), what, 'write month_of_award = "counts"'


def _of_no_first(place: Path, asked: Demand | Way) -> Found:
    """What first cycles are never asked, so that it shrinks in none."""
    if not any(value.amount and _may_be_first(value) for value in _values(asked)):
        yield (
            (*place, SHORTER),
            f"“{asked.title}” asks nothing of a first cycle, so it asks for no less",
            "leave it out",
        )


def _may_be_first(value: Value) -> bool:
    return value.when is None or (value.when.cycle_from <= 1 and value.when.every <= 1)


def _values(asked: Demand | Way) -> tuple[Value, ...]:
    return asked.values if isinstance(asked, Demand) else asked.required


HALF: Final = 2


def _to_nothing(policy: Policy, group: Group, place: Path, asked: Demand | Way, rule: Proration) -> Found:
    """A share that is rounded to nothing: of what is demanded where half a cycle is left, of a way anywhere."""
    less, months = asked.shrinks, policy.months_of(group.key)
    if less is None or rule.every:
        return
    step = step_of(policy, asked) if isinstance(asked, Demand) else policy.step
    for value in _values(asked):
        lost = [n for n in range(rule.nothing_up_to + 1, months) if _is_lost(less, value.amount, n, months, step)]
        alone = isinstance(asked, Way) and not asked.demands and not group.demands
        if value.amount and lost and (alone or lost[-1] * HALF >= months):
            what = (
                f"“{asked.title}” asks for nothing where no more than {lost[-1]} of {months} months of {group.name} "
                f"are left, as its share is rounded to a multiple of {number(less.to)}"
            )
            fix = 'write a smaller `to`, or rounding = "up", or leave it out to ask for all of it'
            yield (*place, SHORTER, "to"), f"{what}{AT_ONCE if alone else ''}", fix
            return


AT_ONCE: Final = ": such a cycle is renewed as it begins"


def _is_lost(less: Shrinking, whole: Decimal, months: int, of: int, step: Decimal) -> bool:
    return rounded(int(less.rounding), int(whole / step) * months, of * int(less.to / step)) == 0
