"""Ways to renew at the least cost, where hours are priced and there is something to choose from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.explain_ways import least
from recert.policy.history import Award, History
from recert.policy.model import ActivityType, Category, Counter, CounterOf, Demand, DemandKind, Measure, Minimum, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.way import Way, Wish
from tests.policy.strategies import reference
from tests.policy.test_planning import associate, changed, only, renews, seen, uses
from tests.policy.test_planning_demands import demand, demanding, lines

TODAY = date(2026, 6, 15)
ASKED = {"talk": 5, "precepting": 120, "practice": 1000}
"""Any of these hours is enough beside the units."""
PRICES = {"course": Decimal(20), "talk": Decimal(10), "precepting": Decimal(2), "practice": Decimal(1)}


def hours(key: str, **changed: object) -> ActivityType:
    usual = reference().policy.type("course")
    measured = replace(usual, key=key, title=key, limit=None, measure=Measure("hour", "hours", Decimal("0.001")))
    return replace(measured, worth=changed.get("worth", ()))  # type: ignore[arg-type]


def choosing() -> Plan:
    """50 units of courses, and one of three kinds of hours."""
    counters = tuple(Counter(key, key, "hour", "hours", (key,), CounterOf.QUANTITY) for key in ASKED)
    choices = tuple(replace(demand(DemandKind.COUNTER, much, key, key), key=key) for key, much in ASKED.items())
    either: Demand = replace(demand(DemandKind.CHOICES, 1), choices=choices)
    course = hours("course", worth=reference().policy.type("course").worth)
    types = (course, *(hours(key) for key in ASKED))
    return plan(replace(demanding(either, counters=counters).policy, types=types, caps=()))


def wish(*kinds: str) -> Wish:
    return Wish(costs={kind: PRICES[kind] for kind in kinds})


def amounts(way: Way | None) -> dict[str, Decimal]:
    assert way is not None
    return {step.type: step.quantity for step in way.steps}


def test_what_else_is_priced_makes_nothing_dearer() -> None:
    """Talks are dearer by the hour than what stands beside them, and far cheaper for what is asked."""
    lowered = choosing()
    for kinds in (("course", "talk"), ("course", "talk", "precepting"), tuple(PRICES)):
        found = seen(associate(), TODAY, wish(*kinds), lowered)
        assert amounts(only(found).best) == {"course": 5, "talk": 5}, kinds
        assert "It costs 150. No way costs less." in lines(found, lowered, wish(*kinds))


def test_the_cheapest_choice_is_taken_for_two_levels_together() -> None:
    lowered = choosing()
    both = History(awards=(Award("ACA-JSWE", date(2025, 4, 3)), Award("ACP-JCA", date(2025, 11, 1))))
    found = seen(both, TODAY, wish(*PRICES), lowered)
    assert found.together is not None
    assert amounts(found.together) == {"course": 10, "talk": 5}
    assert (int(found.together.cost), found.together.is_proved) == (250, True)
    goals = [target.goal for target in found.targets]
    for last in (False, True):
        assert renews(lowered, both, goals, uses(found.together.steps, last=last), TODAY)


def test_priced_hours_are_those_that_somebody_would_record() -> None:
    """Three units an hour: 16.667 hours would be enough. Of what is over another type may be less."""
    per_hour = {"course": 3, "talk": 2}
    types = tuple(hours(key, worth=(Value(date(2020, 1, 1), Decimal(much), ""),)) for key, much in per_hour.items())
    types = tuple(replace(kind, category=key) for kind, key in zip(types, ("a", "b"), strict=True))
    some = tuple(Minimum(key, (Value(date(2020, 1, 1), Decimal(25), ""),)) for key in ("a", "b"))
    groups = tuple(replace(group, minima=some[:1], required=group.required) for group in reference().policy.groups)
    categories = tuple(Category(key, key) for key in ("a", "b"))
    lowered = changed(types=types, groups=groups, categories=categories, caps=(), step=Decimal("0.001"))
    prices = Wish(costs={"course": Decimal(10), "talk": Decimal(5)})
    found = seen(associate(), TODAY, prices, lowered)
    assert amounts(only(found).best) == {"course": Decimal("8.5"), "talk": Decimal("12.25")}
    told = lines(found, lowered, prices)
    assert "8.5 hours of “course”, by April 3, 2027" in told
    assert "It costs 146.25. No way costs noticeably less." in told


def test_what_may_be_noticeably_cheaper_is_told_with_how_little_it_could_be_at_the_least() -> None:
    way = Way((), Decimal("800"), Decimal("790.1299"), {}, {})
    policy, cost = choosing().policy, Wish(costs=PRICES)
    assert str(least(policy, way, cost)) == (
        "It costs 800. There may be a way for less, but none for less than 790.12."
    )
    assert (
        str(least(policy, replace(way, at_least=Decimal(793)), cost)) == "It costs 800. No way costs noticeably less."
    )
    assert str(least(policy, way, Wish())).endswith("but not with fewer than 790.12.")
