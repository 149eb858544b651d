"""Each step of a way may be done on any of its days, whenever the others are done: people choose their days freely."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.formula import Period
from recert.policy.history import History
from recert.policy.model import Cap, Value
from recert.policy.plan import Plan
from recert.policy.planning.way import Goal, Way, Wish
from tests.policy.hurried import hurried
from tests.policy.test_planning import Doing, associate, changed, only, renews, seen, small, told, uses
from tests.policy.test_planning_days import ways_of
from tests.policy.test_planning_demands import lines
from tests.policy.test_two_readings import MORE, brief

ON = date(2025, 9, 1)
COURSES = Wish(types=("course",))


def limited(each: Period, most: int) -> Plan:
    """The reference program, whose courses count so much in each time alone."""
    least = (Value(date(2024, 1, 1), Decimal(most), ""),)
    return changed(caps=(Cap("courses", "Courses", ("course",), (), period=each, most=least),))


def chosen(way: Way) -> Iterator[list[Doing]]:
    """All on their first days, on their last, the odd ones on these; as many as may be on each day; any days."""
    first, last = uses(way.steps, last=False), uses(way.steps, last=True)
    yield from (first, last)
    for odd in (0, 1):
        yield [pair[at % 2 == odd] for at, pair in enumerate(zip(first, last, strict=True))]
    for day in sorted({date(year, *turn) for year in range(2025, 2030) for turn in ((1, 1), (4, 3), (12, 31))}):
        yield [(kind, min(max(day, on), by[1]), *rest) for (kind, on, *rest), by in zip(first, last, strict=True)]  # type: ignore[misc]
    dice = Random(1)
    for _ in range(40):
        yield [
            (kind, on + timedelta(days=dice.randint(0, (by[1] - on).days)), *rest)  # type: ignore[misc]
            for (kind, on, *rest), by in zip(first, last, strict=True)
        ]


@pytest.mark.parametrize("each", [Period.YEAR, Period.CYCLE_YEAR])
@pytest.mark.parametrize("most", [10, 20, 30])
@pytest.mark.parametrize("on", [ON, date(2026, 2, 20), date(2027, 1, 2)])
def test_who_does_each_step_on_a_day_of_its_own_choice_renews(each: Period, most: int, on: date) -> None:
    lowered = limited(each, most)
    target = only(seen(associate(), wish=COURSES, on=on, lowered=lowered))
    for way in (*([target.best] if target.best else []), *target.alone):
        for done in chosen(way):
            assert renews(lowered, associate(), [target.goal], done, on), (told(way), done)


def test_what_fills_two_years_and_some_of_a_third_is_told_year_by_year() -> None:
    found = only(seen(associate(), wish=COURSES, on=ON, lowered=limited(Period.YEAR, 20)))
    assert told(found.best) == [
        "2 course 1 2025-09-01 to 2025-12-31",
        "2 course 1 2026-01-01 to 2026-12-31",
        "1 course 1 2027-01-01 to 2027-04-03",
    ]


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (Period.DAY, "Keep each line of “Coursework” on a day of its own: only so much counts on one day."),
        (Period.MONTH, "Keep each line of “Coursework” in a month of its own: only so much counts in one month."),
    ],
)
def test_what_fills_a_day_or_a_month_is_to_be_done_apart(each: Period, said: str) -> None:
    lowered = limited(each, 20)
    found = seen(associate(), wish=COURSES, on=ON, lowered=lowered)
    assert said in lines(found, lowered, COURSES)
    best = only(found).best
    assert best is not None
    for months in ((1, 2, 3), (9, 4, 7), (15, 16, 17)):
        days = [ON + timedelta(days=31 * n) for n in months]
        done = [(step.type, day, step.quantity, "") for step, day in zip(best.steps, days, strict=True)]
        twice = [each for each, step in zip(done, best.steps, strict=True) for _ in range(step.times)]
        assert renews(lowered, associate(), [only(found).goal], twice, ON)
    plenty = seen(associate(), wish=COURSES, on=ON, lowered=limited(each, 50))
    assert not any("of its own" in line for line in lines(plenty, lowered, COURSES))


@settings(brief, max_examples=10 * MORE)
@given(small(), st.data())
def test_whatever_days_are_chosen_of_the_steps_they_renew(
    found: tuple[Plan, History, date], data: st.DataObject
) -> None:
    lowered, history, on = found
    for way, goals in ways_of(hurried(lowered, history, on)):
        if not way.close and not way.apart:
            check_freely(lowered, history, on, way, goals, data)


def check_freely(lowered: Plan, history: History, on: date, way: Way, goals: list[Goal], data: st.DataObject) -> None:
    lasts = uses(way.steps, last=True)
    for _ in range(4):
        done = [
            (kind, first + timedelta(days=data.draw(st.integers(0, (last[1] - first).days))), much, of)
            for (kind, first, much, of), last in zip(uses(way.steps, last=False), lasts, strict=True)
        ]
        assert renews(lowered, history, goals, done, on), (way, done)
