"""What is asked of each of the program's own years, as the dues of a season from July to June."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy import consecutive_words, missed_words, rule_words
from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding, HoldingState, YearTotal
from recert.policy.calendar import day, last_of_year, number, year_until
from recert.policy.cycles import Ends
from recert.policy.difference import differences
from recert.policy.explain_demands import lacking
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.missed import Missed, Then
from recert.policy.model import DemandKind, Policy
from recert.policy.next_year_words import begun
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.shared_years import first_day, last_day, year_of_day
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.terminal.typeset import for_terminal
from tests.policy.test_missed import TEXT, course, fee, rules

AWARD = Award("ACA-JSWE", date(2024, 3, 2))
STAYS = Missed(Then.STAYS, late_counts=True, source="s", on="09-30")
SUSPENDS = Missed(Then.SUSPENDS, late_counts=True, source="s", months=3, counter="late-fee")
OF_UNITS = DemandKind.EACH_PROGRAM_YEAR


def seasons(missed: Missed | None = None, *, kind: DemandKind | None = None, least: int = 1, **more: object) -> Policy:
    """Two years that go on to June 30, in which the dues of each whole season from July to June are owed."""
    policy = rules(kind=kind or DemandKind.COUNTER_EACH_PROGRAM_YEAR, least=least)
    cycle = replace(policy.cycle, months=24, ends=Ends.END_OF_YEAR, year_ends=("06-30",))
    groups = tuple(replace(g, demands=(replace(g.demands[0], missed=missed, **more),)) for g in policy.groups)  # type: ignore[arg-type]
    return replace(policy, cycle=cycle, groups=groups)


def standing(policy: Policy, as_of: date, *done: Activity) -> GroupStanding:
    return assess(plan(policy), History((AWARD,), activities=done), as_of).groups[0]


def told(policy: Policy, as_of: date, *done: Activity) -> str:
    history = History((AWARD,), activities=done)
    return "\n".join(str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of)))


def gave(policy: Policy, *done: Activity) -> dict[int, Decimal]:
    return {year.year: year.amount for year in _years(policy, *done) if year.counter == "fee"}


def _years(policy: Policy, *done: Activity) -> tuple[YearTotal, ...]:
    return standing(policy, date(2026, 6, 30), *done).cycles[0].years


@pytest.mark.parametrize(
    ("paid", "year"),
    [
        (date(2024, 6, 30), 0),
        (date(2024, 7, 1), 2025),
        (date(2025, 1, 1), 2025),
        (date(2025, 6, 30), 2025),
        (date(2025, 7, 1), 2026),
        (date(2026, 6, 30), 2026),
    ],
)
def test_what_is_paid_is_of_the_season_in_which_it_is_paid(paid: date, year: int) -> None:
    assert gave(seasons(), fee(paid)) == {each: Decimal(each == year) for each in (2025, 2026)}


def test_whoever_paid_for_each_whole_season_renews() -> None:
    courses = [course(date(2024, 5, n)) for n in range(1, 7)]
    paid = (fee(date(2024, 8, 1)), fee(date(2025, 8, 1)))
    found = standing(seasons(), date(2026, 6, 30), *courses, *paid).cycles[0]
    assert (found.state, found.met_on) == (CycleState.RENEWED, date(2025, 8, 1))
    twice = (fee(date(2024, 8, 1)), fee(date(2025, 6, 30)))
    assert standing(seasons(), date(2026, 6, 30), *courses, *twice).cycles[0].state is CycleState.OPEN


def test_units_are_asked_of_each_season_too() -> None:
    policy = seasons(kind=OF_UNITS, least=10)
    years = _years(policy, course(date(2025, 6, 30)))
    assert {y.year: y.amount for y in years if not y.category} == {2025: 10, 2026: 0}


def test_the_first_such_day_after_a_season_is_the_last_on_which_it_can_be_met() -> None:
    policy = seasons(STAYS)

    def had(*done: Activity) -> list[int]:
        return [int(year.amount) for year in standing(policy, date(2026, 6, 30), *done).cycles[0].demands[0].years]

    assert had(fee(date(2025, 9, 30))) == [1, 0]
    assert had(fee(date(2025, 10, 1))) == [0, 1]
    winter = seasons(replace(STAYS, on="01-15"))
    years = standing(winter, date(2025, 6, 1)).cycles[0].demands[0].years
    assert [year.due for year in years] == [date(2026, 1, 15), date(2027, 1, 15)]


def test_a_season_that_is_missed_suspends_until_it_is_made_up_for() -> None:
    policy = seasons(SUSPENDS)
    assert standing(policy, date(2025, 9, 30)).holdings[0].state is HoldingState.ACTIVE
    assert standing(policy, date(2025, 10, 1)).holdings[0].state is HoldingState.SUSPENDED
    late = fee(date(2025, 10, 5), "late-fee")
    assert standing(policy, date(2025, 10, 5), late).holdings[0].state is HoldingState.ACTIVE


def test_stories_and_plans_name_a_season_by_its_end() -> None:
    lines = told(seasons(), date(2025, 4, 1))
    assert "Annual fee: 0 of 1 payment in each of 2 years" in lines
    assert "Annual fee in the years to June 30 of 2025 and 2026" in lines
    one = told(seasons(), date(2025, 4, 1), fee(date(2024, 8, 1)))
    assert "Annual fee: 0 of 1 payment in the year to June 30, 2026, the year with the fewest" in one
    assert "Annual fee in the year to June 30, 2026" in one
    policy = seasons()
    planned = outlook_told(policy, outlook(plan(policy), History((AWARD,)), date(2024, 4, 1)), Wish())
    steps = [str(line.text) for line in planned]
    assert "One payment of “Fee”, between July 1, 2024 and June 30, 2025" in steps
    assert "One payment of “Fee”, between July 1, 2025 and June 30, 2026" in steps


def test_what_a_season_lacks_is_told_with_its_end() -> None:
    policy = seasons(kind=OF_UNITS, least=15, title="15 a season")
    policy = replace(policy, cycle=replace(policy.cycle, months=36))

    def lacks(*done: Activity) -> str:
        return ", ".join(lacking(policy, policy.group("aca"), standing(policy, date(2025, 4, 1), *done).cycles[0]))

    assert lacks() == "15 a season in the years to June 30 of 2025, 2026 and 2027"
    assert lacks(course(date(2024, 8, 1))) == (
        "15 a season in the years to June 30 of 2025, 2026 and 2027 (5 CE units in the year to June 30, 2025 and 15 CE "
        "units in each of the years to June 30 of 2026 and 2027)"
    )


def test_where_no_whole_season_lies_in_a_cycle_it_is_said_of_the_program() -> None:
    policy = replace(seasons(), cycle=replace(seasons().cycle, months=3))
    history = History((Award("ACA-JSWE", date(2024, 7, 2)),))
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2024, 8, 1)))]
    assert "Annual fee: no full year of the program lies in this cycle" in lines


def test_seasons_in_a_row_are_asked_together_and_named_by_their_ends() -> None:
    in_a_row = seasons(kind=OF_UNITS, least=30, consecutive=2, across_cycles=True)
    (rule,) = in_a_row.group("aca").demands
    assert str(consecutive_words.least(in_a_row, rule, rule.values[0])).endswith(
        "30 CE units in any 2 consecutive years of the program, also across the end of a cycle"
    )
    assert "in the years to June 30 of 2025 and 2026" in told(in_a_row, date(2025, 8, 1), course(date(2024, 8, 1)))
    done = [course(date(2024, 5, 1) + timedelta(days=n)) for n in range(3)]
    done += [course(date(2025, 8, 1) + timedelta(days=n)) for n in range(3)]
    found = standing(in_a_row, date(2027, 8, 1), *done)
    assert [int(amount) for amount in found.cycles[1].demands[0].gave][:1] == [30]


def test_a_season_of_the_next_cycle_that_runs_already_is_named_by_its_end() -> None:
    policy = seasons(STAYS)
    policy = replace(policy, cycle=replace(policy.cycle, grace_days=200), types=policy.types)
    found = standing(policy, date(2026, 8, 1), fee(date(2024, 8, 1)), fee(date(2025, 8, 1)))
    lines = [str(line) for line in begun(policy, policy.group("aca"), found.cycles[0], date(2026, 8, 1))]
    assert len(lines) == 1
    assert "the year to June 30, 2027 of the next one" in lines[0]
    assert "from July 1, 2026 to June 30, 2027" in lines[0]


def test_who_reads_the_rules_is_told_that_it_is_of_the_program() -> None:
    policy = seasons(STAYS)
    asked = [str(row.what) for row in rule_words.asked(policy)]
    assert "Annual fee: 1 payment in every full year of the program in a cycle" in asked
    (rule,) = policy.group("aca").demands
    ((said, _),) = missed_words.rule(policy, rule)
    assert "A year can be met until the next September 30" in str(said)
    assert "It looks at each full year of the program." in for_terminal(handbook(policy), 300, bold=False)
    units = seasons(kind=OF_UNITS, least=10)
    assert any("in every full year of the program in a cycle" in str(row.what) for row in rule_words.asked(units))


def test_what_looks_at_other_years_is_a_difference() -> None:
    policy = seasons()
    of_calendar = replace(policy.group("aca").demands[0], kind=DemandKind.COUNTER_EACH_CALENDAR_YEAR)
    before = replace(policy, groups=tuple(replace(g, demands=(of_calendar,)) for g in policy.groups))
    assert any("each year of the program instead of each year of the calendar" in str(d) for d in _between(before))


def _between(before: Policy) -> list[str]:
    return [str(each) for each in differences(before, seasons())]


def test_a_last_season_that_is_over_with_its_cycle_is_doubted() -> None:
    policy = seasons(STAYS)
    assert any("the last year of a cycle can't be met so long" in each.what for each in doubts(policy))
    held = replace(policy, cycle=replace(policy.cycle, grace_days=92))
    assert not any("the last year of a cycle" in each.what for each in doubts(held))
    fewer = replace(policy, cycle=replace(policy.cycle, grace_days=91))
    assert any("grace_days = 92" in each.fix for each in doubts(fewer))


DEMAND = """
[[group.aca.also]]
key = "seasons"
title = "Seasons"
kind = "each year"
years = "of the program"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 10, source = "s" }]
"""


def with_cycle(text: str) -> str:
    return TEXT.replace('ends = "same day"', text, 1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            TEXT + DEMAND,
            'it is not said with which day the program\'s year ends: write ends = "end of year" and year_ends = '
            '["06-30"] under [cycle], or years = "of the calendar"',
        ),
        (
            with_cycle('ends = "end of year"\nyear_ends = ["06-30", "12-31"]') + DEMAND,
            "the program's year ends on several days, so that it has no years of its own: write one day in "
            "`year_ends` under [cycle], or years of another kind",
        ),
        (
            with_cycle('ends = "end of year"\nyear_ends = ["12-31"]') + DEMAND,
            'the program\'s year is that of the calendar: write years = "of the calendar"',
        ),
        (
            with_cycle('ends = "end of year"\nyear_ends = ["06-30"]')
            + DEMAND
            + DEMAND.replace("seasons", "years").replace("of the program", "of the calendar"),
            "years of the program are asked for elsewhere, and those of the calendar can't be as well: write years = "
            '"of the program", or "of the calendar" in each',
        ),
        (
            with_cycle('ends = "end of year"\nyear_ends = ["06-30"]') + DEMAND.replace("program", "programme"),
            '`years` is "of the programme": did you mean "of the program"?',
        ),
    ],
)
def test_what_can_not_be_a_year_of_the_program_is_refused_with_its_line(text: str, what: str) -> None:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert f"{problem.what}: {problem.fix}" == what
    assert text.splitlines()[problem.line - 1].startswith("years = ")


def test_a_choice_may_look_at_them() -> None:
    choices = """
