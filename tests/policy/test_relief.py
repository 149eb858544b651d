"""Somebody on leave is asked less of the years that it covers, and as much of the others as everybody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.circumstances import CircumstanceKind
from recert.policy.difference import differences
from recert.policy.explain_demands import demands
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, Grant, History
from recert.policy.model import Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.trial import Trial, goals_of
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.relieved_words import relieved
from recert.policy.rule_words import asked as asked_of_all
from recert.policy.story import story
from recert.policy.warn import warnings
from recert.policy.what_if import what_if
from tests.policy.test_circumstances import HARDSHIP, TEXT, policy_of

AWAY = HARDSHIP.replace('"hardship"', '"leave"').replace('"Hardship"', '"Leave"').replace('"units"', '"nothing"')
ILL = AWAY.replace('"leave"', '"illness"').replace('"Leave"', '"Illness"')
OF_CALENDAR = """
[[group.aca.also]]
key = "yearly"
title = "Ten in each year"
kind = "each year"
years = "of the calendar"
carried_units = "don't count"
least = [{ from = 2020-02-01, units = 10, source = "s" }]
"""
OF_CYCLE = OF_CALENDAR.replace('"of the calendar"', '"of the cycle"')
BY_MONTHS = """
[[group.aca.also.relief]]
circumstances = ["leave"]
removes = "months"
at_least_days = 0
months_counted = "full"
rounding = "up"
to = 1
source = "the rule of leave"
"""
WAIVED = """
[[group.aca.also.relief]]
circumstances = ["leave"]
removes = "the year"
at_least_days = 0
from_days = 90
source = "the rule of leave"
"""
BY_SIX = WAIVED.replace("from_days = 90", 'from_months = 6\nmonths_counted = "full"')
LONG = TEXT.replace("months = 24", "months = 36", 1).replace('ends = "same day"', 'ends = "end of year"', 1)
AWARDED = date(2025, 1, 1)
FEE = """
[counter.fees]
name = "Fees"
one = "payment"
many = "payments"
counts = "uses"
types = ["local-event"]
"""
PAID = """
[[group.aca.also]]
key = "yearly"
title = "The annual fee"
kind = "each year"
years = "of the cycle"
counter = "fees"
least = [{ from = 2020-02-01, count = 2, source = "s" }]
"""


def rules(*more: str, text: str = TEXT) -> Policy:
    return policy_of(text + AWAY + "".join(more))


def away(first: str, last: str | None, kind: str = "leave") -> Circumstance:
    return Circumstance(kind, date.fromisoformat(first), date.fromisoformat(last) if last else None)


def course(on: str, number: int) -> Activity:
    return Activity(f"{number:02d}", "course", date.fromisoformat(on), f"Course {number}")


def of(*facts: Circumstance | Activity, awarded: date = AWARDED) -> History:
    return History(
        awards=(Award("ACA-JSWE", awarded),),
        activities=tuple(fact for fact in facts if isinstance(fact, Activity)),
        circumstances=tuple(fact for fact in facts if isinstance(fact, Circumstance)),
    )


def cycle_of(policy: Policy, history: History, on: date = date(2026, 12, 1)) -> Cycle:
    return assess(plan(policy), history, on).groups[0].cycles[0]


def asked(policy: Policy, *facts: Circumstance | Activity, awarded: date = AWARDED) -> dict[int, int]:
    """What each year is asked for."""
    (total,) = cycle_of(policy, of(*facts, awarded=awarded)).demands
    return {year.year: int(year.amount) for year in total.asked}


# What leave takes off.


def test_five_months_of_leave_in_the_second_year_take_their_share_off_that_year_alone() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS)
    assert asked(policy, away("2026-03-01", "2026-07-31")) == {1: 10, 2: 6}  # 5.8, rounded up
    assert cycle_of(policy, of(away("2026-03-01", "2026-07-31"))).required == 50
    assert asked(policy) == {1: 10, 2: 10}


def test_a_leave_of_a_whole_year_leaves_nothing_of_it() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS)
    assert asked(policy, away("2025-01-01", "2025-12-31")) == {1: 0, 2: 10}
    assert asked(policy, away("2025-01-01", None)) == {1: 0, 2: 0}


def test_a_leave_over_the_turn_of_a_year_is_of_both_by_the_months_in_each() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS)
    assert asked(policy, away("2025-11-01", "2026-03-31")) == {1: 9, 2: 8}  # 8.3 and 7.5
    assert asked(policy, away("2025-12-15", "2026-01-15")) == {1: 10, 2: 10}  # no full month of either
    begun = rules(OF_CYCLE, BY_MONTHS.replace('"full"', '"begun"'))
    assert asked(begun, away("2025-12-15", "2026-01-15")) == {1: 10, 2: 10}  # 9.2, rounded up
    down = rules(OF_CYCLE, BY_MONTHS.replace('"full"', '"begun"').replace('"up"', '"down"'))
    assert asked(down, away("2025-12-15", "2026-01-15")) == {1: 9, 2: 9}


def test_years_of_a_cycle_turn_on_its_day_and_those_of_the_calendar_on_new_year() -> None:
    leave = away("2025-05-10", "2026-05-09")
    assert asked(rules(OF_CYCLE, BY_MONTHS), leave, awarded=date(2024, 5, 10)) == {1: 10, 2: 0}
    calendar = rules(OF_CALENDAR, BY_MONTHS, text=LONG)
    assert asked(calendar, away("2026-05-10", "2027-05-09"), awarded=AWARDED) == {2025: 10, 2026: 5, 2027: 7, 2028: 10}


def test_a_month_that_two_leaves_touch_is_taken_off_once() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS.replace('"full"', '"begun"').replace('"up"', '"down"'))
    leaves = away("2025-02-03", "2025-03-10"), away("2025-03-20", "2025-04-02")
    assert asked(policy, *leaves) == {1: 7, 2: 10}  # February to April: 7.5


def test_a_leave_that_begins_before_the_award_counts_from_the_first_day_on() -> None:
    assert asked(rules(OF_CYCLE, BY_MONTHS), away("2024-06-01", "2025-06-30")) == {1: 5, 2: 10}


def test_leave_is_known_from_the_day_on_which_it_begins() -> None:
    policy, history = rules(OF_CYCLE, BY_MONTHS), of(away("2026-03-01", "2026-07-31"))
    before = cycle_of(policy, history, date(2026, 2, 28)).demands[0]
    assert [int(year.amount) for year in before.asked] == [10, 10]


def test_a_year_is_waived_from_so_many_days_on() -> None:
    policy = rules(OF_CYCLE, WAIVED)
    assert asked(policy, away("2026-03-01", "2026-05-29")) == {1: 10, 2: 0}  # 90 days
    assert asked(policy, away("2026-03-01", "2026-05-28")) == {1: 10, 2: 10}
    two = away("2026-03-01", "2026-04-14"), away("2026-06-01", "2026-07-15")
    assert asked(policy, *two) == {1: 10, 2: 0}  # 45 and 45


def test_a_year_is_waived_from_so_many_months_on() -> None:
    policy = rules(OF_CYCLE, BY_SIX)
    assert asked(policy, away("2026-03-01", "2026-08-31")) == {1: 10, 2: 0}
    assert asked(policy, away("2026-03-02", "2026-08-31")) == {1: 10, 2: 10}
    begun = rules(OF_CYCLE, BY_SIX.replace('"full"', '"begun"'))
    assert asked(begun, away("2026-03-02", "2026-08-01")) == {1: 10, 2: 0}


def test_days_in_a_row_that_are_too_few_take_off_nothing_in_whatever_years_they_lie() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS.replace("at_least_days = 0", "at_least_days = 60"))
    assert asked(policy, away("2025-12-01", "2026-01-29")) == {1: 10, 2: 10}  # 60 days: a full month of 2025, 9.2
    down = rules(OF_CYCLE, BY_MONTHS.replace("at_least_days = 0", "at_least_days = 60").replace('"up"', '"down"'))
    assert asked(down, away("2025-12-01", "2026-01-29")) == {1: 9, 2: 10}
    assert asked(down, away("2025-12-01", "2026-01-28")) == {1: 10, 2: 10}


def test_leaves_that_follow_each_other_are_one() -> None:
    policy = rules(OF_CYCLE, WAIVED.replace("at_least_days = 0", "at_least_days = 90"))
    assert asked(policy, away("2026-03-01", "2026-04-14"), away("2026-04-15", "2026-05-29")) == {1: 10, 2: 0}
    assert asked(policy, away("2026-03-01", "2026-04-14"), away("2026-04-16", "2026-05-30")) == {1: 10, 2: 10}


def test_of_several_reliefs_the_one_holds_that_leaves_least() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS, BY_SIX)
    assert asked(policy, away("2026-03-01", "2026-07-31")) == {1: 10, 2: 6}
    assert asked(policy, away("2026-03-01", "2026-08-31")) == {1: 10, 2: 0}
    assert asked(rules(OF_CYCLE, BY_SIX, BY_MONTHS), away("2026-03-01", "2026-08-31")) == {1: 10, 2: 0}


def test_days_that_two_circumstances_cover_are_counted_once() -> None:
    both = BY_MONTHS.replace('["leave"]', '["leave", "illness"]')
    facts = away("2026-01-01", "2026-04-30"), away("2026-03-01", "2026-06-30", "illness")
    assert asked(rules(ILL, OF_CYCLE, both), *facts) == {1: 10, 2: 5}
    assert asked(rules(ILL, OF_CYCLE, BY_MONTHS), *facts) == {1: 10, 2: 7}


def test_the_last_year_of_a_longer_cycle_is_prorated_by_all_of_its_months() -> None:
    long = TEXT.replace("months = 24", "months = 30", 1)
    policy = rules(OF_CYCLE, BY_MONTHS, text=long)
    assert asked(policy, away("2026-01-01", "2026-09-30")) == {1: 10, 2: 5}  # 9 of 18 months


# What that changes.


def test_somebody_on_leave_renews_by_what_is_left_of_the_year() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS.replace('"up"', '"down"'))  # 5
    courses = [course("2025-02-01", n) for n in range(5)]
    leave = away("2026-02-01", "2026-10-31")
    assert cycle_of(policy, of(*courses, leave)).state == CycleState.OPEN
    assert asked(policy, *courses, leave) == {1: 10, 2: 2}
    local = Activity("99", "local-event", date(2026, 11, 5), "Event")
    found = cycle_of(policy, of(*courses, leave, local))
    assert found.met_on == date(2026, 11, 5)


def test_units_that_are_there_renew_on_the_day_on_which_leave_waives_the_year() -> None:
    courses = [course("2025-02-01", n) for n in range(5)]
    found = cycle_of(rules(OF_CYCLE, WAIVED), of(*courses, away("2026-02-01", "2026-10-31")))
    assert (found.state, found.met_on) == (CycleState.RENEWED, date(2026, 2, 1))


def test_the_year_that_lacks_most_is_told_and_of_those_alike_the_one_that_asks_most() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS.replace('"up"', '"down"'))
    half = away("2025-01-01", "2025-06-30")
    (total,) = cycle_of(policy, of(half, course("2026-01-05", 1))).demands
    assert (int(total.amount), int(total.required)) == (0, 5)
    (total,) = cycle_of(policy, of(half)).demands
    assert (int(total.amount), int(total.required)) == (0, 10)
    local = Activity("50", "local-event", date(2026, 1, 5), "Event")
    five = tuple(replace(kind, worth=tuple(replace(v, amount=Decimal(5)) for v in kind.worth)) for kind in policy.types)
    (total,) = cycle_of(replace(policy, types=five), of(half, local)).demands
    assert (int(total.amount), int(total.required)) == (5, 10)  # each lacks 5


def test_a_year_that_ends_a_credential_does_not_where_leave_waives_it() -> None:
    ends = '\n[group.aca.also.missed]\ndays = 0\nthen = "ends"\nsource = "s"\n'
    policy = rules(OF_CYCLE, WAIVED, ends)
    gone = assess(plan(policy), of(), date(2026, 2, 1)).groups[0].cycles[0]
    assert gone.missed is not None
    kept = assess(plan(policy), of(away("2025-06-01", "2025-09-30")), date(2026, 2, 1)).groups[0].cycles[0]
    assert (kept.missed, kept.state) == (None, CycleState.OPEN)


def test_leave_after_an_early_renewal_still_waives_a_year_that_would_end_the_credential() -> None:
    ends = '\n[group.aca.also.missed]\ndays = 0\nthen = "ends"\nsource = "s"\n'
    policy = rules(OF_CYCLE, WAIVED, ends, text=TEXT.replace("months = 24", "months = 36", 1))
    granted = Grant("aca", 1, date(2025, 3, 1), date(2028, 1, 1), date(2031, 1, 1))
    early = replace(of(course("2025-02-01", 1)), grants=(granted,))
    ended = assess(plan(policy), early, date(2027, 1, 5)).groups[0].cycles[0]
    assert ended.missed is not None
    leave = away("2026-02-01", "2026-10-31")
    kept = assess(plan(policy), replace(early, circumstances=(leave,)), date(2027, 1, 5)).groups[0].cycles[0]
    assert (kept.missed, kept.met_on) == (None, date(2025, 3, 1))


def test_a_year_that_is_made_up_for_needs_nothing_where_leave_waived_it() -> None:
    made_up = '\n[group.aca.also.missed]\ndays = 0\nthen = "made up"\ncounter = "fees"\nsource = "s"\n'
    policy = rules(FEE, OF_CYCLE, WAIVED, made_up)
    (total,) = cycle_of(policy, of(away("2025-06-01", "2025-09-30"))).demands
    assert [(int(year.required), int(year.missing)) for year in total.years] == [(0, 0), (10, 10)]


def test_a_fee_makes_up_for_a_year_that_was_asked_more_than_the_next() -> None:
    made_up = '\n[group.aca.also.missed]\ndays = 0\nthen = "made up"\ncounter = "fees"\nsource = "s"\n'
    policy = rules(FEE, OF_CYCLE, BY_MONTHS, made_up)
    fee = Activity("90", "local-event", date(2026, 1, 5), "Fee")
    courses = [course("2026-07-10", n) for n in range(5)]
    found = cycle_of(policy, of(away("2026-01-01", "2026-06-30"), fee, *courses))
    assert (found.state, found.met_on) == (CycleState.RENEWED, date(2026, 7, 10))
    (total,) = cycle_of(policy, of(away("2025-01-01", "2025-06-30"), fee, *courses[:2])).demands
    assert (int(total.amount), int(total.required)) == (5, 5)  # of the first year, as if it had given what it is asked


def test_a_waived_year_is_not_told_where_the_others_gave_enough() -> None:
    policy = rules(OF_CYCLE, WAIVED)
    courses = (course("2025-02-01", n) for n in range(4))
    (total,) = cycle_of(policy, of(away("2026-01-01", "2026-06-30"), *courses)).demands
    assert (int(total.amount), int(total.required)) == (40, 10)


def test_a_fee_of_each_year_may_be_halved() -> None:
    policy = rules(FEE, PAID, BY_MONTHS)
    assert asked(policy, away("2025-01-01", "2025-06-30")) == {1: 1, 2: 2}


# What is told.


def test_the_story_says_of_which_year_less_is_asked_and_why() -> None:
    policy, history = rules(OF_CYCLE, BY_MONTHS), of(away("2026-03-01", "2026-07-31"))
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2026, 8, 1)))]
    assert (
        "Ten in each year: 6 instead of 10 CE units are asked of year 2 of the cycle (to January 1, 2027), because of: "
        "Leave (5 months)." in told
    )
    assert "Ten in each year: 0 of 10 CE units in year 1 of the cycle (to December 31, 2025), which is over" in told


def test_a_waived_year_is_told_as_one_of_which_nothing_is_asked() -> None:
    by_days = ((WAIVED, "Leave (90 days or more)"), (WAIVED.replace("90", "1"), "Leave"))
    for rule, told in (*by_days, (BY_SIX, "Leave (8 months)")):
        policy = rules(OF_CALENDAR, rule, text=LONG)
        cycle = cycle_of(policy, of(away("2026-03-01", "2026-10-31")))
        assert [str(s) for s in relieved(policy, "aca", cycle)] == [
            f"Ten in each year: nothing is asked of 2026, because of: {told}."
        ]


def test_one_who_is_not_on_leave_reads_what_everybody_does() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS)
    cycle = cycle_of(policy, of(course("2025-02-01", 1)), date(2025, 3, 1))
    assert list(relieved(policy, "aca", cycle)) == []
    (line,) = demands(policy, policy.group("aca"), cycle, date(2025, 3, 1))
    assert str(line).startswith("Ten in each year: 0 of 10 CE units in year 2 of the cycle")
    assert str(line).endswith("the year with the fewest")


def told_of(*facts: Circumstance | Activity) -> str:
    policy = rules(OF_CALENDAR, BY_MONTHS.replace('"up"', '"down"'), text=LONG)
    (line,) = demands(policy, policy.group("aca"), cycle_of(policy, of(*facts), date(2026, 3, 1)), date(2026, 3, 1))
    return str(line)


def test_the_years_that_ask_differently_are_told_by_the_one_that_lacks_most() -> None:
    leave = away("2026-01-01", "2026-06-30")
    first = course("2025-03-01", 1)
    assert told_of(leave, first) == "Ten in each year: 0 of 10 CE units in 2027, the year that lacks most"
    event = Activity("70", "course", date(2026, 2, 1), "Another")
    later = Activity("71", "course", date(2027, 2, 1), "Later")
    last = Activity("72", "course", date(2028, 2, 1), "Last")
    policy = rules(OF_CALENDAR, BY_MONTHS.replace('"up"', '"down"'), text=LONG)
    done = cycle_of(policy, of(leave, first, event, later, last), date(2028, 3, 1))
    (line,) = demands(policy, policy.group("aca"), done, date(2028, 3, 1))
    assert str(line) == "Ten in each year: each of 4 years gave as much as is asked of it"


def test_the_one_year_of_which_anything_is_asked_is_told_alone() -> None:
    policy = rules(OF_CYCLE, WAIVED)
    cycle = cycle_of(policy, of(away("2025-01-01", "2025-12-01")), date(2026, 3, 1))
    (line,) = demands(policy, policy.group("aca"), cycle, date(2026, 3, 1))
    assert str(line) == "Ten in each year: 0 of 10 CE units in year 2 of the cycle (to January 1, 2027)"


def test_what_is_still_to_do_is_told_by_what_the_year_is_asked() -> None:
    policy, history = rules(OF_CYCLE, BY_MONTHS), of(away("2025-03-01", "2025-07-31"))
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2025, 8, 1)))]
    assert any(
        line.startswith("Ten in each year, year 1 of the cycle (to December 31, 2025): 6 more CE units by")
        for line in told
    ), told


def test_ways_are_proposed_that_meet_what_is_left_of_the_years() -> None:
    leave = away("2025-03-01", "2025-12-01")  # 9 months: 3
    wish = Wish(types=("course", "local-event"))
    few = outlook(plan(rules(OF_CYCLE, BY_MONTHS)), of(leave), date(2025, 12, 5), wish).targets[0].best
    without = outlook(plan(rules(OF_CYCLE)), of(leave), date(2025, 12, 5), wish).targets[0].best
    waived = outlook(plan(rules(OF_CYCLE, WAIVED)), of(leave), date(2025, 12, 5), wish).targets[0].best
    assert few is not None
    assert without is not None
    assert waived is not None
    for best, needed in ((few, 3), (without, 10), (waived, 0)):
        policy = rules(OF_CYCLE)
        early = [s for s in best.steps if s.first <= date(2025, 12, 31)]
        worth = {kind.key: kind.worth[-1].amount for kind in policy.types}
        assert sum(s.times * worth[s.type] for s in early) >= needed
    assert not [s for s in waived.steps if s.last <= date(2025, 12, 31)]
    assert sum(s.times for s in few.steps if s.last <= date(2025, 12, 31)) <= sum(
        s.times for s in without.steps if s.last <= date(2025, 12, 31)
    )


def test_a_search_sees_what_each_year_lacks_of_what_is_left_of_it() -> None:
    trial = Trial(plan(rules(OF_CYCLE, BY_MONTHS)), of(away("2025-01-01", "2025-06-30")), date(2025, 1, 5))
    (goal,) = goals_of(trial)
    (lack,) = trial.lacks((), [goal])
    assert {route.demands["", "yearly"] for route in lack.routes} == {Decimal(15)}


def test_asking_what_if_counts_the_years_as_leave_leaves_them() -> None:
    policy = rules(OF_CYCLE, WAIVED)
    history = of(*(course("2026-01-05", n) for n in range(4)), away("2025-03-01", "2025-12-01"))
    more = (Activity("proposed", "course", date(2026, 2, 1), "One more"),)
    assert what_if(plan(policy), history, more, date(2026, 1, 10)).groups[0].renews
    assert not what_if(plan(rules(OF_CYCLE)), history, more, date(2026, 1, 10)).groups[0].renews


# What an author writes.


def problems(*more: str) -> list[tuple[str, str]]:
    text = TEXT + AWAY + "".join(more)
    found = parse_policy(text)
    assert isinstance(found, Problems), "nothing is refused"
    return [(p.what, p.fix) for p in found.problems]


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (BY_MONTHS.replace('removes = "months"', ""), "`removes` is missing in [group.aca.also.relief]"),
        (BY_MONTHS.replace("at_least_days = 0", ""), "`at_least_days` is missing in [group.aca.also.relief]"),
        (BY_MONTHS.replace('rounding = "up"', ""), "`rounding` is missing in [group.aca.also.relief]"),
        (BY_MONTHS.replace("to = 1", "to = 0.5"), "0.5 is no whole number of steps of 1"),
        (BY_MONTHS.replace("to = 1", "to = 0"), "0 is no whole number of steps of 1"),
        (BY_MONTHS.replace('["leave"]', '["leaf"]'), 'there is no circumstance "leaf"'),
        (BY_MONTHS.replace('["leave"]', "[]"), "nothing is so while it holds"),
        (BY_MONTHS + "from_days = 3\n", "`from_days` means nothing in [group.aca.also.relief]"),
        (WAIVED.replace("from_days = 90", ""), "it is not said from how much of it on nothing is asked"),
        (
            WAIVED + 'from_months = 3\nmonths_counted = "full"\n',
            "it is said twice from how much of it on nothing is asked",
        ),
        (WAIVED + 'months_counted = "full"\n', "days are counted here, and no months"),
        (
            WAIVED.replace("from_days = 90", "from_months = 3"),
            "`months_counted` is missing in [group.aca.also.relief]",
        ),
        (WAIVED + "to = 1\n", "`to` means nothing in [group.aca.also.relief]"),
        (
            BY_MONTHS + BY_MONTHS,
            'another relief above says already what leave takes off with removes = "months"',
        ),
    ],
)
def test_an_author_has_to_say_what_leave_takes_off_a_year_and_how(rule: str, what: str) -> None:
    assert what in [said for said, _ in problems(OF_CYCLE, rule)]


def test_an_owner_who_says_what_leave_takes_off_the_years_is_not_asked() -> None:
    months = AWAY.replace('"nothing"', '"months"') + (
        'months_counted = "full"\nat_least_days = 0\nmost_months = 0\nrounding = "up"\nto = 1\nextends = false\n'
    )
    for more, asks in ((OF_CYCLE, True), (OF_CYCLE + BY_MONTHS, False)):
        text = TEXT + months + more
        told = [
            p for p in warnings(policy_of(text), text, "policy.toml") if "still asks as much of each year" in p.what
        ]
        assert bool(told) is asks
        assert all('write there a `relief` with circumstances = ["leave"]' in p.fix for p in told)


def test_the_handbook_and_the_rules_page_say_what_leave_takes_off_a_year() -> None:
    policy = rules(ILL, OF_CYCLE, BY_MONTHS.replace('["leave"]', '["leave", "illness"]').replace("= 0", "= 30"), BY_SIX)
    text = str(handbook(policy))
    shares = (
        "Leave or Illness: what is asked of a year shrinks by the share of its full months that are covered, rounded "
        "up to a multiple of 1. Fewer than 30 days in a row take off nothing."
    )
    waives = "Leave: nothing is asked of a year of which 6 full months or more are covered."
    assert shares in text
    assert waives in text
    assert "Ten in each year: Leave or Illness" in text  # in the table of sources
    rows = [str(row.what) for row in asked_of_all(policy)]
    assert f"Of “Ten in each year”: {shares}" in rows
    assert f"Of “Ten in each year”: {waives}" in rows


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (WAIVED.replace("90", "1"), "Leave: nothing is asked of a year of which any day is covered."),
        (WAIVED, "Leave: nothing is asked of a year of which 90 days or more are covered."),
        (BY_SIX.replace("= 6", "= 1"), "Leave: nothing is asked of a year of which a full month or more is covered."),
        (
            BY_SIX.replace('"full"', '"begun"'),
            "Leave: nothing is asked of a year of which 6 months or more are touched.",
        ),
        (
            BY_MONTHS.replace('"full"', '"begun"').replace('"up"', '"nearest"'),
            "Leave: what is asked of a year shrinks by the share of its months that are touched, to the nearest "
            "multiple of 1.",
        ),
    ],
)
def test_each_answer_has_its_sentence(rule: str, told: str) -> None:
    assert told in str(handbook(rules(OF_CYCLE, rule)))


def said(before: Policy, after: Policy) -> list[str]:
    return [str(sentence) for sentence in differences(before, after)]


def test_a_difference_says_what_leave_takes_off_a_year_from_now_on() -> None:
    plain, some, other = rules(OF_CYCLE), rules(OF_CYCLE, BY_MONTHS), rules(OF_CYCLE, WAIVED)
    shares = (
        "Associate, Ten in each year: Leave: what is asked of a year shrinks by the share of its full months that are "
        "covered, rounded up to a multiple of 1."
    )
    assert said(plain, some) == [shares]
    assert said(some, plain) == [
        "Associate, Ten in each year: as much is asked of each year again as before, also where Leave is so."
    ]
    assert said(some, other) == [
        "Associate, Ten in each year: where Leave is so, something else is taken off a year than before.",
        "Associate, Ten in each year: Leave: nothing is asked of a year of which 90 days or more are covered.",
    ]
    rounded = rules(OF_CYCLE, BY_MONTHS.replace('"up"', '"down"'))
    assert said(some, rounded) == [
        "Associate, Ten in each year, Leave: what is left is rounded “down” instead of “up”."
    ]
    later = rules(OF_CYCLE, WAIVED.replace("90", "120"))
    assert said(other, later) == [
        "Associate, Ten in each year, Leave: nothing is asked from 120 days on, instead of from 90 on."
    ]
    longer = rules(OF_CYCLE, BY_MONTHS.replace("at_least_days = 0", "at_least_days = 30"))
    assert said(some, longer) == ["Associate, Ten in each year, Leave: fewer than 30 days in a row take nothing off."]


def test_whose_years_ask_less_is_seen_where_a_value_of_some_asks_more() -> None:
    policy = rules(OF_CYCLE, BY_MONTHS)
    more = Value(date(2020, 2, 1), Decimal(24), "s")
    groups = tuple(replace(g, demands=tuple(replace(d, values=(more,)) for d in g.demands)) for g in policy.groups)
    assert asked(replace(policy, groups=groups), away("2026-01-01", "2026-06-30")) == {1: 24, 2: 12}


def test_circumstances_of_which_a_relief_says_nothing_change_no_year() -> None:
    kinds = {kind.key: kind for kind in rules(ILL, OF_CYCLE, BY_MONTHS).circumstances}
    assert isinstance(kinds["illness"], CircumstanceKind)
    assert asked(rules(ILL, OF_CYCLE, BY_MONTHS), away("2026-01-01", "2026-06-30", "illness")) == {1: 10, 2: 10}
