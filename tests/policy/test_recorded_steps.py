"""What a type is measured in is recorded in steps: half hours, whole credits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.assessment import Assessment
from recert.policy.case import read_cases
from recert.policy.difference import differences
from recert.policy.earnable import understood
from recert.policy.formula import Formula
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History, Part
from recert.policy.measure_words import between_steps, parts_between_steps
from recert.policy.model import Measure, Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.warn import doubts
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
COURSE = 'title = "Coursework"'
CREDITS = '\nmeasured_in = { one = "credit", many = "credits", step = 0.5 }'
WORTH = 'worth = [{ from = 2024-02-01, units = 10, source = "Announcement of 2024 (R4)'
COUNTER = """
[counter.credits]
name = "Credits"
one = "credit"
many = "credits"
types = ["course"]
counts = "quantity"
[[group.aca.also]]
key = "credits"
title = "Credits"
kind = "counter"
counter = "credits"
least = [{ from = 2024-02-01, count = 3, source = "s" }]
"""


def text_of(course: str, rate: str = "units = 15, per = 1", more: str = "") -> str:
    """The reference policy, with courses of so many units for each credit."""
    text = TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n', 1).replace(COURSE, COURSE + course, 1)
    return text.replace(WORTH, WORTH.replace("units = 10", rate), 1) + more


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def told(text: str) -> list[str]:
    found = parse_policy(text)
    return [] if isinstance(found, Policy) else [f"{problem.what}: {problem.fix}" for problem in found.problems]


def seen(policy: Policy, *amounts: str) -> tuple[Assessment, dict[str, Activity]]:
    known = {much: Activity(much, "course", date(2025, 3, 1), much, quantity=Decimal(much)) for much in amounts}
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), tuple(known.values()))
    return assess(plan(policy), history, date(2025, 12, 31)), known


def why(policy: Policy, much: str) -> str:
    found, known = seen(policy, much)
    (standing,) = found.groups
    return str(explain.entry(policy, standing, standing.entries[0], known))


def test_what_is_over_a_whole_step_counts_for_nothing_and_is_told() -> None:
    policy = read(text_of(CREDITS))
    cycle = "15 CE units for Associate, in the cycle January 10, 2025 to January 10, 2027."
    assert why(policy, "1.3") == (f"{cycle} Of its 1.3 credits 1 are looked at: it is recorded in steps of 0.5.")
    assert why(policy, "1") == cycle
    assert why(policy, "0.3") == "0 for Associate: less than 0.5 credits of Coursework does not count."


def test_a_counter_of_quantities_and_tiers_look_at_whole_steps() -> None:
    policy = read(text_of(CREDITS, more=COUNTER))
    found, _ = seen(policy, "1.3", "0.9", "0.4")
    (demand,) = found.groups[0].cycles[0].demands
    assert demand.amount == Decimal("1.5")
    tiers = read(text_of(CREDITS, "tiers = [{ at_least = 1.1, units = 8 }]"))
    assert seen(tiers, "1.3")[0].groups[0].cycles[0].counted == 0
    assert seen(tiers, "1.5")[0].groups[0].cycles[0].counted == 8


def test_what_is_added_to_a_rate_is_added_to_that_of_whole_steps() -> None:
    policy = read(text_of(CREDITS))
    kind = policy.type("course")
    worth = tuple(replace(value, formula=Formula(plus=Decimal(2))) for value in kind.worth)
    more = replace(policy, types=tuple(replace(k, worth=worth) if k is kind else k for k in policy.types))
    assert seen(more, "1.3")[0].groups[0].cycles[0].counted == 17
    assert not [each for each in doubts(more) if "thousandth" in each.what]
    assert understood(more)


@pytest.mark.parametrize(
    ("measure", "problem"),
    [
        ("step = 0", "0 is no step: write a number with up to three decimals, such as 0.5"),
        ("step = 0.0005", "0.0005 is no step: write a number with up to three decimals, such as 0.5"),
        ("step = 0.5, at_least = 1.2", "1.2 is never recorded in steps of 0.5: write 1.0 or 1.5"),
    ],
)
def test_a_step_that_is_none_is_refused(measure: str, problem: str) -> None:
    assert told(text_of(CREDITS.replace("step = 0.5", measure))) == [problem]


def test_a_case_says_which_amounts_there_are() -> None:
    policy = read(text_of(CREDITS))
    case = """
