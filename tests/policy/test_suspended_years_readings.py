"""What missed years suspend, read twice, as designations count it on every day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.condition import Condition, Seen
from recert.policy.designation import Designation
from recert.policy.history import History
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, Policy, Value
from recert.policy.own import OwnCycle
from tests.policy.test_two_readings import (
    EARLY,
    KINDS,
    MORE,
    NO_EFFECT,
    REFERENCE,
    Standing,
    agree,
    agree_on_designations,
    as_renewed,
    brief,
    histories,
    late,
    may_be_missed,
    missing_years,
    nearly_held,
    policies,
    standings,
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


nothing_renews = st.builds(OwnCycle, source=st.just(""), months=st.sampled_from([24, 36]), never_renewed=st.just(True))


@settings(brief, max_examples=40 * MORE)
@given(nothing_renews, asked, standings(histories(granted=True, eased=True), late))
def test_two_readings_agree_where_a_missed_year_suspends_what_nothing_renews(
    own: OwnCycle, demand: Demand, known: tuple[Standing, ...]
) -> None:
    rules = missing_years(replace(REFERENCE, circumstances=NO_EFFECT), (demand,))
    never = tuple(as_renewed(replace(group, own_cycle=own), rules.cycle) for group in rules.groups)
    for history, as_of in known:
        agree(replace(rules, groups=never), history, as_of)


def of_a_role(demand: Demand, kind: str, seen: Seen, least: int) -> Demand:
    """A demand for each year that asks more of whom something is so on any day of the cycle, or on its last."""
    some = Condition(true_of=(kind,), seen=seen)
    values = Value(EARLY, Decimal(least), ""), Value(EARLY, Decimal(least + 10), "", when=some)
    return replace(demand, values=values)


roles = st.builds(
    of_a_role,
    st.one_of(asked, yearly),
    st.sampled_from(KINDS),
    st.sampled_from([Seen.ANY_DAY, Seen.LAST_DAY]),
    st.sampled_from([0, 1]),
)


@settings(brief, max_examples=80 * MORE)
@given(roles, standings(histories(granted=True, eased=True), late))
def test_two_readings_agree_where_a_role_begins_after_a_year(demand: Demand, known: tuple[Standing, ...]) -> None:
    rules = missing_years(replace(REFERENCE, circumstances=NO_EFFECT), (demand,))
    longer = replace(rules, cycle=replace(rules.cycle, months=36))
    for history, as_of in known:
        agree(longer, history, as_of)
