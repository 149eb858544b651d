"""What only yearly amounts look at, done in the grace: of no year of the cycle that ended, so of the next one's."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState, GroupStanding, HoldingState, Reason
from recert.policy.cycle_words import particulars
from recert.policy.cycles import Rhythm
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.missed import Missed, Then
from recert.policy.model import ActivityType, Counter, CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from recert.policy.story import story
from recert.policy.year_only import of_years_alone
from tests.policy.strategies import reference
from tests.policy.test_two_readings import MORE, agree, thorough

AWARD = Award("ACA-JSWE", date(2023, 12, 31), date(2025, 12, 31))
ENDS = Missed(Then.ENDS, late_counts=False, source="s", days=30)
FOR_LAST_YEAR = replace(ENDS, late_counts=True)
COURSES = tuple(Activity(f"course {n}", "course", date(2025, 3, n), f"course {n}") for n in range(1, 5))
"""All but ten of the units that the cycle takes."""
LAST = Activity("course 5", "course", date(2026, 3, 1), "course 5")
"""The rest, in the grace."""
SINCE = date(2020, 1, 1)


def rules(missed: Missed | None = ENDS, *more: Demand) -> Policy:
    """The reference program, and a fee in each year of the calendar."""
    policy = reference().policy
    value = Value(SINCE, Decimal(1), "s")
    demand = Demand("fee", "Annual fee", DemandKind.COUNTER_EACH_CALENDAR_YEAR, "fee", 0, 0, (value,), missed=missed)
    types = tuple(
        ActivityType(key, key, "payment", "payments", "", "", "completion", (), None) for key in ("fee", "late-fee")
    )
    counters = tuple(Counter(t.key, t.key, "payment", "payments", (t.key,), CounterOf.USES) for t in types)
    groups = tuple(replace(g, demands=(demand, *more)) for g in policy.groups)
    return replace(policy, counters=counters, types=(*policy.types, *types), groups=groups, moves=())


def fees(*days: date) -> tuple[Activity, ...]:
    return tuple(Activity(f"fee {day}", "fee", day, f"fee {day}") for day in days)


def standing(policy: Policy, as_of: date, *done: Activity) -> GroupStanding:
    agree(policy, History((AWARD,), (), done), as_of)
    return assess(plan(policy), History((AWARD,), (), done), as_of).groups[0]


def gave(cycle: Cycle) -> dict[int, int]:
    """What each year gave of fees."""
    return {each.year: int(each.amount) for each in cycle.years if each.counter == "fee"}


PAID = (date(2024, 2, 1), date(2025, 2, 1))


@pytest.mark.parametrize("missed", [ENDS, FOR_LAST_YEAR, None])
def test_the_fee_of_a_year_paid_in_the_grace_is_that_of_the_next_cycles_year(missed: Missed | None) -> None:
    paid = fees(*PAID, date(2026, 2, 15), date(2027, 1, 10))
    found = standing(rules(missed), date(2027, 2, 15), *COURSES, LAST, *paid)
    assert found.holdings[0].state == HoldingState.ACTIVE
    assert gave(found.cycles[1]) == {2026: 1, 2027: 1}


def test_it_waits_as_long_as_the_cycle_that_ended_is_not_renewed_and_the_story_says_so() -> None:
    policy = rules()
    history = History((AWARD,), (), (*COURSES, *fees(*PAID, date(2026, 2, 15))))
    found = assess(plan(policy), history, date(2026, 2, 20))
    assert next(e.reason for e in found.groups[0].entries if e.activity == "fee 2026-02-15") == Reason.NEXT_CYCLE
    told = [str(line.text) for line in story(policy, history, found)]
    assert any("2026 of the next one asks for 1 payment" in each for each in told)
    assert any("so it belongs to the next one" in each for each in told)


def test_what_a_year_that_is_over_still_lacks_takes_the_first_payment_and_the_next_one_goes_on() -> None:
    paid = fees(PAID[0], date(2026, 1, 5), date(2026, 1, 6))
    found = standing(rules(FOR_LAST_YEAR), date(2027, 1, 30), *COURSES, LAST, *paid)
    assert [int(year.amount) for year in found.cycles[0].demands[0].years] == [1, 1]
    assert gave(found.cycles[1])[2026] == 1
    once = standing(rules(FOR_LAST_YEAR), date(2027, 1, 30), *COURSES, LAST, *paid[:-1])
    assert gave(once.cycles[1])[2026] == 0


def test_what_comes_too_late_for_the_year_that_is_over_does_not_save_it() -> None:
    found = standing(rules(FOR_LAST_YEAR), date(2026, 2, 15), *COURSES, *fees(PAID[0], date(2026, 1, 31)))
    assert found.cycles[0].state == CycleState.LAPSED
    assert found.entries[-1].reason in {Reason.NOT_HELD, Reason.NO_NEXT_CYCLE}


def test_what_another_demand_looks_at_or_makes_up_for_a_year_is_of_the_cycle_that_ended() -> None:
    total = Demand("total", "Fees", DemandKind.COUNTER, "fee", 0, 0, (Value(SINCE, Decimal(2), "s"),))
    up = Missed(Then.MADE_UP, late_counts=False, source="s", counter="fee")
    for policy in (
        rules(ENDS, total),
        rules(up),
        replace(rules(), cycle=replace(rules().cycle, rhythm=Rhythm.RESTARTED)),
    ):
        assert not of_years_alone(policy, policy.groups[0], policy.type("fee"))
    assert of_years_alone(rules(), rules().groups[0], rules().type("fee"))
    assert not of_years_alone(rules(), rules().groups[0], rules().type("late-fee"))


def test_without_a_renewal_it_is_of_no_cycle() -> None:
    found = standing(rules(), date(2026, 12, 1), *COURSES, *fees(*PAID, date(2026, 2, 15)))
    assert found.cycles[0].state == CycleState.LAPSED
    assert found.entries[-1].reason == Reason.NO_NEXT_CYCLE


by_year = st.builds(
    replace,
    st.sampled_from([ENDS, FOR_LAST_YEAR, replace(ENDS, then=Then.STAYS), replace(FOR_LAST_YEAR, then=Then.STAYS)]),
    days=st.sampled_from([0, 10, 30, 100]),
)


@settings(thorough, max_examples=40 * MORE)
@given(
    by_year,
    st.sampled_from([DemandKind.COUNTER_EACH_CALENDAR_YEAR, DemandKind.COUNTER_EACH_YEAR]),
    st.lists(st.integers(500, 700), min_size=1, max_size=4, unique=True),
    st.integers(0, 90),
    st.sampled_from([None, Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")]),
)
def test_two_readings_of_fees_around_the_end_of_a_cycle_agree(
    missed: Missed, kind: DemandKind, paid: list[int], renewed: int, suspension: Suspension | None
) -> None:
    policy = replace(rules(missed), suspension=suspension)
    groups = tuple(replace(g, demands=(replace(g.demands[0], kind=kind),)) for g in policy.groups)
    last = replace(LAST, on=date(2026, 1, 1) + timedelta(renewed))
    done = (*COURSES, last, *fees(PAID[0], *(date(2024, 6, 1) + timedelta(n) for n in paid)))
    for as_of in (date(2026, 2, 1), date(2027, 3, 1)):
        agree(replace(policy, groups=groups), History((AWARD,), (), done), as_of)


def test_the_rules_page_says_which_amounts_go_on_with_the_next_cycle() -> None:
    own = "What only a year asks for, and is done in grace, is of the years of the next cycle"
    assert f"{own}: Annual fee." in [str(sentence) for sentence, _ in particulars(rules())]
    late = [str(sentence) for sentence, _ in particulars(rules(FOR_LAST_YEAR))]
    assert f"{own}, but for what a year that is over still lacks and can still be met by: Annual fee." in late
    assert not any(own in str(sentence) for sentence, _ in particulars(reference().policy))
