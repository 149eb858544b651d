"""What takes longer than there is time between some days is not told as done within them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.explain_ways import step as step_told
from recert.policy.model import ActivityType, Measure, Value
from recert.policy.planning.way import Step
from tests.policy.strategies import reference
from tests.policy.test_planning import TODAY


def measured(one: str, per: int) -> ActivityType:
    """Courses that give a unit for so many hours, or months."""
    (course,) = (kind for kind in reference().policy.types if kind.key == "course")
    worth = (Value(date(2020, 1, 1), Decimal(1), "", per=Decimal(per)),)
    return replace(course, measure=Measure(one, f"{one}s", Decimal(0)), worth=worth)


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
