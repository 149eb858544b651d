"""A first cycle that is longer than a usual one asks of each of its whole years of the calendar."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.cycles import Ends
from recert.policy.history import Activity, Award, History
from recert.policy.model import Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from tests.policy.strategies import reference
from tests.policy.test_two_readings import agree

SINCE = date(2020, 1, 1)


def rules(first: int | None = 30, ends: Ends = Ends.END_OF_YEAR) -> Policy:
    """Ten units in each year of the calendar, in cycles of 24 months of which the first may have more."""
    policy = reference().policy
    value = Value(SINCE, Decimal(10), "s")
    demand = Demand("yearly", "Each year", DemandKind.EACH_CALENDAR_YEAR, "", 0, 0, (value,))
    groups = tuple(
        replace(g, demands=(demand,), required=(replace(g.required[0], amount=Decimal(20)),)) for g in policy.groups
    )
    cycle = replace(policy.cycle, ends=ends, first_months=first, first_ends=Ends.END_OF_YEAR, months=24)
    return replace(policy, cycle=cycle, groups=groups, moves=())


def cycles(policy: Policy, award: Award, as_of: date, *years: int) -> tuple[Cycle, ...]:
    done = tuple(Activity(f"{year}", "course", date(year, 5, 1), f"{year}") for year in years)
    agree(policy, History((award,), (), done), as_of)
    return assess(plan(policy), History((award,), (), done), as_of).groups[0].cycles


def test_the_last_whole_year_of_a_longer_first_cycle_is_asked_for() -> None:
    award = Award("ACA-JSWE", date(2024, 10, 15))
    (found,) = cycles(rules(), award, date(2027, 12, 31), 2025, 2026)
    assert (found.state, found.end) == (CycleState.OPEN, date(2027, 12, 31))
    assert {each.year for each in found.years} == {2025, 2026, 2027}
    first, second = cycles(rules(), award, date(2028, 5, 1), 2025, 2026, 2027)
    assert first.state == CycleState.RENEWED
    assert {each.year for each in second.years} == {2028, 2029}


def test_cycles_that_end_with_the_year_ask_for_a_year_begun_on_january_1() -> None:
    (found,) = cycles(rules(None), Award("ACA-JSWE", date(2024, 1, 1)), date(2026, 12, 31), 2024, 2025)
    assert (found.state, found.end) == (CycleState.OPEN, date(2026, 12, 31))
    assert {each.year for each in found.years} == {2024, 2025, 2026}


@pytest.mark.parametrize(("first", "asked"), [(30, {2025, 2026, 2027}), (None, {2025, 2026})])
def test_a_date_of_the_issuers_own_asks_for_no_more_years_than_the_policys_would(
    first: int | None, asked: set[int]
) -> None:
    award = Award("ACA-JSWE", date(2024, 10, 15), date(2030, 12, 31))
    (found,) = cycles(rules(first), award, date(2030, 1, 1))
    assert {each.year for each in found.years} == asked
