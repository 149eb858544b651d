"""Somebody writes a name in longer words than it has, and reads the one that is meant."""

from recert.policy.case import read_cases
from recert.policy.case_results import unknown_names
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.test_warn import CAP, EACH_YEAR, TEXT

CASE = """
[[case]]
name = "The first year"
rule = "each year"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
[case.expect]
aca = { each-year_year_1 = 0 }
"""


def test_a_year_that_is_called_by_its_demand_too_is_the_year() -> None:
    policy = parse_policy(TEXT + EACH_YEAR)
    assert isinstance(policy, Policy), policy
    cases = read_cases(CASE, "c.toml", policy)
    assert not isinstance(cases, Problems), cases
    (found,) = [problem for case in cases for problem in unknown_names(plan(policy), case)]
    assert found.fix.startswith("did you mean `year_1`? known: ")


def test_a_year_of_the_calendar_is_a_calendar_year() -> None:
    found = parse_policy(TEXT + CAP.format(most=20).replace('"cycle"', '"year of the calendar"'))
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.fix == 'did you mean "calendar year"?'
    found = parse_policy(TEXT + CAP.format(most=20).replace('"cycle"', '"year of a cycle"'))
    assert isinstance(found, Problems)
    assert found.problems[0].fix == 'did you mean "year of the cycle"?'
