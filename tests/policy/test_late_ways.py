"""Ways to renew where being late takes more and more: the least over all days, whatever is asked besides units."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assessment import HoldingState
from recert.policy.explain_states import comes_after
from recert.policy.explain_until import no_more_until, once_more
from recert.policy.explain_ways import goal as told_goal
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Target, Wish
from recert.policy.validity_words import suspended_from
from recert.policy.what_if import what_if
from tests.policy.hurried import hurried
from tests.policy.strategies import reference
from tests.policy.test_planning import choices, only, renews, seen, told, uses
from tests.policy.test_two_readings import MORE, brief

SINCE = date(2020, 1, 1)
END = date(2026, 1, 10)
COUNTERS = (
    Counter("talk", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),
    Counter("visit", "Visits", "visit", "visits", ("local-event",), CounterOf.USES),
)
APPLICATION = Demand("application", "Application", DemandKind.COUNTER, "talk", 0, 0, (Value(SINCE, Decimal(1), ""),))
LATE_FEE = replace(APPLICATION, key="late-fee", title="Late fee", of="visit", from_day=91)
LATER_FEE = replace(LATE_FEE, key="later-fee", title="Later fee", from_day=0, after_months=4)
CARD = replace(
    APPLICATION,
    key="card",
    title="Card",
    of="visit",
    kind=DemandKind.COUNTER_LAST_MONTHS,
    months=6,
    before_renewal=True,
)


SUSPENSION = Suspension(24, by_units=True, by_exam=False, restarts=False, source="")


def late(
    *surcharges: Surcharge,
    asked: Sequence[Demand] = (APPLICATION,),
    days: int = 900,
    suspension: Suspension | None = None,
) -> Plan:
    """The reference program with a long grace, or a shorter one and a suspension, in which more and more is asked for.

    What is asked besides units gives none, so that it brings them no nearer.
    """
    usual = reference().policy
    types = tuple(replace(k, worth=()) if k.key in ("presenting", "local-event") else k for k in usual.types)
    return plan(
        replace(
            usual,
            cycle=replace(usual.cycle, grace_days=days),
            types=types,
            surcharges=surcharges,
            suspension=suspension,
            counters=COUNTERS,
            groups=tuple(replace(group, demands=tuple(asked)) for group in usual.groups),
            retake=None,
            moves=(),
        )
    )


def growing(units: int, months: int, from_day: int = 1) -> Surcharge:
    return Surcharge(from_day, Decimal(units), False, months, "")


def held(*activities: Activity) -> History:
    """A cycle from January 10, 2024 to January 10, 2026, of 50 units."""
    return History(awards=(Award("ACA-JSWE", date(2024, 1, 10)),), activities=activities)


def courses(many: int) -> list[Activity]:
    return [Activity(f"c{i}", "course", date(2025, 3, 1 + i), f"course {i}") for i in range(many)]


def lines(lowered: Plan, history: History, on: date, wish: Wish | None = None) -> list[str]:
    wish = wish or Wish()
    return [str(line.text) for line in outlook_told(lowered.policy, outlook(lowered, history, on, wish), wish)]


TODAY = date(2026, 2, 1)


def test_what_is_asked_besides_units_does_not_put_all_off_to_the_dearest_day() -> None:
    """70 units are needed until July 10, 2026, 170 at the end of the grace."""
    lowered = late(growing(20, 6))
    wish = Wish(types=("course", "presenting"))
    target = only(seen(held(*courses(5)), TODAY, wish, lowered))
    assert told(target.best) == ["2 course 1 2026-02-01 to 2026-07-10", "1 presenting 1 2026-02-01 to 2026-07-10"]
    priced = Wish(costs={"course": Decimal(100), "presenting": Decimal(70)})
    best = only(seen(held(*courses(3)), TODAY, priced, lowered)).best
    assert best is not None
    assert (int(best.cost), best.is_proved, best.by) == (470, True, date(2026, 7, 10))


def test_who_is_late_reads_until_when_no_more_units_are_missing() -> None:
    by = "Associate, to be renewed by June 28, 2028"
    first = lines(late(growing(20, 6)), held(*courses(5)), TODAY)[0]
    assert first == f"{by}: 20 CE units missing until July 10, 2026, and more after that. Also needed: Application"
    once = lines(late(growing(30, 0, from_day=200)), held(*courses(4)), TODAY)[0]
    assert once == f"{by}: 10 CE units missing until July 28, 2026, and 30 more after that. Also needed: Application"
    fee = lines(late(asked=(APPLICATION, LATE_FEE)), held(*courses(4)), TODAY)[0]
    assert fee == f"{by}: 10 CE units missing. Also needed: Application"
    in_time = lines(late(growing(20, 6)), held(*courses(4)), date(2025, 12, 1))[0]
    assert in_time == "Associate, to be renewed by January 10, 2026: 10 CE units missing. Also needed: Application"


def test_a_suspension_to_come_takes_no_more_units_than_the_grace() -> None:
    """The grace ends on April 10, 2026, and nothing is taken for being late."""
    lowered = late(days=90, asked=(), suspension=SUSPENSION)
    first = lines(lowered, held(*courses(4)), TODAY)[0]
    assert first == "Associate, to be renewed by April 10, 2026: 10 CE units missing"
    grows = late(growing(20, 0, from_day=200), days=90, asked=(), suspension=SUSPENSION)
    first = lines(grows, held(*courses(4)), date(2026, 5, 1))[0]
    assert first.endswith("10 CE units missing until July 28, 2026, and 20 more after that")


def test_who_is_suspended_reads_since_when() -> None:
    lowered = late(days=90, asked=(), suspension=SUSPENSION)
    told = lines(lowered, held(*courses(4)), date(2026, 8, 1))
    assert told[:3] == [
        "Associate, to be renewed by April 10, 2028: 10 CE units missing",
        "It has been suspended since April 11, 2026, and is not valid until it is renewed.",
        "One course, by April 10, 2028",
    ]
    other = replace(held(), awards=(*held().awards, Award("ACA-ACF", date(2024, 6, 5))))
    told = lines(lowered, other, date(2026, 8, 1))
    assert told[1:3] == [
        "ACA-JSWE has been suspended since April 11, 2026, and is not valid until it is renewed.",
        "If ACA-ACF is not renewed by September 3, 2026, it is suspended, and not valid until it is.",
    ]


def test_who_is_in_grace_or_in_time_reads_when_it_will_be_suspended() -> None:
    lowered = late(days=90, asked=(), suspension=SUSPENSION)
    suspended = "If it is not renewed by April 10, 2026, it is suspended, and not valid until it is."
    assert lines(lowered, held(*courses(4)), TODAY)[1] == suspended
    in_time = lines(lowered, held(*courses(4)), date(2025, 12, 1))
    assert in_time[1] == "One course, by January 10, 2026"
    assert suspended in in_time
    at_once = lines(late(days=0, asked=(), suspension=SUSPENSION), held(*courses(4)), date(2025, 12, 1))
    by_then = "After January 10, 2026 it is suspended, and what is due that day still brings it back until"
    assert f"{by_then} January 10, 2028." in at_once
    assert "it is suspended, and not valid" not in " ".join(at_once)


def test_who_is_in_time_reads_that_it_takes_more_after_that() -> None:
    fee = replace(LATE_FEE, from_day=1)
    told = lines(late(days=90, asked=(fee,)), held(*courses(4)), date(2025, 12, 1))
    assert "After January 10, 2026 it is in grace, and takes more: Late fee." in told
    told = lines(late(days=0, asked=(fee,), suspension=SUSPENSION), held(*courses(4)), date(2025, 12, 1))
    assert "After January 10, 2026 it is suspended, and takes more: Late fee." in told
    assert "it is suspended, and not valid" not in " ".join(told)


def test_who_is_late_reads_how_many_units_more_it_takes_and_with_every_further_month() -> None:
    monthly = lines(late(growing(10, 1), asked=()), held(*courses(4)), TODAY)
    grows = "It grows: 10 CE units more with every further month."
    assert f"After March 10, 2026 it takes more: 10 CE units. {grows}" in monthly
    in_time = lines(late(growing(10, 1), asked=()), held(*courses(4)), date(2025, 12, 1))
    assert f"After January 10, 2026 it is in grace, and takes more: 10 CE units. {grows}" in in_time
    last = lines(late(growing(10, 6), asked=(), days=300), held(*courses(4)), TODAY, Wish(types=("course",)))
    assert "After July 10, 2026 it takes more: 10 CE units." in last
    share = Surcharge(200, Decimal(30), share=True, every_months=0, source="")
    assert "After July 28, 2026 it takes more: 15 CE units." in lines(late(share, asked=()), held(*courses(4)), TODAY)
    stepped = lines(late(growing(20, 0), growing(50, 0, from_day=200), asked=()), held(*courses(4)), TODAY)
    assert "After July 28, 2026 it takes more: 30 CE units." in stepped


def test_a_share_that_being_late_takes_is_told_in_units_as_well() -> None:
    def said(*rows: Surcharge) -> list[str]:
        lowered = late(*rows, asked=())
        cycle = assess(lowered, held(*courses(3)), date(2026, 1, 20)).groups[0].cycles[-1]
        return [str(each) for each in comes_after(lowered.policy, "aca", cycle, date(2026, 1, 20))]

    tenth = Surcharge(1, Decimal(10), share=True, every_months=1, source="")
    later = Surcharge(60, Decimal(30), share=True, every_months=0, source="")
    grows = "It grows: 10 % more with every further month. As it stands that is 5 CE units each time."
    assert said(tenth)[:2] == ["5 CE units of it are required for being late.", grows]
    (line, *_) = said(replace(tenth, from_day=20))
    assert line.endswith("it takes 10 % more for every month begun. As it stands that is 5 CE units each time.")
    assert said(later)[0].endswith("or later, it takes 30 % more. As it stands that is 15 CE units.")
    monthly = lines(late(tenth, asked=()), held(*courses(4)), TODAY)
    assert f"After May 10, 2026 it takes more: 5 CE units. {grows}" in monthly


@pytest.mark.parametrize("effort", [0, 1, 60, 120])
def test_where_no_more_may_be_tried_the_plan_is_there_all_the_same(
    effort: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recert.policy.planning.outlook.EFFORT", effort)
    for on in (TODAY, date(2025, 12, 1)):
        found = lines(late(growing(10, 1), asked=()), held(*courses(4)), on)
        assert any(line.startswith("That renews Associate until") for line in found)


def test_who_has_units_to_spare_reads_only_how_many_more_are_missing() -> None:
    """60 of 50: being late takes 20 more, so 10 are missing, and the fee."""
    fee = replace(LATE_FEE, from_day=1)
    told = lines(late(growing(20, 0), asked=(fee, APPLICATION)), held(*courses(6)), date(2025, 12, 1))
    assert "After January 10, 2026 it is in grace, and takes more: 10 CE units and Late fee." in told


def test_who_holds_it_no_more_reads_so() -> None:
    policy = late(days=90).policy
    over = "Associate lapsed: it was not renewed by April 10, 2026, and only a new award brings it back"
    for rule, back in ((None, ""), (reference().policy.retake, ", as by passing an exam")):
        told = lines(plan(replace(policy, retake=rule)), held(*courses(4)), date(2026, 6, 1))
        assert told == [f"{over}{back}."]


def test_who_holds_one_no_more_and_another_on_reads_which_lapsed() -> None:
    lowered = plan(replace(late(days=90).policy, retake=None))
    awards = (Award("ACA-JSWE", date(2020, 1, 10)), Award("ACA-ACF", date(2025, 6, 1)))
    told = lines(lowered, History(awards=awards), date(2026, 6, 1))
    assert told[-1] == ("ACA-JSWE lapsed: it was not renewed by April 10, 2022, and only a new award brings it back.")
    anew = (*awards, Award("ACA-JSWE", date(2025, 7, 1)))
    assert not any("lapsed" in line for line in lines(lowered, History(awards=anew), date(2026, 6, 1)))


def test_a_surcharge_that_does_not_grow_is_kept_away_from_too() -> None:
    lowered = late(growing(30, 0, from_day=200))
    assert lines(lowered, held(*courses(4)), TODAY)[1:6] == [
        "One course, by July 28, 2026",
        "One presentation, by July 28, 2026",
        "That renews Associate until January 10, 2028.",
        "2 activities. No way needs fewer.",
        "After July 28, 2026 it takes more: 30 CE units.",
    ]


def test_who_tries_a_course_late_reads_how_much_of_what_is_missing_is_for_that() -> None:
    tried = (Activity("x", "course", date(2026, 3, 1), "One more"),)
    found = what_if(late(growing(20, 0), asked=()), held(*courses(4)), tried, TODAY)
    told = str(next(what_if_told(late().policy, found)).text)
    assert told.endswith("20 missing; not renewed by that. 20 CE units of it are required for being late.")


def test_what_being_late_takes_is_told_in_the_order_of_its_days() -> None:
    lowered = late(growing(10, 0, from_day=10), growing(20, 0, from_day=150), asked=(LATE_FEE,))
    standing = assess(lowered, held(*courses(3)), END).groups[0]
    told = [str(each) for each in comes_after(lowered.policy, "aca", standing.cycles[-1], END)]
    days = ("January 20, 2026", "April 11, 2026", "June 9, 2026")
    assert [each.split(" or later")[0] for each in told] == [f"Renewed on {day}" for day in days]


def test_a_fee_that_is_asked_of_later_ones_alone_is_not_planned_for() -> None:
    lowered = late(asked=(APPLICATION, LATE_FEE))
    best = only(seen(held(*courses(4)), TODAY, lowered=lowered)).best
    assert told(best) == ["1 course 1 2026-02-01 to 2026-04-10", "1 presenting 1 2026-02-01 to 2026-04-10"]
    assert best is not None and best.is_proved


def test_what_is_on_record_and_grows_old_is_used_while_it_is_there() -> None:
    """A visit of the six months before the renewal is there until March 4, 2026: after that it takes another."""
    lowered = late(asked=(CARD, APPLICATION))
    history = held(*courses(4), Activity("v", "local-event", date(2025, 9, 5)))
    best = only(seen(history, TODAY, Wish(types=("presenting", "course", "local-event")), lowered)).best
    assert told(best) == ["1 course 1 2026-02-01 to 2026-03-04", "1 presenting 1 2026-02-01 to 2026-03-04"]


def test_of_equally_good_ways_the_one_that_leaves_most_time_is_told() -> None:
    """10 units are missing in time, 20 after the end, 30 half a year later: a global event is as much."""
    lowered = late(growing(10, 6), asked=())
    target = only(seen(held(*courses(4)), TODAY, Wish(types=("global-event",)), lowered))
    assert told(target.best) == ["1 global-event 1 2026-02-01 to 2027-01-10"]
    assert target.best is not None and target.best.more_after == date(2027, 1, 10)


def test_of_more_days_than_are_looked_at_nothing_is_said_about_the_least() -> None:
    """60 times more, month by month: the first of them are looked at, and the last."""
    lowered = late(growing(7, 1), days=1800)
    best = only(seen(held(*courses(3)), TODAY, Wish(types=("course", "presenting")), lowered)).best
    assert told(best) == ["3 course 1 2026-02-01 to 2026-02-10", "1 presenting 1 2026-02-01 to 2026-02-10"]
    assert best is not None and not best.is_proved


def test_one_way_for_two_keeps_each_from_being_late() -> None:
    """What is late for one level, and in time for the other, is judged by each level's own days."""
    lowered = late(growing(20, 6))
    history = held(*courses(5))
    history = replace(history, awards=(Award("ACP-JCA", date(2024, 1, 10)), Award("ACA-JSWE", date(2025, 1, 10))))
    found = seen(history, TODAY, Wish(types=("course", "presenting")), lowered)
    assert told(found.together) == ["7 course 1 2026-02-01 to 2026-07-10", "1 presenting 1 2026-02-01 to 2026-07-10"]
    assert found.together is not None and found.together.is_proved


