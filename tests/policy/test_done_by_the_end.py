"""In a grace that is of the next cycle whoever reads on finds what only what was done by the end can still meet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.cycles import GraceActivity
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Exam, History
from recert.policy.lateness import DoneSuspended, Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.what_if import what_if
from tests.policy.test_lost_years import HISTORY, told, yearly
from tests.policy.test_told_in_full import trying
from tests.policy.test_what_is_told import AWARDS, SINCE, courses, demanding
from tests.policy.test_what_is_told import told as story_of

COUNTED = Counter("fees", "Fees", "dollar", "dollars", ("presenting",), CounterOf.USES)
FEE = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(SINCE, Decimal(3), ""),))
TWENTY = Demand("twenty", "20 in all", DemandKind.UNITS, "", 0, 0, (Value(SINCE, Decimal(20), ""),))
IN_GRACE = date(2026, 5, 1)
"""The cycle of the award ended on April 10, 2026, and the grace ends on July 9."""


def of_next(policy: Policy) -> Policy:
    """The same where what is done in the grace is of the next cycle."""
    return replace(policy, cycle=replace(policy.cycle, grace_activity=GraceActivity.NEXT_CYCLE))


def paid(policy: Policy) -> Policy:
    """The same with a fee, which is an activity worth no units."""
    types = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in policy.types)
    return replace(policy, counters=(COUNTED,), types=types)


def without_units(*rules: Demand) -> Policy:
    """A program that demands this, and no units of the group's own; a fee is paid in the grace, too."""
    policy = paid(of_next(demanding(rules[0])))
    nothing = (Value(SINCE, Decimal(0), ""),)
    return replace(policy, groups=tuple(replace(group, required=nothing, demands=rules) for group in policy.groups))


def test_the_last_year_of_a_cycle_is_over_with_it() -> None:
    policy = of_next(replace(yearly(DemandKind.EACH_YEAR), suspension=None))
    days = [date(year, 5, 1 + n) for year in (2026, 2027) for n in range(2)]
    kept = History(HISTORY.awards, (), tuple(Activity(str(day), "course", day, str(day)) for day in days))
    before = told(policy, date(2028, 12, 31), kept)[0]
    assert "16 in each year in year 3 (to December 31, 2028) of the cycle" in before
    lost, *left = told(policy, date(2029, 1, 20), kept)
    assert lost.startswith("No activities renew this cycle any more: year 3 of the cycle (to December 31, 2028) gave 0")
    assert [way[:17] for way in left] == ["Retake the exam o"]
    done = Activity("late", "course", date(2029, 1, 15), "Late")
    for each in (done, replace(done, ref="later", on=date(2029, 1, 16))):
        kept = replace(kept, activities=(*kept.activities, each))
    (standing,) = assess(plan(policy), kept, date(2029, 1, 20)).groups
    assert standing.cycles[0].met_on is None


def test_the_last_year_is_earned_for_again_once_suspended() -> None:
    back = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s", activity=DoneSuspended.ENDED_CYCLE)
    policy = of_next(replace(yearly(DemandKind.EACH_YEAR), suspension=back))
    days = [date(year, 5, 1 + n) for year in (2026, 2027) for n in range(2)]
    kept = History(HISTORY.awards, (), tuple(Activity(str(day), "course", day, str(day)) for day in days))
    lines = told(policy, date(2029, 1, 20), kept)
    assert "16 in each year in year 3 of the cycle" in lines[0]
    (standing,) = assess(plan(policy), kept, date(2029, 1, 20)).groups
    (line,) = demands(policy, policy.groups[0], standing.cycles[0], date(2029, 1, 20))
    assert "0 of 16 CE units in year 3 of the cycle (to December 31, 2028), the year with the fewest" in str(line)


def test_what_has_to_be_done_by_the_end_is_told_apart_from_what_is_not() -> None:
    by_end = "20 in all (10 CE units more, of what was done by April 10, 2026)"
    policy = without_units(TWENTY, FEE)
    lines = story_of(policy, courses(date(2025, 2, 1)), IN_GRACE)
    assert f"Still needed: {by_end}, Fee (3 dollars)." in lines
    renews = "That renews all your active Associate certifications together."
    assert f"Complete by July 9, 2026: {by_end}, Fee (3 dollars). {renews}" in lines
    assert not any("of what was done" in line for line in story_of(policy, courses(), date(2026, 4, 10)))
    fees = tuple(Activity(f"f{n}", "presenting", date(2026, 4, 20 + n), "") for n in range(3))
    for on, renewed in ((date(2026, 4, 9), True), (date(2026, 4, 15), False)):
        done = History(AWARDS, (), (*courses(date(2025, 2, 1), on).activities, *fees))
        (standing,) = assess(plan(policy), done, IN_GRACE).groups
        assert (standing.cycles[0].met_on is not None) is renewed


