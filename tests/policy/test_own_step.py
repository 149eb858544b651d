"""A type gives multiples of a step of its own, where another gives whole units."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.difference import differences
from recert.policy.earnable import most_of_use, understood
from recert.policy.formula import Formula
from recert.policy.formula_words import worth
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy, Rounding
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
COURSE = 'title = "Coursework"'
WORTH = 'worth = [{ from = 2024-02-01, units = 10, source = "Announcement of 2024 (R4)'
MINUTES = '\nmeasured_in = { one = "minute", many = "minutes" }'
STEPPED = MINUTES + '\nstep = 0.5\nrounding = "down"'
DAY = date(2025, 3, 1)


def text_of(course: str) -> str:
    """The reference policy in tenths, with courses of a unit for 50 minutes."""
    text = TEXT.replace("step = 1\n", 'step = 0.1\nrounding = "down"\n', 1).replace(COURSE, COURSE + course, 1)
    return text.replace(WORTH, WORTH.replace("units = 10", "units = 1, per = 50"), 1) if "minutes" in course else text


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def told(text: str) -> list[str]:
    found = parse_policy(text)
    return [] if isinstance(found, Policy) else [f"{problem.what}: {problem.fix}" for problem in found.problems]


def counted(policy: Policy, minutes: str) -> Decimal:
    activity = Activity("course", "course", DAY, "Course", quantity=Decimal(minutes))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), (activity,))
    return assess(plan(policy), history, date(2025, 12, 31)).groups[0].cycles[0].counted


@pytest.mark.parametrize(
    ("rounding", "minutes", "units"),
    [
        ("down", "60", "1"),
        ("down", "75", "1.5"),
        ("down", "99.9", "1.5"),
        ("down", "24", "0"),
        ("up", "51", "1.5"),
        ("up", "50", "1"),
        ("nearest", "62.5", "1.5"),
        ("nearest", "62.4", "1"),
    ],
)
def test_what_lies_between_two_steps_becomes_a_multiple_of_the_types_own(
    rounding: str, minutes: str, units: str
) -> None:
    policy = read(text_of(STEPPED.replace('"down"', f'"{rounding}"')))
    assert counted(policy, minutes) == Decimal(units)


def test_without_one_the_units_step_holds() -> None:
    policy = read(text_of(MINUTES))
    assert counted(policy, "60") == Decimal("1.2")
    assert policy.step_of(policy.type("course")) == Decimal("0.1")


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (STEPPED.replace('\nrounding = "down"', ""), "`rounding` is missing in [activity.course]"),
        (STEPPED.replace('"down"', '"downs"'), 'did you mean "down"?'),
        (STEPPED.replace("0.5", "0.25"), "0.25 is no multiple of the unit's step of 0.1: write 0.1, or a multiple"),
        (STEPPED.replace("0.5", "0"), "0 is no multiple of the unit's step of 0.1"),
        (MINUTES + '\nrounding = "down"', "`rounding` means nothing in [activity.course]"),
        (STEPPED.replace(MINUTES, ""), "what counts by use is worth what is written, and never rounded"),
    ],
)
def test_what_a_policy_leaves_open_is_asked(course: str, said: str) -> None:
    assert any(said in each for each in told(text_of(course))), told(text_of(course))


def test_what_gives_as_much_as_is_required_is_not_rounded() -> None:
    text = text_of(STEPPED).replace("units = 1, per = 50", 'gives = "what the cycle requires"', 1)
    assert told(text) == ["what gives as much as the cycle requires is not rounded: leave `step` out"]


@pytest.mark.parametrize(("step", "said"), [("0.5", "0.5 CE units"), ("1", "1 CE unit")])
def test_what_comes_to_less_than_a_step_is_told_so(step: str, said: str) -> None:
    policy = read(text_of(STEPPED.replace("0.5", step)))
    activity = Activity("course", "course", DAY, "Course", quantity=Decimal(24))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), (activity,))
    standing = assess(plan(policy), history, date(2025, 12, 31)).groups[0]
    (entry,) = standing.entries
    assert str(explain.entry(policy, standing, entry, {"course": activity})) == (
        f"0 for Associate: 24 minutes of Coursework come to less than {said}."
    )


def test_the_example_of_what_is_missing_reaches_it() -> None:
    policy = read(text_of(STEPPED))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),))
    (cycle,) = assess(plan(policy), history, date(2025, 12, 31)).groups[0].cycles
    odd = cycle._replace(required=Decimal("50.2"))
    said = str(explain.missing(policy, policy.groups[0], odd, date(2025, 12, 31)))
    assert said.startswith("50.2 more CE units, for example 2525 minutes of courses.")
    assert counted(policy, "2525") >= Decimal("50.2")


def test_it_is_told_among_the_rules() -> None:
    policy = read(text_of(STEPPED))
    kind = policy.type("course")
    said = [str(worth(policy, replace(kind, rounding=rounding), kind.worth[0])) for rounding in Rounding]
    assert said == [
        "1 CE unit for 50 minutes, rounded down to a multiple of 0.5",
        "1 CE unit for 50 minutes, rounded up to a multiple of 0.5",
        "1 CE unit for 50 minutes, rounded to the nearest multiple of 0.5, a half up",
    ]


def test_a_difference_is_said() -> None:
    before, after = read(text_of(STEPPED)), read(text_of(STEPPED.replace("0.5", "0.2").replace("down", "up")))
    assert [str(each) for each in differences(before, after)] == [
        "Coursework: its worth is a multiple of 0.2 instead of 0.5.",
        "Coursework: a worth between two multiples of its step is rounded “up” instead of “down”.",
    ]


def test_what_may_be_rounded_up_is_bounded_by_the_types_own_step() -> None:
    policy = read(text_of(STEPPED.replace("down", "up")))
    kind = policy.type("course")
    value = replace(kind.worth[0], amount=Decimal(0), formula=Formula(plus=Decimal("0.7")))
    assert understood(policy)
    assert most_of_use(policy, replace(kind, worth=(value,))) == Decimal("1.2")


def test_the_example_of_what_is_missing_is_never_too_little() -> None:
    """Without a step of its own too: 50 units are 17 uses of 3, and 2084 minutes at 1.2 for 50."""
    by_use = TEXT.replace(WORTH, WORTH.replace("units = 10", "units = 3"), 1)
    by_minutes = text_of(MINUTES).replace("units = 1, per = 50", "units = 1.2, per = 50", 1)
    for text, example in ((by_use, "17 courses."), (by_minutes, "2084 minutes of courses.")):
        policy = read(text)
        history = History((Award("ACA-JSWE", date(2025, 1, 10)),))
        (cycle,) = assess(plan(policy), history, date(2025, 12, 31)).groups[0].cycles
        assert str(explain.missing(policy, policy.groups[0], cycle, date(2025, 12, 31))).startswith(
            f"50 more CE units, for example {example}"
        )
