"""What a demand lacks is told where its title names another amount: 100 hours in five years, 20 of them missing."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.explain_demands import lacking
from recert.policy.history import Activity, History
from recert.policy.model import Demand, DemandKind
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import what_if_told
from recert.policy.story import story
from recert.policy.what_if import what_if
from recert.policy.year_words import years_named
from tests.policy.test_planning import TODAY, associate
from tests.policy.test_planning_demands import demand, demanding, lines


def courses(*days: date) -> tuple[Activity, ...]:
    return tuple(Activity(f"c{day}", "course", day, f"Course {day}") for day in days)


def missing(rule: Demand, *days: date) -> tuple[str, ...]:
    """What an Associate since April 3, 2025, with courses of ten units each, is told to lack."""
    lowered = demanding(rule)
    (standing,) = assess(lowered, associate(*courses(*days)), TODAY).groups
    return lacking(lowered.policy, lowered.policy.groups[0], standing.cycles[-1])


def spring(many: int) -> list[date]:
    return [date(2026, 5, n) for n in range(1, many + 1)]


def test_who_earned_some_of_what_a_demand_asks_reads_how_much_is_missing() -> None:
    rule = demand(DemandKind.UNITS, 30, title="30 of this cycle")
    assert missing(rule, *spring(1)) == ("30 of this cycle (20 CE units more)",)
    assert missing(rule) == ("30 of this cycle",)
    assert missing(replace(rule, title="Enough of this cycle")) == ("Enough of this cycle (30 CE units)",)
    assert missing(replace(rule, title="130 in five years")) == ("130 in five years (30 CE units)",)


def test_who_is_asked_for_something_in_each_year_reads_how_much_of_each() -> None:
    rule = demand(DemandKind.EACH_YEAR, 15, title="15 a year")
    years = "15 a year in year 1 (to April 2, 2026) and year 2 (to April 3, 2027) of the cycle"
    assert missing(rule) == (years,)
    assert missing(replace(rule, title="Each year")) == (f"{years.replace('15 a', 'Each')} (15 CE units in each)",)
    first, second = date(2025, 5, 1), date(2026, 5, 1)
    assert missing(rule, first, second) == (f"{years} (5 CE units in each)",)
    assert missing(rule, first) == (f"{years} (5 CE units in year 1 and 15 CE units in year 2)",)
    later = "15 a year in year 2 (to April 3, 2027) of the cycle"
    assert missing(rule, first, date(2025, 6, 1)) == (later,)
    assert missing(rule, first, date(2025, 6, 1), second) == (f"{later} (5 CE units more)",)


def test_of_years_of_the_calendar_each_is_named_with_its_own_amount() -> None:
    rule = demand(DemandKind.EACH_CALENDAR_YEAR, 15, title="15 a year")
    assert missing(rule, *spring(1)) == ("15 a year in 2026 (5 CE units more)",)


@pytest.mark.parametrize(("done", "told"), [(0, "What is asked (2 talks)"), (1, "What is asked (1 talk more)")])
def test_who_did_one_of_two_reads_that_one_is_left(done: int, told: str) -> None:
    lowered = demanding(demand(DemandKind.COUNTER, 2, "talks"))
    talks = tuple(Activity(f"t{n}", "presenting", date(2026, 2, n + 1), f"Talk {n}") for n in range(done))
    (standing,) = assess(lowered, associate(*talks), TODAY).groups
    assert lacking(lowered.policy, lowered.policy.groups[0], standing.cycles[-1]) == (told,)


def test_a_plan_and_a_what_if_say_how_much_is_missing() -> None:
    lowered = demanding(demand(DemandKind.UNITS, 70, title="70 of this cycle"))
    history = associate(*courses(*spring(5)))
    head = lines(outlook(lowered, history, TODAY), lowered)[0]
    assert head.endswith("Still needed: 70 of this cycle (20 CE units more)")
    found = what_if(lowered, history, courses(date(2026, 7, 1)), TODAY)
    told = str(next(what_if_told(lowered.policy, found)).text)
    assert told.endswith("Still needed: 70 of this cycle (10 CE units more).")


def test_who_has_the_units_but_not_those_of_a_year_does_not_read_that_no_more_are_needed() -> None:
    lowered = demanding(demand(DemandKind.EACH_YEAR, 15, title="15 a year"))
    history = History(awards=associate().awards, activities=courses(*(date(2025, 5, n) for n in range(1, 6))))
    told = [str(line.text) for line in story(lowered.policy, history, assess(lowered, history, TODAY))]
    assert "Still needed: 15 a year in year 2 (to April 3, 2027) of the cycle." in told


def test_of_many_years_in_a_row_the_first_and_the_last_are_named_and_those_alike_are_told_once() -> None:
    rule = demand(DemandKind.EACH_CALENDAR_YEAR, 15, title="Each year")
    usual = demanding(rule).policy
    decade = replace(usual, cycle=replace(usual.cycle, months=120), moves=())
    (standing,) = assess(plan(decade), associate(*courses(date(2027, 5, 1))), TODAY.replace(year=2027)).groups
    assert lacking(decade, decade.groups[0], standing.cycles[-1]) == (
        "Each year in 2026 to 2034 (15 CE units in each of 2026 and 2028 to 2034 and 5 CE units in 2027)",
    )
    assert (
        str(years_named([2021, 2023, 2024, 2025, 2027, 2028, 2029, 2030])) == "2021, 2023, 2024, 2025 and 2027 to 2030"
    )
