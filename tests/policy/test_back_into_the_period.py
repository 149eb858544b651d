"""Somebody comes back from a suspension into the period that runs then, as a board does that renews to one day."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding
from recert.policy.cycles import Anchor, Ends
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, policy_file
from tests.policy.strategies import PROGRAMS, reference

USUAL = reference().policy
AWARDED = date(2024, 5, 10)


def yearly(*, joins: bool = True, **cycle: object) -> Policy:
    """Each year to December 31, suspended for three years after it, and back by what the cycle still takes."""
    rule = Suspension(36, by_units=True, by_exam=False, restarts=True, source="s", joins=joins)
    cycles = replace(USUAL.cycle, months=12, ends=Ends.END_OF_YEAR, grace_days=0, **cycle)  # type: ignore[arg-type]
    return replace(USUAL, suspension=rule, cycle=cycles, moves=())


def standing(policy: Policy, done: date, on: date) -> GroupStanding:
    """Somebody who did nothing until a day, and on that day all of it."""
    acts = tuple(Activity(f"{n}", "course", done, f"Course {n}") for n in range(5))
    return assess(plan(policy), History((Award("ACA-JSWE", AWARDED),), (), acts), on).groups[0]


@pytest.mark.parametrize(
    ("back", "until"),
    [
        (date(2025, 6, 1), date(2025, 12, 31)),
        (date(2026, 12, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2027, 5, 1), date(2027, 12, 31)),
    ],
)
def test_who_comes_back_has_the_rest_of_the_period(back: date, until: date) -> None:
    found = standing(yearly(first_months=7, first_ends=Ends.END_OF_YEAR), back, back)
    assert (found.cycles[0].end, found.cycles[0].state) == (back, CycleState.RENEWED)
    assert found.holdings[0].expires == until


def test_the_next_cycle_begins_after_the_return_and_asks_for_all() -> None:
    policy, back = yearly(first_months=7, first_ends=Ends.END_OF_YEAR), date(2026, 6, 1)
    found = standing(policy, back, date(2026, 7, 1))
    cycle = found.cycles[-1]
    assert (cycle.start, cycle.end) == (date(2026, 6, 2), date(2026, 12, 31))
    assert (int(cycle.counted), int(cycle.required)) == (0, 50)


def test_otherwise_a_return_has_a_whole_length() -> None:
    policy, back = yearly(joins=False, first_months=7, first_ends=Ends.END_OF_YEAR), date(2026, 6, 1)
    assert standing(policy, back, back).holdings[0].expires == date(2027, 12, 31)


def test_periods_of_the_calendar_can_be_joined_again() -> None:
    found = yearly(anchor=Anchor.CALENDAR)
    groups = tuple(replace(group, periods_from=date(2020, 7, 1)) for group in found.groups)
    policy = replace(found, groups=groups, cycle=replace(found.cycle, months=24, ends=Ends.DAY_BEFORE))
    assert standing(policy, date(2024, 9, 1), date(2024, 9, 1)).holdings[0].expires == date(2026, 6, 30)
    assert standing(policy, date(2027, 3, 1), date(2027, 3, 1)).holdings[0].expires == date(2028, 6, 30)


WRITTEN = """
[suspension]
months = 36
renewed_by = ["units"]
next_starts = "{next}"
activity = "ended cycle"
source = "the rule"
"""


def written(next_starts: str, *, calendar: bool = False) -> Policy | Problems:
    text = policy_file(PROGRAMS / ("california-mcle" if calendar else "atlassian")).read_text()
    return parse_policy(text + WRITTEN.format(next=next_starts))


def test_a_policy_says_so_in_words_and_in_what_changes() -> None:
    joined, restarted = written("in the period under way"), written("the day after the renewal")
    assert isinstance(joined, Policy) and isinstance(restarted, Policy)
    assert joined.suspension is not None and joined.suspension.joins
    said = "It is for the rest of the period that runs then."
    assert said in " ".join(map(str, handbook(joined))) and said not in " ".join(map(str, handbook(restarted)))
    assert [str(each) for each in differences(restarted, joined)] == [
        "After a suspension the next cycle is for the rest of the period that runs then."
    ]


def test_only_a_whole_length_can_not_follow_in_periods_of_the_calendar() -> None:
    refused = written("the day after the renewal", calendar=True)
    assert isinstance(refused, Problems)
    assert (
        "periods of the calendar can't be restarted",
        'write "where the last one ended" or "in the period under way"',
    ) in [(problem.what, problem.fix) for problem in refused.problems]
    joined = written("in the period under way", calendar=True)
    assert not isinstance(joined, Problems) or not [p for p in joined.problems if "restarted" in p.what]
