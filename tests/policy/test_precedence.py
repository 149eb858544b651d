"""Of several values that hold for one person the last governs, and a new amount at the end of a list turns that."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.condition import Condition, Seen
from recert.policy.handbook import handbook
from recert.policy.model import Policy, Value
from recert.policy.precedence import may_both_hold
from recert.policy.read import parse_policy
from recert.policy.warn import doubts
from tests.policy.strategies import reference
from tests.policy.test_warn import AIA, LAST, changed

ASSOCIATE, EMERITUS = '{ is = ["associate"] }', '{ is = ["emeritus"] }'


def value(units: int, when: str) -> str:
    return f'  {{ from = 2027-01-01, units = {units}, when = {when}, source = "decided" }},\n'


def policy_of(*more: str) -> Policy:
    """The AIA's, and what more is said of some from 2027 on: its emeriti stand below its associates."""
    found = parse_policy(changed(LAST, LAST.replace("]\n", "".join(more) + "]\n", 1), AIA))
    assert isinstance(found, Policy), found
    return found


def warned(policy: Policy) -> list[str]:
    return [each.what for each in doubts(policy) if "as well, who had another amount" in each.what]


def test_a_new_amount_for_associates_is_doubted_as_it_comes_to_stand_above_that_of_newcomers() -> None:
    order = [v.when for v in policy_of().groups[0].required if v.when]
    assert [when.true_of or when.cycle_to for when in order] == [("emeritus",), ("associate",), 1]
    (told,) = warned(policy_of(value(3, ASSOCIATE)))
    assert told == (
        "from January 1, 2027 on it governs these people as well, who had another amount: in the first cycle"
    )


def test_written_again_below_it_theirs_is_left_to_them() -> None:
    assert warned(policy_of(value(3, ASSOCIATE), value(0, "{ cycle_to = 1 }"))) == []


def test_whoever_gets_the_same_is_not_warned_of() -> None:
    assert warned(policy_of(value(0, ASSOCIATE))) == []


def test_what_stood_above_all_others_may_get_a_new_amount() -> None:
    assert warned(policy_of(value(2, "{ cycle_to = 1 }"))) == []


def test_a_first_value_for_somebody_is_meant_so() -> None:
    assert warned(policy_of(value(2, '{ is = ["emeritus"], cycle_from = 9 }'))) == []


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Condition(true_of=("a",)), Condition(true_of=("b",)), True),
        (Condition(true_of=("a",)), Condition(untrue_of=("a",)), False),
        (Condition(true_of=("a",), seen=Seen.LAST_DAY), Condition(untrue_of=("a",)), True),
        (Condition(cycle_to=1), Condition(cycle_from=2), False),
        (Condition(cycle_to=2), Condition(cycle_from=2), True),
        (Condition(held_to=1), Condition(held_from=2), False),
        (Condition(holds=("A",)), Condition(lacks=("A",)), False),
        (Condition(awarded_before=date(2020, 1, 1)), Condition(awarded_from=date(2020, 1, 1)), False),
        (Condition(awarded_before=date(2020, 1, 2)), Condition(awarded_from=date(2020, 1, 1)), True),
    ],
)
def test_two_conditions_hold_for_one_person_or_exclude_each_other(one: Condition, other: Condition, both: bool) -> None:
    assert may_both_hold(one, other) is both
    assert may_both_hold(other, one) is both


def test_the_rules_in_words_say_which_of_several_governs() -> None:
    told = "Where several amounts of the same thing hold for somebody, the one that stands last governs."
    assert told in str(handbook(policy_of()))
    assert told not in str(handbook(reference().policy))


def test_what_holds_for_cycles_that_end_before_another_value_is_said_to_hold_for_these() -> None:
    usual = reference().policy
    group = usual.groups[0]
    later = Value(date(2027, 1, 1), Decimal(60), "decided", by_end=True)
    text = str(handbook(replace(usual, groups=(replace(group, required=(*group.required, later)),))))
    assert "50 CE units are needed in cycles that end before January 1, 2027." in text
    assert "60 CE units are needed in cycles that end on January 1, 2027 or later." in text