[[case]]
name = "Three tenths of a credit"
rule = "credits"
as_of = 2025-12-31
awards = ["2025-01-10 ACA-JSWE"]
activities = ["2025-02-01 course: Deep work, {} credits"]
[case.expect]
aca = {{ counted = 15 }}
"""
    problems = read_cases(case.format("1.3"), "cases.toml", policy)
    assert isinstance(problems, Problems)
    assert [(p.line, p.what, p.fix) for p in problems.problems] == [
        (7, "credits are recorded in steps of 0.5, and 1.3 lies between two", "write 1.0 or 1.5")
    ]
    assert not isinstance(read_cases(case.format("1.5"), "cases.toml", policy), Problems)


def test_an_amount_between_two_steps_is_told_with_those_beside_it() -> None:
    kind = read(text_of(CREDITS)).type("course")
    assert str(between_steps(kind, Decimal("1.3"))) == (
        "It is recorded in steps of 0.5: write 1 or 1.5 instead of 1.3 credits."
    )
    assert (
        str(between_steps(kind, Decimal("0.3"))) == "It is recorded in steps of 0.5: write 0.5 instead of 0.3 credits."
    )
    assert between_steps(kind, Decimal(2)) is None
    assert between_steps(replace(kind, measure=Measure("hour", "hours", Decimal(0))), Decimal("0.3")) is None


@pytest.mark.parametrize(("step", "proposed"), [("0", "3.5"), ("0.5", "3.5"), ("1", "4"), ("2", "4")])
def test_a_plan_and_an_example_name_whole_steps(step: str, proposed: str) -> None:
    """50 units of 15 for a credit: a third of one can't be taken."""
    stepped = replace(read(text_of(CREDITS)), caps=())
    measure = Measure("credit", "credits", Decimal(0), Decimal(step))
    types = tuple(replace(k, measure=measure) for k in stepped.types if k.key == "course")
    policy = replace(stepped, types=types)
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),))
    best = outlook(plan(policy), history, date(2025, 6, 1)).targets[0].best
    assert best is not None
    assert [str(each.quantity.normalize()) for each in best.steps] == [proposed]
    (standing,) = assess(plan(policy), history, date(2025, 6, 1)).groups
    cycle = standing.current
    assert cycle is not None
    example = str(explain.missing(policy, policy.groups[0], cycle, date(2025, 6, 1)))
    assert f"for example {'4' if step == '0' else proposed} credits" in example


def test_steps_are_among_the_rules_and_their_differences() -> None:
    policy = read(text_of(CREDITS))
    assert "Coursework: recorded in credits, in steps of 0.5." in for_terminal(handbook(policy), 200, bold=False)
    whole = replace(policy.type("course"), measure=Measure("credit", "credits", Decimal(0), Decimal(1)))
    none = replace(whole, measure=None)
    after, before = (
        replace(policy, types=tuple(each if k.key == "course" else k for k in policy.types)) for each in (whole, none)
    )
    assert list(map(str, differences(policy, after))) == ["Coursework: recorded in steps of 1 instead of 0.5."]
    assert "Coursework: recorded in credits, in steps of 1." in map(str, differences(before, after))


SPLIT = """
categories = ["ethics", "law"]
split = "by parts"
increments = "each part"
parts_in = [0.2]
"""
CATEGORIES = '[category.ethics]\nname = "Ethics"\n[category.law]\nname = "Law"\n'


def test_of_each_part_whole_steps_count() -> None:
    policy = read(text_of(CREDITS.replace("0.5", "1") + SPLIT, "units = 10, per = 1", CATEGORIES))
    parts = (Part("ethics", Decimal("1.8")), Part("law", Decimal("1.2")))
    activity = Activity("mixed", "course", date(2025, 3, 1), "Mixed", quantity=Decimal(3), parts=parts)
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), (activity,))
    cycle = assess(plan(policy), history, date(2025, 12, 31)).groups[0].cycles[0]
    assert cycle.counted == 20
    assert [each.amount for each in cycle.categories] == [10, 10]
    (standing,) = assess(plan(policy), history, date(2025, 12, 31)).groups
    said = str(explain.entry(policy, standing, standing.entries[0], {"mixed": activity}))
    assert said.endswith("Of its 3 credits 2 are looked at: it is recorded in steps of 1.")
    wrong = parts_between_steps(policy.type("course"), parts)
    assert str(wrong) == "It is recorded in steps of 1: write 1 or 2 instead of 1.8 credits."


def test_a_plan_names_what_is_whole_steps_of_parts_too() -> None:
    policy = replace(read(text_of(CREDITS + SPLIT, more=CATEGORIES)), caps=())
    policy = replace(policy, types=(policy.type("course"),))
    best = outlook(plan(policy), History((Award("ACA-JSWE", date(2025, 1, 10)),)), date(2025, 6, 1)).targets[0].best
    assert best is not None
    assert [each.quantity for each in best.steps] == [4]  # 3.6 is no multiple of a half, 3.5 none of a fifth
