"""The days of a way's steps: none begins later, or has to be done sooner, than beside the others it must."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import Cap, Counter, CounterOf, Demand, DemandKind, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.way import Goal, Outlook, Step, Way, Wish
from tests.policy.hurried import hurried
from tests.policy.strategies import reference
from tests.policy.test_late_ways import END, SINCE, SUSPENSION, courses, held, late, lines
from tests.policy.test_planning import Doing, renews, small, uses
from tests.policy.test_two_readings import MORE, brief

ROTATION = "course"
"""What has a limit of each year."""


def recent(key: str, months: int, of: str) -> Demand:
    """A talk or a visit of the last months before the renewal."""
    least = (Value(SINCE, Decimal(1), ""),)
    kind = DemandKind.COUNTER_LAST_MONTHS
    return Demand(key, key.title(), kind, of, 0, 0, least, months=months, before_renewal=True)


def suspended(*asked: Demand, yearly: int = 0, suspension: Suspension = SUSPENSION) -> Plan:
    """A program whose cycles are suspended after 90 days, that asks for what is recent."""
    lowered = late(asked=asked, days=90, suspension=suspension)
    if not yearly:
        return lowered
    most = (Value(SINCE, Decimal(yearly), ""),)
    cap = Cap(ROTATION, ROTATION, (ROTATION,), (), period=Period.CYCLE_YEAR, most=most)
    return plan(replace(lowered.policy, caps=(cap,)))


CARD, CHECK = recent("card", 6, "talk"), recent("check", 12, "visit")
LONG = replace(SUSPENSION, months=60)


def test_who_is_suspended_need_not_wait_for_the_last_months() -> None:
    """What counts for six months, and for twelve, renews today if all of it is done today."""
    lowered = suspended(CARD, CHECK, suspension=LONG)
    found = outlook(lowered, held(*courses(4)), date(2026, 8, 1), Wish(("course", "presenting", "local-event")))
    best = found.targets[0].best
    assert best is not None
    assert [(step.type, step.first, step.last) for step in best.steps] == [
        (kind, date(2026, 8, 1), date(2031, 4, 10)) for kind in ("course", "local-event", "presenting")
    ]
    told = lines(lowered, held(*courses(4)), date(2026, 8, 1), Wish(("course", "presenting", "local-event")))
    assert "For “Card” only what is done in the 6 months before the last of these steps counts." in told
    assert "For “Check” only what is done in the 12 months before the last of these steps counts." in told
    month = suspended(replace(CARD, months=1), replace(CHECK, months=1), suspension=LONG)
    told = lines(month, held(*courses(4)), date(2026, 8, 1), Wish(("course", "presenting", "local-event")))
    assert [each for each in told if each.startswith("One")] == [
        f"One {what}, by April 10, 2031" for what in ("course", "local event", "presentation")
    ]
    assert "For “Card” only what is done in the month before the last of these steps counts." in told


def test_what_is_recent_waits_with_the_rest() -> None:
    """The visit on record is recent until February 20, 2027: until then the course and the talk may both wait."""
    lowered = suspended(CARD, CHECK, suspension=LONG)
    history = held(*courses(4), Activity("v", "local-event", date(2026, 2, 20)))
    found = outlook(lowered, history, date(2026, 8, 1), Wish(("course", "presenting")))
    best = found.targets[0].best
    assert best is not None
    assert {(step.first, step.last) for step in best.steps} == {(date(2026, 8, 1), date(2027, 2, 19))}


def test_what_is_recent_at_an_end_between_two_mass_moves_may_be_done_from_then_on() -> None:
    """It ends on July 19, 2024, is moved to September 30, and on that day a year on: six months before either count."""
    usual = reference().policy
    visits = Counter("visit", "Visits", "visit", "visits", ("local-event",), CounterOf.USES)
    recently_seen = replace(recent("check", 6, "visit"), before_renewal=False)
    free = (Value(SINCE, Decimal(0), ""),)
    groups = tuple(replace(group, required=free, demands=(recently_seen,)) for group in usual.groups)
    worth = (Value(SINCE, Decimal(1), ""), Value(date(2024, 6, 1), Decimal(2), ""))
    kinds = tuple(replace(kind, worth=worth) if kind.key == "local-event" else kind for kind in usual.types)
    lowered = plan(replace(usual, counters=(visits,), groups=groups, types=kinds))
    history = History(awards=(Award("ACA-JSWE", date(2022, 7, 19)),))
    found = outlook(lowered, history, date(2023, 10, 2), Wish(("local-event",)))
    assert found.targets[0].best is not None
    (step,) = found.targets[0].best.steps
    assert (step.first, step.last) == (date(2024, 3, 31), date(2024, 7, 19))


@st.composite
def recently(draw: st.DrawFn) -> tuple[Plan, History, date]:
    """A program that asks for what is recent, with a limit of each year or without; somebody in time, or late."""
    months = draw(st.sampled_from([(6, 12), (3, 24), (12, 12)]))
    asked = [recent("card", months[0], "talk"), recent("check", months[1], "visit")][: draw(st.sampled_from([2, 1]))]
    long = replace(SUSPENSION, months=draw(st.sampled_from([60, 18])))
    lowered = suspended(*asked, yearly=draw(st.sampled_from([0, 10, 20])), suspension=long)
    done = courses(draw(st.sampled_from([4, 3, 5, 1])))
    for kind in ("local-event", "presenting"):
        if draw(st.booleans()):
            done.append(Activity(kind, kind, END + timedelta(days=draw(st.sampled_from([-150, -20, -400])))))
    return lowered, held(*done), END + timedelta(days=draw(st.sampled_from([150, 30, -20, -500])))


def ways_of(found: Outlook) -> Iterator[tuple[Way, list[Goal]]]:
    for target in found.targets:
        yield from ((way, [target.goal]) for way in (*([target.best] if target.best else []), *target.alone))
    if found.together:
        yield found.together, list(found.of)


def moved(steps: Sequence[Step], at: int, to: date, *, last: bool) -> list[Doing]:
    """All on their first days, or on their last, but one of them."""
    other = replace(steps[at], first=to, last=to)
    return uses((*steps[:at], other, *steps[at + 1 :]), last=last)


def check_days(lowered: Plan, history: History, on: date, way: Way, goals: list[Goal]) -> None:
    """No step may begin sooner, or be done later, and all of them together can't be done sooner."""
    steps, by = way.steps, max(goal.by for goal in goals)
    for at, step in enumerate(steps):
        if step.first > on:
            sooner = moved(steps, at, step.first - timedelta(days=1), last=False)
            assert not renews(lowered, history, goals, sooner, on), (way, step)
        if step.last < by:
            later = moved(steps, at, step.last + timedelta(days=1), last=True)
            assert not renews(lowered, history, goals, later, on), (way, step)
    latest = max((step.first for step in steps), default=on)
    for day in {on, on + timedelta(days=30), on + (latest - on) / 2, latest - timedelta(days=1)}:
        if on <= day < latest:
            together = uses(tuple(replace(step, first=min(step.first, day)) for step in steps), last=False)
            assert not renews(lowered, history, goals, together, on), (way, day)


@settings(brief, max_examples=40 * MORE)
@given(recently())
def test_what_is_recent_is_done_as_soon_and_as_late_as_it_may_be(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    for way, goals in ways_of(hurried(lowered, history, on)):
        for last in (False, True):
            assert renews(lowered, history, goals, uses(way.steps, last=last), on)
        check_days(lowered, history, on, way, goals)
        apart = [
            renews(lowered, history, goals, moved(way.steps, at, step.first, last=True), on)
            for at, step in enumerate(way.steps)
        ]
        assert bool(way.close) == (not all(apart)), way


@settings(brief, max_examples=25 * MORE)
@given(small())
def test_each_step_has_all_its_days_by_any_policy(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    for way, goals in ways_of(hurried(lowered, history, on)):
        check_days(lowered, history, on, way, goals)
