"""What somebody is told of what is still missing, and of what came of a cycle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.circumstance_words import of_rules
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.explain_ways import step
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Minimum, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.way import Step
from recert.policy.retake import CountedFrom
from recert.policy.story import story
from tests.policy.strategies import reference
from tests.policy.test_lost_years import HISTORY, yearly
from tests.policy.test_unmet import FORGIVEN

SINCE = date(2020, 1, 1)
RECENT = Demand("recent", "30 of late", DemandKind.LAST_MONTHS, "", 0, 0, (Value(SINCE, Decimal(30), ""),), months=12)
AWARDS = (Award("ACA-JSWE", date(2024, 4, 10)),)


def courses(*days: date) -> History:
    return History(AWARDS, (), tuple(Activity(f"{day}", "course", day, f"C{day}") for day in days))


def told(policy: Policy, history: History, on: date) -> list[str]:
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, on))]


def demanding(rule: Demand, policy: Policy = FORGIVEN) -> Policy:
    lapses = replace(policy, cycle=replace(policy.cycle, unmet=reference().policy.cycle.unmet))
    return replace(lapses, groups=tuple(replace(group, demands=(rule,)) for group in policy.groups))


EARLY = courses(*(date(2024, 5, day) for day in range(1, 6)))


def test_who_has_all_units_reads_how_many_more_a_demand_takes_and_by_when() -> None:
    suspension = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(demanding(replace(RECENT, before_renewal=True)), suspension=suspension)
    days = ((2024, 5, 1), (2024, 5, 2), (2025, 9, 1), (2025, 9, 2), (2027, 2, 1))
    lines = told(policy, courses(*(date(*day) for day in days)), date(2027, 3, 1))
    more = (
        "20 more CE units by January 31, 2028, for “30 of late”; after that it takes more, as what is there grows old."
    )
    assert more in lines
    back = "That brings back all your suspended Associate certifications together."
    assert f"Complete by January 31, 2028: 30 of late (20 CE units more). {back}" in lines
    assert not any(line.startswith("Earn 50") for line in lines)
    for last, renews in ((date(2028, 1, 31), True), (date(2028, 2, 1), False)):
        done = courses(*(date(*day) for day in days), date(2028, 1, 30), last)
        (standing,) = assess(plan(policy), done, last).groups
        assert (standing.cycles[0].met_on == last) is renews


def test_what_is_met_today_and_may_grow_old_is_said_to() -> None:
    fee = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asked = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(SINCE, Decimal(1), ""),))
    usual = demanding(RECENT)
    rules = (replace(RECENT, before_renewal=True), asked)
    policy = replace(usual, counters=(fee,), groups=tuple(replace(group, demands=rules) for group in usual.groups))
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in usual.types)
    policy = replace(policy, types=nothing)
    history = courses(*(date(2025, 10, day) for day in range(1, 6)))
    lines = told(policy, history, date(2026, 2, 1))
    assert "Complete by April 10, 2026: Fee, 30 of late (met until October 2, 2026)." in "".join(lines)
    early = courses(*(date(2025, 3, day) for day in range(1, 6)))
    lines = told(policy, early, date(2026, 2, 1))
    assert "Complete by March 2, 2026: Fee, 30 of late (met until March 2, 2026)." in "".join(lines)
    for day, renews in ((date(2026, 3, 2), True), (date(2026, 3, 3), False)):
        paid = replace(early, activities=(*early.activities, Activity("fee", "presenting", day, "Fee")))
        (standing,) = assess(plan(policy), paid, day).groups
        assert any(cycle.met_on for cycle in standing.cycles) is renews


def test_another_way_that_takes_as_much_and_more_is_not_said_to_take_less() -> None:
    """Only a fee is missing, and it is asked of whatever way."""
    fee = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asked = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(SINCE, Decimal(1), ""),))
    exam = Way("exam", "Exam", (), (replace(asked, key="exam", title="Exam"),))
    usual = demanding(asked)
    groups = tuple(replace(group, ways=(exam,)) for group in usual.groups)
    lines = told(replace(usual, counters=(fee,), groups=groups), EARLY, date(2025, 2, 1))
    assert "No more CE units. Still needed: Fee." in lines
    assert "Exam: 1 fee by April 10, 2026. Also needed: Fee." in lines
    assert not any("may take less" in line for line in lines)


def test_who_lapsed_with_all_units_reads_what_was_missing() -> None:
    assert "50 of 50 CE units: not renewed by July 9, 2026, so it lapsed. Missing: 30 of late." in told(
        demanding(RECENT), EARLY, date(2027, 1, 1)
    )


def test_what_is_done_after_a_lapse_waits_for_an_award_where_no_exam_renews() -> None:
    history = courses(date(2026, 12, 1))
    lapsed = "0 for Associate: on December 1, 2026 your Associate certifications had lapsed."
    usual = demanding(RECENT)
    assert f"{lapsed} Only a new award brings one back, as by passing an exam." in told(
        usual, history, date(2027, 1, 1)
    )
    assert f"{lapsed} Activities count again once one is awarded again." in told(
        replace(usual, retake=None), history, date(2027, 1, 1)
    )


def test_after_a_lost_year_nobody_reads_that_it_can_be_renewed_where_no_exam_does() -> None:
    lines = told(replace(yearly(), retake=None), HISTORY, date(2027, 2, 1))
    assert "10 of 50 CE units. It ends on December 31, 2028." in lines
    assert (
        "It can't be renewed any more: 2026 gave 10 of 16 CE units for “16 in each year”. It lapses after "
        "March 31, 2029. Only what was done for it by December 31, 2026 and is not on record yet changes that: record "
        "it, or ask the program's staff. Otherwise a new award begins again, once this one has lapsed." in lines
    )


def test_units_of_one_category_alone_are_missing() -> None:
    needed = (Minimum("ethics", (Value(SINCE, Decimal(10), ""),)),)
    groups = tuple(replace(group, minima=needed, demands=()) for group in FORGIVEN.groups)
    policy = replace(FORGIVEN, groups=groups, categories=(Category("ethics", "Ethics"),))
    assert "10 more CE units, of Ethics." in told(policy, EARLY, date(2026, 1, 1))


def test_without_a_grace_the_last_day_is_said_once() -> None:
    policy = demanding(RECENT)
    policy = replace(policy, cycle=replace(policy.cycle, grace_days=0))
    assert "50 of 50 CE units. It ends on April 10, 2026, and can be renewed until then." in told(
        policy, EARLY, date(2026, 1, 1)
    )


def test_a_certification_that_is_alone_is_not_renewed_with_others() -> None:
    policy = demanding(replace(RECENT, values=(Value(SINCE, Decimal(0), ""),)))
    step = "Renewed on May 5, 2024 by continuing education: from April 10, 2026 to April 10, 2028"
    assert f"{step}, with all your Associate certifications." in told(policy, EARLY, date(2025, 1, 1))
    alone = replace(policy, certifications=tuple(c for c in policy.certifications if c.code == "ACA-JSWE"))
    alone = replace(alone, groups=alone.groups[:1], cascades=())
    assert f"{step}." in told(alone, EARLY, date(2025, 1, 1))


def test_a_first_cycle_without_a_full_year_was_not_renewed_by_education() -> None:
    none = Value(SINCE, Decimal(0), "")
    rule = Demand("yearly", "16 a year", DemandKind.EACH_CALENDAR_YEAR, "", 0, 0, (replace(none, amount=Decimal(16)),))
    policy = demanding(rule)
    policy = replace(
        policy,
        cycle=replace(policy.cycle, months=12),
        groups=tuple(replace(group, required=(none,)) for group in policy.groups),
    )
    assert "Renewed on April 10, 2024: from April 10, 2025 to April 10, 2026." in told(
        policy, History(AWARDS), date(2024, 5, 1)
    )


def test_two_types_of_one_word_are_told_apart_in_a_plan() -> None:
    like = tuple(replace(kind, one="course", many="courses") for kind in FORGIVEN.types)
    found = Step("course", 3, Decimal(1), date(2026, 1, 1), date(2026, 4, 10))
    assert str(step(FORGIVEN, found, date(2026, 1, 1))) == "3 courses, by April 10, 2026"
    assert str(step(replace(FORGIVEN, types=like), found, date(2026, 1, 1))) == (
        "3 courses of “Coursework”, by April 10, 2026"
    )


def test_a_day_as_the_least_is_not_told_as_a_limit() -> None:
    leave = CircumstanceKind("leave", "Leave", "It is.", "None.", Removes.MONTHS, "s", at_least_days=1)
    assert "Fewer than" not in str(of_rules(FORGIVEN, leave))
    assert "Fewer than 2 days in a row take off nothing." in str(of_rules(FORGIVEN, replace(leave, at_least_days=2)))


def test_cycles_in_a_row_for_which_nothing_was_due_are_one_line() -> None:
    """Three of a year each before the rules began, and one of its own where there is but one."""
    policy = reference().policy
    due = (Value(SINCE, Decimal(0), ""), Value(date(2026, 1, 1), Decimal(50), ""))
    cycle = replace(policy.cycle, months=12)
    policy = replace(policy, cycle=cycle, groups=tuple(replace(g, required=due) for g in policy.groups), moves=())
    lines = told(policy, History((Award("ACA-JSWE", date(2023, 2, 1)),)), date(2026, 6, 1))
    one = "Nothing was due in 3 cycles, of which the first began on February 1, 2023 and the last on February 2, 2025: "
    assert [line for line in lines if line.startswith("Nothing was due in")] == [
        f"{one}from February 1, 2024 to February 1, 2027."
    ]
    alone = told(policy, History((Award("ACA-JSWE", date(2025, 2, 1)),)), date(2026, 6, 1))
    assert (
        "Nothing is due in the cycle that began on February 1, 2025: from February 1, 2026 to February 1, 2027."
        in alone
    )


def test_what_of_a_cycle_in_which_nothing_is_due_may_be_carried_is_said() -> None:
    policy = reference().policy
    none = (Value(SINCE, Decimal(0), ""),)
    policy = replace(policy, groups=tuple(replace(g, required=none) for g in policy.groups), moves=())
    begun = History((Award("ACA-JSWE", date(2025, 2, 1)),))
    usual = (
        "Nothing is due in this cycle, which ends on February 1, 2027: your Associate certifications are valid until "
        "February 1, 2029. "
    )
    after = "What the next cycle requires can be earned after February 1, 2027."
    assert f"{usual}{after}" in told(policy, begun, date(2026, 6, 1))
    over_twice = told(policy, begun, date(2028, 6, 1))
    assert usual.rstrip() in over_twice
    assert not any(after in line for line in over_twice)
    carries = replace(policy, carry=Carry((Value(SINCE, Decimal(6), ""),), 0, (), carried_in=CarriedIn.LAST))
    over = "Up to 6 of what is earned in it may be carried into the next cycle."
    assert f"{usual}{over}" in told(carries, begun, date(2026, 6, 1))


def test_an_exam_that_gives_no_later_date_is_said_to() -> None:
    policy = reference().policy
    assert policy.retake is not None
    policy = replace(policy, retake=replace(policy.retake, months=60, counted_from=CountedFrom.PASS))
    early = Exam("ACA-JSWE", date(2025, 1, 1), True)
    lines = told(
        policy, History((Award("ACA-JSWE", date(2024, 4, 10), date(2029, 4, 10)),), (early,)), date(2025, 2, 1)
    )
    said = "Renewed on January 1, 2025 by retaking the exam, which gives no later date than April 10, 2029."
    assert said in lines


def paying(least: int, title: str = "Renewal fee") -> Demand:
    return Demand(title, title, DemandKind.COUNTER, "dollars", 1, 1, (Value(SINCE, Decimal(least), ""),))


def with_fees(*fees: Demand) -> Policy:
    """The reference program, where the same dollars are looked at by several demands."""
    usual = demanding(fees[0])
    dollars = Counter("dollars", "Dollars", "dollar", "dollars", ("presenting",), CounterOf.USES)
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in usual.types)
    groups = tuple(replace(group, demands=fees) for group in usual.groups)
    return replace(usual, counters=(dollars,), types=nothing, groups=groups)


def test_who_has_to_pay_reads_that_one_payment_meets_several_fees() -> None:
    """The greatest is enough: 89 dollars meet what asks for 49 too."""
    fees = (paying(49), paying(89, "Reinstatement fee"), paying(74, "Late fee"))
    lines = told(with_fees(*fees), EARLY, date(2025, 2, 1))
    assert (
        "No more CE units. Still needed: Reinstatement fee (89 dollars, which meet these too: Renewal fee, Late fee)."
        in lines
    )
    assert (
        "Complete by April 10, 2026: Reinstatement fee (89 dollars, which meet these too: Renewal fee, Late fee). "
        "That renews all your active Associate certifications together."
    ) in lines


def test_who_paid_the_smaller_fee_reads_that_it_is_met_and_the_greater_is_not() -> None:
    paid = replace(EARLY, activities=(*EARLY.activities, Activity("p", "presenting", date(2025, 1, 2), "Paid")))
    lines = "".join(told(with_fees(paying(1), paying(2, "Late fee")), paid, date(2025, 2, 1)))
    assert "Still needed: Late fee (1 dollar more)." in lines


def test_who_lapsed_without_units_and_fee_reads_of_both() -> None:
    lines = told(with_fees(paying(49)), courses(date(2024, 5, 1)), date(2027, 1, 1))
    assert (
        "10 of 50 CE units: not renewed by July 9, 2026, so it lapsed. Missing: 40 CE units, Renewal fee (49 dollars)."
        in lines
    )


def test_who_lapsed_reads_how_much_of_it_was_for_being_late() -> None:
    usual = with_fees(paying(49))
    late = replace(usual, surcharges=(Surcharge(1, Decimal(10), False, 0, "s"),))
    lines = told(late, courses(date(2024, 5, 1)), date(2027, 1, 1))
    assert "10 CE units of those required were for being late." in lines


def test_who_renewed_by_an_exam_as_a_way_reads_that_and_no_continuing_education() -> None:
    exam = Counter("exams", "Exams", "exam", "exams", ("presenting",), CounterOf.USES)
    asked = Demand("exam", "A newer exam", DemandKind.COUNTER, "exams", 1, 1, (Value(SINCE, Decimal(1), ""),))
    usual = demanding(RECENT)
    newer = Way("exam", "The newer exam", (Value(SINCE, Decimal(0), ""),), (asked,))
    groups = tuple(replace(group, demands=(), ways=(newer,)) for group in usual.groups)
    policy = replace(usual, counters=(exam,), groups=groups)
    passed = History(AWARDS, (), (Activity("x", "presenting", date(2025, 5, 1), "Exam 2"),))
    lines = "".join(told(policy, passed, date(2025, 6, 1)))
    assert "Renewed on May 1, 2025 by “The newer exam”: from April 10, 2026 to April 10, 2028" in lines
    assert "by continuing education" not in lines


def test_of_an_exam_not_passed_it_is_said_which() -> None:
    history = replace(EARLY, exams=(Exam("ACA-ACF", date(2025, 6, 1), passed=False),))
    assert "ACA-ACF: not passed on June 1, 2025." in told(demanding(RECENT), history, date(2025, 7, 1))


def test_who_met_one_of_several_choices_reads_until_when_it_is_recent_enough() -> None:
    fee = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    paid = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(SINCE, Decimal(1), ""),))
    recent, talk = replace(RECENT, before_renewal=True), replace(paid, key="talk", title="Two fees")
    twice = replace(talk, values=(Value(SINCE, Decimal(3), ""),))
    either = Demand("either", "Either", DemandKind.CHOICES, "", 0, 0, paid.values, choices=(recent, twice))
    usual = demanding(recent)
    groups = tuple(replace(group, demands=(either, paid)) for group in usual.groups)
    policy = replace(usual, counters=(fee,), groups=groups)
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in usual.types)
    policy = replace(policy, types=nothing)
    early = courses(*(date(2025, 3, day) for day in range(1, 6)))
    lines = told(policy, early, date(2026, 2, 1))
    assert any("(met until March 2, 2026)" in line and "Complete by March 2, 2026: " in line for line in lines)
    for day, renews in ((date(2026, 3, 2), True), (date(2026, 3, 3), False)):
        done = replace(early, activities=(*early.activities, Activity("fee", "presenting", day, "Fee")))
        (standing,) = assess(plan(policy), done, day).groups
        assert any(cycle.met_on for cycle in standing.cycles) is renews


def test_a_renewal_by_what_is_counted_alone_speaks_of_no_units() -> None:
    fee = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asked = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 1, 1, (Value(SINCE, Decimal(1), ""),))
    usual = demanding(asked)
    groups = tuple(
        replace(group, required=(Value(SINCE, Decimal(0), ""),), minima=(), demands=(asked,)) for group in usual.groups
    )
    types = tuple(replace(kind, worth=(), limit=None) for kind in usual.types if kind.key == "presenting")
    policy = replace(usual, counters=(fee,), groups=groups, types=types, caps=())
    assert not policy.has_units
    history = replace(EARLY, activities=(Activity("fee", "presenting", date(2025, 1, 5), "Fee"),))
    lines = told(policy, history, date(2025, 2, 1))
    assert "Renewed on January 5, 2025: from April 10, 2026 to April 10, 2028." in "".join(lines)
    assert "January 5, 2025: Presenting at an event, “Fee”" in lines
    assert "Counted for Associate as Fees." in lines
    assert not any("units" in line or "continuing education" in line for line in lines)