# Against every combination.


SURCHARGES = (
    growing(5, 0),
    growing(10, 4),
    growing(30, 0, 91),
    Surcharge(0, Decimal(20), False, 2, "", after_months=2),
    Surcharge(0, Decimal(40), False, 0, "", after_months=5),
    Surcharge(200, Decimal(80), True, 12, ""),
)


ASKED = (APPLICATION, LATE_FEE, LATER_FEE, CARD)


def since(row: Surcharge) -> int:
    """About how many days late it begins."""
    return row.from_day or 31 * row.after_months


@st.composite
def lateness(draw: st.DrawFn) -> tuple[Plan, History, date]:
    """A program that takes more of whoever is late, and asks for something besides; somebody about to be, or late."""
    rows = draw(st.lists(st.sampled_from(SURCHARGES), max_size=2, unique_by=since))
    asked = draw(st.lists(st.sampled_from(ASKED), min_size=1, max_size=2, unique=True))
    rows = sorted(rows, key=since)
    shorter = draw(st.booleans())
    lowered = late(*rows, asked=asked, days=90 if shorter else 900, suspension=SUSPENSION if shorter else None)
    done = courses(draw(st.sampled_from([4, 5, 3])))
    if draw(st.booleans()):
        done.append(Activity("v", "local-event", END + timedelta(days=draw(st.sampled_from([-120, -20, 40])))))
    return lowered, held(*done), END + timedelta(days=draw(st.sampled_from([1, 60, 150, -20])))


