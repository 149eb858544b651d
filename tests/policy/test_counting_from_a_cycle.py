"""Units of several cycles are asked for in a cycle in which none count yet."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.history import History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.strategies import PROGRAMS
from tests.policy.test_late_by_demand import AWARD, course, rules

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()


def told(first: int, today: date) -> str:
    policy = rules()
    asked = replace(policy.groups[0].demands[0], first_cycle=first)
    policy = replace(policy, groups=tuple(replace(group, demands=(asked,)) for group in policy.groups))
    history = History((AWARD,), activities=(course(date(2025, 5, 1)),))
    return "\n".join(str(line.text) for line in story(policy, history, assess(plan(policy), history, today)))


def test_whoever_is_asked_before_units_count_reads_that_none_help() -> None:
    found = told(2, date(2026, 12, 1))
    assert (
        "It can't be renewed: “All of them” asks for 50 CE units, and CE units count for that from cycle 2 on. This is "
        "cycle 1: tell the program's staff."
    ) in found
    assert "more CE units" not in found
    assert "brings it back" not in found
    assert "40 more CE units by January 10, 2027, for “All of them”." in told(1, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("cycles", "first", "told"),
    [
        (3, 1, "in up to 2 cycles, this one the last"),
        (2, 1, "in up to 2 cycles, this one the last"),
        (3, 2, "in this cycle"),
    ],
)
def test_in_the_second_cycle_it_is_not_told_of_more_cycles_than_there_were(cycles: int, first: int, told: str) -> None:
    policy = rules()
    asked = replace(policy.groups[0].demands[0], cycles=cycles, first_cycle=first)
    policy = replace(policy, groups=tuple(replace(group, demands=(asked,)) for group in policy.groups))
    days = [date(2025, 5, i) for i in range(1, 6)]
    history = History((AWARD,), activities=tuple(course(day) for day in days))
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2027, 5, 1)))]
    assert [line for line in lines if line.startswith("All of them:")][-1].endswith(told)


SEVERAL = """
[[group.aca.also]]
key = "both"
title = "110 in two cycles"
kind = "several cycles"
cycles = 2
from_cycle = 3
least = [
  { from = 2024-02-01, units = 0, source = "s" },
  { from = 2024-02-01, units = 110, when = { cycle_from = FIRST }, source = "s" },
REST
]
"""


@pytest.mark.parametrize(
    ("first", "rest", "cycle"),
    [
        (2, "", 2),
        (3, "", 0),
        (1, "", 1),
        (2, "  { from = 2024-02-01, units = 0, when = { cycle_to = 2 }, source = 's' },", 0),
        (2, "  { from = 2024-02-01, units = 0, when = { cycle_to = 1 }, source = 's' },", 2),
        (2, "  { from = 2024-02-01, units = 50, when = { held_from = 2 }, source = 's' },", 0),
    ],
)
def test_check_doubts_units_that_are_asked_before_any_count(first: int, rest: str, cycle: int) -> None:
    text = TEXT + SEVERAL.replace("FIRST", str(first)).replace("REST", rest)
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    found = [f"{each.what}: {each.fix}" for each in warnings(policy, text, "policy.toml") if "units count" in each.what]
    what = (
        f"it is asked in cycle {cycle}, but units count for “110 in two cycles” from cycle 3 on, and nobody can meet "
        "it before that: write cycle_from = 3 here, or a smaller from_cycle"
    )
    assert found == ([what] if cycle else [])
