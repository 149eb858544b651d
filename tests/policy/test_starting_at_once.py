"""The next cycle begins on the day after an early renewal, and ends where it would have."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import cycle_words
from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.cycles import Rhythm
from recert.policy.difference import differences
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Demand, DemandKind, Policy, Value
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
AT_ONCE = 'next_starts = "the day after the renewal, ending where it would have"'
AWARDED, END, NEXT_END = date(2025, 1, 10), date(2027, 1, 10), date(2029, 1, 10)
FIVE = [date(2026, 2, day) for day in range(1, 6)]


def starting_at_once(**changes: object) -> Plan:
    policy = reference().policy
    rule = replace(policy.cycle, rhythm=Rhythm.KEPT_END)
    return plan(replace(policy, cycle=replace(rule, **changes)))  # type: ignore[arg-type]


def cycles(lowered: Plan, *days: date, exams: tuple[Exam, ...] = (), as_of: date = date(2027, 2, 1)) -> list[Cycle]:
    """Of somebody with a course on each of some days, of whom five are enough."""
    activities = tuple(Activity(str(i), "course", day, f"Course {i}") for i, day in enumerate(days))
    (standing,) = assess(lowered, History((Award("ACA-JSWE", AWARDED),), exams, activities), as_of).groups
    return list(standing.cycles)


def test_renewed_early_the_next_cycle_begins_the_day_after_and_keeps_its_end() -> None:
    first, following = cycles(starting_at_once(), *FIVE, date(2026, 2, 6))
    assert (first.end, first.new_expiry, first.counted) == (FIVE[-1], NEXT_END, Decimal(50))
    assert (following.start, following.end, following.counted) == (date(2026, 2, 6), NEXT_END, Decimal(10))


def test_all_activities_of_the_renewals_day_are_of_the_renewed_cycle() -> None:
    first, following = cycles(starting_at_once(), *FIVE, FIVE[-1])
    assert (first.counted, following.counted) == (Decimal(60), Decimal(0))


def test_a_late_renewal_moves_nothing() -> None:
    first, following = cycles(starting_at_once(), *FIVE[:4], date(2027, 2, 1), as_of=date(2027, 2, 2))
    assert (first.met_on, first.end) == (date(2027, 2, 1), END)
    assert (following.start, following.end) == (date(2027, 1, 11), NEXT_END)


def test_the_longer_cycle_has_as_many_years_as_a_usual_one() -> None:
    least = (Value(date(2020, 1, 1), Decimal(10), ""),)
    rule = Demand("each-year", "Each year", DemandKind.EACH_YEAR, "", 0, 0, least)
    made = starting_at_once()
    groups = tuple(replace(g, demands=(rule,)) for g in made.policy.groups)
    made = plan(replace(made.policy, groups=groups))
    days = [date(2025, 2, day) for day in range(1, 5)]
    late = date(2028, 12, 1)  # in the third year since the next cycle began
    _, following = cycles(made, *days, date(2026, 2, 1), late, as_of=late)
    assert following.start == date(2026, 2, 2)
    assert {year.year: year.amount for year in following.years if not year.category} == {0: 0, 1: 10}


def test_a_cycle_in_which_nothing_is_due_runs_to_its_end() -> None:
    made = starting_at_once()
    free = tuple(replace(g, required=(Value(date(2020, 1, 1), Decimal(0), ""),)) for g in made.policy.groups)
    first, following = cycles(plan(replace(made.policy, groups=free)))
    assert (first.met_on, first.end) == (AWARDED, END)
    assert (following.start, following.end) == (date(2027, 1, 11), NEXT_END)


def test_passing_the_exam_early_begins_the_next_cycle_too() -> None:
    on = date(2026, 12, 1)
    first, following = cycles(starting_at_once(), exams=(Exam("ACA-JSWE", on, True),))
    assert (first.state, first.end, first.new_expiry) == (CycleState.RENEWED, on, NEXT_END)
    assert (following.start, following.end) == (date(2026, 12, 2), NEXT_END)


def test_the_rule_is_written_and_told() -> None:
    found = parse_policy(TEXT.replace('next_starts = "where the last one ended"', AT_ONCE))
    assert isinstance(found, Policy), found
    assert found.cycle.rhythm is Rhythm.KEPT_END
    (told, *_), *_ = cycle_words.particulars(found)
    assert str(told).startswith(
        "The next cycle starts on the day after an early renewal, and still ends where it would"
    )


def test_an_owner_reads_what_becomes_of_the_rhythm() -> None:
    before, after = reference().policy, starting_at_once().policy
    (said,) = differences(before, after)
    assert str(said) == (
        "The next cycle starts on the day after an early renewal, and ends where it would have; until now where the "
        "last one ended."
    )


@pytest.mark.parametrize(("answer", "asked"), [(AT_ONCE, False), ('next_starts = "the day after the renewal"', True)])
def test_periods_of_the_calendar_keep_their_ends(answer: str, asked: bool) -> None:
    text = TEXT.replace('next_starts = "where the last one ended"', 'anchor = "calendar"\n' + answer)
    for group in reference().policy.groups:
        text = text.replace(f"[group.{group.key}]\n", f"[group.{group.key}]\nperiods_from = 2020-01-01\n")
    found = parse_policy(text)
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert ("periods of the calendar can't be restarted" in problems) is asked, problems