def looked_at(lowered: Plan, target: Target, on: date) -> list[date]:
    return sorted({day for day in (on, on + timedelta(days=100), target.goal.by) if day <= target.goal.by})


@settings(brief, max_examples=15 * MORE)
@given(lateness(), st.booleans())
def test_nothing_that_somebody_may_do_takes_less_than_is_claimed(
    found: tuple[Plan, History, date], priced: bool
) -> None:
    lowered, history, on = found
    prices = {"course": Decimal(3), "local-event": Decimal(2), "presenting": Decimal(4), "global-event": Decimal(9)}
    for target in hurried(lowered, history, on, Wish(costs=prices if priced else {})).targets:
        best = target.best
        assert best is not None
        for last in (False, True):
            assert renews(lowered, history, [target.goal], uses(best.steps, last=last), on)
        each = choices(lowered.policy, looked_at(lowered, target, on), 1)
        for many in range(4):
            for done in combinations_with_replacement(each, many):
                cost = sum((prices[kind] if priced else Decimal(1) for kind, _, _, _ in done), Decimal(0))
                if cost < best.at_least:
                    assert not renewed_by(lowered, history, done, on), (best, done)


def renewed_by(lowered: Plan, history: History, done: Sequence[tuple[str, date, Decimal, str]], on: date) -> bool:
    """Whether `recert whatif` says so."""
    proposed = tuple(Activity(f"p{i}", kind, day, f"p{i}") for i, (kind, day, _, _) in enumerate(done))
    return any(effect.renews for effect in what_if(lowered, history, proposed, on).groups)


