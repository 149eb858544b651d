"""What is done after the end belongs to the next cycle, while the one that ended can still be renewed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.again import Again
from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding, Reason
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.condition import Condition
from recert.policy.cycle_words import particulars
from recert.policy.cycles import Ends, GraceActivity, Rhythm, Unmet
from recert.policy.demand_years import due_years
from recert.policy.explain import alternatives, entry, missing
from recert.policy.explain_renewals import renewal
from recert.policy.explain_states import comes_after
from recert.policy.history import Activity, Award, Exam, Extension, History
from recert.policy.lateness import Suspension
from recert.policy.model import (
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Policy,
    Value,
    Way,
)
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
ANSWER = 'grace_activity = "next cycle"'
END, GRACE, NEXT_END = date(2027, 1, 10), date(2027, 4, 10), date(2029, 1, 10)
ONE = (Value(date(2020, 1, 1), Decimal(1), ""),)
USUAL = reference().policy
ATTESTED = Demand("attested", "Attestation", DemandKind.COUNTER, "attested", 0, 0, ONE)
POLICY = replace(
    USUAL,
    cycle=replace(USUAL.cycle, grace_activity=GraceActivity.NEXT_CYCLE),
    types=tuple(replace(kind, worth=()) if kind.key == "local-event" else kind for kind in USUAL.types),
    counters=(Counter("attested", "Attested", "attestation", "attestations", ("local-event",), CounterOf.USES),),
    groups=tuple(replace(group, demands=(ATTESTED,)) for group in USUAL.groups),
)
FIVE = tuple(date(2026, 2, day) for day in range(1, 6))
WEEK_LATER, MONTH_LATER = date(2027, 1, 17), date(2027, 2, 10)


def done(*courses: date, attested: date | None = None, policy: Policy = POLICY) -> History:
    activities = [Activity(f"{i}", "course", day, f"Course {i}") for i, day in enumerate(courses)]
    if attested:
        activities.append(Activity("attested", "local-event", attested))
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), tuple(activities))


def standing(history: History, as_of: date, policy: Policy = POLICY) -> GroupStanding:
    return assess(plan(policy), history, as_of).groups[0]


def reason(found: GroupStanding, ref: str = "5") -> Reason:
    return next(e.reason for e in found.entries if e.activity == ref)


def told(history: History, found: GroupStanding, ref: str = "5", policy: Policy = POLICY) -> str:
    known = {activity.ref: activity for activity in history.activities}
    return str(entry(policy, found, next(e for e in found.entries if e.activity == ref), known))


def test_what_is_done_in_the_grace_counts_in_the_next_cycle_once_the_ended_one_is_renewed() -> None:
    history = done(*FIVE, WEEK_LATER, attested=MONTH_LATER)
    waiting = standing(history, date(2027, 2, 9))
    assert reason(waiting) is Reason.NEXT_CYCLE
    assert told(history, waiting) == (
        "0 for Associate yet: January 17, 2027 lies after the end of the cycle, on January 10, 2027, so it belongs to "
        "the next one. It counts there once the one that ended is renewed, by April 10, 2027."
    )
    renewed = standing(history, MONTH_LATER)
    assert told(history, renewed).endswith("so it belongs to the next one and counts there.")
    first, following = standing(history, date(2027, 2, 11)).cycles
    assert (first.state, first.counted, first.met_on) == (CycleState.RENEWED, Decimal(50), MONTH_LATER)
    assert (following.start, following.end, following.counted) == (date(2027, 1, 11), NEXT_END, Decimal(10))


def test_it_makes_up_for_nothing() -> None:
    found = standing(done(*FIVE[:4], WEEK_LATER, attested=MONTH_LATER), date(2027, 2, 11))
    assert found.current is not None
    assert (found.current.state, found.current.counted) == (CycleState.GRACE, Decimal(40))
    assert str(missing(POLICY, POLICY.groups[0], found.current, date(2027, 2, 11))) == (
        "10 more CE units, of what was done by January 10, 2027: what is done now belongs to the next cycle."
    )
    (earned, _) = map(str, alternatives(POLICY, found))
    assert earned.startswith("50 CE units, earned by January 10, 2027, renew all your active Associate certifications")


def test_never_renewed_it_counts_for_nothing() -> None:
    history = done(*FIVE, WEEK_LATER)
    lapsed = standing(history, date(2027, 4, 11))
    assert reason(lapsed) is Reason.NO_NEXT_CYCLE
    assert told(history, lapsed).endswith("and none came: the one that ended was not renewed in time.")


def test_where_the_next_cycle_begins_anyway_it_counts_there_without_the_renewal() -> None:
    policy = replace(POLICY, cycle=replace(POLICY.cycle, unmet=Unmet.FORGIVEN))
    history = done(*FIVE, WEEK_LATER, policy=policy)
    assert told(history, standing(history, date(2027, 2, 9), policy), policy=policy).endswith(
        "It counts there once the one that ended is renewed, or after April 10, 2027 without that."
    )
    assert standing(history, date(2027, 4, 11), policy).cycles[1].counted == Decimal(10)


def test_enough_of_it_renews_the_next_cycle_on_its_first_day() -> None:
    again = (*FIVE, *(date(2027, 1, day) for day in range(12, 17)))
    policy = replace(POLICY, groups=tuple(replace(g, demands=()) for g in USUAL.groups), counters=())
    history = replace(done(*again[:3], *again[5:]), exams=(Exam("ACA-JSWE", MONTH_LATER, True),))
    first, following = standing(history, date(2027, 2, 11), policy).cycles
    assert (first.counted, following.counted, following.met_on) == (Decimal(30), Decimal(50), date(2027, 2, 11))


def test_an_end_that_is_put_off_takes_it_back() -> None:
    history = replace(
        done(*FIVE[:4], WEEK_LATER, attested=FIVE[0]),
        extensions=(Extension("aca", date(2027, 1, 20), date(2027, 6, 30)),),
    )
    (cycle,) = standing(history, date(2027, 1, 20)).cycles
    assert (cycle.state, cycle.counted, cycle.met_on) == (CycleState.RENEWED, Decimal(50), date(2027, 1, 20))


def test_once_in_a_cycle_is_once_in_the_cycle_that_it_belongs_to() -> None:
    policy = replace(POLICY, types=tuple(replace(kind, again=Again.NEXT_CYCLE) for kind in POLICY.types))
    history = done(*FIVE, WEEK_LATER, WEEK_LATER.replace(day=20), attested=MONTH_LATER)
    same = {"5": "Course 0", "6": "Course 0"}
    activities = tuple(replace(a, name=same.get(a.ref, a.name)) for a in history.activities)
    found = standing(replace(history, activities=activities), date(2027, 2, 11), policy)
    assert [reason(found, ref) for ref in ("0", "5", "6")] == [Reason.COUNTED, Reason.COUNTED, Reason.REPEATED]


def test_no_way_is_planned_that_earns_in_the_grace() -> None:
    assert outlook(plan(POLICY), done(*FIVE[:4], attested=FIVE[0]), WEEK_LATER).targets[0].best is None
    planned = outlook(plan(POLICY), done(*FIVE[:4], attested=FIVE[0]), date(2026, 12, 1)).targets[0].best
    assert planned is not None
    assert planned.late is None
    attestation = outlook(plan(POLICY), done(*FIVE), WEEK_LATER).targets[0].best
    assert attestation is not None
    assert [step.type for step in attestation.steps] == ["local-event"]


def test_another_way_names_the_day_by_which_its_units_were_earned() -> None:
    way = Way("short", "Short way", (replace(ONE[0], amount=Decimal(60)),), ())
    policy = replace(POLICY, groups=tuple(replace(g, ways=(way,)) for g in POLICY.groups))
    found = standing(done(*FIVE), WEEK_LATER, policy)
    way_told = "Short way: 60 CE units by January 10, 2027. Also needed: Attestation."
    assert way_told in map(str, alternatives(policy, found))


def test_the_rule_is_written_and_told() -> None:
    found = parse_policy(TEXT.replace('grace_activity = "ended cycle"', ANSWER))
    assert isinstance(found, Policy), found
    assert "What is earned in grace is of the next cycle" in "".join(
        str(sentence) for sentence, _ in particulars(found)
    )


SUSPENSION = """
[suspension]
months = 12
renewed_by = ["units"]
next_starts = "where the last one ended"
activity = "next cycle"
source = "s"
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", ""),
        (SUSPENSION, ""),
        (SUSPENSION.replace("where the last one ended", "the day after the renewal"), "would begin after"),
    ],
)
def test_what_contradicts_it_is_asked(more: str, said: str) -> None:
    found = parse_policy(TEXT.replace('grace_activity = "ended cycle"', ANSWER) + more)
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert all(said in problem for problem in problems), problems


