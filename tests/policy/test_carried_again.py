"""What was carried in is used last, used first, or carried again, for as long as it is not too old."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.condition import Condition
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Minimum, Policy, Value
from recert.policy.own import OwnCarry
from recert.policy.own_words import own as own_rules
from recert.policy.plan import plan
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import reference
from tests.policy.test_warn import changed, warned
from tests.policy.test_what_is_told import told


def units(much: int) -> tuple[Value, ...]:
    return (Value(date(2020, 1, 1), Decimal(much), "s"),)


def carrying(how: CarriedIn, months: int = 0, most: int = 100) -> Policy:
    """20 units each year, of which what is over is carried."""
    usual = reference().policy
    groups = tuple(replace(group, required=units(20)) for group in usual.groups)
    cycle = replace(usual.cycle, months=12, grace_days=0)
    types = tuple(replace(kind, limit=None, category="") for kind in usual.types)
    return replace(usual, groups=groups, cycle=cycle, types=types, moves=(), carry=Carry(units(most), months, (), how))


def courses(*days: date) -> History:
    done = tuple(Activity(f"{i:02d}", "course", on, f"Course {i}") for i, on in enumerate(days))
    return History((Award("ACA-JSWE", date(2025, 1, 1)),), (), done)


EIGHTY = courses(*(date(2025, 2, day) for day in range(1, 9)))


def carried(policy: Policy, history: History, today: date = date(2030, 1, 10)) -> list[int]:
    """What began each cycle of the associate's."""
    (standing,) = assess(plan(policy), history, today).groups
    return [int(cycle.carried_in) for cycle in standing.cycles]


def test_who_earns_much_once_has_it_until_it_is_used() -> None:
    assert carried(carrying(CarriedIn.AGAIN), EIGHTY) == [0, 60, 40, 20, 0]
    assert carried(carrying(CarriedIn.AGAIN, most=30), EIGHTY) == [0, 30, 10]


def test_who_has_units_that_are_carried_once_has_them_in_one_cycle() -> None:
    for how in (CarriedIn.LAST, CarriedIn.FIRST):
        assert carried(carrying(how), EIGHTY) == [0, 60, 0]


def test_who_earns_ten_more_carries_them_where_what_was_carried_in_is_used_first() -> None:
    """In the second year 10 are earned beside 60 that were carried in."""
    ten_more = courses(*(date(2025, 2, day) for day in range(1, 9)), date(2026, 3, 1))
    second = [carried(carrying(how), ten_more)[2] for how in CarriedIn]
    assert second == [0, 10, 50]


def test_who_may_use_surplus_in_the_two_years_that_follow_has_none_of_it_in_the_third() -> None:
    assert carried(carrying(CarriedIn.AGAIN, months=24), EIGHTY) == [0, 60, 40, 0]
    assert carried(carrying(CarriedIn.AGAIN, months=34), EIGHTY) == [0, 60, 40, 0]  # since March 1, 2025
    assert carried(carrying(CarriedIn.AGAIN, months=35), EIGHTY) == [0, 60, 40, 20, 0]


def test_of_what_was_carried_in_the_oldest_is_used_first() -> None:
    """In the third year 20 of the first year's are used and 20 too old: 10 of the second and its own 20 are left."""
    more = courses(*(date(2025, 2, day) for day in range(1, 9)), date(2026, 3, 1), date(2027, 3, 1), date(2027, 3, 2))
    assert carried(carrying(CarriedIn.AGAIN, months=24), more) == [0, 60, 50, 30, 10]


def test_a_category_has_again_what_was_carried_in_for_it_and_is_carried_again() -> None:
    for how, expected in ((CarriedIn.AGAIN, [80, 30, 30]), (CarriedIn.FIRST, [80, 30])):
        policy = carrying(how)
        assert policy.carry is not None
        types = tuple(replace(kind, category="ethics" if kind.key == "course" else "") for kind in policy.types)
        kept = replace(policy.carry, kept=(Minimum("ethics", units(30)),))
        from_categories = replace(policy, types=types, carry=kept, categories=(Category("ethics", "Ethics"),))
        one = Activity("e", "local-event", date(2026, 3, 1), "Event")
        history = replace(EIGHTY, activities=(*EIGHTY.activities, one))
        (standing,) = assess(plan(from_categories), history, date(2027, 6, 1)).groups
        found = [int(each.amount) for c in standing.cycles for each in c.categories]
        assert found == expected


AGAIN = "what was carried in is not carried again"


