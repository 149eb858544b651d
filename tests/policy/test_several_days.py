"""An activity of several days counts by its last day, or by its first, as the policy says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import cycle_words, explain, story
from recert.policy.assess import assess
from recert.policy.assessment import GroupStanding, Reason
from recert.policy.case import read_cases
from recert.policy.difference import differences
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy, Value
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.several_days import SeveralDays
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
FIRST = replace(USUAL, several_days=SeveralDays.FIRST_DAY)
AWARD = Award("ACA-JSWE", date(2025, 1, 10))
TODAY = date(2025, 12, 31)


def long(ref: str, began: date | None, on: date, name: str = "") -> Activity:
    return Activity(ref, "course", on, name or ref, began=began)


def seen(policy: Policy, *activities: Activity) -> GroupStanding:
    return assess(plan(policy), History((AWARD,), (), activities), TODAY).groups[0]


def reasons(policy: Policy, *activities: Activity) -> dict[str, Reason]:
    return {entry.activity: entry.reason for entry in seen(policy, *activities).entries}


def test_it_counts_where_it_began_or_where_it_was_over() -> None:
    over_the_award = long("a", date(2025, 1, 8), date(2025, 1, 12))
    assert reasons(USUAL, over_the_award) == {"a": Reason.COUNTED}
    assert reasons(FIRST, over_the_award) == {"a": Reason.BEFORE_FIRST_AWARD}


def test_one_that_says_no_first_day_has_its_date_alone() -> None:
    activity = long("a", None, date(2025, 1, 12))
    assert reasons(USUAL, activity) == reasons(FIRST, activity) == {"a": Reason.COUNTED}


def test_its_worth_is_that_of_the_day_by_which_it_counts() -> None:
    kind = USUAL.type("course")
    worth = (*kind.worth, Value(date(2025, 3, 1), Decimal(30), "s"))
    policy = replace(USUAL, types=(replace(kind, worth=worth), *USUAL.types[1:]))
    activity = long("a", date(2025, 2, 27), date(2025, 3, 2))
    assert seen(policy, activity).cycles[0].counted == 30
    assert seen(replace(policy, several_days=SeveralDays.FIRST_DAY), activity).cycles[0].counted == 10


def test_the_same_name_on_the_same_first_day_is_recorded_twice() -> None:
    one, other = (long(ref, date(2025, 3, 1), date(2025, 3, day), name="Team") for ref, day in (("a", 2), ("b", 3)))
    assert reasons(USUAL, one, other) == {"a": Reason.COUNTED, "b": Reason.COUNTED}
    assert reasons(FIRST, one, other) == {"a": Reason.COUNTED, "b": Reason.DUPLICATE}


def test_the_reason_and_the_story_name_the_day_by_which_it_counts() -> None:
    activity = long("a", date(2024, 1, 30), date(2024, 2, 2))
    standing = seen(FIRST, activity)
    said = str(explain.entry(FIRST, standing, standing.entries[0], {"a": activity}))
    assert said.endswith("only activities on or after February 1, 2024 count, and this one was on January 30, 2024.")
    counted = long("b", date(2025, 3, 1), date(2025, 3, 5))
    history = History((AWARD,), (), (counted,))
    made = plan(FIRST)
    lines = [str(line.text) for line in story.story(FIRST, history, assess(made, history, TODAY))]
    assert any(line.startswith("March 1, 2025: Coursework, “b”") for line in lines), lines


def test_it_is_asked_and_told() -> None:
    after = parse_policy(TEXT.replace('several_days = "last day"', 'several_days = "first day"', 1))
    assert isinstance(after, Policy) and after.several_days is SeveralDays.FIRST_DAY
    assert USUAL.several_days is SeveralDays.LAST_DAY
    assert [str(each) for each in differences(USUAL, after)] == [
        "An activity of several days counts by its “first day” instead of its “last day”."
    ]
    assert [str(each) for each in differences(after, USUAL)] == [
        "An activity of several days counts by its “last day” instead of its “first day”."
    ]
    told = [(str(sentence), source) for sentence, source in cycle_words.particulars(after)]
    assert ("An activity of several days counts by its first day.", after.floor_source) in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('several_days = "some day"', '`several_days` is "some day"'),
        ("", "`several_days` is missing in [counting]"),
    ],
)
def test_a_policy_that_does_not_say_it_is_refused(line: str, said: str) -> None:
    found = parse_policy(TEXT.replace('several_days = "last day"', line, 1))
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == [said]


CASE = """
[[case]]
name = "x"
rule = "x"
as_of = 2025-12-31
awards = ["2025-01-10 ACA-JSWE"]
activities = ["{line}"]
[case.expect]
aca = {{ missing = 40 }}
"""


def test_a_case_names_both_days() -> None:
    found = read_cases(CASE.format(line="2025-03-01 to 2025-03-05 course: Automation"), "x", USUAL)
    assert not isinstance(found, Problems), found
    (activity,) = found[0].history.activities
    assert (activity.began, activity.on, activity.name) == (date(2025, 3, 1), date(2025, 3, 5), "Automation")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2025-03-05 to 2025-03-01 course: Automation", "2025-03-01 comes before 2025-03-05"),
        ("2025-03-05 to soon course: Automation", '"soon" is no date'),
        ("2025-03-05 to 2025-03-07", '"" is no activity'),
    ],
)
def test_a_case_whose_days_are_none_is_refused(line: str, said: str) -> None:
    found = read_cases(CASE.format(line=line), "x", USUAL)
    assert isinstance(found, Problems)
    assert found.problems[0].what == said
