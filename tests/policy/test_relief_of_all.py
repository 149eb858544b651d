"""Somebody on leave is asked less of what looks at no years: hours of practice, or units of the last months."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState
from recert.policy.cycles import FOR_LIFE
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Circumstance, Exam
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.relieved_words import changed, relieved
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_prorated_demands import SHARE, history_of
from tests.policy.test_relief import AWAY, BY_MONTHS, FEE, WAIVED, away, cycle_of, of, problems, rules

PRACTICE = """
[[group.aca.also]]
key = "practice"
title = "Practice"
kind = "counter"
counter = "fees"
least = [{ from = 2020-02-01, count = 8, source = "s" }]
"""
OF_EVERYTHING = WAIVED.replace('"the year"', '"everything"')
RECENT = """
[[group.aca.also]]
key = "recent"
title = "Recent units"
kind = "last months"
months = 12
before = "the cycle's end"
carried_units = "don't count"
least = [{ from = 2020-02-01, units = 20, source = "s" }]
"""
FIRST = RECENT.replace('"last months"', '"first months"').replace('before = "the cycle\'s end"\n', "")
BUT_LAST = FIRST.replace('"first months"', '"all but the last months"')
SEVERAL = """
[[group.aca.also]]
key = "several"
title = "Two cycles"
kind = "several cycles"
cycles = 2
least = [{ from = 2020-02-01, units = 120, source = "s" }]
"""
TWO = """
[category.tax]
name = "Tax"
[[group.aca.also]]
key = "two"
title = "A category"
kind = "categories"
least = [{ from = 2020-02-01, count = 1, source = "s" }]
"""
YEAR_OFF = away("2025-07-01", "2026-06-30")


def needed(policy: Policy, *facts: Circumstance | Activity, on: date = date(2026, 12, 1)) -> int:
    """How much the one demand asks for."""
    (total,) = cycle_of(policy, of(*facts), on).demands
    return int(total.required)


def paid(count: int) -> list[Activity]:
    return [Activity(f"p{n}", "local-event", date(2025, 2, 1 + n), f"Session {n}") for n in range(count)]


# What leave takes off.


def test_a_year_of_leave_takes_half_off_the_practice_of_two_years() -> None:
    policy = rules(FEE, PRACTICE, BY_MONTHS)
    assert needed(policy) == 8
    assert needed(policy, YEAR_OFF) == 4
    assert needed(policy, away("2025-07-01", "2025-11-30")) == 7  # 6.3, rounded up
    assert needed(policy, away("2024-01-01", None)) == 0


def test_of_the_last_months_only_the_leave_in_them_counts() -> None:
    policy = rules(RECENT, BY_MONTHS)
    assert needed(policy, away("2025-07-01", "2026-07-01")) == 10  # six of the twelve after January 1, 2026
    assert needed(policy, YEAR_OFF) == 12  # five full ones
    assert needed(policy, away("2025-01-01", "2025-12-31")) == 20


def test_of_the_first_months_only_the_leave_in_them_counts() -> None:
    assert needed(rules(FIRST, BY_MONTHS), YEAR_OFF) == 10
    assert needed(rules(BUT_LAST, BY_MONTHS), YEAR_OFF) == 10
    assert needed(rules(FIRST, BY_MONTHS), away("2026-01-01", None)) == 20


def test_what_is_held_for_life_has_no_last_months_to_take_anything_off() -> None:
    policy = rules(BUT_LAST, BY_MONTHS)
    for_life = replace(policy, cycle=replace(policy.cycle, months=FOR_LIFE))
    assert needed(for_life, away("2025-01-01", None)) == needed(for_life) == 20


def test_of_several_cycles_all_their_months_count() -> None:
    policy = rules(SEVERAL, BY_MONTHS)
    history = of(YEAR_OFF)
    exam = Exam("ACA-JSWE", date(2026, 12, 20), passed=True, ref="again")
    (total,) = cycle_of(policy, history).demands
    assert total.required == 60  # of the first cycle alone: twelve of its 24 months
    both = replace(history, exams=(exam,))
    later = [c for c in assess(plan(policy), both, date(2027, 6, 1)).groups[0].cycles if c.number == 2]
    assert [int(c.demands[0].required) for c in later] == [90]  # twelve of 48 months


def test_in_a_shorter_first_cycle_leave_takes_its_share_off_what_the_months_leave() -> None:
    shrinks = 'shorter_first_cycle = { rounding = "up", to = 1, source = "s" }\n'
    policy = rules(SHARE, FEE, PRACTICE + shrinks, BY_MONTHS)
    half = replace(history_of(12), circumstances=(away("2026-04-10", "2026-10-09"),))
    cycle = cycle_of(policy, half, date(2026, 12, 1))
    assert cycle.demands[0].required == 2  # six of twelve months, of the 4 of 8 that twelve of 24 months leave
    lines = [str(line.text) for line in story(policy, half, assess(plan(policy), half, date(2026, 12, 1)))]
    assert any("4 of 8 payments for “Practice”" in line for line in lines)
    assert any("Practice: 2 instead of 4 payments are asked, because of: Leave (6 months)." in line for line in lines)


def test_everything_is_waived_from_so_many_days_on() -> None:
    policy = rules(FEE, PRACTICE, OF_EVERYTHING)
    assert needed(policy, away("2025-03-01", "2025-05-29")) == 0  # 90 days
    assert needed(policy, away("2025-03-01", "2025-05-28")) == 8


def test_a_number_of_categories_can_be_waived() -> None:
    policy = rules(TWO, OF_EVERYTHING)
    assert (needed(policy), needed(policy, YEAR_OFF)) == (1, 0)


def test_leave_renews_on_its_first_day_what_had_enough_but_for_that() -> None:
    policy = rules(FEE, PRACTICE, BY_MONTHS)
    courses = [Activity(f"c{n}", "course", date(2025, 3, 1 + n), f"Course {n}") for n in range(5)]
    before = cycle_of(policy, of(*paid(4), *courses), date(2025, 12, 1))
    assert before.state is CycleState.OPEN
    cycle = cycle_of(policy, of(*paid(4), *courses, YEAR_OFF), date(2025, 12, 1))
    assert (cycle.state, cycle.met_on) == (CycleState.RENEWED, date(2025, 7, 1))


def test_what_a_way_asks_in_units_shrinks_where_that_stands_below_it() -> None:
    way = """
