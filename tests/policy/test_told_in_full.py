"""Whoever reads a story or a what-if finds how much of what is missing, and what may still be done."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy import explain_exams
from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.explain_states import state
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Minimum, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.told import what_if_told
from recert.policy.what_if import what_if
from tests.policy.strategies import reference
from tests.policy.test_lost_years import HISTORY, yearly
from tests.policy.test_what_is_told import EARLY, courses, demanding, told

SINCE = date(2020, 1, 1)
NONE = Demand("none", "None", DemandKind.UNITS, "", 0, 0, (Value(SINCE, Decimal(0), ""),))
OUT_OF_TIME = date(2027, 1, 1)


def of_categories(**least: int) -> Policy:
    """The reference program without grace for what is over, and with so much that has to be of each category."""
    policy = replace(demanding(NONE), categories=tuple(Category(key, key.title()) for key in least))
    minima = tuple(Minimum(key, (Value(SINCE, Decimal(much), ""),)) for key, much in least.items())
    return replace(policy, groups=tuple(replace(group, minima=minima) for group in policy.groups))


def trying(
    policy: Policy, history: History, *proposed: Activity, today: date, exams: tuple[Exam, ...] = ()
) -> list[str]:
    found = what_if(plan(policy), history, proposed, today, exams)
    return [str(line.text) for line in what_if_told(policy, found) if not line.depth]


def course(on: date) -> Activity:
    return Activity("p", "course", on, "Proposed")


FOUR = courses(*(date(2024, 5, day) for day in range(1, 5)))


def test_who_asks_what_would_be_reads_of_which_category_units_stay_missing() -> None:
    (line, *_) = trying(of_categories(ethics=10), FOUR, course(date(2025, 2, 1)), today=date(2025, 2, 1))
    assert line == "Associate: 50 of 50 CE units instead of 40, 10 of Ethics missing; not renewed by that."
    (line, *_) = trying(of_categories(ethics=10), FOUR, course(date(2024, 3, 1)), today=date(2025, 2, 1))
    assert line == "Associate: 40 of 50 CE units, 10 of Ethics missing; not renewed by that."
    (line, *_) = trying(of_categories(ethics=5), courses(), course(date(2025, 2, 1)), today=date(2025, 2, 1))
    assert "10 of 50 CE units instead of 0, 40 missing, among them 5 of Ethics; not renewed by that." in line
    two = of_categories(ethics=5, law=5)
    (line, *_) = trying(two, FOUR, course(date(2025, 2, 1)), today=date(2025, 2, 1))
    assert "50 of 50 CE units instead of 40, 10 missing: 5 of Ethics, 5 of Law; not renewed by that." in line


def test_who_lapsed_reads_how_much_was_missing_of_each_category() -> None:
    lapsed = "not renewed by July 9, 2026, so it lapsed. Missing"
    lines = told(of_categories(ethics=10), EARLY, OUT_OF_TIME)
    assert f"50 of 50 CE units: {lapsed}: 10 CE units of Ethics." in lines
    lines = told(of_categories(ethics=10, law=5), FOUR, OUT_OF_TIME)
    assert f"40 of 50 CE units: {lapsed}: 15 CE units: 10 of Ethics, 5 of Law." in lines
    lines = told(of_categories(ethics=10), courses(), OUT_OF_TIME)
    assert f"0 of 50 CE units: {lapsed}: 50 CE units, among them 10 of Ethics." in lines


def test_who_lapsed_and_asks_what_another_course_would_do_reads_that_it_does_nothing() -> None:
    usual = "not renewed by July 9, 2026, so it lapsed. What is done after that day doesn't renew it."
    policy = demanding(NONE)
    (line, *_) = trying(policy, FOUR, course(OUT_OF_TIME), today=OUT_OF_TIME)
    assert line == f"Associate: 40 of 50 CE units: {usual} Only a new award brings one back, as by passing an exam."
    (line, *_) = trying(replace(policy, retake=None), FOUR, course(OUT_OF_TIME), today=OUT_OF_TIME)
    assert line == f"Associate: 40 of 50 CE units: {usual} Activities count again once one is awarded again."
    three = courses(*(date(2024, 5, day) for day in range(1, 4)))
    (line, *_) = trying(policy, three, course(date(2025, 1, 1)), today=OUT_OF_TIME)
    assert line.startswith(f"Associate: 40 of 50 CE units instead of 30: {usual}")


def test_who_lapsed_and_asks_what_the_exam_would_do_reads_that_a_new_cycle_begins() -> None:
    again = Exam("ACA-JSWE", date(2027, 2, 1), passed=True, ref="e")
    lines = trying(of_categories(ethics=5), FOUR, today=OUT_OF_TIME, exams=(again,))
    assert lines[0].endswith(
        "Missing: 10 CE units, among them 5 of Ethics. What is done after that day doesn't renew it."
    )
    assert lines[1] == (
        "Associate: a cycle begins with that, February 1, 2027 to February 1, 2029. 0 of 50 CE units, 50 missing, "
        "among them 5 of Ethics."
    )


def test_who_lost_a_year_reads_nothing_of_what_a_late_renewal_takes() -> None:
    late = replace(yearly(), retake=None, surcharges=(Surcharge(1, Decimal(5), False, 0, "s"),))
    lines = told(late, HISTORY, date(2027, 2, 1))
    assert not any("Renewed on" in line and "later" in line for line in lines)
    assert any("or later" in line for line in told(late, HISTORY, date(2026, 2, 1)))
    suspended = replace(late, suspension=Suspension(24, by_units=True, by_exam=False, restarts=False, source="s"))
    lines = told(suspended, HISTORY, date(2027, 2, 1))
    assert "From April 1, 2029 on it is suspended and not valid, and after March 31, 2031 it lapses." in lines
    assert not any("If it is not renewed" in line for line in lines)


def test_who_goes_on_after_a_renewal_reads_what_the_cycle_has_in_all() -> None:
    policy = demanding(NONE)
    day_of = "Renewed on May 5, 2024 with 50 of 50 CE units: all"
    assert any(line.startswith(day_of) for line in told(policy, EARLY, date(2025, 2, 1)))
    more = replace(EARLY, activities=(*EARLY.activities, course(date(2024, 8, 1))))
    lines = told(policy, more, date(2025, 2, 1))
    assert any(
        line.startswith("Renewed on May 5, 2024 in a cycle with 60 of 50 CE units in all: all") for line in lines
    )
    same_day = replace(EARLY, activities=(*EARLY.activities, course(date(2024, 5, 5))))
    lines = told(policy, same_day, date(2025, 2, 1))
    assert any(line.startswith("Renewed on May 5, 2024 with 60 of 50 CE units: all") for line in lines)


@pytest.mark.parametrize(("months", "last"), [(6, "last 6 months"), (1, "last month")])
def test_who_may_carry_what_the_last_months_gave_reads_so_and_why_nothing_is(months: int, last: str) -> None:
    usual = demanding(NONE)
    policy = replace(usual, carry=Carry((Value(SINCE, Decimal(15), ""),), months, (), carried_in=CarriedIn.LAST))
    over = replace(EARLY, activities=(*EARLY.activities, course(date(2024, 8, 1))))
    lines = told(policy, over, date(2025, 2, 1))
    said = f"up to 15 of what is over and was earned in the cycle's {last} may be carried into"
    assert len([line for line in lines if said in line]) == 2  # of the activity, and of the renewal
    none = f"Nothing is carried into the next cycle: none of it was earned in the {last} of this one."
    assert none not in lines
    assert none in told(policy, over, date(2026, 5, 1))
    in_time = replace(over, activities=(*EARLY.activities, course(date(2026, 4, 1))))
    lines = told(policy, in_time, date(2026, 5, 1))
    assert none not in lines
    assert "10 carried into the next cycle" in lines
    assert none not in told(policy, EARLY, date(2026, 5, 1))  # where nothing is over nothing could be carried


def test_what_is_suspended_is_said_to_be_so_since_a_day_and_not_until_one() -> None:
    suspension = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(demanding(NONE), suspension=suspension)
    (standing,) = assess(plan(policy), FOUR, date(2026, 9, 1)).groups
    assert str(state(policy, standing)) == "Suspended since July 10, 2026: it can come back until July 9, 2028"
    assert "Suspended since July 10, 2026: it can come back until July 9, 2028" in told(policy, FOUR, date(2026, 9, 1))


def test_a_year_of_a_cycle_has_one_last_day_in_a_story() -> None:
    ten = (Value(SINCE, Decimal(10), ""),)
    policy = demanding(Demand("yearly", "Ten a year", DemandKind.EACH_YEAR, "", 0, 0, ten))
    lines = "".join(told(policy, courses(date(2024, 5, 1)), date(2025, 6, 1)))
    assert "Ten a year: 0 of 10 CE units in year 2 of the cycle (to April 10, 2026), the year with the fewest" in lines
    assert "Ten a year in year 2 (to April 10, 2026) of the cycle" in lines
    assert "July 9, 2026), " not in lines


def test_who_gave_as_much_in_each_year_reads_of_no_year_with_the_fewest() -> None:
    ten = (Value(SINCE, Decimal(10), ""),)
    policy = demanding(Demand("yearly", "Ten a year", DemandKind.EACH_YEAR, "", 0, 0, ten))
    lines = told(policy, courses(date(2024, 5, 1), date(2025, 5, 1)), date(2025, 6, 1))
    assert "Ten a year: 10 of 10 CE units in each of 2 years" in lines
    yearlong = replace(policy, cycle=replace(policy.cycle, months=12))
    lines = told(yearlong, courses(), date(2024, 6, 1))
    assert any(line.startswith("Ten a year: 0 of 10 CE units in year 1 of") and "few" not in line for line in lines)


def test_who_sat_too_early_reads_from_which_day_a_pass_renews() -> None:
    policy = reference().policy
    early = Exam("ACA-JSWE", date(2025, 6, 1), passed=True, ref="e")
    history = History((Award("ACA-JSWE", date(2024, 4, 10)),), (early,))
    said = "Passed on June 1, 2025, which is more than 6 months before ACA-JSWE expires, so it renewed nothing."
    assert f"{said} A pass renews from October 10, 2025 on." in told(policy, history, date(2025, 7, 1))
    for day, renews in ((date(2025, 10, 9), False), (date(2025, 10, 10), True)):
        sat = replace(history, exams=(replace(early, on=day),))
        (standing,) = assess(plan(policy), sat, day).groups
        assert (standing.holdings[0].expires > date(2026, 4, 10)) is renews
    (result,) = assess(plan(policy), history, date(2025, 7, 1)).exams
    assert str(explain_exams.exam(policy, result)) == said


def test_who_is_in_grace_is_not_told_to_sit_before_the_end() -> None:
    usual = demanding(NONE)
    alone = replace(usual, groups=usual.groups[:1], certifications=usual.certifications[:1], cascades=())
    alone = replace(alone, certifications=tuple(c for c in usual.certifications if c.code == "ACA-JSWE"))
    before, after = date(2026, 4, 10), date(2026, 4, 11)
    assert any("in the 6 months before it expires" in line for line in told(alone, FOUR, before))
    assert alone.retake is not None
    short = replace(alone, retake=replace(alone.retake, months=1))
    assert any("in the month before it expires" in line for line in told(short, FOUR, before))
    said = "Retake the exam of the certification by July 9, 2026, in its grace period. That renews it."
    assert said in told(alone, FOUR, after)
    for day, renews in ((date(2026, 7, 9), True), (date(2026, 7, 10), False)):
        sat = replace(FOUR, exams=(Exam("ACA-JSWE", day, passed=True),))
        (standing,) = assess(plan(alone), sat, day).groups
        assert (standing.cycles[0].met_on == day) is renews
    assert alone.retake is not None
    not_then = replace(alone, retake=replace(alone.retake, in_grace=False))
    assert not any("Retake the exam" in line for line in told(not_then, FOUR, after))


def test_who_paid_some_of_a_fee_reads_how_much_is_left() -> None:
    dollars = Counter("dollars", "Dollars", "dollar", "dollars", ("presenting",), CounterOf.USES)
    fee = Demand("fee", "Fee", DemandKind.COUNTER, "dollars", 1, 1, (Value(SINCE, Decimal(3), ""),))
    usual = demanding(fee)
    types = tuple(replace(kind, worth=(), limit=None) if kind.key == "presenting" else kind for kind in usual.types)
    policy = replace(usual, counters=(dollars,), types=types)
    assert "No more CE units. Still needed: Fee (3 dollars)." in told(policy, EARLY, date(2025, 2, 1))
    for paid, left in ((1, "Fee (2 dollars more)"), (2, "Fee (1 dollar more)")):
        days = (date(2025, 1, 1) + timedelta(days=n) for n in range(paid))
        payments = tuple(Activity(f"f{day}", "presenting", day, f"{day}") for day in days)
        history = replace(EARLY, activities=(*EARLY.activities, *payments))
        assert f"No more CE units. Still needed: {left}." in told(policy, history, date(2025, 2, 1))