def test_a_rhythm_that_restarts_leaves_no_cycle_for_it() -> None:
    text = TEXT.replace('grace_activity = "ended cycle"', ANSWER)
    found = parse_policy(text.replace('"where the last one ended"', '"the day after the renewal"'))
    assert isinstance(found, Problems)
    assert [p.what for p in found.problems] == ["the next cycle would begin after what belongs to it was done"]


def test_what_waits_can_t_be_divided_by_days() -> None:
    text = TEXT.replace('grace_activity = "ended cycle"', ANSWER)
    found = parse_policy(text.replace('several_days = "last day"', 'several_days = "each day"'))
    assert isinstance(found, Problems)
    assert any("waits for the next cycle" in problem.what for problem in found.problems)


def test_while_suspended_it_is_of_the_next_cycle_too() -> None:
    policy = replace(
        POLICY,
        suspension=Suspension(12, by_units=True, by_exam=False, restarts=False, source=""),
        cycle=replace(POLICY.cycle, rhythm=Rhythm.KEPT_END),
    )
    history = done(*FIVE, date(2027, 6, 1), attested=date(2027, 7, 1))
    first, following = standing(history, date(2027, 7, 2), policy).cycles
    assert (first.counted, first.end, following.counted) == (Decimal(50), END, Decimal(10))