def test_who_is_left_with_units_that_were_carried_in_reads_why_nothing_is_carried() -> None:
    today = date(2030, 1, 10)
    why = f"Nothing is carried into the next cycle: {AGAIN}."
    for how in (CarriedIn.LAST, CarriedIn.FIRST):
        assert told(carrying(how), EIGHTY, today).count(why) == 1
        assert told(carrying(how, months=3), EIGHTY, today).count(why) == 0  # nothing was carried in
    assert why not in told(carrying(CarriedIn.AGAIN), EIGHTY, today)


def test_who_may_carry_again_reads_of_the_months_before_the_end_and_not_of_the_cycle_s_last() -> None:
    lines = told(carrying(CarriedIn.AGAIN, months=24), EIGHTY, date(2030, 1, 10))
    said = "up to 100 of what is over and was earned in the 24 months before the cycle's end may be carried into it."
    assert len([line for line in lines if said in line]) == 3
    too_old = "Nothing is carried into the next cycle: none of it was earned in the 24 months before this one's end."
    assert lines.count(too_old) == 1  # in the third cycle, and not in the second
    assert "40 carried into the next cycle" in lines


def test_the_difference_says_what_becomes_of_units_that_were_carried_in() -> None:
    said = {
        (old, new): [str(each) for each in differences(carrying(old), carrying(new))]
        for old in CarriedIn
        for new in CarriedIn
        if old is not new
    }
    assert said[CarriedIn.FIRST, CarriedIn.AGAIN] == [
        "Units that were carried in are used first, and may be carried again as far as they are not needed. "
        "Until now they are used first, and not carried again."
    ]
    assert said[CarriedIn.LAST, CarriedIn.FIRST] == [
        "Units that were carried in are used first, and not carried again."
    ]
    assert all(len(each) == 1 for each in said.values())


def test_who_carries_more_out_of_the_first_cycle_reads_how_much_of_each() -> None:
    policy = carrying(CarriedIn.LAST)
    assert policy.carry is not None
    most = (*units(6), replace(units(25)[0], when=Condition(cycle_to=1)))
    policy = replace(policy, carry=replace(policy.carry, most=most))
    history = courses(
        *(date(2025, 2, day) for day in range(1, 9)),
        *(date(2026, 2, day) for day in range(1, 9)),
    )
    assert carried(policy, history) == [0, 25, 6]
    lines = told(policy, history, date(2030, 1, 10))
    for most_of_it in (25, 6):
        assert any(f"up to {most_of_it} of what is over may be carried into it." in line for line in lines)
    rules = " ".join(for_terminal(handbook(policy), 300, bold=False).split())
    assert "What is carried into the next cycle: at most 6 CE units." in rules
    assert "What is carried into the next cycle, in the first cycle: at most 25 CE units." in rules
    same = replace(policy, carry=replace(policy.carry or Carry((), 0, (), CarriedIn.LAST), most=units(6)))
    assert next(map(str, differences(same, policy))) == (
        "What is carried into the next cycle, in the first cycle: at most 25 CE units."
    )
    own = OwnCarry(most)
    of_group = replace(same, groups=tuple(replace(group, own_carry=own) for group in same.groups))
    assert carried(of_group, history) == [0, 25, 6]
    assert [str(sentence) for sentence, _ in own_rules(of_group)][1] == (
        "Associate: up to 25 CE units are carried into the next cycle, from January 1, 2020 on. "
        "That is so in the first cycle."
    )


def test_who_carries_by_no_value_that_holds_carries_nothing() -> None:
    policy = carrying(CarriedIn.LAST)
    assert policy.carry is not None
    later = (replace(units(25)[0], when=Condition(cycle_from=2)),)
    policy = replace(policy, carry=replace(policy.carry, most=later))
    assert carried(policy, EIGHTY) == [0, 0]
    assert any("units are not carried into it" in line for line in told(policy, EIGHTY, date(2026, 6, 1)))


CARRY = """
[carry]
most = [{ from = 2024-02-01, units = 10, source = "decided" }]
earned_in_last_months = 30
carried_units = "may be carried again"
satisfies = "the total alone"
"""


@pytest.mark.parametrize(("months", "doubts"), [(30, 0), (24, 0), (21, 0), (20, 1)])
def test_who_writes_so_few_months_that_nothing_is_ever_carried_again_is_told(months: int, doubts: int) -> None:
    """Cycles have 24 months, with 90 days of grace after them."""
    text = changed('surplus = "not carried"', 'surplus = "carried"')
    found = warned(text + CARRY.replace("= 30", f"= {months}"))
    assert len(found) == doubts
    assert all("none of it is ever carried again" in each for each in found)
