"""How much of a surplus is carried: beyond what the way that was taken asks, and what being late takes besides."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn
from recert.policy.cycles import GraceActivity
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History, Part
from recert.policy.lateness import Surcharge
from recert.policy.model import Cap, Category, Counter, CounterOf, Demand, DemandKind, Minimum, Policy, Value, Way
from recert.policy.own import OwnCarry
from recert.policy.plan import plan
from recert.policy.serving import Division, Split
from tests.policy.test_carried_again import EIGHTY, carried, carrying, courses, units

TODAY = date(2026, 6, 1)
"""In the second of the cycles of a year each."""


def with_grace(policy: Policy) -> Policy:
    return replace(policy, cycle=replace(policy.cycle, grace_days=90))


def test_who_renews_by_a_way_that_takes_fewer_carries_what_is_beyond_that() -> None:
    usual = carrying(CarriedIn.FIRST)
    ways = Way("long", "The long way", units(55), ()), Way("short", "The short way", units(30), ())
    groups = tuple(replace(group, required=units(60), ways=ways) for group in usual.groups)
    policy = replace(usual, groups=groups)
    assert carried(policy, courses(*(date(2025, 2, day) for day in range(1, 6))), TODAY) == [0, 20]


def test_who_renews_late_carries_nothing_of_what_that_took() -> None:
    late = replace(with_grace(carrying(CarriedIn.FIRST)), surcharges=(Surcharge(1, Decimal(15), False, 0, "s"),))
    days = (date(2025, 2, 1), *(date(2026, 1, 10) + timedelta(days=n) for n in range(3)))
    assert carried(late, courses(*days), TODAY) == [0, 5]  # of 40, which it takes 35 of


def test_who_renews_late_by_what_takes_no_units_carries_all_of_them() -> None:
    """A course and a talk give 10 and 20 units; the talk alone renews, and being late takes nothing of that."""
    usual = with_grace(carrying(CarriedIn.FIRST))
    talks = Counter("talk", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    talk = Way("talk", "A talk", (), (Demand("talk", "A talk", DemandKind.COUNTER, "talk", 0, 0, units(1)),))
    groups = tuple(replace(group, required=units(60), ways=(talk,)) for group in usual.groups)
    late = replace(usual, groups=groups, counters=(talks,), surcharges=(Surcharge(1, Decimal(15), False, 0, "s"),))
    given = Activity("t", "presenting", date(2026, 1, 10), "Talk")
    history = courses(date(2025, 2, 1))
    assert carried(late, replace(history, activities=(*history.activities, given)), TODAY) == [0, 30]


@pytest.mark.parametrize("how", [CarriedIn.LAST, CarriedIn.FIRST])
def test_what_is_carried_once_is_so_whatever_months_it_is_of(how: CarriedIn) -> None:
    assert carried(carrying(how, months=24), EIGHTY) == [0, 60, 0]


@pytest.mark.parametrize("code", ["ACA-JSWE", "ACP-JCA"])
def test_what_is_carried_again_goes_back_to_the_very_first_activity(code: str) -> None:
    """5 of 80 units are needed in the first year, and none in the second: 75 are carried once more."""
    usual = carrying(CarriedIn.AGAIN, months=36)
    required = (Value(date(2020, 1, 1), Decimal(5), ""), Value(date(2025, 6, 1), Decimal(0), ""))
    policy = replace(usual, groups=tuple(replace(group, required=required) for group in usual.groups))
    before = Activity("x", "course", date(2024, 12, 1), "Before the award")
    history = History((Award(code, date(2025, 1, 1)),), activities=(before, *EIGHTY.activities))
    assert carried(policy, history, date(2027, 6, 1)) == [0, 75, 75]


@pytest.mark.parametrize(("months", "much"), [(22, 30), (23, 40)])
def test_what_is_carried_again_was_earned_after_the_day_so_many_months_before_the_end(months: int, much: int) -> None:
    """The second cycle ends on January 1, 2027: 22 months before that is March 1, 2025, on which one of 8 was done."""
    history = courses(*(date(2025, 2, day) for day in range(1, 5)), *(date(2025, 3, day) for day in range(1, 5)))
    assert carried(carrying(CarriedIn.AGAIN, months=months), history, date(2027, 6, 1))[1:] == [60, much]


def test_of_one_month_nothing_is_carried_again_a_year_later() -> None:
    december = courses(*(date(2025, 12, day) for day in range(2, 10)))
    assert carried(carrying(CarriedIn.AGAIN, months=1), december) == [0, 60, 0]


@pytest.mark.parametrize(("code", "much"), [("ACA-JSWE", [0, 30]), ("ACP-JCA", [0, 40])])
def test_each_level_carries_as_much_as_is_said_of_it(code: str, much: list[int]) -> None:
    usual = carrying(CarriedIn.FIRST)
    own = tuple(OwnCarry(units(most)) for most in (30, 40))
    groups = tuple(replace(group, own_carry=carry) for group, carry in zip(usual.groups, own, strict=True))
    history = replace(EIGHTY, awards=(Award(code, date(2025, 1, 1)),))
    assert carried(replace(usual, groups=groups), history, TODAY) == much


@pytest.mark.parametrize("code", ["ACA-JSWE", "ACP-JCA"])
def test_each_level_carries_what_a_limit_kept_from_counting_of_its_own_activities(code: str) -> None:
    usual = carrying(CarriedIn.AGAIN, months=36)
    assert usual.carry is not None
    cap = Cap("all", "All", ("course",), (), Period.CYCLE, most=units(40))
    policy = replace(usual, caps=(cap,), carry=replace(usual.carry, over_limits=True))
    before = Activity("x", "course", date(2024, 12, 1), "Before the award")
    history = History((Award(code, date(2025, 1, 1)),), activities=(before, *EIGHTY.activities))
    assert carried(policy, history, date(2027, 6, 1)) == [0, 60, 40]


def test_who_has_just_enough_carries_what_limits_kept_from_counting() -> None:
    usual = carrying(CarriedIn.FIRST)
    assert usual.carry is not None
    cap = Cap("all", "All", ("course",), (), Period.CYCLE, most=units(20))
    limited = replace(usual, caps=(cap,), carry=replace(usual.carry, over_limits=True))
    assert carried(limited, EIGHTY, date(2027, 6, 1)) == [0, 60, 0]


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


@pytest.mark.parametrize("of", ["ethics", "technical"])
@pytest.mark.parametrize(("how", "much"), [(CarriedIn.LAST, 5), (CarriedIn.FIRST, 10)])
def test_a_category_has_again_what_it_needs_no_more(of: str, how: CarriedIn, much: int) -> None:
    """In the second year 10 of its units come beside 30 that were carried in, and 5 are needed: of those, or not."""
    usual = carrying(how)
    assert usual.carry is not None
    types = tuple(replace(kind, category=of if kind.key == "course" else "") for kind in usual.types)
    groups = tuple(replace(group, minima=(Minimum(of, units(5)),)) for group in usual.groups)
    carry = replace(usual.carry, kept=(Minimum(of, units(30)),))
    policy = replace(usual, types=types, groups=groups, carry=carry, categories=CATEGORIES)
    events = (Activity(f"e{n}", "local-event", date(2026, 3, n), f"Event {n}") for n in (1, 2, 3))
    one = Activity("c", "course", date(2026, 4, 1), "A course more")
    history = replace(EIGHTY, activities=(*EIGHTY.activities, *events, one))
    (standing,) = assess(plan(policy), history, date(2027, 6, 1)).groups
    found = [int(each.amount) for cycle in standing.cycles for each in cycle.categories if each.category == of]
    assert found == [80, 40, much]


@pytest.mark.parametrize(("required", "most", "much"), [(20, 0, 0), (25, 0, 5), (25, 2, 5), (25, 9, 5)])
def test_what_the_grace_gave_beyond_what_was_needed_is_of_the_next_cycle(required: int, most: int, much: int) -> None:
    """10 units in the cycle and one course after the other in its grace; carried besides, up to so many."""
    usual = with_grace(carrying(CarriedIn.FIRST, most=most))
    groups = tuple(replace(group, required=units(required)) for group in usual.groups)
    cycle = replace(usual.cycle, grace_activity=GraceActivity.ENDED_CYCLE_AS_NEEDED)
    policy = replace(usual, groups=groups, cycle=cycle, carry=usual.carry if most else None)
    days = date(2025, 2, 1), date(2026, 1, 10), date(2026, 1, 11)
    done = courses(*days[: 2 if required == 20 else 3])
    assert carried(policy, done, TODAY) == [0, much]