@settings(brief, max_examples=40 * MORE)
@given(lateness())
def test_no_more_units_are_missing_until_the_day_that_is_told_and_more_are_after_it(
    found: tuple[Plan, History, date],
) -> None:
    lowered, history, on = found

    for target in hurried(lowered, history, on).targets:
        goal, group = target.goal, replace(lowered.policy.group(target.goal.group), demands=())
        until = no_more_until(lowered.policy, group, goal.cycle, on)
        if goal.cycle.missing:
            assert missing(lowered, history, min(until or goal.by, goal.by)) == goal.cycle.missing
            assert (
                until is None
                or until >= goal.by
                or missing(lowered, history, until + timedelta(days=1)) > goal.cycle.missing
            )
            told = str(told_goal(lowered.policy, goal, on))
            assert (" more after that" in told) == bool(until and until < goal.by)
            more = once_more(lowered.policy, group, goal.cycle, on, goal.by)
            if until and more is not None:
                assert f", and {more} more after that" in told
                for day in {until + timedelta(days=1), goal.by}:
                    assert missing(lowered, history, day) == goal.cycle.missing + more


@settings(brief, max_examples=25 * MORE)
@given(lateness())
def test_what_is_told_of_the_days_after_is_so(found: tuple[Plan, History, date]) -> None:
    """Suspended from the day told on, and not sooner; and what is due on the last day takes more after it."""
    lowered, history, on = found
    for target in hurried(lowered, history, on).targets:
        for holding in target.goal.holdings:
            if first := suspended_from(holding):
                before, after = (state_of(lowered, history, first - timedelta(days=n)) for n in (1, 0))
                assert (before, after) == (HoldingState.GRACE, HoldingState.SUSPENDED)
        best = target.best
        if best and best.more_after:
            assert best.late is None
            later = [
                (kind, best.more_after + timedelta(days=1) if day == best.more_after else day, much, of)
                for kind, day, much, of in uses(best.steps, last=True)
            ]
            assert not renewed_by(lowered, history, later, on)
            less, more = (missing(lowered, history, best.more_after + timedelta(days=n)) for n in (0, 1))
            assert best.more_units == more - less


def missing(lowered: Plan, history: History, on: date) -> Decimal:
    cycle = assess(lowered, history, on).groups[0].current
    assert cycle is not None
    return cycle.missing


def state_of(lowered: Plan, history: History, on: date) -> HoldingState:
    return assess(lowered, history, on).groups[0].holdings[0].state