def test_what_the_ended_cycle_did_not_need_of_its_grace_is_told_with_its_renewal() -> None:
    usual = reference().policy
    policy = replace(usual, cycle=replace(usual.cycle, grace_activity=GraceActivity.ENDED_CYCLE_AS_NEEDED))
    four = done(*(date(2027, 1, day) for day in (11, 12, 13, 14)), policy=policy)
    talk = Activity("talk", "presenting", date(2027, 1, 15))
    before, after = standing(replace(four, activities=(*four.activities, talk)), date(2027, 2, 1), policy).cycles
    assert [before.carried_out, after.carried_in] == [Decimal(10), Decimal(10)]
    assert str(renewal(policy, "aca", before)) == (
        "Renewed on January 15, 2027 with 60 of 50 CE units: all your active Associate certifications now expire on "
        "January 10, 2029. Your next cycle starts after January 10, 2027, with 10 CE units that this one did not need."
    )


def test_more_than_may_be_carried_begins_the_next_cycle_and_is_told_without_that_most() -> None:
    """What the grace gave needlessly is no surplus of the cycle that ended: what may be carried is no limit for it."""
    usual = reference().policy
    few = Carry((Value(date(2020, 1, 1), Decimal(5), "s"),), 0, (), carried_in=CarriedIn.LAST)
    policy = replace(usual, cycle=replace(usual.cycle, grace_activity=GraceActivity.ENDED_CYCLE_AS_NEEDED), carry=few)
    four = done(*(date(2027, 1, day) for day in (11, 12, 13, 14)), policy=policy)
    talk = Activity("talk", "presenting", date(2027, 1, 15))
    before, _ = standing(replace(four, activities=(*four.activities, talk)), date(2027, 2, 1), policy).cycles
    told = str(renewal(policy, "aca", before))
    assert told.endswith("with 10 CE units that this one did not need.") and "up to 5" not in told


YEARLY = Demand(
    "yearly",
    "In each year",
    DemandKind.EACH_YEAR,
    "",
    1,
    1,
    (Value(date(2020, 1, 1), Decimal(10), ""), Value(date(2027, 1, 1), Decimal(12), "")),
)
OF_CALENDAR = replace(YEARLY, kind=DemandKind.EACH_CALENDAR_YEAR)
TWO_YEARS = (*(date(2025, 2, day) for day in range(1, 5)), date(2026, 2, 1))


def asking(rule: Demand, policy: Policy = POLICY) -> Policy:
    return replace(policy, groups=tuple(replace(group, demands=(rule,)) for group in policy.groups))


def in_next(policy: Policy, on: date, *courses: date) -> list[str]:
    """What is told of years of the next cycle, in the story as on the page."""
    found = standing(done(*(courses or TWO_YEARS[1:])), on, policy).current
    assert found is not None
    return [str(each) for each in comes_after(policy, "aca", found, on) if "In each year" in str(each)]


