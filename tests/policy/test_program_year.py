"""Cycles that end with a year of the program's own."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.calendar import day, end_of_year, number
from recert.policy.cycle_words import particulars
from recert.policy.cycles import Ends
from recert.policy.history import Activity, Award, History
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
ENDS = 'ends = "same day"'
USUAL = reference().policy
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
OF_YEAR = st.lists(DAYS.filter(lambda on: (on.month, on.day) != (2, 29)), min_size=1, max_size=3)


def expires(awarded: date, *year_ends: str, months: int = 60) -> date:
    cycle = replace(USUAL.cycle, ends=Ends.END_OF_YEAR, year_ends=year_ends, months=months)
    history = History((Award("ACA-JSWE", awarded),))
    return assess(plan(replace(USUAL, cycle=cycle, moves=())), history, awarded).groups[0].cycles[0].end


@pytest.mark.parametrize(
    ("awarded", "end"),
    [
        (date(2022, 9, 1), date(2028, 5, 31)),
        (date(2022, 5, 31), date(2027, 5, 31)),
        (date(2022, 6, 1), date(2028, 5, 31)),
        (date(2020, 2, 29), date(2025, 5, 31)),
    ],
)
def test_five_years_go_on_to_the_end_of_may(awarded: date, end: date) -> None:
    assert expires(awarded, "05-31") == end


@pytest.mark.parametrize(
    ("awarded", "end"),
    [
        (date(2022, 3, 3), date(2025, 6, 30)),
        (date(2022, 7, 1), date(2025, 12, 31)),
        (date(2022, 12, 31), date(2025, 12, 31)),
    ],
)
def test_of_two_days_it_is_the_first_that_comes(awarded: date, end: date) -> None:
    assert expires(awarded, "06-30", "12-31", months=36) == end


def test_without_any_it_is_the_end_of_december() -> None:
    assert expires(date(2022, 9, 1)) == date(2027, 12, 31)


def test_the_next_cycle_ends_with_the_year_too() -> None:
    cycle = replace(USUAL.cycle, ends=Ends.END_OF_YEAR, year_ends=("05-31",))
    courses = tuple(Activity(f"{i}", "course", date(2025, 3, i), f"{i}") for i in range(1, 6))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), courses)
    found = assess(plan(replace(USUAL, cycle=cycle, moves=())), history, date(2027, 6, 1)).groups[0].cycles
    assert [(each.start, each.end) for each in found] == [
        (date(2025, 1, 10), date(2027, 5, 31)),
        (date(2027, 6, 1), date(2029, 5, 31)),
    ]


@given(DAYS, OF_YEAR)
def test_the_end_of_a_year_is_the_first_of_its_days_that_is_not_before(on: date, ends: list[date]) -> None:
    of_year = sorted({100 * each.month + each.day for each in ends})
    found = day(end_of_year(number(on), of_year))
    every = (date(year, each.month, each.day) for year in (on.year, on.year + 1) for each in ends)
    assert found == min(each for each in every if each >= on)


def test_the_handbook_names_the_day() -> None:
    for year_ends, said in ((("05-31",), "May 31"), (("06-30", "12-31"), "June 30 or December 31")):
        policy = replace(USUAL, cycle=replace(USUAL.cycle, ends=Ends.END_OF_YEAR, year_ends=year_ends))
        told = [str(sentence) for sentence, _ in particulars(policy)]
        assert f"The program's year ends on {said}." in told


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ('ends = "end of year"\nyear_ends = ["05-31"]', ""),
        ('ends = "same day"\nyear_ends = ["05-31"]', "cycles don't end with a year"),
        ('ends = "end of year"\nyear_ends = ["02-29"]', '"02-29" is no day of every year'),
        ('ends = "end of year"\nyear_ends = ["31 May"]', '"31 May" is no day of every year'),
        ('ends = "end of year"\nyear_ends = ["-5-31"]', '"-5-31" is no day of every year'),
        ('ends = "end of year"\nyear_ends = ["12-31", "06-30"]', "are not in the order of the year"),
        ('ends = "end of year"\nyear_ends = "05-31"', "`year_ends` is the text"),
    ],
)
def test_what_is_no_day_of_a_year_is_refused(ends: str, said: str) -> None:
    found = parse_policy(TEXT.replace(ENDS, ends))
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert all(said in problem for problem in problems), problems