[[group.aca.or]]
key = "short"
title = "The short way"
[[group.aca.or.also]]
key = "units"
title = "Units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2020-02-01, units = 30, source = "s" }]
""" + BY_MONTHS.replace("group.aca.also", "group.aca.or.also")
    policy = rules(way)
    courses = [Activity(f"c{n}", "course", date(2025, 3, 1 + n), f"Course {n}") for n in range(2)]
    assert cycle_of(policy, of(*courses), date(2025, 12, 1)).state is CycleState.OPEN
    assert cycle_of(policy, of(*courses, YEAR_OFF), date(2025, 12, 1)).way == "short"


# What people read.


def test_somebody_on_leave_reads_why_less_is_asked() -> None:
    policy = rules(FEE, PRACTICE, BY_MONTHS)
    cycle = cycle_of(policy, of(YEAR_OFF))
    told = ["Practice: 4 instead of 8 payments are asked, because of: Leave (12 months)."]
    assert [str(line) for line in relieved(policy, "aca", cycle)] == told
    waived = rules(FEE, PRACTICE, OF_EVERYTHING)
    cycle = cycle_of(waived, of(YEAR_OFF))
    told = ["Practice: nothing is asked, because of: Leave (90 days or more)."]
    assert [str(line) for line in relieved(waived, "aca", cycle)] == told
    told_at_all = [
        str(line.text) for line in story(waived, of(YEAR_OFF), assess(plan(waived), of(YEAR_OFF), date(2026, 12, 1)))
    ]
    assert any("Practice: nothing is asked, because of: Leave (90 days or more)." in line for line in told_at_all)


def test_recording_a_leave_tells_what_it_changes() -> None:
    policy = rules(FEE, PRACTICE, BY_MONTHS)
    before, after = cycle_of(policy, of()), cycle_of(policy, of(YEAR_OFF))
    told = [str(line) for line in changed(policy, "aca", before, after)]
    assert told == ["Practice: 4 instead of 8 payments are asked."]


def test_the_rules_say_what_leave_takes_off() -> None:
    by_months = str(handbook(rules(FEE, PRACTICE, BY_MONTHS)))
    assert "Leave: what is asked shrinks by the share of the full months that are covered" in by_months
    waived = str(handbook(rules(FEE, PRACTICE, OF_EVERYTHING)))
    assert "Leave: nothing is asked where 90 days or more are covered." in waived


def test_a_plan_asks_for_no_more_than_is_left() -> None:
    policy = rules(FEE, PRACTICE, BY_MONTHS)
    found = outlook(plan(policy), of(YEAR_OFF), date(2026, 12, 1))
    best = found.targets[0].best
    assert best is not None
    assert sum(step.times for step in best.steps if step.type == "local-event") == 4


def test_a_changed_rule_of_leave_is_told() -> None:
    old, new = rules(FEE, PRACTICE), rules(FEE, PRACTICE, BY_MONTHS)
    assert any("what is asked shrinks by the share" in str(line) for line in differences(old, new))
    gone = [str(line) for line in differences(new, old)]
    assert any("as much is asked again as before, also where Leave is so." in line for line in gone)


# What an author writes.


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (FEE + PRACTICE + BY_MONTHS.replace('"months"', '"the year"'), "the year"),
        (
            RECENT.replace("the cycle's end", "the renewal") + BY_MONTHS,
            "these months are others on every day, so nothing is taken off them",
        ),
        (
            TWO + BY_MONTHS,
            "a share of months takes nothing off a number of categories or choices, or off what has to be current",
        ),
        (
            FEE.replace('"uses"', '"valid"\nvalid_months = 24') + PRACTICE.replace("= 8", "= 1") + BY_MONTHS,
            "a share of months takes nothing off a number of categories or choices, or off what has to be current",
        ),
        (FEE + PRACTICE + OF_EVERYTHING.replace("from_days = 90\n", ""), "it is not said from how much of it"),
    ],
)
def test_an_author_is_told_what_leave_can_take_off_and_what_not(rule: str, what: str) -> None:
    assert any(what in said for said, _ in problems(rule))


def test_an_owner_reads_that_a_leave_takes_nothing_off() -> None:
    of_one = TEXT + AWAY + FEE + PRACTICE.replace("= 8", "= 1") + BY_MONTHS
    found = [
        problem for problem in warnings(policy_of(of_one), of_one, "policy.toml") if "takes nothing" in problem.what
    ]
    assert [problem.what.split(", as")[0] for problem in found] == [
        "it takes nothing off the 1 payment of which any month is left"
    ]
    assert 'removes = "everything"' in found[0].fix  # "the year" is refused here
    of_many = TEXT + AWAY + FEE + PRACTICE + BY_MONTHS
    told = [problem.what for problem in warnings(policy_of(of_many), of_many, "policy.toml")]
    assert not any("takes nothing off" in what for what in told)


@pytest.mark.parametrize(
    ("asking", "enough", "line"),
    [
        (RECENT, ("from_days = 372", "from_days = 373"), "from_days = 373"),
        (FIRST, ("from_days = 372", "from_days = 373"), "from_days = 373"),
        (RECENT, ("from_months = 12", "from_months = 13"), "from_months = 13"),
        (BUT_LAST, ("from_months = 36", "from_months = 37"), "from_months = 37"),
        (FEE + PRACTICE, ("from_months = 36", "from_months = 37"), "from_months = 37"),
        (SEVERAL, ("from_months = 72", "from_months = 73"), "from_months = 73"),
    ],
)
def test_an_owner_reads_that_no_leave_is_ever_long_enough(asking: str, enough: tuple[str, str], line: str) -> None:
    for said in enough:
        counted = 'months_counted = "full"\n' if "months" in said else ""
        text = TEXT + AWAY + asking + OF_EVERYTHING.replace("from_days = 90\n", f"{said}\n{counted}")
        told = [p for p in warnings(policy_of(text), text, "policy.toml") if "nothing is ever waived" in p.what]
        assert [text.splitlines()[problem.line - 1] for problem in told] == [line] * (said == line)
