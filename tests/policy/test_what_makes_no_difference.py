"""What only another level asks for, or a limit of 0 keeps out, is told as that: no others stood in the way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History
from recert.policy.model import Cap, Limit, Policy, Value
from recert.policy.plan import plan
from recert.policy.story import story
from tests.policy.strategies import reference
from tests.policy.test_years_in_the_grace import SINCE
from tests.policy.test_years_in_the_grace import rules as with_fees

AWARDS = (Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2025, 1, 10)))
NOTHING = (Value(SINCE, Decimal(0), "s"),)


def told(policy: Policy, kind: str) -> list[str]:
    history = History(AWARDS, (), (Activity("x", kind, date(2025, 5, 1), "X"),))
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2025, 6, 1)))]


def test_a_fee_that_one_level_asks_for_makes_no_difference_for_another() -> None:
    policy = with_fees()
    first, *others = policy.groups
    lines = told(replace(policy, groups=(first, *(replace(g, demands=()) for g in others))), "fee")
    assert "Counted for Associate as fee." in lines
    assert "Professional does not ask for it." in lines


def test_a_late_fee_that_makes_up_for_a_year_is_asked_for() -> None:
    policy = with_fees()
    groups = [
        replace(
            g, demands=tuple(replace(d, missed=d.missed and replace(d.missed, counter="late-fee")) for d in g.demands)
        )
        for g in policy.groups
    ]
    assert "Counted for Associate as late-fee." in told(replace(policy, groups=tuple(groups)), "late-fee")


def test_by_a_limit_of_nothing_no_others_made_it_up() -> None:
    policy = reference().policy
    cap = Cap("none", "Courses of another level", ("course",), ("aca",), Period.CYCLE, NOTHING)
    lines = told(replace(policy, caps=(cap,)), "course")
    none = "counts nothing in the cycle January 10, 2025 to January 10, 2027. It stays on record."
    assert f"0 for Associate: “Courses of another level” {none}" in lines
    assert any(line.startswith("10 CE units for Professional") for line in lines)


def test_neither_by_a_limit_of_no_uses() -> None:
    policy = reference().policy
    types = tuple(replace(t, limit=Limit(NOTHING)) if t.key == "course" else t for t in policy.types)
    lines = told(replace(policy, types=types), "course")
    assert any(
        line.endswith("counts nothing in the cycle January 10, 2025 to January 10, 2027. It stays on record.")
        for line in lines
    )
