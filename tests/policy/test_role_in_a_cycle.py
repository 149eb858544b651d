"""A role begins, or ends, in the middle of a cycle: what is required follows, and what is renewed stays so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.condition import Condition, Seen
from recert.policy.difference import differences
from recert.policy.governing_words import governing
from recert.policy.history import Activity, Award, Circumstance, Extension, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.what_if import what_if
from tests.policy.test_circumstances import ADVISOR, TEXT, policy_of

USUAL = 'requires = [{ from = 2024-02-01, units = 50, source = "'
AWARDED, END = date(2025, 1, 10), date(2027, 1, 10)
BEGINS = date(2026, 3, 1)
COURSES = tuple(Activity(f"c{i}", "course", date(2025, 6, 1 + i), f"Course {i}") for i in range(5))


def asking(on: str, units: int = 80, what: str = "is") -> str:
    """The reference policy, with another amount for tax advisors by the day on which that is looked at."""
    assert USUAL in TEXT
    when = f'when = {{ {what} = ["advisor"], on = "{on}" }}'
    start = TEXT.index(USUAL)
    end = TEXT.index("]", start)
    value = f', {{ from = 2024-02-01, units = {units}, {when}, source = "rule 7" }}'
    return TEXT[:end] + value + TEXT[end:] + ADVISOR


def cycle_of(policy: Policy, *facts: Circumstance | Extension | Activity, as_of: date = END) -> Cycle:
    return assess(plan(policy), history_of(*facts), as_of).groups[0].cycles[-1]


def history_of(*facts: Circumstance | Extension | Activity) -> History:
    return History(
        awards=(Award("ACA-JSWE", AWARDED),),
        activities=tuple(f for f in facts if isinstance(f, Activity)),
        circumstances=tuple(f for f in facts if isinstance(f, Circumstance)),
        extensions=tuple(f for f in facts if isinstance(f, Extension)),
    )


ANY, LAST, FIRST = policy_of(asking("any day")), policy_of(asking("the last day")), policy_of(asking("the first day"))


def test_a_month_in_the_middle_is_enough_on_any_day_and_on_no_other() -> None:
    month = Circumstance("advisor", BEGINS, date(2026, 3, 31))
    assert [cycle_of(policy, month).required for policy in (ANY, LAST, FIRST)] == [80, 50, 50]
    lasting = Circumstance("advisor", BEGINS)
    assert [cycle_of(policy, lasting).required for policy in (ANY, LAST, FIRST)] == [80, 80, 50]
    before = Circumstance("advisor", date(2024, 1, 1), AWARDED)
    assert [cycle_of(policy, before).required for policy in (ANY, LAST, FIRST)] == [80, 50, 80]


def test_the_day_before_the_cycle_and_the_day_after_are_none_of_it() -> None:
    assert cycle_of(ANY, Circumstance("advisor", date(2024, 1, 1), date(2025, 1, 9))).required == 50
    in_grace = date(2027, 2, 1)
    assert cycle_of(ANY, Circumstance("advisor", date(2027, 1, 11)), as_of=in_grace).required == 50
    assert cycle_of(ANY, Circumstance("advisor", END), as_of=in_grace).required == 80
    assert cycle_of(LAST, Circumstance("advisor", date(2026, 1, 1), date(2027, 1, 9))).required == 50
    assert cycle_of(LAST, Circumstance("advisor", date(2026, 1, 1), END)).required == 80


def test_it_is_so_from_its_first_day_on_and_not_before() -> None:
    begins = Circumstance("advisor", BEGINS)
    assert [cycle_of(ANY, begins, as_of=on).required for on in (date(2026, 2, 28), BEGINS)] == [50, 80]


def test_what_is_renewed_stays_so_and_the_next_cycle_asks_for_more() -> None:
    begins = Circumstance("advisor", BEGINS)
    renewed = cycle_of(ANY, begins, *COURSES)
    assert (renewed.state, renewed.met_on, renewed.required) == (CycleState.RENEWED, date(2025, 6, 5), Decimal(50))
    following = cycle_of(ANY, begins, *COURSES, as_of=date(2027, 1, 11))
    assert (following.number, following.required) == (2, Decimal(80))
    too_late = tuple(replace(course, on=date(2026, 6, 1 + i)) for i, course in enumerate(COURSES))
    assert cycle_of(ANY, begins, *too_late).state == CycleState.OPEN


def test_less_is_required_at_once_of_whoever_retires_and_that_renews() -> None:
    less = policy_of(asking("the last day", units=20))
    begins = Circumstance("advisor", BEGINS)
    assert cycle_of(less, *COURSES[:2], begins, as_of=date(2026, 2, 28)).state == CycleState.OPEN
    cycle = cycle_of(less, *COURSES[:2], begins)
    assert (cycle.state, cycle.met_on, cycle.required) == (CycleState.RENEWED, BEGINS, Decimal(20))


def test_an_end_that_moves_is_looked_at_again() -> None:
    role = Circumstance("advisor", date(2026, 1, 1), date(2027, 6, 30))
    later = Extension("ACA-JSWE", date(2026, 9, 1), date(2027, 12, 31))
    assert [cycle_of(LAST, role, later, as_of=on).required for on in (date(2026, 8, 31), date(2026, 9, 1))] == [80, 50]
    grace = Circumstance("advisor", date(2027, 2, 1), date(2027, 2, 5))
    moved = Extension("ACA-JSWE", date(2027, 2, 20), date(2027, 12, 31))
    assert [cycle_of(ANY, grace, moved, as_of=on).required for on in (date(2027, 2, 19), date(2027, 2, 20))] == [50, 80]


def test_who_never_was_one_in_the_cycle_is_somebody_of_whom_it_is_not_so() -> None:
    never = policy_of(asking("any day", units=30, what="is_not"))
    assert cycle_of(never).required == 30
    assert cycle_of(never, Circumstance("advisor", BEGINS, BEGINS)).required == 50


def test_the_page_says_since_when_and_why_it_is_more() -> None:
    (why,) = governing(ANY, "aca", cycle_of(ANY, Circumstance("advisor", BEGINS)))
    assert str(why) == (
        "80 CE units, since March 1, 2026, because of what is on record under Tax advisor (rule 7). "
        "On the first day of this cycle: 50 CE units. If the record is wrong, ask the program to correct it."
    )
    assert governing(ANY, "aca", cycle_of(ANY)) == ()
    assert governing(FIRST, "aca", cycle_of(FIRST, Circumstance("advisor", BEGINS))) == ()


def test_a_plan_counts_with_a_role_that_is_on_record_for_a_day_to_come() -> None:
    history = history_of(*COURSES[:4], Circumstance("advisor", BEGINS))
    now = date(2025, 7, 1)
    (target,) = outlook(plan(ANY), history, now).targets
    assert target.best is not None
    eve = date(2026, 2, 28)  # from then on one course more is not enough
    assert [(step.type, step.times, step.last) for step in target.best.steps] == [("course", 1, eve)]
    (target,) = outlook(plan(ANY), replace(history, activities=COURSES[:1]), now).targets
    assert target.best is not None
    assert target.best.cost == target.best.at_least == 2, "40 units until then, not 70"
    less = policy_of(asking("the last day", units=20))
    (target,) = outlook(plan(less), replace(history, activities=COURSES[:1]), now).targets
    assert target.best is not None
    assert target.best.cost == target.best.at_least == 1, "10 units, once they have retired"
    course = Activity("new", "course", date(2026, 4, 1), "Another")
    (effect,) = what_if(plan(ANY), history, (course,), now).groups
    assert [(found.renews, found.cycle.required) for found in effect.cycles] == [(False, Decimal(80))]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('on = "any day"', 'on = "any days"', 'did you mean "any day"?'),
        (
            'is = ["advisor"], on = "any day"',
            'cycle_from = 2, on = "any day"',
            "only what is so of a person is looked at on a day of its own, and nothing of that is asked",
        ),
    ],
)
def test_what_can_not_be_meant_is_refused(old: str, new: str, problem: str) -> None:
    found = parse_policy(asking("any day").replace(old, new))
    assert isinstance(found, Problems)
    assert problem in str(found)


def test_whoever_writes_what_is_so_without_its_list_is_told_that_alone() -> None:
    for slip, said in (
        ('is = "advisor"', '`is` is the text "advisor": write is = ["advisor"]'),
        ('is_not = "advisor"', '`is_not` is the text "advisor": write is_not = ["advisor"]'),
        ('is = ["adviser"]', 'there is no circumstance "adviser": did you mean "advisor"?'),
    ):
        found = parse_policy(asking("any day").replace('is = ["advisor"]', slip))
        assert isinstance(found, Problems)
        assert {f"{problem.what}: {problem.fix}" for problem in found.problems} == {said}


def test_limits_are_not_decided_again() -> None:
    limit = """
[[limit]]
key = "courses"
title = "Courses"
types = ["course"]
each = "cycle"
most = [{ from = 2024-02-01, units = 30, when = { is = ["advisor"], on = "any day" }, source = "s" }]
"""
    found = parse_policy(TEXT + ADVISOR + limit)
    assert isinstance(found, Problems)
    assert "limits, and what is carried, are decided on the first day of a cycle, and stay as they are in it" in str(
        found
    )


def test_rules_and_differences_say_on_which_day() -> None:
    whom = [str(row.whom) for row in asked(ANY) if row.whom]
    assert whom == ["with “Tax advisor” on any day of the cycle"]
    told = [str(each) for each in differences(FIRST, LAST)]
    assert any("with “Tax advisor” on the last day of the cycle" in each for each in told)
    assert Condition(true_of=("advisor",)).seen is Seen.FIRST_DAY
