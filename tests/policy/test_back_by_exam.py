"""Suspended, and brought back by the exam alone: no units are said to be missing, none to help, none for being late."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.explain import alternatives, missing
from recert.policy.explain_states import comes_after
from recert.policy.explain_ways import need
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import MoreOf, Surcharge, Suspension
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Minimum, Policy, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.strategies import reference

USUAL = reference().policy
HELD = History(awards=(Award("ACA-JSWE", date(2024, 1, 10)),))
ON = date(2026, 6, 1)
"""The cycle ended on January 10, 2026, and its grace on April 10."""
ALONE = "No units are needed: passing the exam again renews."


def rules(*, by_units: bool) -> Plan:
    return plan(replace(USUAL, suspension=Suspension(12, by_units, by_exam=True, restarts=False, source="s")))


def planned(lowered: Plan) -> list[str]:
    return [str(line.text) for line in outlook_told(lowered.policy, outlook(lowered, HELD, ON), Wish())]


def test_a_plan_names_the_exam_and_misses_no_units() -> None:
    told = planned(rules(by_units=False))
    assert told[0] == "Associate, to be renewed by April 10, 2027"
    assert "No activities renew it, only passing the exam again." in told
    assert not any("There is no way" in each for each in told)
    (target,) = outlook(rules(by_units=False), HELD, ON).targets
    assert str(need(USUAL, target.goal, ON)) == "To be renewed by April 10, 2027"


def test_the_story_asks_for_the_exam_alone() -> None:
    policy = rules(by_units=False).policy
    (standing,) = assess(rules(by_units=False), HELD, ON).groups
    assert standing.current is not None
    assert str(missing(policy, policy.group("aca"), standing.current, ON)) == ALONE
    assert [str(each) for each in alternatives(policy, standing)] == [
        "Pass the exam of a certification by April 10, 2027. That brings back that certification alone."
    ]


def test_enough_units_are_said_to_renew_nothing() -> None:
    lowered = rules(by_units=False)
    courses = tuple(Activity(f"{n}", "course", date(2026, 6, 2), f"Course {n}") for n in range(5))
    told = [str(line.text) for line in what_if_told(lowered.policy, what_if(lowered, HELD, courses, ON))]
    assert told[0] == f"Associate: not renewed by that. {ALONE}"


def test_where_units_bring_it_back_too_they_are_planned() -> None:
    assert planned(rules(by_units=True))[0] == "Associate, to be renewed by April 10, 2027: 50 CE units missing"


def with_lateness(*, by_units: bool) -> Plan:
    """Being late takes 10 units and a fee, 20 and another one from May 10, 2026 on; and of law 5 more."""
    usual = rules(by_units=by_units).policy
    one, law = (Value(date(2020, 1, 1), Decimal(1), ""),), (Value(date(2020, 1, 1), Decimal(10), ""),)
    fees = tuple(Demand(f"{n}", f"Late fee {n}", DemandKind.COUNTER, "fees", 1, 1, one, n) for n in (1, 120))
    more = (MoreOf("law", Decimal(5)),)
    return plan(
        replace(
            usual,
            surcharges=tuple(Surcharge(n, Decimal(units), False, 0, "s", more) for n, units in ((1, 10), (120, 20))),
            categories=(Category("law", "Law"),),
            counters=(Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES),),
            groups=tuple(replace(group, demands=fees, minima=(Minimum("law", law),)) for group in usual.groups),
            types=tuple(replace(kind, category="law") if kind.key == "course" else kind for kind in usual.types),
        )
    )


def read(lowered: Plan, on: date) -> list[str]:
    return [str(line.text) for line in story(lowered.policy, HELD, assess(lowered, HELD, on))]


def later(policy: Policy, lowered: Plan, on: date) -> list[str]:
    cycle = assess(lowered, HELD, on).groups[0].current
    assert cycle is not None
    return [told for each in comes_after(policy, "aca", cycle, on) if (told := str(each)).startswith("Renewed on")]


def test_in_the_grace_it_is_told_what_being_late_takes_as_long_as_units_renew() -> None:
    for by_units, said in ((False, []), (True, ["it takes 20 CE", "it also takes: Late fee 120."])):
        lowered = with_lateness(by_units=by_units)
        for on in (date(2026, 1, 10), date(2026, 2, 1), date(2026, 4, 10)):
            told = later(lowered.policy, lowered, on)
            after = [each for each in told if each.startswith("Renewed on May 10, 2026 or later, ")]
            assert [part in each for part, each in zip(said, after, strict=True)] == [True] * len(said)
            assert (len(told) > len(after)) == (on == date(2026, 1, 10))


def test_who_has_to_pass_the_exam_reads_of_nothing_that_being_late_takes() -> None:
    for on in (ON, date(2027, 4, 10)):
        told = read(with_lateness(by_units=False), on)
        assert not [each for each in told if "late" in each.lower()]
        assert "Law: 0 of 10 CE units" in told
        assert any(each.startswith("0 of 50 CE units. It ended on") for each in told)
    told = read(with_lateness(by_units=True), ON)
    assert {"Law: 0 of 15 CE units", "Late fee 1: 0 of 1 fee", "Late fee 120: 0 of 1 fee"} <= set(told)
    assert "20 CE units of it are required for being late." in told


def test_who_did_not_pass_it_reads_what_would_have_brought_it_back() -> None:
    told = read(with_lateness(by_units=False), date(2027, 5, 1))
    assert (
        "Not renewed by April 10, 2026. After that only passing the exam again would have brought it back, by April "
        "10, 2027: it lapsed."
    ) in told
    assert not [each for each in told if "late" in each.lower().replace("later", "") or "Missing" in each]
    lowered = with_lateness(by_units=False)
    nothing = replace(lowered.policy, retake=None)
    assert any("and nothing brings it back after that" in each for each in read(plan(nothing), date(2027, 5, 1)))
    assert any("Missing: 70 CE units" in each for each in read(with_lateness(by_units=True), date(2027, 5, 1)))


def exams_planned(on: date, *, whole_group: bool = False) -> list[str]:
    policy = rules(by_units=True).policy
    assert policy.retake is not None
    lowered = plan(replace(policy, retake=replace(policy.retake, in_grace=True, whole_group=whole_group)))
    told = outlook_told(lowered.policy, outlook(lowered, HELD, on), Wish())
    return [str(line.text) for line in told if "Pass the exam" in str(line.text)]


def test_a_plan_in_the_grace_says_from_when_on_the_exam_brings_back_what_is_suspended() -> None:
    by = "Pass the exam of ACA-JSWE again, by April 10, 2027"
    for whole_group in (False, True):
        assert exams_planned(date(2026, 4, 10), whole_group=whole_group) == [
            f"{by}. After April 10, 2026 that brings back what is suspended."
        ]
        assert exams_planned(date(2026, 4, 11), whole_group=whole_group) == [by]
    assert exams_planned(date(2026, 1, 10)) == ["Pass the exam of ACA-JSWE again, on January 10, 2026"]


def test_the_last_year_is_over_with_the_grace_as_no_units_renew_after_it() -> None:
    yearly = Demand(
        "yearly", "In each year", DemandKind.EACH_YEAR, "", 0, 0, (Value(date(2020, 1, 1), Decimal(10), ""),)
    )
    policy = rules(by_units=False).policy
    policy = replace(policy, groups=tuple(replace(group, demands=(yearly,)) for group in policy.groups))
    done = replace(HELD, activities=(Activity("1", "course", date(2024, 2, 1)),))
    for on in (ON, date(2027, 6, 1)):
        told = [str(line.text) for line in story(policy, done, assess(plan(policy), done, on))]
        (year,) = [each for each in told if each.startswith("In each year: 0 of 10 CE units")]
        assert "year 2 of the cycle (to April 10, 2026)" in year
    by_either = rules(by_units=True).policy
    by_either = replace(by_either, groups=policy.groups)
    told = [str(line.text) for line in story(by_either, done, assess(plan(by_either), done, ON))]
    assert any("year 2 of the cycle (to April 10, 2027)" in each for each in told)
