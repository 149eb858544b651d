"""What a plan says to whom time is short: months of work that don't fit in, and what still renews after the end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from recert.policy.durations import months_between
from recert.policy.formula import Period
from recert.policy.history import Activity
from recert.policy.lateness import Suspension
from recert.policy.model import Cap, Category, Measure, Minimum, Value, Way
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.way import Wish
from tests.policy.strategies import program, reference
from tests.policy.test_late_ways import SINCE, SUSPENSION, courses, held, late, lines
from tests.policy.test_planning import only, renews, seen, told, uses
from tests.policy.test_planning_demands import ccnp

JOB = Wish(types=("course",))


def working(each: int = 10, suspension: Suspension | None = SUSPENSION) -> Plan:
    """A program of 50 units in two years, a month of work giving so many; 90 days of grace, then suspended."""
    lowered = late(asked=(), days=90, suspension=suspension)
    month = Measure("month", "months", Decimal(0))
    worth = (Value(SINCE, Decimal(each), "", per=Decimal(1)),)
    types = tuple(
        replace(kind, measure=month, worth=worth) if kind.key == "course" else kind for kind in lowered.policy.types
    )
    return plan(replace(lowered.policy, types=types))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 6, 1), date(2027, 5, 31), 12),
        (date(2026, 6, 2), date(2027, 5, 31), 11 + Fraction(30, 31)),
        (date(2026, 2, 1), date(2026, 2, 28), 1),
        (date(2026, 3, 1), date(2026, 3, 28), Fraction(28, 31)),
        (date(2026, 3, 1), date(2026, 3, 1), Fraction(1, 31)),
        (date(2024, 2, 1), date(2024, 2, 28), Fraction(28, 29)),
    ],
)
def test_months_are_those_of_the_calendar(first: date, last: date, months: Fraction) -> None:
    assert months_between(first, last) == months


def test_five_months_of_work_need_five_months() -> None:
    """They end on January 10: begun on August 11 they are done, begun a day later they are not."""
    lowered = working()
    for on, found in ((date(2025, 8, 11), ["1 course 5 2025-08-11 to 2026-01-10"]), (date(2025, 8, 12), None)):
        best = only(seen(held(), on, JOB, lowered)).best
        assert (told(best) if best else None) == found


def test_who_has_too_little_time_reads_what_still_renews_in_the_grace() -> None:
    found = lines(working(), held(), date(2025, 9, 1), JOB)
    assert found[1:5] == [
        "With these activities there is no way by January 10, 2026: 7 CE units stay missing. "
        "What was done already and is not on record yet still counts.",
        "It can still be renewed late, by April 10, 2026, in grace:",
        "5 months of “Coursework”, by April 10, 2026",
        "That renews Associate until January 10, 2028.",
    ]


def test_where_the_grace_is_too_short_the_suspension_is_planned_for() -> None:
    lowered, on = working(5), date(2025, 10, 1)
    found = lines(lowered, held(), on, JOB)
    assert "It can still be brought back while it is suspended, by April 10, 2028:" in found
    assert "10 months of “Coursework”, by April 10, 2028" in found
    assert not any("at the earliest" in each for each in found)
    target = only(outlook(lowered, held(), on, JOB))
    assert target.afterwards is not None
    assert renews(lowered, held(), [target.goal], uses(target.afterwards.steps, last=True), on)


def test_where_nothing_renews_late_either_that_is_said() -> None:
    short = replace(SUSPENSION, months=1)
    found = lines(working(2, short), held(), date(2025, 12, 1), JOB)
    assert "It can still be renewed late, until May 10, 2026, but no way was found for that either." in found
    none = lines(working(2, None), held(), date(2026, 4, 1), JOB)
    assert not any("late" in each for each in none)


def test_without_a_choice_of_types_none_are_spoken_of() -> None:
    found = lines(
        working(2), held(Activity("c", "course", date(2025, 3, 1), "Job", quantity=Decimal(24))), date(2026, 1, 10)
    )
    assert not any("With these activities" in each for each in found)


def test_who_is_in_grace_is_told_the_day_before_it_is_suspended() -> None:
    lowered, on = late(asked=(), days=90, suspension=SUSPENSION), date(2026, 2, 1)
    found = lines(lowered, held(*courses(4)), on, JOB)
    assert found[0] == "Associate, to be renewed by April 10, 2026: 10 CE units missing"
    assert "One course, by April 10, 2026" in found
    assert (
        "After April 10, 2026 it is suspended, and what is due that day still brings it back until April 10, 2028."
        in found
    )


def test_a_way_with_one_type_names_the_other_way_that_it_takes() -> None:
    lowered = program("cisco")
    found = lines(lowered, ccnp(), date(2026, 6, 15))
    assert "One core exam, by March 3, 2027. By this way: A core exam." in found
    assert "80 credits of “Cisco Live session”, by March 3, 2027" in found


def test_of_several_steps_with_one_type_the_other_way_stands_before_them() -> None:
    sixty = Way("sixty", "Sixty without ethics", (Value(SINCE, Decimal(60), ""),), ())
    usual, twenty = reference().policy, (Value(SINCE, Decimal(20), ""),)
    cap = Cap("courses", "Courses", ("course",), (), period=Period.CYCLE_YEAR, most=(Value(SINCE, Decimal(30), ""),))
    lowered = plan(
        replace(
            usual,
            categories=(Category("ethics", "Ethics"),),
            types=tuple(replace(t, category="ethics") if t.key == "local-event" else t for t in usual.types),
            groups=tuple(replace(g, minima=(Minimum("ethics", twenty),), ways=(sixty,)) for g in usual.groups),
            caps=(cap,),
        )
    )
    found = lines(lowered, held(), date(2024, 2, 1), Wish(("course", "local-event")))
    at = found.index("By this way: Sixty without ethics. “Coursework”, all of this:")
    assert found[at + 2].endswith("between January 10, 2025 and January 10, 2026")


def test_one_unit_stays_missing_and_two_stay() -> None:
    lowered = late(asked=(), days=0)
    types = tuple(kind for kind in lowered.policy.types if kind.key == "course")
    for much, said in ((9, "1 CE unit stays missing."), (8, "2 CE units stay missing.")):
        cap = Cap("c", "C", ("course",), (), period=Period.CYCLE, most=(Value(SINCE, Decimal(40 + much), ""),))
        capped = plan(replace(lowered.policy, types=types, caps=(cap,)))
        assert lines(capped, held(), date(2025, 1, 1))[1] == f"There is no way by January 10, 2026: {said}"
