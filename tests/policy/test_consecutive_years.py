"""So much in any two consecutive years, as dentists need: within five years, and from the last of them to the next."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from recert.policy import rule_words
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Ends
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, Exam, History
from recert.policy.missed import Missed, Then
from recert.policy.model import (
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Limit,
    Measure,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
)
from recert.policy.plan import plan
from recert.policy.planning.outlook import ANY, outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.relief import Relief, TakesOff
from recert.policy.retake import CountedFrom, Retake
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS, reference

USUAL = reference().policy
SINCE = date(2010, 1, 1)
ENDS = Missed(Then.ENDS, late_counts=False, source="")


def amount(units: int) -> tuple[Value, ...]:
    return (Value(SINCE, Decimal(units), "the rule"),)


STEADY = Demand(
    "steady",
    "10 hours in any two consecutive years",
    DemandKind.EACH_YEAR,
    "",
    0,
    0,
    amount(10),
    consecutive=2,
    across_cycles=True,
)


def dentists(demand: Demand = STEADY, *, units: int = 100, **cycle: Any) -> Policy:
    """Five years from January 1, of which 100 hours are needed, one for each hour of a course."""
    rule = replace(USUAL.cycle, **{"months": 60, "ends": Ends.DAY_BEFORE, "grace_days": 0, "grace_months": 0, **cycle})
    types = tuple(
        replace(kind, measure=Measure("hour", "hours", Decimal(0)), worth=amount(1), limit=None)
        if kind.key == "course"
        else kind
        for kind in USUAL.types
    )
    groups = tuple(replace(group, required=amount(units), demands=(demand,)) for group in USUAL.groups)
    return replace(USUAL, floor=SINCE, cycle=rule, types=types, groups=groups, moves=())


POLICY = dentists()
AWARDED = (Award("ACA-JSWE", date(2020, 1, 1)),)


def hours(**years: int) -> tuple[Activity, ...]:
    """So many hours in May of each year: y2020=70."""
    return tuple(
        Activity(year, "course", date(int(year[1:]), 5, 1), f"Course of {year[1:]}", quantity=Decimal(many))
        for year, many in years.items()
    )


FULL = hours(y2020=70, y2021=5, y2022=5, y2023=20, y2024=4)


def seen(activities: tuple[Activity, ...], as_of: date, policy: Policy = POLICY, **facts: Any) -> Assessment:
    return assess(plan(policy), History(**{"awards": AWARDED, "activities": activities, **facts}), as_of)


def last(found: Assessment) -> Cycle:
    return found.groups[0].cycles[-1]


def gave(cycle: Cycle) -> list[int]:
    return [int(each) for each in cycle.demands[0].gave]


def asked(cycle: Cycle) -> list[int]:
    return [int(each.amount) for each in cycle.demands[0].asked]


def told(activities: tuple[Activity, ...], as_of: date, policy: Policy = POLICY) -> list[str]:
    history = History(awards=AWARDED, activities=activities)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of))]


def test_nine_hours_in_two_years_in_a_row_keep_a_cycle_from_being_renewed() -> None:
    short = hours(y2020=70, y2021=5, y2022=4, y2023=20, y2024=20)
    cycle = last(seen(short, date(2024, 12, 31)))
    assert (cycle.state, int(cycle.missing)) == (CycleState.OPEN, 0)
    assert (gave(cycle), asked(cycle)) == ([70, 75, 9, 24, 40], [0, 10, 10, 10, 10])
    assert last(seen(short, date(2025, 1, 1))).state is CycleState.LAPSED


def test_ten_hours_in_any_two_renew_it_though_one_year_gave_none() -> None:
    found = seen(hours(y2020=60, y2022=10, y2023=0 + 1, y2024=30), date(2024, 12, 31))
    assert last(found).state is CycleState.RENEWED


def test_the_last_year_of_a_cycle_counts_with_the_first_of_the_next() -> None:
    cycle = last(seen(FULL, date(2025, 6, 1)))
    assert (cycle.number, gave(cycle)[:2], asked(cycle)) == (2, [4, 0], [10] * 5)
    more = (*FULL, *hours(y2025=94, y2027=10, y2029=10))
    assert last(seen(more, date(2029, 12, 30))).state is CycleState.RENEWED, "4 and 94, then 10 in any two"
    fewer = (*FULL, *hours(y2025=5, y2026=85, y2027=10, y2029=10))
    cycle = last(seen(fewer, date(2029, 12, 30)))
    assert (cycle.state, int(cycle.missing), gave(cycle)) == (CycleState.OPEN, 0, [9, 90, 95, 10, 10])


def test_within_the_cycle_alone_its_first_year_asks_nothing() -> None:
    policy = dentists(replace(STEADY, across_cycles=False))
    cycle = last(seen(FULL, date(2025, 6, 1), policy))
    assert (gave(cycle)[0], asked(cycle)) == (0, [0, 10, 10, 10, 10])


def test_a_new_award_begins_the_row_anew() -> None:
    again = (*AWARDED, Award("ACA-JSWE", date(2026, 1, 1)))
    cycle = last(seen(hours(y2024=4), date(2026, 6, 1), awards=again))
    assert (cycle.start, asked(cycle)[0], gave(cycle)[0]) == (date(2026, 1, 1), 0, 0)


def test_three_in_a_row_reach_over_several_short_cycles() -> None:
    three = dentists(replace(STEADY, consecutive=3), units=1, months=12)
    cycle = last(seen(hours(y2020=8, y2021=1, y2022=1, y2023=4), date(2023, 6, 1), three))
    assert (cycle.number, gave(cycle), asked(cycle)) == (4, [6], [10])
    earlier = seen(hours(y2020=8, y2021=1, y2022=1), date(2022, 6, 1), three).groups[0].cycles
    assert [gave(each)[0] for each in earlier] == [8, 9, 10]


def test_years_that_had_not_begun_when_an_exam_renewed_a_cycle_are_none_of_its_years() -> None:
    retake = Retake(months=60, in_grace=False, source="", whole_group=True, counted_from=CountedFrom.PASS)
    policy, passed = replace(POLICY, retake=retake), (Exam("ACA-JSWE", date(2022, 3, 1), True),)
    first, cycle = seen(hours(y2020=70, y2021=20), date(2022, 6, 1), policy, exams=passed).groups[0].cycles
    assert (first.end, gave(first)[2]) == (date(2022, 3, 1), 20)
    assert gave(cycle)[0] == 0, "of year 3 alone, which was cut short: years 4 and 5 would have given nothing either"
    kept = dentists(replace(STEADY, consecutive=3))
    of_three = replace(kept, retake=retake)
    cycle = last(seen(hours(y2020=70, y2021=20), date(2022, 6, 1), of_three, exams=passed))
    assert gave(cycle)[:2] == [20, 0], "of years 2 and 3"


def test_a_cycle_without_a_full_year_leaves_nothing_to_be_asked_with() -> None:
    policy = dentists(units=1, months=12, shares_renewed_date=False)
    codes = {certification.code for certification in policy.certifications if certification.group == "aca"}
    other = next(iter(sorted(codes - {"ACA-JSWE"})))
    awards = (AWARDED[0], Award(other, date(2020, 8, 1), date(2021, 6, 30)))
    cycles = seen(hours(y2020=20, y2021=3), date(2021, 12, 1), policy, awards=awards).groups[0].cycles
    assert [len(cycle.demands[0].gave) for cycle in cycles] == [1, 0, 1]
    assert asked(cycles[2]) == [0]


def test_years_of_the_calendar_are_in_no_row_over_one_that_lies_in_two_cycles() -> None:
    of_calendar = dentists(replace(STEADY, kind=DemandKind.EACH_CALENDAR_YEAR), units=1, months=36)
    begun = (Award("ACA-JSWE", date(2020, 5, 10)),)
    cycle = last(seen(hours(y2021=10, y2022=10), date(2023, 12, 1), of_calendar, awards=begun))
    assert [(each.year, int(each.amount)) for each in cycle.demands[0].asked] == [(2024, 0), (2025, 10)]
    aligned = last(seen(hours(y2021=10, y2022=10), date(2023, 12, 1), of_calendar))
    assert (aligned.demands[0].asked[0].year, asked(aligned)[0]) == (2023, 10)
    assert gave(aligned)[0] == 10


def test_two_years_that_gave_too_little_may_end_it_in_the_middle_of_a_cycle() -> None:
    ending = dentists(replace(STEADY, missed=ENDS))
    done = hours(y2020=9, y2021=3, y2022=6)
    assert last(seen(done, date(2022, 12, 31), ending)).state is CycleState.OPEN
    found = seen(done, date(2023, 1, 1), ending)
    assert last(found).missed is not None
    assert [h.expires for h in found.groups[0].holdings] == [date(2022, 12, 31)]
    lines = told(done, date(2023, 1, 1), ending)
    assert any(
        "because years 2 and 3 of the cycle (to December 31, 2022) gave 9 of 10 CE units" in line for line in lines
    )


def test_across_the_end_of_a_cycle_it_ends_as_well() -> None:
    ending = dentists(replace(STEADY, missed=ENDS))
    assert last(seen(FULL, date(2025, 12, 31), ending)).state is CycleState.OPEN
    assert last(seen(FULL, date(2026, 1, 1), ending)).missed is not None
    assert last(seen((*FULL, *hours(y2025=6)), date(2026, 1, 1), ending)).missed is None


def test_what_is_done_late_for_two_years_counts_for_them_and_is_there_once() -> None:
    late = dentists(replace(STEADY, missed=Missed(Then.ENDS, late_counts=True, source="", days=60)))
    made_good = Activity("l", "course", date(2022, 2, 10), "Late", quantity=Decimal(8))
    cycle = last(seen((*hours(y2020=1, y2021=4), made_good), date(2022, 6, 1), late))
    assert gave(cycle)[1:3] == [10, 12], "5 of it for 2021, and 4 and 5 and 3 for 2021 and 2022"


def test_a_leave_takes_its_share_of_all_the_months_off() -> None:
    leave = Relief(
        ("leave",),
        TakesOff.MONTHS,
        0,
        "",
        counted=MonthsCounted.FULL,
        rounding=Rounding.UP,
    )
    policy = replace(
        dentists(replace(STEADY, reliefs=(leave,))),
        circumstances=(CircumstanceKind("leave", "Leave", "", "", Removes.NOTHING, ""),),
    )
    months = Circumstance("leave", date(2024, 7, 1), date(2025, 6, 30), Decimal(0))
    first, cycle = seen(FULL, date(2025, 9, 1), policy, circumstances=(months,)).groups[0].cycles
    assert asked(first) == [0, 10, 10, 10, 8], "six of 24 months: 7.5"
    assert asked(cycle) == [5, 8, 10, 10, 10], "twelve of 24, and six"


def test_its_story_names_the_years_and_how_much_each_two_lack() -> None:
    lines = told(hours(y2020=4), date(2021, 6, 30))
    least = "0 of 10 CE units in years 2 and 3 of the cycle (to December 31, 2022), which lack most"
    assert f"10 hours in any two consecutive years: {least}" in lines
    needed = next(line for line in lines if "Also needed" in line)
    each = "6 CE units in years 1 and 2 by December 31, 2021, 10 CE units in years 2 and 3 by December 31, 2022"
    assert f"10 hours in any two consecutive years ({each}" in needed
    assert (
        "10 hours in any two consecutive years, years 1 and 2 of the cycle (to December 31, 2021): 6 more CE units by "
        "December 31, 2021. Otherwise no activities renew the cycle any more."
    ) in lines
    across = told(FULL, date(2025, 6, 1))
    assert any(
        "year 1 of the cycle with the year before it (to December 31, 2025): 6 more CE units" in line for line in across
    )


def test_of_what_is_there_it_says_that_each_two_gave_enough() -> None:
    enough = "10 hours in any two consecutive years: each 2 years in a row gave as much as is asked of them"
    assert enough in told(FULL, date(2024, 12, 1))


def test_a_plan_meets_it_with_as_little_as_is_enough() -> None:
    history = History(awards=AWARDED, activities=FULL)
    found = outlook(plan(POLICY), history, date(2025, 6, 1))
    best = found.targets[0].best
    assert best is not None
    steps = [(step.quantity, step.first.year, step.last.year) for step in best.steps]
    assert len(steps) == 3 and sum(step.quantity for step in best.steps) == 100, steps
    uses = tuple(
        Activity(f"p{i}", step.type, step.last, f"Step {i}", quantity=step.quantity)
        for i, step in enumerate(best.steps)
    )
    assert last(seen((*FULL, *uses), date(2029, 12, 30))).state is CycleState.RENEWED
    for left_out in uses:
        done = (*FULL, *(use for use in uses if use is not left_out))
        assert last(seen(done, date(2029, 12, 30))).state is not CycleState.RENEWED


def test_a_plan_that_is_priced_claims_no_more_than_is_so() -> None:
    three = dentists(replace(STEADY, values=amount(30), consecutive=3), units=1)
    history = History(awards=AWARDED)
    best = outlook(plan(three), history, date(2020, 1, 1), Wish(costs={"course": Decimal(1)})).targets[0].best
    assert best is not None
    assert best.cost == 30, "30 in year 3 are of each three years"
    assert best.at_least <= best.cost


def test_uses_that_are_counted_serve_two_years_each() -> None:
    counted = replace(
        dentists(replace(STEADY, kind=DemandKind.COUNTER_EACH_YEAR, of="talks", values=amount(1)), units=0),
        counters=(Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),),
    )
    best = outlook(plan(counted), History(awards=AWARDED), date(2020, 1, 1)).targets[0].best
    assert best is not None
    assert sum(step.times for step in best.steps) == 2, "years 2 and 4"
    assert best.at_least <= 2


def test_what_one_course_would_do_is_told_of_the_years() -> None:
    history = History(awards=AWARDED, activities=hours(y2020=4))
    done = Activity("n", "course", date(2021, 6, 1), "A course", quantity=Decimal(96))
    lines = [str(line.text) for line in what_if_told(POLICY, what_if(plan(POLICY), history, (done,), date(2021, 5, 1)))]
    assert any("Not renewed by that. Still needed: 10 hours in any two consecutive years" in line for line in lines)
    assert not any("years 1 and 2" in line for line in lines), "these have enough with it"


def test_the_rules_say_in_which_years() -> None:
    row = next(row for row in rule_words.asked(POLICY) if "consecutive years:" in str(row.what))
    assert str(row.what).endswith("10 CE units in any 2 consecutive years, also across the end of a cycle")
    book = " ".join(for_terminal(handbook(POLICY), 100, bold=False).split())
    assert "2 years in a row are asked together, also those of the cycle before." in book


def test_a_difference_says_how_many_years_are_asked_together() -> None:
    alone = dentists(replace(STEADY, consecutive=0, across_cycles=False))
    said = list(map(str, differences(alone, POLICY)))
    assert any(each.endswith("2 years in a row are asked together.") for each in said)
    assert any("years of the cycle before are asked together with those of the next" in each for each in said)
    back = list(map(str, differences(POLICY, alone)))
    assert any("each year is asked by itself again, instead of 2 years in a row together." in each for each in back)


def test_more_than_can_be_earned_in_so_many_cycles_is_doubted() -> None:
    five = tuple(
        replace(kind, limit=Limit(amount(5)), worth=amount(10)) for kind in USUAL.types if kind.key == "presenting"
    )
    few = replace(dentists(replace(STEADY, values=amount(101)), units=50), types=five, caps=())
    assert any("asks for 101 CE units, and no more than 100 can be earned in 2 cycles" in d.what for d in doubts(few))
    enough = replace(few, groups=dentists(replace(STEADY, values=amount(100)), units=50).groups)
    assert not any("consecutive" in d.what for d in doubts(enough))
    within = replace(STEADY, values=amount(51), across_cycles=False)
    alone = replace(few, groups=dentists(within, units=50).groups)
    assert any("no more than 50 can be earned in a cycle" in d.what for d in doubts(alone))


def test_years_of_one_cycle_that_no_cycle_has_are_doubted() -> None:
    six = dentists(replace(STEADY, consecutive=6, across_cycles=False))
    assert any("has 6 full years, so nothing is ever asked of them" in each.what for each in doubts(six))
    assert not any("full years" in each.what for each in doubts(dentists(replace(STEADY, consecutive=6))))


def test_ten_in_each_two_of_five_years_are_no_more_than_twenty_in_all() -> None:
    said = "10 CE units in each 2 of 5 years are 20, and 19 are needed in all"
    assert any(said in d.what for d in doubts(dentists(units=19)))
    assert not any("are needed in all" in d.what for d in doubts(dentists(units=20)))


def test_a_plan_says_by_when_the_first_two_years_need_theirs() -> None:
    found = outlook(plan(POLICY), History(awards=AWARDED), date(2020, 2, 1))
    lines = [str(line.text) for line in outlook_told(POLICY, found, ANY)]
    assert any("hours of" in line and "by December 31, 2021" in line for line in lines)


BEGINNING = """
[[group.aca.also]]
key = "steady"
title = "Steady"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 10, source = "s" }]
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('kind = "each year"\nyears = "of the cycle"\nconsecutive = 2', "`across_cycles` is missing"),
        ('kind = "each year"\nyears = "of the cycle"\nconsecutive = 1\nacross_cycles = true', "`consecutive` is 1"),
        (
            'kind = "each year"\nyears = "of the cycle"\nacross_cycles = true',
            "each year is asked by itself, so that none of another cycle is asked with it: write consecutive = 2",
        ),
        (
            'kind = "last months"\nmonths = 12\nbefore = "the renewal"\nconsecutive = 2\nacross_cycles = true',
            'it looks at no years, so none follow each other: write kind = "each year"',
        ),
        (
            'kind = "last months"\nmonths = 12\nbefore = "the renewal"\nacross_cycles = false',
            'it looks at no years, so none follow each other: write kind = "each year"',
        ),
    ],
)
def test_a_mistake_is_named_with_what_to_write(more: str, said: str) -> None:
    found = parse_policy((PROGRAMS / "atlassian" / "policy.toml").read_text() + BEGINNING + more + "\n")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert said in str(problem)


def test_years_in_a_row_may_be_asked_of_a_choice() -> None:
    alone = replace(STEADY, key="other", title="40 in all", consecutive=0, across_cycles=False, values=amount(40))
    other = replace(alone, kind=DemandKind.UNITS)
    either = Demand("either", "Either", DemandKind.CHOICES, "", 0, 0, amount(1), choices=(STEADY, other))
    cycle = last(seen(hours(y2020=70, y2021=5), date(2021, 12, 1), dentists(either)))
    assert [int(each) for each in cycle.demands[0].choices[0].gave] == [70, 75, 5, 0, 0]
    assert cycle.demands[0].amount == 1
