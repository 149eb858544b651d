"""How little a way may be at the least, where not all that may help is tried."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.formula import Formula, Period
from recert.policy.model import Cap, Measure, Rounding, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.floor import most_units
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from tests.policy.strategies import reference
from tests.policy.test_planning import associate, changed, seen

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
    at = lines.index("“Coursework”, all of this, each on a day of its own:")
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
