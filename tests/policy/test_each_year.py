"""So much is due in each year: of the cycle, or of the calendar."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.cycles import Ends
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Limit, Measure, Policy, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.story import story
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_planning import associate, only, seen, told
from tests.policy.test_planning_demands import demand, demanding, lines

LATER = date(2031, 1, 1)
ISACA = (PROGRAMS / "isaca" / "policy.toml").read_text()


def asking(*kinds: DemandKind, months: int = 24, ends: Ends = Ends.SAME_DAY, of: str = "") -> Plan:
    """The reference program with 10 units due in each year, courses being of the category of ethics."""
    policy = reference().policy
    least = (Value(date(2020, 1, 1), Decimal(10), ""),)
    rules = tuple(Demand(kind.name.lower(), "Each year", kind, of, 0, 0, least) for kind in kinds)
    return plan(
        replace(
            policy,
            categories=(Category("ethics", "Ethics"),),
            types=tuple(replace(t, category="ethics" if t.key == "course" else "") for t in policy.types),
            cycle=replace(policy.cycle, months=months, ends=ends),
            groups=tuple(replace(g, demands=rules) for g in policy.groups),
        )
    )


def cycle_of(lowered: Plan, *days: date, awarded: date = date(2025, 5, 10), expires: date | None = None) -> Cycle:
    """The cycle that an award begins, with a course on each of some days."""
    activities = tuple(Activity(str(i), "course", day, f"Course {i}") for i, day in enumerate(days))
    history = History((Award("ACA-JSWE", awarded, expires),), (), activities)
    return assess(lowered, history, LATER).groups[0].cycles[0]


def years(cycle: Cycle, category: str = "") -> dict[int, int]:
    """What each year of the calendar gave."""
    return {y.year: int(y.amount) for y in cycle.years if y.of_calendar and y.category == category}


def test_what_is_earned_in_a_part_of_a_year_is_of_none() -> None:
    days = date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR), *days)
    assert (int(cycle.counted), years(cycle)) == (40, {2026: 20})


@pytest.mark.parametrize(
    ("awarded", "expires", "months", "found"),
    [
        (date(2025, 1, 1), date(2026, 12, 31), 24, [2025, 2026]),
        (date(2025, 1, 2), date(2026, 12, 31), 24, [2026]),
        (date(2025, 1, 1), date(2026, 12, 30), 24, [2025]),
        (date(2025, 1, 2), date(2026, 12, 30), 24, []),
        (date(2025, 3, 1), date(2025, 9, 1), 24, []),
        (date(2025, 3, 1), date(2030, 9, 1), 24, [2026, 2027]),  # a usual cycle has two years
        (date(2025, 1, 1), date(2027, 12, 31), 6, []),
    ],
)
def test_only_years_that_lie_wholly_within_the_cycle_are_looked_at(
    awarded: date, expires: date, months: int, found: list[int]
) -> None:
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR, months=months), awarded=awarded, expires=expires)
    assert list(years(cycle)) == found


def test_without_a_whole_year_nothing_is_missing_and_that_is_said() -> None:
    lowered = asking(DemandKind.EACH_CALENDAR_YEAR)
    cycle = cycle_of(lowered, awarded=date(2025, 3, 1), expires=date(2025, 9, 1))
    assert [total.missing for total in cycle.demands] == [0]
    assert [str(line) for line in demands(lowered.policy, lowered.policy.groups[0], cycle, LATER)] == [
        "Each year: no full year of the calendar lies in this cycle"
    ]
    of_cycle = asking(DemandKind.EACH_YEAR)
    cycle = cycle_of(of_cycle, awarded=date(2025, 3, 1), expires=date(2025, 9, 1))
    assert [str(line) for line in demands(of_cycle.policy, of_cycle.policy.groups[0], cycle, LATER)] == [
        "Each year: no full year lies in this cycle"
    ]


def story_of(kind: DemandKind, today: date, *courses: date, months: int = 36, ends: Ends = Ends.SAME_DAY) -> list[str]:
    """All that somebody is told who was awarded on January 1, 2026, with 50 units but for what each year asks."""
    lowered = asking(kind, months=months, ends=ends)
    activities = tuple(Activity(str(i), "course", day, f"Course {i}") for i, day in enumerate(courses))
    history = History((Award("ACA-JSWE", date(2026, 1, 1)),), (), activities)
    return [str(line.text) for line in story(lowered.policy, history, assess(lowered, history, today))]


FIVE = tuple(date(2026, 2, 1 + i) for i in range(5))


def test_whoever_has_not_met_a_year_reads_which_and_by_when_it_is_too_late() -> None:
    told = story_of(DemandKind.EACH_YEAR, date(2026, 6, 1), *FIVE)
    years = (
        "Each year in year 2 (to December 31, 2027) and year 3 (to January 1, 2029) of the cycle (10 CE units in each)"
    )
    assert f"Still needed: {years}." in told
    assert "Each year: 0 of 10 CE units in year 2 of the cycle (to December 31, 2027), the year with the fewest" in told
    assert (
        "Each year, year 2 of the cycle (to December 31, 2027): 10 more CE units by December 31, 2027. "
        "Otherwise no activities renew the cycle any more." in told
    ), "an exam still does"
    assert any(line.startswith(f"Complete by January 1, 2029: {years}.") for line in told)


def test_of_years_of_the_calendar_each_is_named_and_the_next_one_with_its_day() -> None:
    told = story_of(DemandKind.EACH_CALENDAR_YEAR, date(2026, 6, 1), *FIVE[:3], ends=Ends.END_OF_YEAR)
    assert (
        "20 more CE units, for example 2 courses. Also needed: Each year in 2027, 2028 and 2029 (10 CE units in each)."
        in told
    )
    assert (
        "Each year, 2027: 10 more CE units by December 31, 2027. Otherwise no activities renew the cycle any more."
        in told
    )


def test_on_its_last_day_a_year_can_still_be_met_and_not_on_the_day_after() -> None:
    on, after = (story_of(DemandKind.EACH_YEAR, day, *FIVE) for day in (date(2027, 12, 31), date(2028, 1, 1)))
    by = "Each year, year 2 of the cycle (to December 31, 2027): 10 more CE units by December 31, 2027. "
    assert any(line.startswith(by) for line in on), on
    assert not any("more CE units by December 31, 2027" in line for line in after), after


def test_the_last_year_alone_has_no_other_day_than_the_cycle() -> None:
    told = story_of(DemandKind.EACH_YEAR, date(2028, 6, 1), *FIVE, date(2027, 2, 1))
    assert "Still needed: Each year in year 3 (to January 1, 2029) of the cycle (10 CE units)." in told
    assert not any("Otherwise" in line for line in told)


def test_both_kinds_of_year_are_kept_apart() -> None:
    lowered = asking(DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR, months=36, ends=Ends.END_OF_YEAR)
    cycle = cycle_of(lowered, date(2025, 6, 1), date(2026, 5, 9), date(2026, 6, 1), date(2028, 12, 31))
    assert cycle.end == date(2028, 12, 31)
    assert years(cycle) == {2026: 20, 2027: 0, 2028: 10}
    assert [int(y.amount) for y in cycle.years if not y.of_calendar and not y.category] == [20, 10, 10]
    assert {total.demand: int(total.amount) for total in cycle.demands} == {"each_year": 10, "each_calendar_year": 0}


def test_the_year_that_gave_least_is_named() -> None:
    lowered = asking(DemandKind.EACH_CALENDAR_YEAR, months=36, ends=Ends.END_OF_YEAR)
    cycle = cycle_of(lowered, date(2026, 5, 9), date(2028, 12, 31))
    (line,) = demands(lowered.policy, lowered.policy.groups[0], cycle, LATER)
    assert str(line) == "Each year: 0 of 10 CE units in 2027, the year with the fewest"


def test_of_a_category_its_units_alone_are_looked_at() -> None:
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR, of="ethics"), date(2026, 5, 9))
    assert years(cycle, "ethics") == {2026: 10}
    assert cycle.demands[0].missing == 0


def test_steps_are_planned_into_their_years_of_the_calendar() -> None:
    lowered = demanding(demand(DemandKind.EACH_CALENDAR_YEAR, 20))
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course",)))
    assert told(only(found).best) == [
        "2 course 1 2026-01-01 to 2026-12-31",
        "3 course 1 2025-09-01 to 2027-04-03",
    ]


def test_a_year_of_the_calendar_that_is_over_leaves_no_way() -> None:
    lowered = demanding(demand(DemandKind.EACH_CALENDAR_YEAR, 20, title="20 units in 2026"))
    found = seen(associate(), on=date(2027, 1, 5), lowered=lowered, wish=Wish(types=("course",)))
    assert only(found).best is None
    assert (
        "No activities renew this cycle any more: 2026 gave 0 of 20 CE units for “20 units in 2026”, and it is too "
        "late for more."
    ) in lines(found, lowered)


# What is counted besides units.

FEES = Counter("fees", "Fees", "payment", "payments", ("local-event",), CounterOf.USES)
HOURS = Counter("practice", "Practice", "hour", "hours", ("presenting",), CounterOf.QUANTITY)
BY_YEAR, BY_CALENDAR = DemandKind.COUNTER_EACH_YEAR, DemandKind.COUNTER_EACH_CALENDAR_YEAR


def counting(kind: DemandKind, counter: Counter, least: str = "1", **cycle: Any) -> Plan:
    """The reference program with so much of a counter due in each year; presentations take hours."""
    policy = reference().policy
    rule = Demand("due", "Due each year", kind, counter.key, 0, 0, (Value(date(2020, 1, 1), Decimal(least), ""),))
    hours = Measure("hour", "hours", Decimal(0))
    return plan(
        replace(
            policy,
            counters=(FEES, HOURS),
            types=tuple(replace(t, measure=hours) if t.key == "presenting" else t for t in policy.types),
            cycle=replace(policy.cycle, **cycle),
            groups=tuple(replace(g, demands=(rule,)) for g in policy.groups),
        )
    )


def due(lowered: Plan, *activities: tuple[str, date, str]) -> Cycle:
    """The first cycle of an award of May 10, 2025, after activities of a type, on a day, of a quantity."""
    found = tuple(
        Activity(str(i), kind, on, f"{kind} {i}", quantity=Decimal(much))
        for i, (kind, on, much) in enumerate(activities)
    )
    history = History((Award("ACA-JSWE", date(2025, 5, 10)),), (), found)
    return assess(lowered, history, LATER).groups[0].cycles[0]


def counted(cycle: Cycle, key: str) -> dict[int, Decimal]:
    return {year.year: year.amount for year in cycle.years if year.counter == key}


COURSES = tuple(("course", date(2025, 6, day), "1") for day in range(1, 6))


def test_two_payments_of_one_year_leave_the_other_unpaid() -> None:
    lowered = counting(BY_YEAR, FEES)
    both = due(lowered, *COURSES, ("local-event", date(2025, 7, 1), "1"), ("local-event", date(2026, 5, 9), "1"))
    assert both.met_on is None
    assert counted(both, "fees") == {0: 2, 1: 0}
    paid = due(lowered, *COURSES, ("local-event", date(2025, 7, 1), "1"), ("local-event", date(2026, 5, 10), "1"))
    assert paid.met_on == date(2026, 5, 10)
    assert counted(paid, "fees") == {0: 1, 1: 1}


def test_hours_of_practice_are_added_up_in_each_year_of_the_calendar() -> None:
    lowered = counting(BY_CALENDAR, HOURS, "10.5", months=36, ends=Ends.END_OF_YEAR)
    days = (date(2025, 12, 31), "50"), (date(2026, 1, 1), "4"), (date(2026, 12, 31), "6.5"), (date(2028, 1, 1), "11")
    cycle = due(lowered, *(("presenting", on, much) for on, much in days))
    assert counted(cycle, "practice") == {2026: Decimal("10.5"), 2027: 0, 2028: 11}
    (line,) = demands(lowered.policy, lowered.policy.groups[0], cycle, LATER)
    assert str(line) == "Due each year: 0 of 10.5 hours in 2027, the year with the fewest"


def test_what_is_worth_nothing_counts_in_its_year_and_a_replaced_use_changes_nothing() -> None:
    lowered = counting(BY_YEAR, FEES)
    policy = lowered.policy
    once = Limit((Value(date(2020, 1, 1), Decimal(1), ""),))
    worthless = tuple(
        replace(t, worth=()) if t.key == "local-event" else replace(t, limit=once) if t.key == "presenting" else t
        for t in policy.types
    )
    cycle = due(
        plan(replace(policy, types=worthless)),
        ("local-event", date(2025, 7, 1), "1"),
        ("presenting", date(2025, 8, 1), "1"),
        ("local-event", date(2026, 7, 1), "1"),
        ("presenting", date(2026, 8, 1), "2"),
    )
    assert counted(cycle, "fees") == {0: 1, 1: 1}
    assert [total.missing for total in cycle.demands] == [0]


def test_payments_are_planned_into_their_years() -> None:
    lowered = counting(BY_YEAR, FEES)
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course", "local-event")))
    best = told(only(found).best)
    assert "1 local-event 1 2025-09-01 to 2026-04-02" in best
    assert "1 local-event 1 2026-04-03 to 2027-04-03" in best


def test_what_is_valid_for_a_time_is_in_no_year() -> None:
    text = ISACA.replace("[cycle]\n", FEE.replace("uses", "valid") + "valid_months = 12\n\n[cycle]\n", 1)
    text = text.replace("[[group.cisa.also]]", DUE + "[[group.cisa.also]]", 1)
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == [
        "paid counts what is valid for a time, which adds up to nothing in a part of a cycle"
    ]


def test_a_counter_in_each_year_is_read() -> None:
    text = ISACA.replace("[cycle]\n", FEE + "\n[cycle]\n", 1).replace(
        "[[group.cisa.also]]", DUE + "[[group.cisa.also]]", 1
    )
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Policy), found
    rule = found.groups[0].demands[0]
    assert (rule.kind, rule.of) == (BY_CALENDAR, "paid")


FEE = """[counter.paid]
name = "Fees"
one = "payment"
many = "payments"
counts = "uses"
types = ["webinar"]
"""
DUE = """[[group.cisa.also]]
key = "paid"
title = "The annual fee"
kind = "each year"
years = "of the calendar"
counter = "paid"
least = [{ from = 2009-01-01, count = 1, source = "the rule" }]

"""


def test_an_author_says_which_years_are_meant() -> None:
    assert isinstance(parse_policy(ISACA), Policy)
    found = parse_policy(ISACA.replace('years = "of the calendar"\n', "", 1), "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert str(problem).startswith("policy.toml:30: `years` is missing in [group.cisa.also]")


def test_the_last_year_of_a_cycle_that_was_renewed_in_time_is_over_with_the_cycle() -> None:
    lowered = asking(DemandKind.EACH_YEAR)
    days = [date(2025, 6, 1 + i) for i in range(4)]
    for last, until in ((date(2027, 5, 10), "May 10, 2027"), (date(2027, 5, 11), "August 8, 2027")):
        cycle = cycle_of(lowered, *days, last)
        assert cycle.met_on == last
        (line,) = demands(lowered.policy, lowered.policy.group("aca"), cycle, LATER)
        assert (
            str(line) == f"Each year: 10 of 10 CE units in year 2 of the cycle (to {until}), the year with the fewest"
        )
