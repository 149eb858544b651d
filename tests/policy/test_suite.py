"""Any further exam of a suite renews all of it: earning one certification renews the others, and the cycle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState, Route
from recert.policy.cascades import Cascade, Trigger
from recert.policy.case_fields import named_fields
from recert.policy.history import Award, Exam, History
from recert.policy.lateness import Suspension
from recert.policy.model import Demand, DemandKind, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import what_if_told
from recert.policy.renewing_words import besides_activities
from recert.policy.retake import Retake
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.strategies import reference

USUAL = reference().policy
FIRST, SECOND, THIRD = "ACA-JSWE", "ACA-JSWBC", "ACA-ACF"
EARNED = date(2026, 3, 1)


def suite(*, aligned: bool = True) -> Plan:
    codes = [c.code for c in USUAL.certifications if c.group == "aca"]
    each = tuple(
        Cascade(
            f"by-{code}", code, Trigger.EARNED, (code,), tuple(c for c in codes if c != code), aligned, USUAL.floor, ""
        )
        for code in codes
    )
    return plan(replace(USUAL, cascades=each))


def held(*later: Award, exams: tuple[Exam, ...] = ()) -> History:
    return History(awards=(Award(FIRST, date(2025, 1, 10)), *later), exams=exams)


def test_earning_another_one_renews_the_cycle_and_the_next_begins_with_it() -> None:
    for history in (held(Award(SECOND, EARNED)), held(exams=(Exam(SECOND, EARNED, passed=True),))):
        (standing,) = assess(suite(), history, date(2026, 6, 1)).groups
        first, following = standing.cycles
        assert (first.state, first.route, first.met_on, first.end) == (
            CycleState.RENEWED,
            Route.CASCADE,
            EARNED,
            EARNED,
        )
        assert (following.start, following.end) == (date(2026, 3, 2), date(2028, 3, 1))
        assert {each.certification: each.expires for each in standing.holdings} == {
            FIRST: date(2028, 3, 1),
            SECOND: date(2028, 3, 1),
        }


def test_where_each_goes_on_by_its_own_length_the_cycle_ends_as_it_was_to() -> None:
    (standing,) = assess(suite(aligned=False), held(Award(SECOND, EARNED)), date(2027, 2, 1)).groups
    first, following = standing.cycles
    assert (first.route, first.end) == (Route.CASCADE, date(2027, 1, 10))
    assert following.start == date(2027, 1, 11)


def test_the_first_of_a_suite_renews_nothing() -> None:
    (standing,) = assess(suite(), held(), date(2026, 6, 1)).groups
    (cycle,) = standing.cycles
    assert (cycle.state, cycle.met_on) == (CycleState.OPEN, None)


def test_what_is_held_and_awarded_once_more_renews_neither_itself_nor_the_others() -> None:
    history = held(Award(SECOND, date(2025, 6, 1)), Award(SECOND, EARNED))
    (standing,) = assess(suite(), history, date(2026, 6, 1)).groups
    assert [cycle.route for cycle in standing.cycles] == [Route.CASCADE, Route.NONE]
    assert standing.cycles[0].met_on == date(2025, 6, 1)
    assert {each.expires for each in standing.holdings} == {date(2027, 6, 1)}


def test_a_third_that_sets_nothing_off_goes_on_with_the_cycle() -> None:
    only = replace(suite().policy, cascades=tuple(c for c in suite().policy.cascades if c.of == (SECOND,)))
    narrow = replace(only, cascades=(replace(only.cascades[0], renewed=(FIRST,)),))
    history = held(Award(THIRD, date(2025, 2, 1)), Award(SECOND, EARNED))
    (standing,) = assess(plan(narrow), history, date(2026, 6, 1)).groups
    (cycle,) = standing.cycles
    assert cycle.met_on is None


def test_whoever_tries_it_reads_that_another_certification_renews() -> None:
    exam = Exam(SECOND, date(2026, 9, 1), passed=True)
    found = what_if(suite(), held(), (), date(2026, 8, 1), (exam,))
    told = [str(line.text) for line in what_if_told(USUAL, found)]
    assert told[0] == "Associate: renewed on September 1, 2026 until September 1, 2028, by another certification."


def test_beside_a_retake_for_all_the_other_exams_are_offered() -> None:
    for retake in (USUAL.retake, replace(USUAL.retake or Retake(6, in_grace=True, source=""), whole_group=True)):
        lowered = plan(replace(suite().policy, retake=retake))
        (target,) = outlook(lowered, held(), date(2026, 8, 1)).targets
        assert [each.certification for each in target.sittings] == [FIRST]
        assert {each.certification for each in target.higher} == {
            c.code for c in USUAL.certifications if c.group == "aca" and c.code != FIRST and c.retired is None
        }
        assert all(each.renews == (FIRST,) for each in target.higher)


def test_in_the_grace_they_are_offered_as_long_as_the_retake_is() -> None:
    back = Suspension(12, by_units=False, by_exam=True, restarts=False, source="")
    lowered = plan(replace(suite().policy, suspension=back))
    for day in (date(2027, 2, 1), date(2027, 6, 1)):  # in the grace, and suspended
        (target,) = outlook(lowered, held(), day).targets
        assert {each.last for each in (*target.sittings, *target.higher)} == {target.goal.cycle.renewable_until}


def test_on_the_day_of_an_award_the_others_are_offered_from_the_next_on() -> None:
    (target,) = outlook(suite(), held(), date(2025, 1, 10)).targets
    assert {each.first for each in target.higher} == {date(2025, 1, 11)}


def test_who_holds_one_reads_that_another_of_them_renews() -> None:
    codes = [c.code for c in USUAL.certifications if c.group == "aca"]
    named = f"{', '.join(codes[:-1])} and {codes[-1]}"
    told = str(besides_activities(suite().policy, USUAL.group("aca")))
    assert told == f"passing the exam again, or earning another of {named}"


RISING = Value(date(2020, 1, 1), Decimal(10), ""), Value(date(2026, 1, 1), Decimal(20), "")
"""What each year asks of everybody, by its own first day."""


@pytest.mark.parametrize(
    ("kind", "earned", "told"),
    [
        (DemandKind.EACH_CALENDAR_YEAR, date(2025, 6, 1), "no full year of the calendar lies in this cycle"),
        (DemandKind.EACH_CALENDAR_YEAR, EARNED, "no full year of the calendar lies in this cycle"),
        (DemandKind.EACH_CALENDAR_YEAR, date(2026, 12, 31), "0 of 20 CE units in 2026"),
        (DemandKind.EACH_YEAR, date(2025, 6, 1), "no full year lies in this cycle"),
        (DemandKind.EACH_YEAR, EARNED, "0 of 10 CE units in year 1 of the cycle (to January 9, 2026)"),
        (DemandKind.EACH_YEAR, date(2027, 1, 9), "0 of 20 CE units in year 2 of the cycle (to January 9, 2027), the "),
    ],
)
def test_of_a_cycle_that_another_one_ended_only_the_years_before_that_are_told(
    kind: DemandKind, earned: date, told: str
) -> None:
    yearly = Demand("yearly", "Each year", kind, "", 0, 0, RISING, by_year=True)
    policy = replace(suite().policy, groups=tuple(replace(g, demands=(yearly,)) for g in USUAL.groups))
    history = held(Award(SECOND, earned))
    found = assess(plan(policy), history, earned)
    (cycle, *_) = found.groups[0].cycles
    lines = [str(line.text) for line in story(policy, history, found)]
    lines = lines[: next(i for i, line in enumerate(lines) if line.startswith("Renewed on") and "until" in line)]
    (line, *_) = [line for line in lines if line.startswith("Each year: ") and "instead of" not in line]
    assert line.startswith(f"Each year: {told}")
    rises = any("20 instead of 10 CE units are asked from year 2" in line for line in lines)
    assert rises is (kind is DemandKind.EACH_YEAR and earned.year == 2027)
    fields = named_fields(policy, "aca", cycle)
    begun = earned >= date(2026, 1, 10)
    assert {"year_2026", "year_2"}.isdisjoint(fields) is not begun
    assert {"yearly_needed_2026", "yearly_needed_2"}.isdisjoint(fields) is not begun
