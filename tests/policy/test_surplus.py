"""How much of a surplus is carried: beyond what the way that was taken asks, and what being late takes besides."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.carrying import CarriedIn
from recert.policy.formula import Period
from recert.policy.history import Part
from recert.policy.lateness import Surcharge
from recert.policy.model import Cap, Category, Policy, Way
from recert.policy.serving import Division, Split
from tests.policy.test_carried_again import EIGHTY, carried, carrying, courses, units

TODAY = date(2026, 6, 1)
"""In the second of the cycles of a year each."""


def with_grace(policy: Policy) -> Policy:
    return replace(policy, cycle=replace(policy.cycle, grace_days=90))


def test_who_renews_by_a_way_that_takes_fewer_carries_what_is_beyond_that() -> None:
    usual = carrying(CarriedIn.FIRST)
    short = Way("short", "The short way", units(30), ())
    groups = tuple(replace(group, required=units(60), ways=(short,)) for group in usual.groups)
    policy = replace(usual, groups=groups)
    assert carried(policy, courses(*(date(2025, 2, day) for day in range(1, 6))), TODAY) == [0, 20]


def test_who_renews_late_carries_nothing_of_what_that_took() -> None:
    late = replace(with_grace(carrying(CarriedIn.FIRST)), surcharges=(Surcharge(1, Decimal(15), False, 0, "s"),))
    days = (date(2025, 2, 1), *(date(2026, 1, 10) + timedelta(days=n) for n in range(3)))
    assert carried(late, courses(*days), TODAY) == [0, 5]  # of 40, which it takes 35 of


@pytest.mark.parametrize("how", [CarriedIn.LAST, CarriedIn.FIRST])
def test_what_is_carried_once_is_so_whatever_months_it_is_of(how: CarriedIn) -> None:
    assert carried(carrying(how, months=24), EIGHTY) == [0, 60, 0]


def test_what_a_limit_keeps_from_counting_is_carried_from_the_first_activity_on() -> None:
    usual = carrying(CarriedIn.FIRST)
    assert usual.carry is not None
    cap = Cap("all", "All", ("course",), (), Period.CYCLE, most=units(30))
    limited = replace(usual, caps=(cap,))
    assert carried(limited, EIGHTY, TODAY) == [0, 10]
    assert carried(replace(limited, carry=replace(usual.carry, over_limits=True)), EIGHTY, TODAY) == [0, 60]


CATEGORIES = (Category("ethics", "Ethics"), Category("technical", "Technical"))


def of_ethics(policy: Policy, category: str, division: Division | None = None) -> Policy:
    """Courses are of ethics, and only what is of one category is carried; 30 units of courses count."""
    assert policy.carry is not None
    types = tuple(replace(kind, category="ethics", division=division) for kind in policy.types)
    cap = Cap("all", "All", ("course",), (), Period.CYCLE, most=units(30))
    carry = replace(policy.carry, categories=(category,))
    return replace(policy, types=types, categories=CATEGORIES, caps=(cap,), carry=carry)


def test_of_what_a_limit_keeps_from_counting_only_what_is_of_the_category_named_is_carried() -> None:
    """Of three courses in ethics 30 count, 20 of which are needed; a fourth is over the limit, as are four others."""
    division = Division(("ethics", "technical"), Split.THE_WHOLE, ())
    policy = of_ethics(carrying(CarriedIn.FIRST), "ethics", division)
    assert policy.carry is not None
    chosen = ("ethics",) * 4 + ("technical",) * 4
    done = tuple(
        replace(each, parts=(Part(of, Decimal(1)),)) for each, of in zip(EIGHTY.activities, chosen, strict=True)
    )
    history = replace(EIGHTY, activities=done)
    assert carried(policy, history, TODAY) == [0, 10]
    assert carried(replace(policy, carry=replace(policy.carry, over_limits=True)), history, TODAY) == [0, 20]


@pytest.mark.parametrize(("category", "much"), [("ethics", 30), ("technical", 50)])
def test_what_spills_into_another_category_is_carried_as_of_that(category: str, much: int) -> None:
    """Of 80 units of ethics 30 count as that and 50 as technical; 20 are needed."""
    policy = of_ethics(carrying(CarriedIn.FIRST), category)
    spilling = replace(policy, caps=(replace(policy.caps[0], over="technical"),))
    assert carried(spilling, EIGHTY, TODAY) == [0, much]
