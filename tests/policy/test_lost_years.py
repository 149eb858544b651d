"""A year is over that gave too little of what every way demands: units renew the cycle no more, and that is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.cycles import Ends
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, DemandKind, Policy, Value, Way
from recert.policy.no_way_words import no_way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.story import story
from tests.policy.strategies import reference
from tests.policy.test_missed import ENDS, UP, rules

AWARDED = date(2025, 12, 31)
HISTORY = History((Award("ACA-JSWE", AWARDED),), (), (Activity("1", "course", date(2026, 5, 9), "Course"),))
STAYS = replace(ENDS, then=Then.STAYS)


def yearly(kind: DemandKind = DemandKind.EACH_CALENDAR_YEAR, missed: Missed | None = None) -> Policy:
    """The reference program with cycles of three years, and 16 units due in each of them; a course gives 10."""
    policy = reference().policy
    rule = Demand("yearly", "16 in each year", kind, "", 0, 0, (Value(date(2020, 1, 1), Decimal(16), ""),))
    return replace(
        policy,
        cycle=replace(policy.cycle, months=36, ends=Ends.END_OF_YEAR),
        groups=tuple(replace(g, demands=(replace(rule, missed=missed),)) for g in policy.groups),
    )


def told(policy: Policy, on: date, history: History = HISTORY) -> list[str]:
    """What is still needed, and the ways that are left."""
    standing = assess(plan(policy), history, on).groups[0]
    assert standing.current is not None
    missing = explain.missing(policy, policy.groups[0], standing.current, on)
    return [str(missing), *map(str, explain.ways_left(policy, standing, on))]


@pytest.mark.parametrize("missed", [None, STAYS])
def test_after_a_year_with_too_little_the_exam_alone_is_left(missed: Missed | None) -> None:
    last = date(2027, 1, 15) if missed else date(2026, 12, 31)
    assert [way[:17] for way in told(yearly(missed=missed), last)[1:]] == [
        "Earn 50 CE units ",
        "Retake the exam o",
    ]
    lost, *left = told(yearly(missed=missed), last.replace(year=2027, month=1, day=16))
    assert lost == (
        "No activities renew this cycle any more: 2026 gave 10 of 16 CE units for “16 in each year”, "
        "and it is too late for more."
    )
    assert [way[:17] for way in left] == ["Retake the exam o"]
    assert len(told(replace(yearly(missed=missed), retake=None), date(2027, 1, 16))) == 1


def test_a_year_of_the_cycle_is_named_and_its_last_one_runs_until_it_can_be_renewed_no_more() -> None:
    policy = replace(yearly(DemandKind.EACH_YEAR), suspension=None)
    days = [date(year, 5, 1 + n) for year in (2026, 2027) for n in range(2)]
    kept = History(HISTORY.awards, (), tuple(Activity(str(day), "course", day, str(day)) for day in days))
    assert told(policy, date(2028, 2, 1))[0].startswith(
        "No activities renew this cycle any more: year 1 of the cycle ("
    )
    assert len(told(policy, date(2029, 1, 20), kept)) > 1


def test_what_can_be_made_up_is_not_lost() -> None:
    assert told(rules(UP), date(2028, 2, 1))[1].startswith("Earn 50 CE units")


def test_the_story_promises_no_renewal_by_units() -> None:
    suspension = Suspension(24, by_units=True, by_exam=False, restarts=False, source="s")
    policy, on = replace(yearly(), suspension=suspension), date(2027, 2, 1)
    lines = [str(line.text) for line in story(policy, HISTORY, assess(plan(policy), HISTORY, on))]
    assert not any(line.startswith("Earn ") for line in lines)
    assert sum("any more: 2026 gave 10 of 16" in line for line in lines) == 1
    assert lines[-1].endswith("it is suspended and not valid, and no activities bring it back by March 31, 2031.")


def test_no_way_is_looked_for_where_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recert.policy.planning.outlook.seek", None)  # calling it fails
    found = outlook(plan(yearly()), HISTORY, date(2027, 2, 1)).targets[0]
    assert (found.best, found.gave_up, len(found.sittings)) == (None, False, 1)
    assert str(no_way(yearly(), found)).startswith("No activities renew this cycle any more: 2026 gave 10 of 16")


@pytest.mark.parametrize(("missed", "day"), [(None, date(2027, 1, 1)), (STAYS, date(2027, 1, 16))])
def test_of_the_years_the_one_that_is_over_with_too_little_is_named(missed: Missed | None, day: date) -> None:
    policy = yearly(missed=missed)

    def line(on: date) -> str:
        (found,) = demands(policy, policy.groups[0], assess(plan(policy), HISTORY, on).groups[0].cycles[0], on)
        return str(found)

    assert line(day) == "16 in each year: 10 of 16 CE units in 2026, which is over"
    assert line(date(2026, 12, 31)) == "16 in each year: 0 of 16 CE units in 2027, the year with the fewest"


def by_another_way(*, own: bool) -> Policy:
    """Units of each year renew by a way of their own, beside the group's units or instead of them."""
    policy = yearly()
    each = Way("yearly", "A bit each year", (Value(date(2020, 1, 1), Decimal(40), ""),), policy.groups[0].demands)
    groups = tuple(replace(g, demands=(), ways=(each,), required=g.required if own else ()) for g in policy.groups)
    return replace(policy, groups=groups, retake=None)


def test_a_way_is_not_offered_once_a_year_of_it_is_over_with_too_little() -> None:
    missing, *ways = told(by_another_way(own=True), date(2026, 12, 31))
    assert missing.endswith("Another way may take less.")
    assert [way.split(":")[0] for way in ways[1:]] == ["A bit each year"]
    missing, *ways = told(by_another_way(own=True), date(2027, 1, 1))
    assert missing == "40 more CE units, for example 4 courses."
    assert [way[:17] for way in ways] == ["Earn 50 CE units "]


def test_nothing_renews_once_a_year_is_over_of_the_only_way() -> None:
    policy = by_another_way(own=False)
    assert len(told(policy, date(2026, 12, 31))) == 2
    (lost,) = told(policy, date(2027, 1, 1))
    assert lost.startswith("It can't be renewed any more: 2026 gave 10 of 16 CE units for “16 in each year”.")
    found = outlook(plan(policy), HISTORY, date(2027, 1, 1)).targets[0]
    assert found.lost is not None
    assert found.lost.rule.key == "yearly"
    said = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), HISTORY, date(2027, 1, 1)), Wish())]
    assert "it is too late for more." in said[1]
