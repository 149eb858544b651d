"""So much is due in each year: of the cycle, or of the calendar."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.cycles import Ends
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Demand, DemandKind, Policy, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_planning import associate, only, seen, told
from tests.policy.test_planning_demands import demand, demanding, lines

ISACA = (PROGRAMS / "isaca" / "policy.toml").read_text()


def asking(*kinds: DemandKind, months: int = 24, ends: Ends = Ends.SAME_DAY, of: str = "") -> Plan:
    """The reference program with 10 units due in each year, courses being of the category of ethics."""
    policy = reference().policy
    least = (Value(date(2020, 1, 1), Decimal(10), ""),)
    rules = tuple(Demand(kind.name.lower(), "Each year", kind, of, 0, 0, least) for kind in kinds)
    return plan(
        replace(
            policy,
            categories=(Category("ethics", "Ethics"),),
            types=tuple(replace(t, category="ethics" if t.key == "course" else "") for t in policy.types),
            cycle=replace(policy.cycle, months=months, ends=ends),
            groups=tuple(replace(g, demands=rules) for g in policy.groups),
        )
    )


def cycle_of(lowered: Plan, *days: date, awarded: date = date(2025, 5, 10), expires: date | None = None) -> Cycle:
    """The cycle that an award begins, with a course on each of some days."""
    activities = tuple(Activity(str(i), "course", day, f"Course {i}") for i, day in enumerate(days))
    history = History((Award("ACA-JSWE", awarded, expires),), (), activities)
    return assess(lowered, history, date(2031, 1, 1)).groups[0].cycles[0]


def years(cycle: Cycle, category: str = "") -> dict[int, int]:
    """What each year of the calendar gave."""
    return {y.year: int(y.amount) for y in cycle.years if y.of_calendar and y.category == category}


def test_what_is_earned_in_a_part_of_a_year_is_of_none() -> None:
    days = date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR), *days)
    assert (int(cycle.counted), years(cycle)) == (40, {2026: 20})


@pytest.mark.parametrize(
    ("awarded", "expires", "months", "found"),
    [
        (date(2025, 1, 1), date(2026, 12, 31), 24, [2025, 2026]),
        (date(2025, 1, 2), date(2026, 12, 31), 24, [2026]),
        (date(2025, 1, 1), date(2026, 12, 30), 24, [2025]),
        (date(2025, 1, 2), date(2026, 12, 30), 24, []),
        (date(2025, 3, 1), date(2025, 9, 1), 24, []),
        (date(2025, 3, 1), date(2030, 9, 1), 24, [2026, 2027]),  # a usual cycle has two years
        (date(2025, 1, 1), date(2027, 12, 31), 6, []),
    ],
)
def test_only_years_that_lie_wholly_within_the_cycle_are_looked_at(
    awarded: date, expires: date, months: int, found: list[int]
) -> None:
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR, months=months), awarded=awarded, expires=expires)
    assert list(years(cycle)) == found


def test_without_a_whole_year_nothing_is_missing_and_that_is_said() -> None:
    lowered = asking(DemandKind.EACH_CALENDAR_YEAR)
    cycle = cycle_of(lowered, awarded=date(2025, 3, 1), expires=date(2025, 9, 1))
    assert [total.missing for total in cycle.demands] == [0]
    assert [str(line) for line in demands(lowered.policy, lowered.policy.groups[0], cycle)] == [
        "Each year: no full year of the calendar lies in this cycle"
    ]


def test_both_kinds_of_year_are_kept_apart() -> None:
    lowered = asking(DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR, months=36, ends=Ends.END_OF_YEAR)
    cycle = cycle_of(lowered, date(2025, 6, 1), date(2026, 5, 9), date(2026, 6, 1), date(2028, 12, 31))
    assert cycle.end == date(2028, 12, 31)
    assert years(cycle) == {2026: 20, 2027: 0, 2028: 10}
    assert [int(y.amount) for y in cycle.years if not y.of_calendar and not y.category] == [20, 10, 10]
    assert {total.demand: int(total.amount) for total in cycle.demands} == {"each_year": 10, "each_calendar_year": 0}


def test_the_year_that_gave_least_is_named() -> None:
    lowered = asking(DemandKind.EACH_CALENDAR_YEAR, months=36, ends=Ends.END_OF_YEAR)
    cycle = cycle_of(lowered, date(2026, 5, 9), date(2028, 12, 31))
    (line,) = demands(lowered.policy, lowered.policy.groups[0], cycle)
    assert str(line) == "Each year: 0 of 10 CE units in 2027, the year with the fewest"


def test_of_a_category_its_units_alone_are_looked_at() -> None:
    cycle = cycle_of(asking(DemandKind.EACH_CALENDAR_YEAR, of="ethics"), date(2026, 5, 9))
    assert years(cycle, "ethics") == {2026: 10}
    assert cycle.demands[0].missing == 0


def test_steps_are_planned_into_their_years_of_the_calendar() -> None:
    lowered = demanding(demand(DemandKind.EACH_CALENDAR_YEAR, 20))
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course",)))
    assert told(only(found).best) == [
        "2 course 1 2026-01-01 to 2026-12-31",
        "3 course 1 2025-09-01 to 2027-04-03",
    ]


def test_a_year_of_the_calendar_that_is_over_leaves_no_way() -> None:
    lowered = demanding(demand(DemandKind.EACH_CALENDAR_YEAR, 20, title="20 units in 2026"))
    found = seen(associate(), on=date(2027, 1, 5), lowered=lowered, wish=Wish(types=("course",)))
    assert only(found).best is None
    assert any(line.endswith("What stays missing: 20 units in 2026.") for line in lines(found, lowered))


def test_an_author_says_which_years_are_meant() -> None:
    assert isinstance(parse_policy(ISACA), Policy)
    found = parse_policy(ISACA.replace('years = "of the calendar"\n', ""), "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert str(problem).startswith("policy.toml:30: `years` is missing in [group.cisa.also]")
