"""What meets its own requirement on the day on which another certification renews it keeps the better date."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import GroupStanding, Route
from recert.policy.cascades import Cascade, Trigger
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from tests.policy.strategies import reference
from tests.policy.test_two_readings import agree

SINCE = date(2024, 2, 1)
EARLIER, LATER = Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2025, 6, 10))
DONE = Activity("c", "course", date(2026, 11, 30), "Course")


def rules(*, aligned: bool = True, of_others: int = 10) -> Policy:
    """One course renews the associate level, and with it the professional one, for which it may be enough as well."""
    policy = reference().policy
    amounts = [10, *(of_others for _ in policy.groups[1:])]
    groups = tuple(
        replace(g, required=(replace(g.required[0], amount=Decimal(n)),))
        for g, n in zip(policy.groups, amounts, strict=True)
    )
    up = Cascade("up", "Up", Trigger.RENEWED, ("ACA-JSWE",), ("ACP-JCA",), aligned, SINCE, "s")
    return replace(policy, groups=groups, cascades=(up,), moves=())


def of_professional(policy: Policy, *awards: Award) -> GroupStanding:
    history = History(awards, (), (DONE,))
    agree(policy, history, date(2026, 12, 1))
    found = assess(plan(policy), history, date(2026, 12, 1))
    return next(each for each in found.groups if each.group == policy.certification("ACP-JCA").group)


def test_its_own_units_of_the_same_day_give_it_the_later_date_as_they_do_without_the_other() -> None:
    alone = of_professional(rules(), LATER)
    both = of_professional(rules(), EARLIER, LATER)
    assert alone.holdings[0].expires == both.holdings[0].expires == date(2029, 6, 10)
    assert both.cycles[0].route == Route.UNITS
    assert both.cycles[0].end == date(2027, 6, 10)


def test_what_has_too_little_of_its_own_gets_the_others_date() -> None:
    both = of_professional(rules(of_others=20), EARLIER, LATER)
    assert both.holdings[0].expires == date(2029, 1, 10)
    assert both.cycles[0].route == Route.CASCADE


@pytest.mark.parametrize("award", [replace(LATER, on=date(2024, 12, 1)), replace(LATER, on=date(2025, 1, 1))])
def test_the_others_date_stands_where_it_is_the_later_one(award: Award) -> None:
    both = of_professional(rules(), EARLIER, award)
    assert both.holdings[0].expires == date(2029, 1, 10)
    assert both.cycles[0].route == Route.UNITS


def test_its_own_length_later_is_given_once_and_not_on_top_of_its_own_units() -> None:
    both = of_professional(rules(aligned=False), EARLIER, LATER)
    assert both.holdings[0].expires == date(2029, 6, 10)
    assert both.cycles[0].route == Route.CASCADE