[[group.aca.also]]
key = "either"
title = "Either"
kind = "choices"
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""
    choice = DEMAND.replace("[[group.aca.also]]", "[[group.aca.also.choice]]")
    text = choices + choice + choice.replace('"seasons"', '"more"').replace("units = 10", "units = 20")
    found = parse_policy(with_cycle('ends = "end of year"\nyear_ends = ["06-30"]') + text)
    assert isinstance(found, Policy), found
    assert (first_day(found, 2026), last_day(found, 2026)) == (date(2025, 7, 1), date(2026, 6, 30))
    assert isinstance(parse_policy(TEXT + text), Problems)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([228, 531, 630, 1231]))
def test_each_day_lies_in_the_year_between_two_ends(on: date, ends: int) -> None:
    year = year_until(number(on), ends)
    first, last = day(last_of_year(year - 1, ends)) + timedelta(days=1), day(last_of_year(year, ends))
    assert first <= on <= last
    assert (last.month, last.day, last.year) == (*divmod(ends, 100), year)


def test_without_any_the_years_are_those_of_the_calendar() -> None:
    usual = rules()
    assert (first_day(usual, 2026), last_day(usual, 2026)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert year_of_day(usual, date(2026, 12, 31)) == 2026
    assert year_of_day(seasons(), date(2026, 7, 1)) == 2027
