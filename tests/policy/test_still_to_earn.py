"""What else somebody may earn that renews what they hold: each story tells it, and only of what they don't hold yet."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.cascades import Cascade, Trigger
from recert.policy.history import Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.told import what_if_told
from recert.policy.still_to_earn import without_held
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.strategies import reference

SINCE, TODAY = date(2020, 1, 1), date(2026, 6, 1)
LOWER, OTHER, UPPER = (
    Award("ACA-JSWE", date(2025, 1, 10)),
    Award("ACA-ACF", date(2025, 2, 10)),
    Award("ACP-JCA", date(2025, 3, 1)),
)


def rules(*cascades: Cascade, by_exam: bool = False) -> Policy:
    usual = reference().policy
    groups = tuple(replace(each, required=()) for each in usual.groups) if by_exam else usual.groups
    return replace(usual, cascades=cascades, groups=groups)


def up(trigger: Trigger, *of: str, renewed: tuple[str, ...] = ("ACA-JSWE",)) -> Cascade:
    return Cascade(f"{trigger}{of}", "Up", trigger, of, renewed, aligned=True, since=SINCE, source="s")


BOTH = (up(Trigger.EARNED, "ACP-JCA"), up(Trigger.RENEWED, "ACP-JCA"))


def told(policy: Policy, *awards: Award) -> list[str]:
    history = History(awards)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, TODAY))]


def test_where_units_renew_it_too_the_story_names_what_else_does() -> None:
    assert "By another certification: earning or renewing ACP-JCA renews ACA-JSWE." in told(rules(*BOTH), LOWER)


def test_those_that_others_renew_are_told_apart() -> None:
    more = up(Trigger.EARNED, "ACP-OA", renewed=("ACA-JSWE", "ACA-ACF"))
    lines = told(rules(up(Trigger.EARNED, "ACP-JCA"), more), LOWER, OTHER)
    assert [line for line in lines if line.startswith("By another")] == [
        "By another certification: earning ACP-JCA or ACP-OA renews ACA-JSWE.",
        "By another certification: earning ACP-OA renews ACA-ACF.",
    ]


def test_what_is_held_already_is_only_renewed() -> None:
    lines = told(rules(*BOTH), LOWER, UPPER)
    assert "By another certification: renewing ACP-JCA renews ACA-JSWE." in lines
    assert not any(line.startswith("By another") for line in told(rules(BOTH[0]), LOWER, UPPER))


@pytest.mark.parametrize(("held", "ways"), [((), "passing the exam again, or earning ACP-JCA"), ((UPPER,), "passing")])
def test_nobody_is_told_to_earn_what_they_hold_by_story_or_by_what_a_pass_would_do(
    held: tuple[Award, ...], ways: str
) -> None:
    policy = rules(BOTH[0], by_exam=True)
    lines = told(policy, LOWER, *held)
    assert any(line.startswith(f"No units are needed: {ways}") for line in lines)
    history = History((LOWER, *held))
    sat = what_if(plan(policy), history, (), TODAY, (Exam("ACA-ACF", TODAY, passed=False, ref="x"),))
    lines = [str(line.text) for line in what_if_told(policy, sat)]
    assert any("earning ACP-JCA" in line for line in lines) is not bool(held)


def test_what_is_retired_is_earned_no_more() -> None:
    policy = rules(up(Trigger.EARNED, "ACP-JCA", "ACP-OA")).retiring({"ACP-OA": date(2026, 1, 1)})
    found = assess(plan(policy), History((LOWER,)), TODAY)
    assert [rule.of for rule in without_held(policy, found).cascades] == [("ACP-JCA",)]
