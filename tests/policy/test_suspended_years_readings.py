"""What missed years suspend, read twice, as designations count it on every day."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.designation import Designation
from recert.policy.history import History
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, Policy
from tests.policy.test_two_readings import (
    MORE,
    agree_on_designations,
    brief,
    may_be_missed,
    missing_years,
    nearly_held,
    policies,
    yearly,
)

suspending = st.builds(
    Missed,
    then=st.just(Then.SUSPENDS),
    late_counts=st.booleans(),
    source=st.just(""),
    days=st.sampled_from([0, 30, 60]),
    months=st.sampled_from([0, 0, 2]),
    for_months=st.sampled_from([0, 0, 3, 12]),
)
asked = st.builds(may_be_missed, yearly, suspending, st.sampled_from(["", "01-15"]))


@settings(brief, max_examples=40 * MORE)
@given(policies(), asked, nearly_held())
def test_two_readings_of_designations_agree_where_a_missed_year_suspends(
    policy: Policy, demand: Demand, known: tuple[tuple[Designation, ...], History, date]
) -> None:
    found, history, as_of = known
    agree_on_designations(replace(missing_years(policy, (demand,)), designations=found), history, as_of)
