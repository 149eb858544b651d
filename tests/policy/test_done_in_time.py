"""What takes longer than a day is not planned as done at once, and not told as done within fewer days than it takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.cycles import Rhythm
from recert.policy.durations import done_by
from recert.policy.explain_ways import step as step_told
from recert.policy.model import ActivityType, Measure, Value
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Step, Wish
from tests.policy.strategies import reference
from tests.policy.test_planning import TODAY, associate, changed, only, seen

COURSES = Wish(types=("course",))


def measured(one: str, per: int) -> ActivityType:
    """Courses that give a unit for so many hours, or months."""
    (course,) = (kind for kind in reference().policy.types if kind.key == "course")
    worth = (Value(date(2020, 1, 1), Decimal(1), "", per=Decimal(per)),)
    return replace(course, measure=Measure(one, f"{one}s", Decimal(0)), worth=worth)


@pytest.mark.parametrize(
    ("one", "much", "last"),
    [
        ("hour", 24, date(2025, 6, 1)),
        ("hour", 25, date(2025, 6, 2)),
        ("hour", 700, date(2025, 6, 30)),
        ("month", 1, date(2025, 6, 30)),
        ("month", 36, date(2028, 5, 31)),
        ("credit hour", 700, date(2025, 6, 1)),
    ],
)
def test_so_much_takes_until_a_day(one: str, much: int, last: date) -> None:
    assert done_by(measured(one, 1), Decimal(much), date(2025, 6, 1)) == last


def test_seven_hundred_hours_renew_as_soon_as_they_can_be_done() -> None:
    usual = reference().policy
    types = tuple(measured("hour", 14) if kind.key == "course" else kind for kind in usual.types)
    restarted = changed(types=types, cycle=replace(usual.cycle, rhythm=Rhythm.RESTARTED))
    found = seen(associate(), wish=COURSES, lowered=restarted)
    way = only(found).best
    assert way is not None
    (step,) = way.steps
    assert (step.first, step.quantity) == (TODAY, Decimal(700))
    assert (way.expiries, way.latest) == ({"aca": date(2028, 7, 14)}, {"aca": date(2029, 4, 3)})
    assert any(
        str(line.text).startswith("Done as soon as possible, that renews Associate until July 14, 2028;")
        for line in outlook_told(restarted.policy, found, COURSES)
    )


def test_what_takes_longer_than_its_days_is_said_to_be_recorded_in_them() -> None:
    first, last = date(2027, 10, 1), date(2029, 9, 30)
    usual = reference().policy

    def told(one: str, much: int, times: int = 1, first: date = first, last: date = last) -> str:
        types = tuple(measured(one, 1) if kind.key == "course" else kind for kind in usual.types)
        step = Step("course", times, Decimal(much), first, last)
        return str(step_told(replace(usual, types=types), step, TODAY))

    between = "between October 1, 2027 and September 30, 2029"
    assert told("month", 36) == f"36 months of “Coursework”, recorded {between}"
    assert told("month", 24) == f"24 months of “Coursework”, {between}"
    assert told("month", 36, 2) == f"2 times 36 months of “Coursework”, recorded {between}"
    assert told("hour", 25, first=last) == "25 hours of “Coursework”, recorded on September 30, 2029"
    assert told("hour", 24, first=last) == "24 hours of “Coursework”, on September 30, 2029"
    assert told("month", 36, first=TODAY, last=date(2027, 1, 1)) == "36 months of “Coursework”, by January 1, 2027"
