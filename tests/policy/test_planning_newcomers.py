"""Ways to renew for whoever has everything before them: much is missing, and there is much that can be done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recert.policy.history import Award, History
from recert.policy.model import (
    ActivityType,
    Category,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Measure,
    Minimum,
    Policy,
    Value,
)
from recert.policy.plan import Plan, plan
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Outlook, Target, Wish
from tests.policy.hurried import at_once, hurried
from tests.policy.strategies import reference
from tests.policy.test_planning import associate, only, renews, seen, small, told, uses
from tests.policy.test_planning_demands import asking, demand, demanding
from tests.policy.test_two_readings import MORE, brief

BEGUN = date(2026, 6, 1)
"""The first day of a cycle of five years, of which nothing is on record yet."""
NEWCOMER = History(awards=(Award("ACA-JSWE", BEGUN),))
ORDINARY = {"rounds": ("s1", 1), "journal": ("s1", "0.5"), "project": ("s2", 2), "test": ("s3", 3), "audit": ("s3", 3)}
"""What is measured in hours, of which section, and what an hour is worth."""
COUNTED = {"article": ("s2", 1), "traineeship": ("s2", 100)}
"""What is not measured."""


def worth(amount: object) -> tuple[Value, ...]:
    return (Value(date(2020, 1, 1), Decimal(str(amount)), ""),)


def kinds() -> Iterator[ActivityType]:
    usual = replace(reference().policy.type("course"), limit=None)
    for key, (section, amount) in {**ORDINARY, **COUNTED}.items():
        measure = Measure("hour", "hours", Decimal(0)) if key in ORDINARY else None
        named = replace(usual, key=key, title=key.title(), one=key, many=f"{key}s")
        yield replace(named, worth=worth(amount), category=section, measure=measure)


def five_years() -> Policy:
    """400 units in five years, 40 in each of them, and 25 of each of three sections."""
    usual = reference().policy
    yearly = Demand("yearly", "40 in each year", DemandKind.EACH_YEAR, "", 2, 1, worth(40))
    sections = tuple(Minimum(key, worth(25)) for key in ("s1", "s2", "s3"))
    return replace(
        usual,
        cycle=replace(usual.cycle, months=60),
        categories=tuple(Category(key, key) for key in ("s1", "s2", "s3")),
        types=tuple(kinds()),
        caps=(),
        groups=tuple(replace(g, required=worth(400), minima=sections, demands=(yearly,)) for g in usual.groups),
    )


def proved_right(lowered: Plan, history: History, target: Target, on: date) -> None:
    """The way renews, by the evaluator, all on the first days and all on the last."""
    assert target.best is not None
    for last in (False, True):
        assert renews(lowered, history, [target.goal], uses(target.best.steps, last=last), on)


def lines(found: Outlook, lowered: Plan, wish: Wish | None = None) -> list[str]:
    return [str(line.text) for line in outlook_told(lowered.policy, found, wish or Wish())]


# What can be done many times.


def test_a_newcomer_of_five_years_gets_the_fewest_activities_whatever_else_may_be_read() -> None:
    """An article is worth one of 400 units, so that 400 of them, one after the other, were too many to look at."""
    lowered = plan(five_years())
    found = seen(NEWCOMER, BEGUN, lowered=lowered)
    target = only(found)
    proved_right(lowered, NEWCOMER, target, BEGUN)
    assert "5 activities. No way needs fewer." in lines(found, lowered)


def test_as_many_articles_as_are_missing_are_proposed_in_each_of_five_years() -> None:
    policy = five_years()
    groups = tuple(replace(group, minima=()) for group in policy.groups)
    lowered = plan(replace(policy, groups=groups))
    target = only(hurried(lowered, NEWCOMER, BEGUN, Wish(types=("article",)), effort=60_000))
    proved_right(lowered, NEWCOMER, target, BEGUN)
    assert target.best is not None
    assert (int(target.best.cost), target.best.is_proved) == (400, True)


# Where a search finds nothing.


def test_who_has_too_much_to_choose_from_gets_a_way_all_the_same() -> None:
    lowered = plan(five_years())
    found = at_once(lowered, NEWCOMER, BEGUN)
    target = only(found)
    proved_right(lowered, NEWCOMER, target, BEGUN)
    assert target.gave_up
    assert target.best is not None
    assert 5 <= target.best.cost <= 8
    assert target.best.at_least == 5  # one in each year
    assert "5 activities. No way needs fewer." in lines(found, lowered)


def test_who_gives_prices_gets_a_way_that_costs_what_its_steps_do() -> None:
    lowered = plan(five_years())
    prices = {"rounds": Decimal(3), "project": Decimal(5), "test": Decimal(2), "traineeship": Decimal(900)}
    target = only(at_once(lowered, NEWCOMER, BEGUN, Wish(costs=prices)))
    proved_right(lowered, NEWCOMER, target, BEGUN)
    assert target.best is not None
    steps = target.best.steps
    assert target.best.cost == sum(prices[step.type] * step.times * step.quantity for step in steps)
    assert all(step.type != "traineeship" for step in steps)
    assert all(step.quantity % Decimal("0.25") == 0 for step in steps)
    assert target.best.cost < 600


def test_of_two_choices_the_nearer_of_which_takes_too_long_the_other_is_done() -> None:
    """A third of a year of work can be done until then, which is nearer than one talk of forty."""
    usual = reference().policy
    work = replace(
        usual.type("global-event"), measure=Measure("month", "months", Decimal("0.001")), worth=(), limit=None
    )
    talk = replace(usual.type("presenting"), limit=None, worth=())
    counters = (
        Counter("work", "Work", "month", "months", ("global-event",), CounterOf.QUANTITY),
        Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),
    )
    choices = tuple(
        replace(demand(DemandKind.COUNTER, much, of, of), key=of) for of, much in (("work", 12), ("talks", 40))
    )
    either = replace(demand(DemandKind.CHOICES, 1), choices=choices)
    types = (usual.type("course"), talk, work)
    lowered = plan(replace(demanding(either, counters=counters).policy, types=types, caps=()))
    target = only(at_once(lowered, associate(), date(2026, 12, 3)))
    assert target.best is not None
    assert "40 presenting 1 2026-12-03 to 2027-04-03" in told(target.best)
    assert all(step.type != "global-event" for step in target.best.steps)


@settings(brief, max_examples=15 * MORE)
@given(st.one_of(small(), asking()))
def test_every_way_that_is_built_renews(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    result = at_once(lowered, history, on)
    assume(result.targets)
    ways = [(way, [t.goal]) for t in result.targets for way in (*([t.best] if t.best else []), *t.alone)]
    if result.together is not None:
        ways.append((result.together, list(result.of)))
    for way, goals in ways:
        assert sum(step.times for step in way.steps) == way.cost
        for last in (False, True):
            assert renews(lowered, history, goals, uses(way.steps, last=last), on)


@settings(brief, max_examples=10 * MORE)
@given(small())
def test_where_a_search_finds_a_way_one_is_built_too(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    result, built = hurried(lowered, history, on), at_once(lowered, history, on)
    for target, other in zip(result.targets, built.targets, strict=True):
        if target.best is not None and not target.gave_up:
            assert other.best is not None
            assert other.best.cost >= target.best.at_least >= other.best.at_least


# Where none is built either.


def test_who_gets_no_way_reads_what_to_type_for_fewer_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recert.policy.planning.first_way.EFFORT", 1)
    lowered = plan(five_years())
    for types, example in (((), "--only rounds --only journal"), (("test", "project"), "--only project")):
        wish = Wish(types=types)
        found = lines(at_once(lowered, NEWCOMER, BEGUN, wish), lowered, wish)
        at = found.index("There are too many ways to try them all, and none was found yet.")
        assert found[at + 1] == f"Name fewer types, those that you can do: as in {example}."
    wish = Wish(types=("test",))
    found = lines(at_once(lowered, NEWCOMER, BEGUN, wish), lowered, wish)
    assert not any("fewer types" in line for line in found)
