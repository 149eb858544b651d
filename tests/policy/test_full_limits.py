"""A worked example that says how full a limit in units is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.case import read_cases
from recert.policy.case_results import run_case
from recert.policy.formula import Period
from recert.policy.model import Cap, Value
from recert.policy.plan import plan
from recert.policy.problem import Problems
from tests.policy.strategies import reference

MOST = (Value(date(2020, 1, 1), Decimal(15), "s"),)
EVENTS = Cap("events", "Events", ("local-event",), (), Period.CYCLE, MOST)
YEARLY = Cap("yearly", "Events of a year", ("local-event",), (), Period.YEAR, MOST)
CASE = """
[[case]]
name = "Two events fill a limit, one leaves room"
rule = "limit"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
activities = ["2025-02-01 local-event: A", "2025-03-01 local-event: B", "2026-03-01 local-event: C"]
[case.expect]
aca = { EXPECTED }
"""


def wrong(expected: str) -> list[str]:
    policy = replace(reference().policy, caps=(EVENTS, YEARLY))
    cases = read_cases(CASE.replace("EXPECTED", expected), "cases.toml", policy)
    assert not isinstance(cases, Problems), cases
    return [str(problem) for case in cases for problem in run_case(plan(policy), case)]


def test_a_case_says_how_full_a_limit_is_beside_what_it_lets_count() -> None:
    assert wrong("events_most = 15, events_used = 15") == []
    (problem,) = wrong("events_used = 10")
    assert "aca events_used is 15: expected 10" in problem


def test_of_a_limit_of_each_year_the_last_year_with_an_activity_is_meant() -> None:
    assert wrong("yearly_used = 0") == []


def test_who_names_the_limit_alone_reads_what_there_is_of_it() -> None:
    (problem,) = wrong("yearly = 10")
    assert "did you mean `yearly_most`?" in problem or "did you mean `yearly_used`?" in problem
    assert "yearly_used" in problem
