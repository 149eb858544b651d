"""A role begins in the middle of a cycle: years that were over by then are asked no more than while they ran."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState, DueYear
from recert.policy.condition import Condition, Seen
from recert.policy.demand_years import due_years, lost_year
from recert.policy.history import Activity, Circumstance, History
from recert.policy.missed import Missed, Then
from recert.policy.model import DemandKind, Policy
from recert.policy.plan import plan
from recert.policy.story import story
from tests.policy.test_circumstances import ADVISOR, TEXT, policy_of
from tests.policy.test_missed import AWARD, ENDS, UP, fee, rules

SUSPENDS = Missed(Then.SUSPENDS, late_counts=True, source="s", on="01-15", counter="late-fee")
STAYS = replace(ENDS, then=Then.STAYS)
BEGINS = Circumstance("advisor", date(2027, 5, 10))
"""The cycle began on December 10, 2025: 2026 was over when the role began."""
KINDS = policy_of(TEXT + ADVISOR).circumstances


def of_advisors(missed: Missed | None, seen: Seen = Seen.ANY_DAY, *, untrue: bool = False) -> Policy:
    """A fee of each year of whoever is a tax advisor on such a day; or of whoever isn't."""
    policy = rules(missed or ENDS)
    when = Condition(untrue_of=("advisor",), seen=seen) if untrue else Condition(true_of=("advisor",), seen=seen)
    group, *others = policy.groups
    (demand,) = group.demands
    demand = replace(demand, missed=missed, values=(replace(demand.values[0], when=when),))
    return replace(policy, groups=(replace(group, demands=(demand,)), *others), circumstances=KINDS)


def cycle_of(policy: Policy, as_of: date, *done: Activity, role: Circumstance = BEGINS) -> Cycle:
    found = assess(plan(policy), History((AWARD,), activities=done, circumstances=(role,)), as_of)
    return found.groups[0].cycles[-1]


def years(policy: Policy, cycle: Cycle) -> tuple[DueYear, ...]:
    (rule,), (total,) = policy.group("aca").demands, cycle.demands
    return due_years(policy, cycle, rule, total)


@pytest.mark.parametrize("missed", [SUSPENDS, UP, STAYS, ENDS, None])
@pytest.mark.parametrize("seen", [Seen.ANY_DAY, Seen.LAST_DAY])
def test_whoever_gets_a_role_owes_the_year_that_runs_and_none_that_was_over(missed: Missed | None, seen: Seen) -> None:
    policy = of_advisors(missed, seen)
    for on, asked in ((date(2027, 5, 9), [0, 0]), (date(2027, 5, 10), [0, 1])):
        found = cycle_of(policy, on)
        assert [year.required for year in years(policy, found)] == asked
        assert (found.told_state, found.pauses) == (CycleState.OPEN, ())
        assert lost_year(policy, policy.group("aca"), found, on) is None
    paid = cycle_of(policy, date(2027, 6, 1), fee(date(2027, 6, 1)))
    assert [total.missing for total in paid.demands] == [0]


def test_the_year_in_which_it_begins_suspends_if_nothing_is_paid_for_it() -> None:
    found = cycle_of(of_advisors(SUSPENDS), date(2028, 1, 16))
    assert [(pause.since, pause.year.year) for pause in found.pauses] == [(date(2028, 1, 16), 2027)]
    assert cycle_of(of_advisors(ENDS), date(2028, 1, 16)).state is CycleState.LAPSED


def test_a_role_of_the_first_year_asks_for_that_one_too() -> None:
    early = replace(BEGINS, since=date(2026, 12, 31))
    found = cycle_of(of_advisors(SUSPENDS), date(2027, 1, 16), role=early)
    assert [(pause.since, pause.year.year) for pause in found.pauses] == [(date(2027, 1, 16), 2026)]


def test_whoever_is_excused_by_a_role_is_so_from_the_beginning() -> None:
    policy = of_advisors(SUSPENDS, untrue=True)
    assert len(cycle_of(policy, date(2027, 5, 9)).pauses) == 1
    assert cycle_of(policy, date(2027, 5, 10)).pauses == ()


def test_a_role_that_covers_the_last_day_only_later_asks_nothing_of_the_years_before() -> None:
    """An earlier one was over before the cycle's end."""
    policy = of_advisors(SUSPENDS, Seen.LAST_DAY)
    roles = (Circumstance("advisor", date(2026, 5, 1), date(2028, 5, 1)), Circumstance("advisor", date(2028, 6, 1)))
    found = assess(plan(policy), History((AWARD,), circumstances=roles), date(2028, 6, 1)).groups[0].cycles[-1]
    assert [year.required for year in years(policy, found)] == [0, 0]
    assert [total.required for total in found.demands] == [Decimal(0)]


def test_units_of_each_year_of_the_cycle_are_asked_of_the_years_that_are_left() -> None:
    group, *others = rules(kind=DemandKind.EACH_YEAR, least=10).groups
    (demand,) = group.demands
    value = replace(demand.values[0], when=Condition(true_of=("advisor",), seen=Seen.ANY_DAY))
    demand = replace(demand, missed=None, values=(value,))
    policy = replace(rules(), groups=(replace(group, demands=(demand,)), *others), circumstances=KINDS)
    found = cycle_of(policy, date(2027, 5, 10))
    assert [year.required for year in years(policy, found)] == [0, 10, 10]


def test_it_is_told_from_which_year_on_and_why() -> None:
    policy = of_advisors(SUSPENDS)
    history = History((AWARD,), circumstances=(BEGINS,))
    found = assess(plan(policy), history, date(2027, 6, 1))
    told = "\n".join(str(line.text) for line in story(policy, history, found))
    assert "since May 10, 2027, because of what is on record under Tax advisor" in told
    assert "Annual fee: 1 instead of 0 payments are asked from 2027 on: what came before was over." in told
    assert "by what holds on its first day" not in told
