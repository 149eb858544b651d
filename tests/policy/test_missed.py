"""A year that gave too little: until when it can be met, what it ends, and what makes up for it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy import explain, explain_renewals, explain_states, missed_words
from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState, GroupStanding, HoldingState, Reason
from recert.policy.condition import Condition
from recert.policy.history import Activity, Award, Exam, Grant, History
from recert.policy.lateness import Suspension
from recert.policy.missed import Missed, Then, last_due
from recert.policy.model import ActivityType, Counter, CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.story import story
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
AWARD = Award("ACA-JSWE", date(2025, 12, 10))
DUE = date(2027, 1, 15)
"""The last due day of 2026, the first of the years of the calendar within the three of the cycle."""
ENDS = Missed(Then.ENDS, late_counts=True, source="s", on="01-15")
UP = Missed(Then.MADE_UP, late_counts=False, source="s", counter="late-fee")


def rules(
    missed: Missed = ENDS, *, kind: DemandKind = DemandKind.COUNTER_EACH_CALENDAR_YEAR, least: int = 1, days: int = 0
) -> Policy:
    """The reference program with cycles of three years, and a fee or units due in each of them."""
    policy = reference().policy
    of_counter = kind.of_counter
    value = Value(date(2020, 1, 1), Decimal(least), "s")
    demand = Demand(
        "fee" if of_counter else "units",
        "Annual fee" if of_counter else "Units of each year",
        kind,
        "fee" if of_counter else "",
        0,
        0,
        (value,),
        missed=replace(missed, days=days) if days else missed,
    )
    fees = tuple(
        ActivityType(key, title, "payment", "payments", "", "", "completion", (), None)
        for key, title in (("fee", "Fee"), ("late-fee", "Late fee"))
    )
    return replace(
        policy,
        cycle=replace(policy.cycle, months=36),
        counters=tuple(Counter(f.key, f.title, "payment", "payments", (f.key,), CounterOf.USES) for f in fees),
        types=(*policy.types, *fees),
        groups=tuple(replace(g, demands=(demand,)) for g in policy.groups),
        moves=(),
    )


def fee(day: date, kind: str = "fee") -> Activity:
    return Activity(f"{kind} {day}", kind, day, f"{kind} {day}")


def course(day: date) -> Activity:
    return Activity(f"course {day}", "course", day, f"course {day}")


def standing(
    policy: Policy, as_of: date, *done: Activity, exams: tuple[Exam, ...] = (), grants: tuple[Grant, ...] = ()
) -> GroupStanding:
    return assess(plan(policy), History((AWARD,), exams, done, grants), as_of).groups[0]


def cycle_of(policy: Policy, as_of: date, *done: Activity) -> Cycle:
    return standing(policy, as_of, *done).cycles[0]


def gave(cycle: Cycle) -> list[int]:
    return [int(year.amount) for year in cycle.demands[0].years]


def test_whoever_has_not_paid_by_the_last_due_day_ends_on_the_day_after() -> None:
    assert cycle_of(rules(), DUE).state == CycleState.OPEN
    found = standing(rules(), DUE + timedelta(days=1))
    (cycle,), (held,) = found.cycles, found.holdings
    assert (cycle.state, cycle.end, cycle.grace_until, cycle.renewable_until) == (CycleState.LAPSED, DUE, DUE, DUE)
    assert (held.state, held.expires, held.grace_until, held.renewable_until) == (HoldingState.LAPSED, DUE, DUE, DUE)
    assert cycle.missed is not None
    assert (cycle.missed.demand, cycle.missed.year.year, cycle.missed.on) == ("fee", 2026, DUE)


@pytest.mark.parametrize(("day", "stays"), [(date(2026, 1, 1), True), (DUE, True), (DUE + timedelta(days=1), False)])
def test_what_is_paid_up_to_the_last_due_day_counts_for_the_year_that_is_over(day: date, stays: bool) -> None:
    assert (cycle_of(rules(), date(2027, 6, 1), fee(day)).state == CycleState.OPEN) == stays


def test_what_was_paid_late_for_one_year_is_not_the_next_ones() -> None:
    found = cycle_of(rules(), date(2028, 1, 16), fee(date(2027, 1, 3)))
    assert found.missed is not None
    assert (found.missed.year.year, gave(found)) == (2027, [1, 0])
    paid = cycle_of(rules(), date(2028, 1, 16), fee(date(2027, 1, 3)), fee(date(2027, 1, 4)))
    assert paid.missed is None


def test_a_year_that_has_enough_leaves_what_comes_early_to_the_next_one() -> None:
    found = cycle_of(rules(), date(2028, 1, 16), fee(date(2026, 5, 1)), fee(date(2027, 1, 3)))
    assert (found.state, gave(found)) == (CycleState.OPEN, [1, 1])


def test_units_are_taken_only_as_far_as_the_year_that_is_over_needs_them() -> None:
    policy = rules(kind=DemandKind.EACH_CALENDAR_YEAR, least=15)
    found = cycle_of(policy, date(2027, 2, 1), course(date(2026, 5, 1)), course(date(2027, 1, 3)))
    assert (int(found.counted), gave(found)) == (20, [15, 5])


def test_where_it_does_not_count_for_the_year_that_is_over_nothing_saves_it() -> None:
    policy = rules(replace(ENDS, late_counts=False))
    assert cycle_of(policy, DUE, fee(date(2027, 1, 3))).state == CycleState.OPEN
    found = cycle_of(policy, DUE + timedelta(days=1), fee(date(2027, 1, 3)))
    assert (found.state, gave(found)) == (CycleState.LAPSED, [0, 1])


@pytest.mark.parametrize(
    ("rule", "last", "due"),
    [
        (replace(ENDS, on="", days=60), date(2026, 12, 31), date(2027, 3, 1)),
        (replace(ENDS, on="", days=0), date(2026, 12, 31), date(2026, 12, 31)),
        (replace(ENDS, on="", months=2), date(2026, 12, 31), date(2027, 2, 28)),
        (replace(ENDS, on="", months=1), date(2027, 1, 9), date(2027, 2, 9)),
        (replace(ENDS, on="", months=1), date(2026, 10, 30), date(2026, 11, 29)),
        (replace(ENDS, on="", months=1), date(2026, 11, 30), date(2026, 12, 31)),
        (replace(ENDS, on="12-31"), date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_until_when_a_year_can_be_met(rule: Missed, last: date, due: date) -> None:
    assert last_due(rule, last) == due
    if last == date(2026, 12, 31):
        assert cycle_of(rules(rule), due).state == CycleState.OPEN
        assert cycle_of(rules(rule), due + timedelta(days=1)).end == due


def test_years_of_the_cycle_are_counted_from_its_first_day_and_the_last_one_ends_with_it() -> None:
    policy = rules(replace(ENDS, on="", days=30), kind=DemandKind.COUNTER_EACH_YEAR)
    (demand,) = cycle_of(policy, date(2026, 1, 1)).demands
    assert [(y.year, y.last, y.due) for y in demand.years] == [
        (1, date(2026, 12, 9), date(2027, 1, 8)),
        (2, date(2027, 12, 9), date(2028, 1, 8)),
        (3, date(2028, 12, 10), date(2029, 1, 9)),
    ]
    paid = fee(date(2026, 5, 1)), fee(date(2027, 5, 1))
    assert cycle_of(policy, date(2029, 1, 9), *paid).state == CycleState.GRACE
    late = cycle_of(policy, date(2029, 1, 10), *paid)
    assert (late.state, late.end, late.renewable_until) == (CycleState.LAPSED, date(2028, 12, 10), date(2029, 1, 9))
    assert late.missed is not None
    courses = [course(date(2028, 5, n)) for n in range(1, 6)]
    renewed = cycle_of(policy, date(2029, 1, 10), *paid, *courses, fee(date(2029, 1, 9)))
    assert (renewed.state, renewed.met_on) == (CycleState.RENEWED, date(2029, 1, 9))


def test_what_is_done_afterwards_counts_for_nothing_and_an_exam_begins_anew() -> None:
    late = course(DUE + timedelta(days=9))
    again = Exam("ACA-JSWE", date(2027, 6, 1))
    found = standing(rules(), date(2027, 7, 1), late, exams=(again,))
    assert [entry.reason for entry in found.entries] == [Reason.NOT_HELD]
    assert [(c.number, c.start, c.state) for c in found.cycles][1:] == [(2, date(2027, 6, 1), CycleState.OPEN)]
    assert str(explain.entry(rules(), found, found.entries[0], {late.ref: late})) == (
        "0 for Associate, on January 24, 2027: Your Associate certifications ended on January 15, 2027, because 2026 "
        "gave 0 of 1 payment for “Annual fee”. Only a new award brings one back, as by passing an exam."
    )


def test_a_cycle_that_an_exam_renewed_still_owes_the_years_that_are_left() -> None:
    policy = rules()
    assert policy.retake is not None
    policy = replace(policy, retake=replace(policy.retake, months=30))
    exam = Exam("ACA-JSWE", date(2026, 9, 1))
    found = standing(policy, DUE + timedelta(days=1), exams=(exam,))
    (cycle,), (held,) = found.cycles, found.holdings
    assert (cycle.state, cycle.met_on, cycle.end, held.state) == (
        CycleState.RENEWED,
        exam.on,
        DUE,
        HoldingState.LAPSED,
    )
    assert str(explain_states.state(policy, found)) == "Ended on January 15, 2027: a year was missed"
    assert str(explain_renewals.renewal(policy, "aca", cycle)).endswith(
        "Your Associate certifications ended on January 15, 2027, because 2026 gave 0 of 1 payment for “Annual fee”."
    )
    assert standing(policy, DUE + timedelta(days=1), fee(DUE), exams=(exam,)).cycles[0].missed is None


def test_a_grant_still_to_come_shows_that_the_year_was_not_missed() -> None:
    granted = Grant("aca", 1, date(2028, 5, 1), date(2028, 12, 10), date(2031, 12, 10))
    found = standing(rules(), date(2028, 6, 1), grants=(granted,))
    assert (found.cycles[0].state, found.cycles[0].missed) == (CycleState.RENEWED, None)
    before = replace(granted, met_on=DUE)
    assert standing(rules(), date(2028, 6, 1), grants=(before,)).cycles[0].missed is not None


def test_a_grant_keeps_only_what_it_names_and_the_cycle_goes_on_with_that() -> None:
    granted = Grant("aca", 1, date(2028, 5, 1), date(2028, 12, 10), date(2031, 12, 10), ("ACA-ACF",))
    history = History((AWARD, Award("ACA-ACF", AWARD.on)), grants=(granted,))
    (found,) = assess(plan(rules()), history, date(2028, 6, 1)).groups
    assert {h.certification: (h.state, h.expires) for h in found.holdings} == {
        "ACA-ACF": (HoldingState.ACTIVE, date(2031, 12, 10)),
        "ACA-JSWE": (HoldingState.LAPSED, DUE),
    }
    assert [(c.state, c.met_on) for c in found.cycles] == [(CycleState.RENEWED, granted.met_on)]
    assert str(explain_states.state(rules(), found)) == "Renewed until December 10, 2031"


def test_what_one_missed_year_ended_stays_told_where_a_later_one_ends_nothing() -> None:
    awards = (AWARD, Award("ACA-ACF", AWARD.on))
    granted = Grant("aca", 1, date(2028, 5, 1), date(2028, 12, 10), date(2031, 12, 10), ("ACA-ACF",))
    found = assess(plan(rules()), History(awards, grants=(granted,)), date(2028, 6, 1)).groups[0]
    (cycle,) = found.cycles
    assert cycle.met_on == date(2028, 5, 1)
    assert cycle.missed is not None  # 2026; that of 2027 would have ended what the grant keeps
    assert (cycle.missed.on, cycle.missed.demand) == (DUE, "fee")


def test_what_is_retired_stays_until_it_expires() -> None:
    policy = rules()
    others = tuple(
        replace(c, retired=date(2026, 6, 1), source="s") if c.code == "ACA-ACF" else c for c in policy.certifications
    )
    history = History((AWARD, Award("ACA-ACF", AWARD.on)))
    (found,) = assess(plan(replace(policy, certifications=others)), history, date(2027, 6, 1)).groups
    assert [(h.certification, h.state) for h in sorted(found.holdings, key=lambda h: h.certification)] == [
        ("ACA-ACF", HoldingState.RETIRED),
        ("ACA-JSWE", HoldingState.LAPSED),
    ]
    assert [c.state for c in found.cycles] == [CycleState.LAPSED, CycleState.HELD]


def test_what_is_suspended_ends_too() -> None:
    rule = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(rules(replace(ENDS, on="", months=11), kind=DemandKind.COUNTER_EACH_YEAR), suspension=rule)
    paid = fee(date(2026, 5, 1)), fee(date(2027, 5, 1))
    assert cycle_of(policy, date(2029, 11, 10), *paid).state == CycleState.SUSPENDED
    assert cycle_of(policy, date(2029, 11, 11), *paid).state == CycleState.LAPSED


def test_what_was_paid_before_a_very_late_renewal_is_of_the_next_cycles_years() -> None:
    rule = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(rules(replace(ENDS, on="", days=60), kind=DemandKind.COUNTER_EACH_YEAR), suspension=rule)
    paid = [fee(date(year, 5, 1)) for year in (2026, 2027, 2028)]
    courses = [course(date(2028, 5, n)) for n in range(1, 5)]
    found = standing(policy, date(2030, 2, 9), *paid, *courses, course(date(2030, 1, 5)))
    assert [(c.start, c.state, c.met_on) for c in found.cycles] == [
        (AWARD.on, CycleState.RENEWED, date(2030, 1, 5)),
        (date(2028, 12, 11), CycleState.LAPSED, None),
    ]
    assert gave(found.cycles[1]) == [0, 0, 0]
    late = fee(date(2030, 1, 2)), course(date(2030, 1, 5))
    again = standing(policy, date(2030, 2, 9), *paid, *courses, *late)
    assert (again.cycles[1].state, gave(again.cycles[1])) == (CycleState.OPEN, [1, 0, 0])


def test_a_year_that_was_over_before_its_cycle_was_opened_is_not_looked_at() -> None:
    rule = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(rules(replace(ENDS, on="", days=10), kind=DemandKind.COUNTER_EACH_YEAR), suspension=rule)
    paid = [fee(date(year, 5, 1)) for year in (2026, 2027, 2028)]
    courses = [course(date(2028, 5, n)) for n in range(1, 5)]
    found = standing(policy, date(2030, 6, 1), *paid, *courses, course(date(2030, 1, 5)))
    assert [(c.state, c.missed) for c in found.cycles] == [(CycleState.RENEWED, None), (CycleState.OPEN, None)]
    assert found.cycles[1].demands[0].years[0].due == date(2029, 12, 20)


def test_a_demand_that_asks_for_nothing_is_never_missed() -> None:
    policy = rules(least=0)
    assert cycle_of(policy, date(2028, 6, 1)).missed is None
    later_on = (Value(date(2020, 1, 1), Decimal(1), "s", when=Condition(cycle_from=2)),)
    groups = tuple(replace(g, demands=(replace(g.demands[0], values=later_on),)) for g in policy.groups)
    assert cycle_of(replace(policy, groups=groups), date(2028, 6, 1)).missed is None


def test_a_late_fee_makes_up_for_a_year_that_is_over() -> None:
    courses = [course(date(2028, 5, n)) for n in range(1, 6)]
    done = fee(date(2027, 5, 1)), *courses
    open_still = cycle_of(rules(UP), date(2028, 6, 1), *done)
    assert (open_still.state, int(open_still.demands[0].missing)) == (CycleState.OPEN, 1)
    late = fee(date(2028, 5, 20), "late-fee")
    found = cycle_of(rules(UP), date(2028, 6, 1), *done, late)
    assert (found.state, found.met_on) == (CycleState.RENEWED, late.on)
    assert [(y.year, int(y.amount), y.made_up) for y in found.demands[0].years] == [(2026, 0, True), (2027, 1, False)]
    early = fee(date(2026, 12, 31), "late-fee")
    assert cycle_of(rules(UP), date(2028, 6, 1), *done, early).state == CycleState.OPEN


def test_each_late_fee_makes_up_for_one_year() -> None:
    courses = [course(date(2028, 5, n)) for n in range(1, 6)]
    fees = [fee(date(2028, 5, n), "late-fee") for n in (20, 21)]
    assert cycle_of(rules(UP), date(2028, 6, 1), *courses, fees[0]).state == CycleState.OPEN
    assert cycle_of(rules(UP), date(2028, 6, 1), *courses, *fees).met_on == date(2028, 5, 21)


def test_where_a_missed_year_stays_unmet_the_cycle_lapses_at_its_end_alone() -> None:
    policy = rules(replace(ENDS, then=Then.STAYS))
    courses = [course(date(2028, 5, n)) for n in range(1, 6)]
    late = *courses, fee(date(2027, 1, 16)), fee(date(2028, 1, 16))
    assert cycle_of(policy, date(2028, 12, 10), *late).state == CycleState.OPEN
    assert cycle_of(policy, date(2029, 6, 1), *late).state == CycleState.LAPSED
    assert [line[:17] for line in ahead(policy, DUE)] == ["Annual fee, 2026:"]
    assert ahead(policy, DUE + timedelta(days=1)) == []


def test_only_what_ends_something_does_so_where_several_years_are_missed_on_one_day() -> None:
    fees, units = rules(), rules(replace(ENDS, then=Then.STAYS), kind=DemandKind.EACH_CALENDAR_YEAR)
    both = tuple(
        replace(g, demands=(*g.demands, *other.demands)) for g, other in zip(units.groups, fees.groups, strict=True)
    )
    policy = replace(fees, groups=both)
    assert cycle_of(policy, date(2027, 1, 16), fee(date(2026, 5, 1))).state == CycleState.OPEN
    ended = cycle_of(policy, date(2027, 1, 16)).missed
    assert ended is not None
    assert ended.demand == "fee"


def ahead(policy: Policy, as_of: date, *done: Activity) -> list[str]:
    return [str(each) for each in missed_words.ahead(policy, standing(policy, as_of, *done), as_of)]


def test_a_person_reads_what_to_pay_by_when_or_what_ends() -> None:
    assert ahead(rules(), date(2026, 5, 1)) == [
        "Annual fee, 2026: 1 more payment by January 15, 2027. Otherwise your Associate certifications end on that day."
    ]
    assert ahead(rules(), date(2027, 1, 10), fee(date(2026, 5, 1))) == [
        "Annual fee, 2027: 1 more payment by January 15, 2028. Otherwise your Associate certifications end on that day."
    ]
    strict = rules(replace(ENDS, late_counts=False))
    assert ahead(strict, date(2026, 5, 1)) == [
        "Annual fee, 2026: 1 more payment by December 31, 2026. Otherwise your Associate certifications end on "
        "January 15, 2027."
    ]
    assert ahead(strict, date(2027, 1, 2))[0] == (
        "Annual fee, 2026: 0 of 1 payment, and it is too late for more. Your Associate certifications end on "
        "January 15, 2027."
    )
    assert ahead(rules(UP), date(2027, 1, 2)) == [
        "Annual fee, 2026: 0 of 1 payment. One of “Late fee” makes up for it.",
        "Annual fee, 2027: 1 more payment by December 31, 2027. Otherwise it takes one of “Late fee” to make up for "
        "it.",
    ]
    of_cycle = rules(replace(ENDS, on="", days=30), kind=DemandKind.EACH_YEAR, least=20)
    assert ahead(of_cycle, date(2026, 5, 1), course(date(2026, 4, 1))) == [
        "Units of each year, year 1 of the cycle (to December 9, 2026): 10 more CE units by January 8, 2027. Otherwise "
        "your Associate certifications end on that day."
    ]


def test_the_days_left_are_those_to_the_year_that_would_end_it() -> None:
    def left(policy: Policy, today: date, *activities: Activity) -> str:
        return str(explain_states.deadline(policy, "aca", cycle_of(policy, today, *activities), today))

    assert left(rules(), date(2027, 1, 5)) == (
        "10 days left for “Annual fee”, 2026: until January 15, 2027; the cycle ends on December 10, 2028"
    )
    assert left(rules(), date(2027, 1, 15)) == (
        "Today, January 15, 2027, is the last day for “Annual fee”, 2026; the cycle ends on December 10, 2028"
    )
    assert left(rules(), date(2027, 1, 15), fee(date(2026, 5, 1))).startswith("365 days left for “Annual fee”, 2027")
    paid = fee(date(2026, 5, 1)), fee(date(2027, 1, 20))
    assert left(rules(), date(2028, 1, 5), *paid) == "340 days left, until December 10, 2028"
    assert left(rules(UP), date(2027, 1, 5)) == "705 days left, until December 10, 2028"


def test_afterwards_the_story_says_which_year_ended_it() -> None:
    policy, day = rules(), DUE + timedelta(days=1)
    history = History((AWARD,))
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, day))]
    told = "Your Associate certifications ended on January 15, 2027, because 2026 gave 0 of 1 payment for “Annual fee”."
    assert lines.count(told) == 2  # with the certification, and with its cycle
    assert "Annual fee: 0 of 1 payment in 2026" in lines  # and nothing of years that it had no more
    assert ahead(policy, day) == []


def test_the_rules_say_what_becomes_of_a_missed_year() -> None:
    told = [str(row.what) for row in asked(rules()) if "Of “Annual fee”" in str(row.what)]
    assert told[0] == (
        "Of “Annual fee”: A year can be met until January 15 of the next year: what is done by then counts for the "
        "year that is over, as far as that needs it. Where it is not met, what can be renewed ends after January 15 of "
        "the next year."
    )
    told = [str(row.what) for row in asked(rules(UP)) if "Of “Annual fee”" in str(row.what)]
    assert told[0] == (
        "Of “Annual fee”: A year can be met until its last day. Where it is not met, each use of “Late fee” after that "
        "makes up for one year."
    )


def test_a_plan_pays_each_fee_by_its_own_day() -> None:
    history = History((AWARD,), activities=tuple(course(date(2026, 2, n)) for n in range(1, 6)))
    found = outlook(plan(rules()), history, date(2026, 3, 1)).targets[0]
    assert found.best is not None
    assert [(step.type, step.last) for step in found.best.steps] == [("fee", DUE), ("fee", date(2028, 1, 15))]


def test_where_a_year_can_not_be_met_any_more_there_is_no_way() -> None:
    history = History((AWARD,), activities=tuple(course(date(2026, 2, n)) for n in range(1, 6)))
    found = outlook(plan(rules(replace(ENDS, late_counts=False))), history, date(2027, 1, 5)).targets[0]
    assert (found.best, found.goal.until) == (None, DUE)


def test_a_plan_pays_a_late_fee_for_what_is_missed_and_the_fee_for_what_is_not() -> None:
    history = History((AWARD,), activities=tuple(course(date(2026, 2, n)) for n in range(1, 6)))
    found = outlook(plan(rules(UP)), history, date(2027, 3, 1)).targets[0]
    assert found.best is not None
    assert sorted(step.type for step in found.best.steps) == ["fee", "late-fee"]


MISSED = """
[[group.aca.also]]
key = "fee"
title = "Annual fee"
kind = "each year"
years = "of the calendar"
counter = "fee"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[group.aca.also.missed]
on = "01-15"
counts_for = "the year that is over"
then = "ends"
source = "s"

