"""Somebody asks what other rules would do to one person, and to a few people together."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from recert.policy.assessment import CycleState
from recert.policy.compare import Change, Effect, Totals, compare, shared_step
from recert.policy.effect import titles_of, told
from recert.policy.history import Activity, Award, Grant, History
from recert.policy.model import (
    Category,
    CounterOf,
    Demand,
    DemandKind,
    Limit,
    Minimum,
    Policy,
    Value,
)
from recert.policy.model import Counter as CountedBy
from recert.policy.plan import plan
from tests.policy.strategies import days, history, reference

BEFORE = reference().policy
EVENTS = tuple(Activity(f"{n}", "global-event", date(2025, 4 + n, 9), f"Event {n}") for n in range(2))
COURSES = tuple(Activity(f"c{n}", "course", date(2025, 9, 1 + n), f"Course {n}") for n in range(6))


def with_uses(most: int) -> Policy:
    """The reference program, where so many global events count in a cycle."""
    limit = Limit((Value(date(2024, 2, 1), Decimal(most), "decided"),))
    return replace(BEFORE, types=tuple(replace(t, limit=limit) if t.key == "global-event" else t for t in BEFORE.types))


def change(facts: History, after: Policy, as_of: date = date(2026, 6, 1)) -> Change:
    """The one change of somebody who holds one group's certifications."""
    (found,) = compare(reference(), plan(after), facts, as_of)
    return found


def holder(*done: Activity, code: str = "ACA-JSWE") -> History:
    return History(awards=(Award(code, date(2025, 1, 10)),), activities=done)


def test_a_second_event_renews_somebody_who_would_not_be() -> None:
    found = change(holder(*EVENTS), with_uses(2))
    assert [found.before.counted, found.after.counted] == [30, 60]
    assert (found.before.expiry, found.after.expiry) == (date(2027, 1, 10), date(2029, 1, 10))
    assert (found.before.state, found.after.state) == (CycleState.OPEN, CycleState.RENEWED)
    assert found.effect == Effect.GAINED
    assert found.flags.renews and found.flags.gains_time and not found.flags.closer


def test_the_other_way_round_the_same_person_loses() -> None:
    as_of, facts = date(2026, 6, 1), holder(*EVENTS)
    (found,) = compare(plan(with_uses(2)), reference(), facts, as_of)
    assert found.effect == Effect.LOST
    assert found.flags.renews_no_more and found.flags.loses_time


def test_a_renewal_of_long_ago_after_which_all_is_the_same_is_not_told() -> None:
    found = change(holder(*EVENTS), with_uses(2), date(2032, 6, 1))
    assert (found.before.state, found.after.state) == (CycleState.LAPSED, CycleState.LAPSED)
    assert found.after.renewals > found.before.renewals
    assert not (found.flags.renews or found.flags.renews_no_more)
    assert found.effect == Effect.SAME


def test_units_that_are_not_enough_bring_somebody_closer() -> None:
    found = change(holder(*EVENTS, code="ACP-JCA"), with_uses(2))
    assert found.effect == Effect.GAINED and found.flags.closer
    assert [found.before.missing, found.after.missing] == [70, 40]


FIRST = (Value(date(2020, 1, 1), Decimal(20), "decided"),)
FEE = Demand("fee", "Renewal fee", DemandKind.COUNTER, "fees", 1, 1, (Value(date(2020, 1, 1), Decimal(1), "decided"),))


