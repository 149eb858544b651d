"""An owner is told what would renew two cycles a day apart, and how to say what is meant."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cycles import Rhythm
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.warn import doubts
from tests.policy.strategies import reference


def least(amount: int) -> tuple[Value, ...]:
    return (Value(date(2020, 1, 1), Decimal(amount), ""),)


RECENT = Demand(
    "talk", "A recent talk", DemandKind.COUNTER_LAST_MONTHS, "talks", 0, 0, least(1), months=3, before_renewal=True
)
PLAIN = Demand("talk", "A talk", DemandKind.COUNTER, "talks", 0, 0, least(1))
BY_END = replace(RECENT, before_renewal=False)


def policy(*demands: Demand, rhythm: Rhythm = Rhythm.RESTARTED, units: int = 0) -> Policy:
    """The reference program, renewed by one way alone."""
    usual = reference().policy
    way = Way("talk", "By a talk", least(units), demands)
    return replace(
        usual,
        retake=None,
        counters=(Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),),
        groups=tuple(replace(group, required=(), ways=(way,)) for group in usual.groups[:1]),
        certifications=tuple(c for c in usual.certifications if c.group == usual.groups[0].key),
        cycle=replace(usual.cycle, rhythm=rhythm, kept_months=3 if rhythm is Rhythm.KEPT_LATE else 0),
    )


def warned(found: Policy) -> list[str]:
    return [doubt.what for doubt in doubts(found) if "a day apart" in doubt.what]


@pytest.mark.parametrize("rhythm", [Rhythm.RESTARTED, Rhythm.KEPT_LATE, Rhythm.KEPT_END])
def test_who_asks_for_what_is_recent_alone_where_the_rhythm_restarts_is_warned(rhythm: Rhythm) -> None:
    assert warned(policy(RECENT, rhythm=rhythm)) == [
        "what “By a talk” asks for is there on the first day of the next cycle, too, which may begin on the day after "
        "the renewal: one activity renews twice, a day apart"
    ]


def test_what_is_warned_of_comes_true_and_what_is_proposed_instead_mends_it() -> None:
    code = policy().certifications[0].code
    talk = Activity("1", "presenting", date(2026, 1, 10), "Talk")
    history = History((Award(code, date(2025, 1, 10)),), (), (talk,))
    met = [
        [c.met_on for c in assess(plan(policy(rule)), history, date(2026, 1, 12)).groups[0].cycles]
        for rule in (RECENT, PLAIN)
    ]
    assert met[0][:2] == [date(2026, 1, 10), date(2026, 1, 11)]
    assert met[1] == [date(2026, 1, 10), None]


@pytest.mark.parametrize(
    "found",
    [
        policy(RECENT, rhythm=Rhythm.KEPT),
        policy(RECENT, units=10),
        policy(RECENT, replace(PLAIN, key="fee")),
        policy(BY_END),
        policy(),
    ],
)
def test_who_keeps_the_rhythm_or_asks_for_something_of_this_cycle_is_not(found: Policy) -> None:
    assert warned(found) == []


def test_what_only_late_renewals_take_makes_no_difference() -> None:
    assert len(warned(policy(RECENT, replace(PLAIN, key="late", from_day=1)))) == 1


def test_months_longer_than_a_cycle_reach_back_from_its_end_as_well() -> None:
    months = reference().policy.cycle.months
    assert warned(policy(replace(BY_END, months=months))) == []
    assert len(warned(policy(replace(BY_END, months=months + 1)))) == 1


def test_a_return_that_restarts_is_enough_and_so_are_choices_that_are_all_recent() -> None:
    back = Suspension(12, by_units=True, by_exam=False, restarts=True, source="")
    either = Demand("either", "Either", DemandKind.CHOICES, "", 0, 0, least(1), choices=(RECENT, PLAIN))
    both = replace(either, choices=(RECENT, replace(RECENT, key="other")))
    kept = replace(policy(both, rhythm=Rhythm.KEPT), suspension=back)
    assert len(warned(kept)) == 1
    assert warned(policy(either)) == []


def test_a_group_that_asks_for_no_units_of_its_own_is_looked_at_as_well() -> None:
    found = policy()
    group = replace(found.groups[0], required=least(0), ways=(), demands=(RECENT,))
    assert [what[:12] for what in warned(replace(found, groups=(group,)))] == ["what “Associ"]


@pytest.mark.parametrize(
    ("most", "rhythm", "many"), [(50, Rhythm.RESTARTED, 1), (49, Rhythm.RESTARTED, 0), (50, Rhythm.KEPT, 0)]
)
def test_who_lets_all_that_is_required_be_carried_is_warned_where_the_rhythm_restarts(
    most: int, rhythm: Rhythm, many: int
) -> None:
    usual = policy(PLAIN)
    group = replace(usual.groups[0], required=least(50), ways=())
    carry = Carry(least(most), 0, (), carried_in=CarriedIn.LAST)
    found = replace(usual, groups=(group,), cycle=replace(usual.cycle, rhythm=rhythm), carry=carry)
    assert len(warned(found)) == many


def windowed(months: int, *, opens_months: int = 0, opens_days: int = 0, before_renewal: bool = True) -> Policy:
    """What asks for so many last months, where cycles of 24 months are renewed in their last ones alone."""
    found = policy(replace(RECENT, months=months, before_renewal=before_renewal))
    return replace(found, cycle=replace(found.cycle, opens_months=opens_months, opens_days=opens_days))


def most_renewed_by_one_talk(found: Policy) -> int:
    """How many cycles one talk renews at the most, whenever it is held."""
    code = found.certifications[0].code
    days = [date(2026, month, day) for month in range(1, 13) for day in (3, 10, 17, 24)]
    talks = [Activity("1", "presenting", day, "Talk") for day in days]
    stories = [History((Award(code, date(2025, 1, 10)),), (), (talk,)) for talk in talks]
    ends = [assess(plan(found), story, date(2029, 12, 1)).groups[0].cycles for story in stories]
    return max(sum(cycle.met_on is not None for cycle in cycles) for cycles in ends)


@pytest.mark.parametrize(
    ("found", "renewed"),
    [
        (windowed(18, opens_months=6), 1),
        (windowed(19, opens_months=6), 2),
        (windowed(22, opens_days=45), 1),
        (windowed(24, opens_days=45), 2),
        (windowed(24, opens_months=6, before_renewal=False), 1),
        (windowed(25, opens_months=6, before_renewal=False), 2),
    ],
)
def test_what_is_too_old_once_the_next_cycle_can_be_renewed_does_not_renew_twice(found: Policy, renewed: int) -> None:
    said = [(doubt.what, doubt.fix) for doubt in doubts(found) if "renews twice" in doubt.what]
    assert most_renewed_by_one_talk(found) == renewed
    assert said == [(OPENED, FEWER)] * (renewed - 1)


OPENED = (
    "what “By a talk” asks for is there on the first day that renews the next cycle, too, which may begin on the day "
    "after the renewal: one activity renews twice"
)
FEWER = 'ask for fewer months, or write kind = "counter", which looks at this cycle alone'


def test_what_is_carried_waits_for_the_last_months_of_the_next_cycle() -> None:
    usual = windowed(3)
    group = replace(usual.groups[0], required=least(50), ways=())
    found = replace(usual, groups=(group,), carry=Carry(least(50), 0, (), carried_in=CarriedIn.LAST))
    opened = replace(found, cycle=replace(found.cycle, opens_months=6))
    assert [len(warned(each)) for each in (found, opened)] == [1, 0]