[counter.fee]
name = "Fees"
one = "payment"
many = "payments"
counts = "uses"
types = ["presenting"]

[counter.hours]
name = "Hours"
one = "hour"
many = "hours"
counts = "valid"
valid_months = 12
types = ["presenting"]
"""


def problems(*changes: tuple[str, str]) -> list[str]:
    text = TEXT + MISSED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = parse_policy(text)
    return [f"{p.what}: {p.fix}" for p in found.problems] if isinstance(found, Problems) else []


FOR_BEFORE, FOR_ITS_OWN = 'counts_for = "the year that is over"', 'counts_for = "the year in which it is done"'
OF_YEARS = 'kind = "each year"\nyears = "of the calendar"'
LEAST = "least = [{ from = 2020-01-01, count = 1"
LAST = 'several_days = "last day"'
GRACE = 'grace_activity = "ended cycle"'
GOES_ON = f'{GRACE}\nunmet = "the next cycle begins"\nshortfall = "is forgiven"'


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ((), []),
        ((('on = "01-15"\n', ""),), ["it is not said until when a year can be met: write one of days = 60"]),
        ((('on = "01-15"', 'on = "01-15"\ndays = 3'),), ["it is said twice until when a year can be met"]),
        ((('on = "01-15"', 'on = "02-29"'),), ['"02-29" is no day of every year']),
        ((('"of the calendar"', '"of the cycle"'),), ["each holder's years end on other days: write days = N"]),
        (((f"{FOR_BEFORE}\n", ""),), ["`counts_for` is missing in [group.aca.also.missed]"]),
        ((('on = "01-15"', "days = 0"),), ["`counts_for` means nothing in [group.aca.also.missed]"]),
        ((('"ends"', '"end"'),), ['`then` is "end": did you mean "ends"?']),
        ((('"ends"', '"made up"'),), ["`counter` is missing in [group.aca.also.missed]"]),
        ((('"ends"', '"made up"\ncounter = "hours"'),), ["each use makes up for one year, and hours does not count"]),
        (
            (('"ends"', '"made up"\ncounter = "fee"'), (FOR_BEFORE, FOR_ITS_OWN)),
            ["nothing ends on that day, and what is done up to it counts for another year: it would change nothing"],
        ),
        (((OF_YEARS, 'kind = "counter"'),), ["it looks at no years, so none is"]),
        (((LEAST, f"late_from_day = 2\n{LEAST}"),), ["a year is missed on a day of its own, however late"]),
        (((LAST, 'several_days = "each day"\ndays_rounding = "down"'),), ["activities are divided by each of their"]),
        (((GRACE, GOES_ON),), ["a cycle that is not met ends nothing"]),
        (
            ((GRACE, f'{GRACE}\nafter_renewal = "is of the next cycle"'),),
            ["what is done after a renewal is of the next"],
        ),
    ],
)
def test_what_a_policy_must_say_of_it(changes: tuple[tuple[str, str], ...], told: list[str]) -> None:
    found = problems(*changes)
    assert len(found) == len(told), found
    assert all(any(each.startswith(start) for each in found) for start in told), found


def test_only_what_all_ways_ask_for_can_be_missed() -> None:
    way = '[[group.aca.or]]\nkey = "w"\ntitle = "W"\n[[group.aca.or.also]]\n'
    found = problems(("[[group.aca.also]]\n", way), ("[group.aca.also.missed]", "[group.aca.or.also.missed]"))
    assert found == ["not every way to renew asks for it: write it in [[group.NAME.also]] itself"]
