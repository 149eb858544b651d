"""How little a way may be at the least, where not all that may help is tried."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.formula import Formula, Period, Tier
from recert.policy.history import History
from recert.policy.missed import Missed
from recert.policy.model import Cap, Demand, DemandKind, Measure, Rounding, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.claims import activities_apart, years_lacking
from recert.policy.planning.floor import most_by_one, most_units
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Lack, Route, Wish
from recert.policy.several_days import SeveralDays
from tests.policy.strategies import reference
from tests.policy.test_missed import AWARD, ENDS, UP, rules
from tests.policy.test_planning import associate, changed, seen
from tests.policy.test_suspended_years import SUSPENDS

SINCE = date(2024, 1, 1)


def monthly(kind: str, most: int, *, measured: bool = False) -> Plan:
    """The reference program with a limit of each month, so that not every day is tried; courses measured in hours."""
    cap = Cap(kind, kind, (kind,), (), period=Period.MONTH, most=(Value(SINCE, Decimal(most), ""),))
    hours = {"measure": Measure("hour", "hours", Decimal(0)), "worth": (Value(SINCE, Decimal(1), ""),)}
    types = tuple(replace(k, **hours) if measured and k.key == kind else k for k in reference().policy.types)  # type: ignore[arg-type]
    return changed(caps=(cap,), types=types)


def told(lowered: Plan, wish: Wish) -> list[str]:
    found = seen(associate(), wish=wish, lowered=lowered)
    return [str(line.text) for line in outlook_told(lowered.policy, found, wish)]


def test_where_a_month_has_room_for_one_course_it_is_known_that_five_are_needed() -> None:
    lowered = monthly("course", 10)
    assert "5 activities. No way needs fewer." in told(lowered, Wish(("course",)))
    assert "It costs 30. No way costs less." in told(lowered, Wish(costs={"course": Decimal(6)}))


def test_what_an_hour_costs_at_the_least_is_known() -> None:
    lowered = monthly("course", 20, measured=True)
    assert "It costs 200. No way costs less." in told(lowered, Wish(costs={"course": Decimal(4)}))
    both = Wish(costs={"course": Decimal(4), "local-event": Decimal(90)})
    assert "It costs 200. No way costs less." in told(lowered, both)
    assert "One activity." in told(monthly("course", 60, measured=True), Wish(("course",)))


def test_how_much_one_may_be_worth_is_never_taken_for_too_little() -> None:
    policy = reference().policy
    course, hour = policy.type("course"), Measure("hour", "hours", Decimal(0))

    def most(*values: Value, measure: Measure | None = None, rounding: Rounding = Rounding.DOWN) -> object:
        kind = replace(course, worth=values, measure=measure)
        return most_units(replace(policy, rounding=rounding), kind)

    ten = Value(SINCE, Decimal(10), "", per=Decimal(4))
    assert most(ten, replace(ten, since=date(2025, 1, 1), amount=Decimal(12))) == 12
    assert most(ten, measure=hour) == Decimal("2.5")
    assert most(replace(ten, formula=Formula(plus=Decimal(3), times=Decimal(2)))) == 26
    assert most(replace(ten, formula=Formula(times=Decimal(3), most=Decimal(9))), measure=hour) == Decimal("7.5")
    for unknown in (Formula(plus=Decimal(1)), Formula(required=True)):
        assert most(replace(ten, formula=unknown), measure=hour) is None
    assert most(replace(ten, share=True)) is None
    assert most(ten, measure=hour, rounding=Rounding.UP) is None
    assert most(ten, rounding=Rounding.UP) == 10 + policy.step


def test_how_much_one_may_give_however_long_it_takes_is_never_taken_for_too_little() -> None:
    policy = reference().policy
    course, four = policy.type("course"), Value(SINCE, Decimal(1), "", formula=Formula(most=Decimal(4)))

    def most(*values: Value, rounding: Rounding = Rounding.DOWN, each_day: bool = False) -> object:
        kind = replace(course, worth=values, measure=Measure("hour", "hours", Decimal(0)))
        days = SeveralDays.EACH_DAY if each_day else SeveralDays.LAST_DAY
        return most_by_one(replace(policy, rounding=rounding, several_days=days), kind)

    assert most(four) == most(four, rounding=Rounding.UP) == 4
    assert most(four, replace(four, since=date(2025, 1, 1), formula=Formula(most=Decimal(6)))) == 6
    tiers = Formula(plus=Decimal(2), tiers=(Tier(Decimal(1), Decimal(3)), Tier(Decimal(9), Decimal(5))))
    assert most(replace(four, formula=tiers)) == 7
    assert most(replace(four, formula=replace(tiers, times=Decimal(2))), rounding=Rounding.UP) == 14 + policy.step
    assert most(replace(four, formula=replace(tiers, most=Decimal(6)))) == 6
    assert most(four, each_day=True) is None
    for unknown in (None, Formula(plus=Decimal(1)), Formula(required=True)):
        assert most(four, replace(four, since=date(2025, 1, 1), formula=unknown)) is None
    assert most_by_one(policy, course) == most_units(policy, course) == 10
    assert most(replace(four, amount=Decimal(0), formula=None)) == 0


def test_where_one_gives_four_hours_at_the_most_fewer_than_it_takes_are_not_held_out() -> None:
    """50 units: 13 of at most four each; beside events, of which each gives ten, five are the least for sure."""
    four = (Value(SINCE, Decimal(1), "", formula=Formula(most=Decimal(4))),)
    hours = {"measure": Measure("hour", "hours", Decimal(0)), "worth": four, "limit": None}
    types = tuple(replace(k, **hours) if k.key == "course" else k for k in reference().policy.types)  # type: ignore[arg-type]
    lowered = changed(types=types)
    assert "13 activities. No way needs fewer." in told(lowered, Wish(("course",)))
    (said,) = (line for line in told(lowered, Wish(("course", "local-event"))) if "activities." in line)
    assert said.endswith("It may be done with fewer, but not with fewer than 5.")


def test_whoever_owes_a_fee_in_two_years_is_not_told_that_one_fee_may_be_enough() -> None:
    """A late fee makes up for one year: it is no fewer."""
    policy = rules(SUSPENDS)
    ten = (Value(SINCE, Decimal(10), "s"),)
    policy = replace(policy, groups=tuple(replace(group, required=ten) for group in policy.groups))
    found = outlook(plan(policy), History((AWARD,)), date(2026, 6, 1))
    lines = [str(line.text) for line in outlook_told(policy, found, Wish())]
    assert "3 activities. No way needs fewer." in lines


@pytest.mark.parametrize(
    ("missed", "types", "kind", "years"),
    [
        (SUSPENDS, ("late-fee",), DemandKind.COUNTER_EACH_CALENDAR_YEAR, 2),
        (UP, ("late-fee",), DemandKind.EACH_CALENDAR_YEAR, 2),
        (ENDS, (), DemandKind.COUNTER_EACH_CALENDAR_YEAR, 2),
        (SUSPENDS, ("late-fee", "fee"), DemandKind.COUNTER_EACH_CALENDAR_YEAR, None),
        (UP, ("course",), DemandKind.EACH_CALENDAR_YEAR, None),
        (SUSPENDS, ("late-fee",), DemandKind.EACH_CALENDAR_YEAR, None),
    ],
)
def test_what_one_activity_may_do_for_two_years_is_not_counted_twice(
    missed: Missed, types: tuple[str, ...], kind: DemandKind, years: int | None
) -> None:
    """One that meets its own year and makes up for another, or of which a part is late, may be for both."""
    policy = rules(missed, kind=kind)
    late = tuple(replace(c, types=types) if c.key == "late-fee" else c for c in policy.counters)
    policy = replace(policy, counters=late)
    (target,) = outlook(plan(policy), History((AWARD,)), date(2026, 6, 1)).targets
    key = policy.group("aca").demands[0].key
    assert years_lacking(policy, target.goal, target.goal.cycle).get(("", key)) == years


def test_what_makes_up_for_a_year_of_units_may_be_what_is_asked_for_besides() -> None:
    """One late fee is enough for both: what no units are makes up for a year of units."""
    policy = rules(UP, kind=DemandKind.EACH_CALENDAR_YEAR)
    once = Demand("late", "Late fee", DemandKind.COUNTER, "late-fee", 0, 0, (Value(SINCE, Decimal(1), "s"),))
    groups = tuple(replace(group, demands=(*group.demands, once)) for group in policy.groups)
    policy = replace(policy, groups=groups)
    (target,) = outlook(plan(policy), History((AWARD,)), date(2026, 6, 1)).targets
    lacks = Route("", Decimal(0), {}, {("", "units"): Decimal(1), ("", "late"): Decimal(1)})
    assert activities_apart(policy, target.goal, Lack(met=False, routes=(lacks,)), {}) == 1


def daily(most: int) -> Plan:
    """The same with a limit of each day."""
    lowered = monthly("course", most, measured=True)
    return plan(replace(lowered.policy, caps=tuple(replace(cap, period=Period.DAY) for cap in lowered.policy.caps)))


def test_as_many_days_are_tried_as_a_limit_of_days_is_filled() -> None:
    """50 units at four a day take 13 days; beside other types no more than ten are tried."""
    best = seen(associate(), wish=Wish(("course",)), lowered=daily(4)).targets[0].best
    assert best is not None
    assert sum(step.times for step in best.steps) == 13
    assert len({step.first for step in best.steps}) == 13
    lines = told(daily(4), Wish(("course", "local-event")))
    at = lines.index("“Coursework”, all of this, each line on a day of its own:")
    assert "Or with one type alone:" in lines[:at]
    assert sum("of “Coursework”" in line for line in lines[at:]) == 13


def test_one_type_that_is_cheaper_than_what_was_found_of_several_is_proposed() -> None:
    """Ten days of courses and a dear event were the way, though 13 days of courses are cheaper."""
    wish = Wish(costs={"course": Decimal(1), "global-event": Decimal(90), "local-event": Decimal(80)})
    best = seen(associate(), wish=wish, lowered=daily(4)).targets[0].best
    assert best is not None and best.cost == 50
    assert {step.type for step in best.steps} == {"course"}


def test_a_type_of_which_not_all_was_tried_is_named_as_one_that_may_do_by_itself() -> None:
    """50 units at one a day take 50 days, of which no more than a month of days are tried."""
    wish = Wish(("course", "local-event"))
    (target, *_) = seen(associate(), wish=wish, lowered=daily(1)).targets
    assert target.best is not None
    assert target.untried == ("course",)
    said = "With one of these alone there may be a way, too, but not all that may be done of it was tried: Coursework."
    assert said in told(daily(1), wish)
    assert not any("may be a way, too" in line for line in told(daily(4), wish))