def of_groups(policy: Policy, **different: Any) -> Policy:
    """The reference program, where every group is different so."""
    ethics = Category("ethics", "Ethics")
    fees = CountedBy("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    groups = tuple(replace(group, **different) for group in policy.groups)
    return replace(policy, categories=(ethics,), counters=(fees,), groups=groups)


def test_a_new_minimum_takes_whoever_has_other_units_further_away() -> None:
    """10 units are missing in all; of 20 of ethics there is none."""
    facts = holder(EVENTS[0], COURSES[0])
    asked = of_groups(BEFORE, minima=(Minimum("ethics", FIRST),))
    found = change(facts, asked)
    assert [found.before.missing, found.after.missing] == [10, 20]
    assert found.effect == Effect.LOST and found.flags.further and not found.flags.closer


def test_a_new_fee_takes_somebody_further_away_and_is_named() -> None:
    facts, totals = holder(EVENTS[0]), Totals()
    asked = of_groups(BEFORE, demands=(FEE,))
    found = change(facts, asked)
    assert found.effect == Effect.LOST and found.flags.asked_more and not found.flags.further
    totals.add((found,))
    assert [str(line.text) for line in told(totals, {"aca": "Associate"}, titles_of(BEFORE, asked))] == [
        "Of 1 person nobody gains and 1 loses.",
        "Associate",
        "1 is further away: Renewal fee is still to come, or more of it.",
        "Due in January 2027: nobody gains, 1 loses.",
    ]


OTHERS = replace(FEE, key="dues", title="Dues")


def test_a_demand_that_is_only_put_otherwise_is_neither_a_gain_nor_a_loss() -> None:
    one, other = of_groups(BEFORE, demands=(FEE,)), of_groups(BEFORE, demands=(OTHERS,))
    (found,) = compare(plan(one), plan(other), holder(EVENTS[0]), date(2026, 6, 1))
    assert not found.differs and not found.flags.asked_more and not found.flags.asked_less
    assert [*found.before.demands, *found.after.demands] == ["fee", "dues"]


def test_two_demands_in_place_of_one_are_a_loss_and_one_of_two_a_gain() -> None:
    one, two = of_groups(BEFORE, demands=(FEE,)), of_groups(BEFORE, demands=(OTHERS, replace(OTHERS, key="more")))
    (found,) = compare(plan(one), plan(two), holder(EVENTS[0]), date(2026, 6, 1))
    assert found.effect == Effect.LOST and found.flags.asked_more
    (back,) = compare(plan(two), plan(one), holder(EVENTS[0]), date(2026, 6, 1))
    assert back.effect == Effect.GAINED and back.flags.asked_less


def test_more_of_something_else_is_no_more_of_the_same() -> None:
    """One fee, or 20 units of a kind, under one key: neither is more, as long as both are still to come."""
    units = Demand("fee", "20 units of this cycle", DemandKind.UNITS, "", 1, 1, FIRST)
    one, other = of_groups(BEFORE, demands=(FEE,)), of_groups(BEFORE, demands=(units,))
    (found,) = compare(plan(one), plan(other), holder(), date(2026, 6, 1))
    assert not found.differs
    (done,) = compare(plan(one), plan(other), holder(EVENTS[0]), date(2026, 6, 1))
    assert done.effect == Effect.GAINED and done.flags.asked_less


def test_more_of_one_and_less_of_another_is_a_loss() -> None:
    """Whoever has to do something that they had not to is told so, though fewer units are missing."""
    cheaper = {g.key: replace(g, required=FIRST, demands=(FEE,)) for g in BEFORE.groups}
    found = change(holder(), replace(of_groups(BEFORE), groups=tuple(cheaper.values())))
    assert found.flags.closer and found.flags.asked_more
    assert found.effect == Effect.LOST and not found.flags.gained


def test_units_beyond_a_renewal_are_told_apart_from_a_gain() -> None:
    found = change(holder(*EVENTS, *COURSES), with_uses(2))
    assert found.effect == Effect.SAME and found.flags.units_only and found.differs
    assert [found.before.counted, found.after.counted] == [90, 120]


def test_without_the_event_nothing_is_told() -> None:
    assert not change(holder(*COURSES[:2]), with_uses(2)).differs


def test_a_longer_grace_keeps_somebody_from_lapsing() -> None:
    found = change(holder(), replace(BEFORE, cycle=replace(BEFORE.cycle, grace_days=120)), date(2027, 4, 20))
    assert (found.before.state, found.after.state) == (CycleState.LAPSED, CycleState.GRACE)
    assert found.effect == Effect.GAINED and found.flags.lapses_no_more


def test_a_shorter_grace_that_ends_one_of_two_is_a_loss_although_the_others_date_is_later() -> None:
    facts = History(awards=(Award("ACA-JSWE", date(2025, 1, 10)), Award("ACA-ACF", date(2025, 6, 20))))
    shorter = replace(BEFORE, cycle=replace(BEFORE.cycle, grace_days=60))
    found = change(facts, shorter, date(2027, 4, 1))
    assert [found.before.held, found.after.held] == [2, 1]
    assert found.before.expiry == date(2027, 1, 10) and found.after.expiry == date(2027, 6, 20)
    assert found.effect == Effect.LOST and found.flags.holds_fewer and not found.flags.gains_time


def test_when_something_is_gone_by_both_makes_no_difference() -> None:
    shorter = replace(BEFORE, cycle=replace(BEFORE.cycle, months=20))
    assert not change(holder(), shorter, date(2029, 1, 1)).differs


def test_a_retired_certification_is_a_loss_although_its_date_stays() -> None:
    found = change(holder(), BEFORE.retiring({"ACA-JSWE": date(2026, 1, 1)}))
    assert found.before.expiry == found.after.expiry
    assert found.effect == Effect.LOST and not found.flags.further


def test_a_renewal_that_was_granted_holds_and_comes_into_question() -> None:
    granted = Grant("aca", 1, date(2025, 9, 6), date(2027, 1, 10), date(2029, 1, 10), ("ACA-JSWE",))
    facts = replace(holder(*COURSES), grants=(granted,))
    dearer = tuple(replace(g, required=(Value(date(2024, 2, 1), Decimal(90), "x"),)) for g in BEFORE.groups)
    found = change(facts, replace(BEFORE, groups=dearer))
    assert found.before.expiry == found.after.expiry == date(2029, 1, 10)
    assert found.flags.questioned and found.differs and not found.flags.lost


def test_a_certification_that_the_other_rules_do_not_know_is_held_no_more() -> None:
    gone = replace(BEFORE, certifications=tuple(c for c in BEFORE.certifications if c.code != "ACA-JSWE"))
    found = change(holder(), gone)
    assert found.effect == Effect.LOST and found.after.state is None and found.after.expiry is None


@pytest.mark.parametrize(
    ("amounts", "step"), [(("0.5", "2"), "0.5"), (("3", "2"), "1"), (("0.3", "0.2"), "0.1"), ((), "1")]
)
def test_amounts_in_different_steps_can_be_compared(amounts: tuple[str, ...], step: str) -> None:
    assert shared_step(*map(Decimal, amounts)) == Decimal(step)


def stricter(units: int, **cycle: Any) -> Policy:
    """The reference program, where so many units are needed, and cycles are different so."""
    dearer = tuple(replace(g, required=(Value(date(2020, 1, 1), Decimal(units), "x"),)) for g in BEFORE.groups)
    return replace(BEFORE, cycle=replace(BEFORE.cycle, **cycle), groups=dearer)


def test_whoever_has_to_earn_more_until_a_later_day_does_not_count_as_a_gain() -> None:
    """A board reads the headline: fifteen units more, in a cycle that is a month longer, are no present."""
    facts, totals, longer = holder(EVENTS[0]), Totals(), stricter(65, months=25)
    found = change(facts, longer)
    assert (found.before.expiry, found.after.expiry) == (date(2027, 1, 10), date(2027, 2, 10))
    assert [found.before.missing, found.after.missing] == [20, 35]
    assert found.effect == Effect.MIXED and found.differs and not found.flags.gained and not found.flags.lost
    assert found.flags.further and found.flags.gains_time
    totals.add((found,))
    assert [str(line.text) for line in told(totals, {"aca": "Associate"}, {})] == [
        "Of 1 person nobody gains and nobody loses.",
        "1 neither gains nor loses, but gets more time and has more to do, or less of both.",
        "Associate",
        "1 gets more time, but has more to do.",
        "1 gains time: a later date.",
        "1 is further away: more units are missing.",
        "Due in January 2027: nobody gains, nobody loses, for 1 it is both.",
    ]
    assert totals.unchanged == 0 and Totals.from_json(totals.as_json()) == totals


def test_a_later_date_with_a_new_fee_is_both_and_the_fee_is_named() -> None:
    longer = replace(of_groups(BEFORE, demands=(FEE,)), cycle=replace(BEFORE.cycle, months=25))
    found = change(holder(EVENTS[0]), longer)
    assert found.effect == Effect.MIXED and found.flags.asked_more and not found.flags.further


def test_a_shorter_cycle_that_takes_less_is_both_and_one_that_takes_as_much_a_loss() -> None:
    assert change(holder(EVENTS[0]), stricter(35, months=23)).flags.less_for_less
    assert change(holder(EVENTS[0]), stricter(50, months=23)).effect == Effect.LOST


def test_units_of_the_next_cycle_take_nothing_from_a_renewal() -> None:
    """More is missing once renewed, as the next cycle has begun: that is a gain all the same."""
    later = date(2027, 3, 1)
    found = change(holder(*EVENTS), with_uses(2), later)
    assert found.after.missing > found.before.missing and found.after.renewals > found.before.renewals
    assert found.effect == Effect.GAINED


@given(history(with_grants=True), days)
def test_the_same_rules_change_nothing(facts: History, as_of: date) -> None:
    assert not any(each.differs for each in compare(reference(), reference(), facts, as_of))


@given(history(with_grants=True), days)
def test_what_one_gains_is_lost_the_other_way_round(facts: History, as_of: date) -> None:
    one, other = reference(), plan(with_uses(3))
    pairs = zip(compare(one, other, facts, as_of), compare(other, one, facts, as_of), strict=True)
    for there, back in pairs:
        flags, mirrored = there.flags, back.flags
        assert (flags.gained, flags.renews, flags.lapses, flags.gains_time, flags.closer, flags.units_only) == (
            mirrored.lost,
            mirrored.renews_no_more,
            mirrored.lapses_no_more,
            mirrored.loses_time,
            mirrored.further,
            mirrored.units_only,
        )
        assert (flags.more_for_more, flags.less_for_less) == (mirrored.less_for_less, mirrored.more_for_more)
        assert (flags.holds_more, flags.holds_fewer) == (mirrored.holds_fewer, mirrored.holds_more)


def test_the_totals_say_who_gains_and_when() -> None:
    totals, as_of = Totals(), date(2026, 6, 1)
    for facts in (holder(*EVENTS), holder(*EVENTS, code="ACP-JCA"), holder(*EVENTS, *COURSES), holder()):
        totals.add(compare(reference(), plan(with_uses(2)), facts, as_of))
    assert (totals.people, totals.gained, totals.lost, totals.same, totals.unchanged) == (4, 2, 0, 1, 1)
    lines = ["  " * line.depth + str(line.text) for line in told(totals, {g.key: g.name for g in BEFORE.groups}, {})]
    assert lines == [
        "Of 4 people 2 gain and nobody loses. For 1 nothing changes.",
        "For 1, something is counted otherwise, and nothing follows from it.",
        "Associate",
        "  1 is renewed who would not be.",
        "  1 gains time: a later date.",
        "  For 1, other units are counted, and nothing follows from it.",
        "    Due in January 2027: 1 gains, nobody loses.",
        "Professional",
        "  1 comes closer: fewer units are missing.",
        "    Due in January 2027: 1 gains, nobody loses.",
    ]
    assert Totals.from_json(totals.as_json()) == totals
