"""First cycles that are prorated, where they are shorter than the others: anybody else owes what a cycle takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.cycles import Anchor, Ends, Length
from recert.policy.history import Award, History
from recert.policy.model import Category, Minimum, MonthsCounted, Policy, Rounding, Value
from recert.policy.plan import plan
from recert.policy.proration import Proration
from tests.policy.strategies import reference

BEGUN = Proration(MonthsCounted.BEGUN, True, 0, Decimal(0), Rounding.DOWN, Decimal(14), 0, ("ethics",), "")
FULL = replace(BEGUN, counted=MonthsCounted.FULL)
WITHOUT_AWARD = replace(BEGUN, first_month=False)
BY_SIX = replace(BEGUN, every=6, units=Decimal(6), to=Decimal(1), categories=())
EARLY = date(2010, 1, 1)


def prorating(rule: Proration, **changes: object) -> Policy:
    """28 units in cycles of 24 months, 6 of them of ethics."""
    policy = reference().policy
    required, least = (Value(EARLY, Decimal(units), "") for units in (28, 6))
    cycle = replace(policy.cycle, ends=Ends.DAY_BEFORE, **changes)  # type: ignore[arg-type]
    begins = EARLY if cycle.anchor is Anchor.CALENDAR else None
    groups = tuple(
        replace(group, required=(required,), minima=(Minimum("ethics", (least,)),), periods_from=begins)
        for group in policy.groups
    )
    ethics = (Category("ethics", "Ethics"),)
    return replace(policy, cycle=cycle, groups=groups, categories=ethics, proration=rule, moves=())


def first_of(policy: Policy, on: date = date(2025, 1, 10), expires: date | None = None) -> Cycle:
    award = Award("ACA-JSWE", on, expires=expires)
    (standing,) = assess(plan(policy), History((award,)), on).groups
    return standing.cycles[0]


def owed(cycle: Cycle) -> tuple[int, int]:
    """What it requires in all, and of ethics."""
    return int(cycle.required), int(sum(category.required for category in cycle.categories))


@pytest.mark.parametrize("rule", [BEGUN, FULL, WITHOUT_AWARD, BY_SIX, replace(BEGUN, nothing_up_to=24)])
@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2025, 1, 10), date(2024, 2, 29)])
def test_whose_first_cycle_is_as_long_as_the_others_owes_what_they_do(rule: Proration, on: date) -> None:
    cycle = first_of(prorating(rule), on)
    assert owed(cycle) == (28, 6)
    assert cycle.share is None


@pytest.mark.parametrize("rule", [BEGUN, FULL, WITHOUT_AWARD, BY_SIX])
def test_whose_first_cycle_is_longer_than_the_others_owes_no_more_and_no_less(rule: Proration) -> None:
    assert owed(first_of(prorating(rule, first_months=36, first_ends=Ends.DAY_BEFORE))) == (28, 6)
    assert owed(first_of(prorating(rule), expires=date(2028, 1, 9))) == (28, 6)


@pytest.mark.parametrize("rule", [BEGUN, FULL, WITHOUT_AWARD, BY_SIX])
def test_who_begins_with_a_period_of_the_calendar_owes_all_of_it(rule: Proration) -> None:
    policy = prorating(rule, anchor=Anchor.CALENDAR)
    assert owed(first_of(policy, date(2026, 1, 1))) == (28, 6)
    assert first_of(policy, date(2026, 2, 1)).required < 28


def test_who_begins_in_the_first_month_of_a_period_owes_all_of_it_where_that_month_counts() -> None:
    inside = date(2026, 1, 20)
    by_five = [replace(rule, to=Decimal(5)) for rule in (BEGUN, FULL)]
    assert [first_of(prorating(rule, anchor=Anchor.CALENDAR), inside).required for rule in by_five] == [28, 25]


def test_a_share_of_what_a_shorter_first_cycle_requires_shrinks_with_that_alone() -> None:
    policy = prorating(replace(FULL, to=Decimal(1)))
    half = (Value(EARLY, Decimal(50), "", share=True),)
    groups = tuple(replace(group, minima=(Minimum("ethics", half),)) for group in policy.groups)
    assert owed(first_of(replace(policy, groups=groups), expires=date(2026, 1, 9))) == (14, 7)


def test_a_first_cycle_of_before_is_compared_with_the_length_that_held_then() -> None:
    shorter_then = prorating(replace(FULL, to=Decimal(1)), earlier=(Length(date(2020, 1, 1), 12, ""),))
    assert first_of(shorter_then, date(2018, 5, 1)).required == 28
    half = first_of(shorter_then, date(2018, 5, 1), expires=date(2018, 10, 31))
    assert half.required == 14
    assert half.share is not None
    assert (half.share.months, half.share.of) == (6, 12)
    assert first_of(shorter_then, date(2021, 5, 1)).required == 28


def test_whose_first_cycle_is_shorter_by_a_month_owes_its_share() -> None:
    assert owed(first_of(prorating(replace(FULL, to=Decimal(1))), expires=date(2026, 12, 9))) == (26, 5)
    assert owed(first_of(prorating(BY_SIX), expires=date(2026, 11, 9))) == (18, 6)
    assert owed(first_of(prorating(replace(FULL, nothing_up_to=23)), expires=date(2026, 12, 9))) == (0, 0)