def test_of_a_choice_it_is_told_where_none_is_met_by_what_is_done_now() -> None:
    either = replace(FEE, key="any", title="Either", kind=DemandKind.COUNTER, values=(Value(SINCE, Decimal(1), ""),))
    more = replace(TWENTY, key="forty", title="40 in all", values=(Value(SINCE, Decimal(40), ""),))
    lines = story_of(without_units(replace(either, choices=(TWENTY, more))), courses(), IN_GRACE)
    assert any("Either (one of: 20 in all; 40 in all) (of what was done by April 10, 2026)" in line for line in lines)
    lines = story_of(without_units(replace(either, choices=(TWENTY, FEE))), courses(), IN_GRACE)
    assert any(line.startswith("Still needed: Either (one of: 20 in all; Fee).") for line in lines)


@pytest.mark.parametrize(("many", "much"), [(0, "Fee (3 dollars)"), (1, "Fee (2 dollars more)"), (3, "Fee (met)")])
def test_of_another_way_it_is_told_what_of_it_is_there(many: int, much: str) -> None:
    policy = paid(demanding(TWENTY))
    way = Way("paying", "By paying", (Value(SINCE, Decimal(0), ""),), (FEE,))
    policy = replace(policy, groups=tuple(replace(group, ways=(way,)) for group in policy.groups))
    fees = tuple(Activity(f"f{n}", "presenting", date(2025, 4, 1 + n), "") for n in range(many))
    lines = story_of(policy, History(AWARDS, (), fees), date(2026, 1, 1))
    assert any(line.startswith(f"By paying: {much} by April 10, 2026. Also needed: 20 in all.") for line in lines)


def test_who_lost_a_year_and_asks_what_a_course_would_do_reads_that_nothing_renews() -> None:
    policy = replace(yearly(), retake=None)
    (line, *_) = trying(policy, HISTORY, Activity("p", "course", date(2027, 2, 2), "P"), today=date(2027, 2, 1))
    assert line.startswith(
        "Associate: 20 of 50 CE units. It can't be renewed any more: 2026 gave 10 of 16 CE units for “16 in each year”."
    )


def test_who_asks_what_the_exam_would_do_reads_that_the_exam_renews() -> None:
    again = Exam("ACA-JSWE", date(2026, 3, 2), passed=True, ref="e")
    found = what_if(plan(demanding(TWENTY)), courses(date(2025, 2, 1)), (), date(2026, 3, 1), (again,))
    first, *_ = what_if_told(demanding(TWENTY), found)
    assert str(first.text) == "Associate: renewed on March 2, 2026 until April 10, 2028, by passing the exam again."


@pytest.mark.parametrize("today", [date(2028, 3, 1), date(2029, 1, 20)], ids=["open", "in grace"])
def test_a_plan_where_nothing_renews_says_when_it_is_suspended_and_when_it_lapses(today: date) -> None:
    back = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    will = "From April 1, 2029 on it is suspended and not valid, and after March 31, 2031 it lapses."

    def planned(policy: Policy) -> list[str]:
        return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), HISTORY, today), Wish())]

    policy = replace(yearly(), retake=None, suspension=back)
    lines = planned(policy)
    assert will in lines
    assert not any("is not renewed by" in line for line in lines)
    assert will not in planned(replace(policy, retake=yearly().retake))


def test_who_holds_the_only_certification_reads_that_the_exam_brings_it_back() -> None:
    back = Suspension(24, by_units=True, by_exam=True, restarts=False, source="s")
    policy = replace(demanding(TWENTY), suspension=back)
    alone = "Pass the exam by July 9, 2028. That brings it back."
    assert alone not in story_of(policy, courses(), date(2026, 8, 1))
    of_one = tuple(each for each in policy.certifications if each.group != "aca" or each.code == "ACA-JSWE")
    assert alone in story_of(replace(policy, certifications=of_one), courses(), date(2026, 8, 1))