def test_who_still_has_to_renew_reads_which_year_of_the_next_cycle_runs_already() -> None:
    policy = asking(YEARLY)
    told_now = (
        "In each year: once this cycle is renewed, year 1 of the next one asks for 12 CE units of what is done from "
        "January 11, 2027 to January 10, 2028. It runs already."
    )
    assert [in_next(policy, on) for on in (END, date(2027, 1, 11), GRACE)] == [[], [told_now], [told_now]]
    renewed = standing(done(*TWO_YEARS), date(2027, 1, 11), policy).current
    assert renewed is not None
    (total,) = renewed.demands
    first, _ = due_years(policy, renewed, YEARLY, total)
    assert (renewed.start, first.last, first.required) == (date(2027, 1, 11), date(2028, 1, 10), Decimal(12))
    by_year = replace(YEARLY, by_year=True, values=(YEARLY.values[0], replace(YEARLY.values[1], since=GRACE)))
    assert "asks for 10 CE units" in in_next(asking(by_year), GRACE)[0]


def test_a_year_of_the_calendar_runs_once_one_begins_that_the_next_cycle_has() -> None:
    policy = replace(USUAL, cycle=replace(POLICY.cycle, ends=Ends.END_OF_YEAR))
    at_once = asking(OF_CALENDAR, policy)
    courses = tuple(Activity(f"{year}", "course", date(year, 2, 1)) for year in (2025, 2026))
    held = History((Award("ACA-JSWE", date(2024, 6, 1)),), (), courses)
    found = assess(plan(at_once), held, date(2027, 1, 1)).groups[0].current
    assert found is not None
    assert found.end == date(2026, 12, 31)
    assert [str(s) for s in comes_after(at_once, "aca", found, date(2027, 1, 1)) if "each year" in str(s)] == [
        "In each year: once this cycle is renewed, 2027 of the next one asks for 12 CE units of what is done from "
        "January 1, 2027 to December 31, 2027. It runs already."
    ]
    assert in_next(asking(OF_CALENDAR), GRACE) == []


def test_years_that_went_by_while_it_was_suspended_are_said_to_be_over() -> None:
    long = replace(POLICY, suspension=Suspension(12, by_units=True, by_exam=False, restarts=False, source="s"))
    told_late = in_next(asking(YEARLY, long), date(2028, 1, 11))
    assert [each.rsplit(". ", 1)[1] for each in told_late] == ["It is over.", "It runs already."]
    assert "year 2 of the next one" in told_late[1]
    by_exam = replace(POLICY, suspension=Suspension(12, by_units=False, by_exam=True, restarts=False, source="s"))
    assert in_next(asking(YEARLY, by_exam), date(2028, 1, 11)) == []


def test_where_the_next_cycle_begins_anyway_that_is_told_of_its_first_year() -> None:
    anyway = replace(POLICY, cycle=replace(POLICY.cycle, unmet=Unmet.FORGIVEN))
    (said,) = in_next(asking(YEARLY, anyway), GRACE)
    assert said.startswith("In each year: whether or not this cycle is met, year 1 of the next one asks for 12")
    missed = TWO_YEARS[:1]
    assert in_next(asking(YEARLY, anyway), GRACE, *missed) == [said]
    assert in_next(asking(YEARLY), GRACE, *missed) == []


def test_nothing_is_said_of_years_that_ask_nothing_or_are_not_known_by_now() -> None:
    nothing = replace(YEARLY, values=(YEARLY.values[0], replace(YEARLY.values[1], amount=Decimal(0))))
    counted = replace(YEARLY, kind=DemandKind.COUNTER_EACH_YEAR, of="attested")
    late = replace(YEARLY, from_day=1)
    for rule in (nothing, counted, late):
        assert in_next(asking(rule), GRACE) == []
    assert in_next(asking(YEARLY, replace(POLICY, cycle=USUAL.cycle)), GRACE) == []
    some = replace(YEARLY, values=(*YEARLY.values, Value(date(2020, 1, 1), Decimal(0), "", when=Condition(cycle_to=1))))
    assert in_next(asking(some), GRACE) == [
        "In each year: once this cycle is renewed, what is done from January 11, 2027 to January 10, 2028 is of year 1 "
        "of the next one. It runs already."
    ]
