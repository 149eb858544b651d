"""Ways to renew where more is asked for than units, or something else than units is enough."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recert.policy.cascades import Cascade, Trigger
from recert.policy.formula import Formula, Period
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Surcharge
from recert.policy.model import (
    Cap,
    Category,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Measure,
    Minimum,
    Policy,
    Rounding,
    Value,
    Way,
    Within,
)
from recert.policy.plan import Plan, plan
from recert.policy.planning.claims import activities_apart
from recert.policy.planning.quantity import SMALLEST
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Lack, Outlook, Route, Target, Wish
from recert.policy.portfolio import Portfolio
from tests.policy.hurried import hurried
from tests.policy.strategies import program, reference
from tests.policy.test_planning import (
    Doing,
    associate,
    changed,
    choices,
    days_between,
    left_to_staff,
    only,
    renews,
    seen,
    told,
    uses,
)
from tests.policy.test_two_readings import (
    COUNTERS,
    MORE,
    brief,
    demands,
    for_some,
    histories,
    policies,
    ways,
)

SINCE = date(2020, 1, 1)


def least(amount: int) -> tuple[Value, ...]:
    return (Value(SINCE, Decimal(amount), ""),)


def demand(kind: DemandKind, amount: int, of: str = "", title: str = "What is asked") -> Demand:
    return Demand("asked", title, kind, of, 2, 1, least(amount))


def demanding(*rules: Demand, other: tuple[Way, ...] = (), counters: tuple[Counter, ...] = COUNTERS) -> Plan:
    """The reference program, asking for more in every level."""
    groups = tuple(replace(g, demands=rules, ways=other) for g in reference().policy.groups)
    return changed(groups=groups, counters=counters)


def lines(found: Outlook, lowered: Plan, wish: Wish | None = None) -> list[str]:
    return [str(line.text) for line in outlook_told(lowered.policy, found, wish or Wish())]


def ccnp(*activities: Activity) -> History:
    return History(awards=(Award("CCNP", date(2024, 3, 3)),), activities=activities)


# What a candidate asks.


def test_a_day_of_a_step_is_the_last_that_works_where_what_is_on_record_grows_old() -> None:
    """A presentation of the six months before the renewal is there until December 4; two courses are missing."""
    recent = replace(demand(DemandKind.COUNTER_LAST_MONTHS, 1, "talks"), months=6, before_renewal=True)
    lowered = demanding(recent, counters=COUNTERS[:1])
    history = associate(Activity("1", "presenting", date(2026, 6, 5)), Activity("2", "course", date(2026, 5, 7)))
    target = only(seen(history, date(2026, 9, 1), Wish(types=("course",)), lowered))
    assert told(target.best) == ["2 course 1 2026-09-01 to 2026-12-04"]


def test_two_things_that_are_counted_take_two_activities_where_not_all_ways_are_tried() -> None:
    tiers = replace(reference().policy.type("course").worth[0], formula=Formula(most=Decimal(40)))
    types = tuple(replace(k, worth=(tiers,)) if k.key == "course" else k for k in reference().policy.types)
    counters = tuple(
        Counter(kind, kind, kind, kind, (kind,), CounterOf.USES) for kind in ("presenting", "global-event")
    )
    asked = [replace(demand(DemandKind.COUNTER, 1, each.key), key=each.key) for each in counters]
    lowered = plan(replace(demanding(*asked, counters=counters).policy, types=types))
    found = seen(associate(), date(2026, 12, 3), lowered=lowered)
    assert "2 activities. No way needs fewer." in lines(found, lowered)


def test_a_fee_and_units_take_two_activities_whatever_an_activity_may_be_worth() -> None:
    """An exam that gives all that is required is no fee, either."""
    exam = replace(reference().policy.type("global-event").worth[0], formula=Formula(required=True))
    kinds = {"global-event": (exam,), "presenting": ()}
    types = tuple(replace(k, worth=kinds.get(k.key, k.worth)) for k in reference().policy.types)
    fee = Counter("fee", "Fee", "payment", "payments", ("presenting",), CounterOf.USES)
    for many, last in ((1, "2 activities. No way needs fewer."), (3, "4 activities. No way needs fewer.")):
        asked = demanding(demand(DemandKind.COUNTER, many, "fee"), counters=(fee,))
        lowered = plan(replace(asked.policy, types=tuple(replace(k, limit=None) for k in types)))
        assert last in lines(seen(associate(), date(2026, 12, 3), lowered=lowered), lowered)


def test_one_way_for_all_takes_no_fewer_than_any_of_them_is_proved_to_take() -> None:
    """An exam gives all that is required, so what an activity is worth at the most isn't known; and there is a fee."""
    exam = replace(reference().policy.type("global-event").worth[0], formula=Formula(required=True))
    kinds = {"global-event": (exam,), "presenting": ()}
    types = tuple(replace(k, worth=kinds.get(k.key, k.worth), limit=None) for k in reference().policy.types)
    fee = Counter("fee", "Fee", "payment", "payments", ("presenting",), CounterOf.USES)
    asked = demanding(demand(DemandKind.COUNTER, 1, "fee"), counters=(fee,))
    lowered = plan(replace(asked.policy, types=types))
    both = History(awards=(Award("ACA-JSWE", date(2025, 4, 3)), Award("ACP-JCA", date(2025, 11, 1))))
    found = seen(both, date(2026, 12, 3), lowered=lowered)
    assert [target.best.is_proved for target in found.targets if target.best] == [True, True]
    assert lines(found, lowered)[-1] == "2 activities. No way needs fewer."


def test_what_one_activity_may_do_together_is_counted_once() -> None:
    """A presentation gives units here, and is what is asked for: no more than one activity is certain."""
    worth = reference().policy.type("course").worth[0]
    tiers = replace(worth, amount=Decimal(20), formula=Formula(most=Decimal(40)))
    types = tuple(replace(k, worth=(tiers,)) if k.key == "course" else k for k in reference().policy.types)
    asked = demanding(demand(DemandKind.COUNTER, 1, "talks"), counters=COUNTERS[:1])
    lowered = plan(replace(asked.policy, types=types))
    history = associate(Activity("1", "global-event", date(2026, 5, 6)))
    found = seen(history, date(2026, 12, 3), Wish(types=("course", "local-event")), lowered)
    assert only(found).best is not None and only(found).best.at_least == 1  # type: ignore[union-attr]
    assert "2 activities. Fewer may be enough." in lines(found, lowered)


def of_two_categories(*also_law: str) -> Plan:
    """Courses are of ethics and events of law, and a limit of years of the calendar leaves not all to be tried.

    `also_law`: what is of ethics may be of law as well.
    """
    usual = reference().policy
    hours = Measure("hour", "hours", SMALLEST)
    of = {"course": "ethics", "local-event": "law"}
    some = tuple(Within(key, (Value(SINCE, Decimal(50), "", share=True),)) for key in also_law)
    types = tuple(
        replace(k, category=of.get(k.key, ""), measure=hours, limit=None, of_which=some if k.key == "course" else ())
        for k in usual.types
    )
    minima = (Minimum("ethics", least(30)), Minimum("law", least(30)))
    yearly = Cap("talks", "Talks", ("presenting",), (), Period.YEAR, least(10))
    groups = tuple(replace(group, minima=minima) for group in usual.groups)
    categories = (Category("ethics", "Ethics"), Category("law", "Law"))
    return plan(replace(usual, types=types, groups=groups, caps=(yearly,), categories=categories))


def test_an_activity_of_each_category_that_lacks_some_is_needed_where_none_is_of_two() -> None:
    lowered = of_two_categories()
    found = seen(associate(), lowered=lowered)
    best = only(found).best
    assert best is not None
    assert {step.type for step in best.steps} == {"local-event", "course"}
    assert "2 activities. No way needs fewer." in lines(found, lowered)


def test_where_one_activity_may_be_of_both_categories_fewer_may_be_enough() -> None:
    lowered = of_two_categories("law")
    goal = only(seen(associate(), lowered=lowered)).goal
    short = Route("", Decimal(50), {"ethics": Decimal(30), "law": Decimal(30)}, {})
    assert activities_apart(lowered.policy, goal, Lack(met=False, routes=(short,)), {}) == 1
    apart = of_two_categories().policy
    assert activities_apart(apart, goal, Lack(met=False, routes=(short,)), {}) == 2
    met = replace(short, categories={"ethics": Decimal(30), "law": Decimal(0)})
    assert activities_apart(apart, goal, Lack(met=False, routes=(short, met)), {}) == 1


def test_hours_are_no_activities_each() -> None:
    practice = Counter("practice", "Practice", "hour", "hours", ("presenting",), CounterOf.QUANTITY)
    lowered = demanding(demand(DemandKind.COUNTER, 12, "practice"), counters=(practice,))
    goal = only(seen(associate(), lowered=lowered)).goal
    missing = Lack(met=False, routes=(Route("", Decimal(0), {}, {("", "asked"): Decimal(12)}),))
    assert activities_apart(lowered.policy, goal, missing, {}) == 1


def test_what_takes_more_time_than_there_is_is_named_where_not_all_ways_are_tried() -> None:
    """Many short courses may be worth more than one, so that no plan is known to be the only one."""
    tiers = replace(reference().policy.type("course").worth[0], formula=Formula(most=Decimal(40)))
    work = replace(reference().policy.type("presenting"), measure=Measure("month", "months", SMALLEST), worth=())
    kinds = {"course": (tiers,)}
    types = tuple(
        work if kind.key == "presenting" else replace(kind, worth=kinds.get(kind.key, kind.worth))
        for kind in reference().policy.types
    )
    practice = Counter("practice", "Practice", "month", "months", ("presenting",), CounterOf.QUANTITY)
    lowered = demanding(demand(DemandKind.COUNTER, 12, "practice", "A year of work"), counters=(practice,))
    lowered = plan(replace(lowered.policy, types=types))
    found = seen(associate(), date(2026, 12, 3), lowered=lowered)
    assert "12 months for “A year of work” can't be done by April 3, 2027." in lines(found, lowered)


@pytest.mark.parametrize(("required", "much"), [(50, 300), (2, 12), (1, 6), (Decimal("0.6"), Decimal("3.75"))])
def test_quantities_are_those_that_somebody_would_record(required: Decimal, much: Decimal) -> None:
    """A unit for six hours, to the nearest thousandth of one: some thousandths of an hour less would be enough."""
    usual = reference().policy
    course = replace(
        usual.type("course"),
        measure=Measure("hour", "hours", Decimal(0)),
        worth=(Value(SINCE, Decimal(1), "", Decimal(6)),),
    )
    groups = tuple(replace(group, required=(Value(SINCE, Decimal(required), ""),)) for group in usual.groups)
    rounded = changed(groups=groups, types=(course,), step=Decimal("0.001"), rounding=Rounding.NEAREST)
    best = only(seen(associate(), date(2026, 6, 1), lowered=rounded)).best
    assert best is not None
    assert [step.quantity for step in best.steps] == [much]
    wish = Wish(costs={"course": Decimal(1)})
    found = seen(associate(), date(2026, 6, 1), wish, rounded)
    priced = only(found).best
    assert priced is not None and priced.steps[0].quantity == much
    assert priced.at_least < priced.cost  # some thousandths of an hour
    assert f"It costs {priced.cost.normalize():f}. No way costs noticeably less." in lines(found, rounded, wish)


def test_a_day_of_a_step_is_the_last_that_works_where_being_late_takes_more_and_more() -> None:
    policy = replace(reference().policy, surcharges=(Surcharge(1, Decimal(5), False, 1, "x"),))
    history = associate(*(Activity(f"{n}", "course", date(2026, 5, n), f"C{n}") for n in range(1, 5)))
    target = only(seen(history, date(2027, 4, 10), Wish(types=("course",)), plan(policy)))
    assert told(target.best) == ["2 course 1 2027-04-10 to 2027-06-03"]


def test_an_exam_that_is_worth_no_units_is_proposed_where_it_completes_another_way() -> None:
    half = ccnp(Activity("1", "course", date(2025, 1, 10), "Routing", quantity=Decimal(40)))
    cisco = program("cisco")
    found = seen(half, lowered=cisco, wish=Wish(types=("professional-exam",)))
    assert told(only(found).best) == ["1 professional-exam 1 2026-06-15 to 2027-03-03"]
    assert "One professional exam, by March 3, 2027" in lines(found, cisco)
    assert told(only(seen(ccnp(), lowered=cisco, wish=Wish(types=("core-exam",)))).best) == [
        "1 core-exam 1 2026-06-15 to 2027-03-03"
    ]


def test_another_way_is_taken_where_it_costs_less() -> None:
    cisco = program("cisco")
    prices = {"course": Decimal(1), "professional-exam": Decimal(30)}
    best = only(seen(ccnp(), lowered=cisco, wish=Wish(costs=prices))).best
    assert best is not None
    assert sorted(told(best)) == [
        "1 course 40 2026-06-15 to 2027-03-03",
        "1 professional-exam 1 2026-06-15 to 2027-03-03",
    ]
    assert (int(best.cost), best.is_proved) == (70, True)
    dear = {"course": Decimal(1), "professional-exam": Decimal(50)}
    assert told(only(seen(ccnp(), lowered=cisco, wish=Wish(costs=dear))).best) == [
        "1 course 80 2026-06-15 to 2027-03-03"
    ]


def test_where_one_exam_is_not_enough_two_are_proposed() -> None:
    cisco = program("cisco")
    expert = History(awards=(Award("CCIE", date(2024, 3, 3)),))
    prices = {"course": Decimal(1), "professional-exam": Decimal(30), "core-exam": Decimal(100)}
    assert sorted(told(only(seen(expert, lowered=cisco, wish=Wish(costs=prices))).best)) == [
        "1 course 40 2026-06-15 to 2027-03-03",
        "2 professional-exam 1 2026-06-15 to 2027-03-03",
    ]


def test_what_is_demanded_besides_units_is_proposed_though_the_units_are_there() -> None:
    lowered = demanding(demand(DemandKind.COUNTER, 2, "talks", "Talks"), other=())
    history = associate(*(Activity(str(i), "course", date(2026, 1, 1), f"course {i}") for i in range(5)))
    found = seen(history, lowered=lowered)
    best = only(found).best
    assert best is not None
    assert best.cost == 2
    assert {step.type for step in best.steps} <= {"presenting", "local-event"}
    assert lines(found, lowered)[0] == "Associate, to be renewed by April 3, 2027. Still needed: Talks (2 talks)"


def test_units_and_a_demand_are_planned_together_with_the_fewest_activities() -> None:
    lowered = demanding(demand(DemandKind.COUNTER, 2, "talks", "Talks"))
    best = only(seen(associate(), lowered=lowered)).best
    assert best is not None
    assert (int(best.cost), best.is_proved) == (3, True)  # a presentation, a local event, a global one
    assert lines(seen(associate(), lowered=lowered), lowered)[0].endswith(
        "50 CE units missing. Also needed: Talks (2 talks)"
    )


def test_units_of_each_year_force_steps_into_their_years() -> None:
    lowered = demanding(demand(DemandKind.EACH_YEAR, 20))
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course",)))
    assert told(only(found).best) == [
        "2 course 1 2025-09-01 to 2026-04-02",
        "1 course 1 2025-09-01 to 2027-04-03",
        "2 course 1 2026-04-03 to 2027-04-03",
    ]


def test_a_year_that_is_over_leaves_no_way_and_is_named() -> None:
    lowered = demanding(demand(DemandKind.EACH_YEAR, 20, title="20 units in every year"))
    found = seen(associate(), lowered=lowered, wish=Wish(types=("course",)))
    assert only(found).best is None
    assert (
        "No activities renew this cycle any more: year 1 of the cycle (to April 2, 2026) gave 0 of 20 CE units for “20 "
        "units in every year”, and it is too late for more."
    ) in lines(found, lowered)


def test_a_card_is_renewed_when_it_is_valid_at_the_end() -> None:
    card = Counter("card", "Card", "card", "cards", ("local-event",), CounterOf.VALID, 6)
    lowered = demanding(demand(DemandKind.COUNTER, 1, "card", "A current card"), counters=(card,))
    best = only(seen(associate(), lowered=lowered, wish=Wish(types=("course", "local-event")))).best
    assert "1 local-event 1 2026-10-03 to 2027-04-03" in told(best)


def test_hours_of_practice_are_as_many_as_are_asked_for() -> None:
    policy = reference().policy
    hours = program("pmi").policy.types[0].measure
    types = tuple(replace(t, measure=hours, worth=()) if t.key == "presenting" else t for t in policy.types)
    practice = Counter("practice", "Practice", "hour", "hours", ("presenting",), CounterOf.QUANTITY)
    asked = demand(DemandKind.COUNTER, 12, "practice", "Practice")
    groups = tuple(replace(g, demands=(asked,)) for g in policy.groups)
    lowered = changed(types=types, groups=groups, counters=(practice,))
    assert "1 presenting 12 2026-06-15 to 2027-04-03" in told(only(seen(associate(), lowered=lowered)).best)


def test_talks_that_are_measured_are_counted_one_by_one() -> None:
    policy = reference().policy
    hours = program("pmi").policy.types[0].measure
    per_hour = least(10)
    types = tuple(replace(t, measure=hours, worth=per_hour) if t.key == "presenting" else t for t in policy.types)
    asked = demand(DemandKind.COUNTER, 3, "talks", "Talks")
    groups = tuple(replace(g, demands=(asked,)) for g in policy.groups)
    lowered = changed(types=types, groups=groups, counters=COUNTERS[:1])
    found = seen(associate(), lowered=lowered, wish=Wish(types=("presenting",)))
    best = only(found).best
    assert best is not None
    assert best.cost == 3
    priced = only(seen(associate(), lowered=lowered, wish=Wish(costs={"presenting": Decimal(2)}))).best
    assert priced is not None
    assert sum(step.times for step in priced.steps) == 3


def test_a_requirement_that_follows_from_what_is_held_is_planned() -> None:
    portfolio = Portfolio(Decimal(0), at_once=False, source="")
    policy = reference().policy
    worth = [replace(c, alone=Decimal(30), added=Decimal(10)) for c in policy.certifications]
    groups = tuple(replace(g, required=(), portfolio=portfolio) for g in policy.groups)
    lowered = changed(groups=groups, certifications=tuple(worth))
    assert told(only(seen(associate(), lowered=lowered, wish=Wish(types=("course",)))).best) == [
        "3 course 1 2026-06-15 to 2027-04-03"
    ]


def test_where_renewing_another_level_may_renew_this_one_nothing_is_claimed() -> None:
    cascade = Cascade("up", "", Trigger.RENEWED, ("ACA-JSWE",), ("ACP-JCA",), aligned=False, since=SINCE, source="")
    lowered = changed(cascades=(cascade,))
    history = History(awards=(Award("ACA-JSWE", date(2025, 4, 3)), Award("ACP-JCA", date(2025, 11, 1))))
    found = seen(history, lowered=lowered)
    best = {target.goal.group: target.best for target in found.targets}
    assert best["aca"] is not None
    assert best["acp"] is not None
    assert (best["aca"].is_proved, best["acp"].is_proved) == (True, False)
    assert not any("No way needs fewer" in line for line in lines(found, lowered)[6:] if line.startswith("7"))
    assert "Fewer may be enough." in " ".join(lines(found, lowered))


# Against every combination.


@st.composite
def asking(draw: st.DrawFn) -> tuple[Plan, History, date]:
    """A policy of three types that asks for more than units or has other ways, and somebody on a day."""
    policy = draw(policies())
    kept = draw(st.permutations(policy.types))[:3]
    names = {kind.key for kind in kept}
    caps = tuple(replace(cap, types=tuple(t for t in cap.types if t in names)) for cap in policy.caps)
    small_ways = draw(ways)
    usual = draw(for_some(st.sampled_from([10, 20, 40])))
    groups = tuple(
        replace(
            g,
            required=() if g.portfolio else usual if draw(st.booleans()) else g.required,
            demands=draw(demands),
            ways=small_ways if not g.portfolio else (),
        )
        for g in policy.groups
    )
    lowered = plan(
        replace(
            policy,
            types=tuple(kept),
            caps=tuple(cap for cap in caps if cap.types),
            counters=tuple(replace(c, types=tuple(t for t in c.types if t in names)) for c in COUNTERS),
            groups=groups,
        )
    )
    history = draw(histories())
    start = min((a.on for a in history.awards), default=None)
    assume(start is not None)
    assert start is not None
    return lowered, history, start + timedelta(days=draw(st.integers(0, 700)))


def combinations(policy: Policy, target: Target, on: date, most: int) -> Iterator[list[Doing]]:
    """Every combination of so many activities at the most; where there are many, on three of the days."""
    each = choices(policy, days_between(policy, target.goal, on), 1000)
    for many in range(most + 1):
        yield from (list(done) for done in combinations_with_replacement(each, many))


@settings(brief, max_examples=12 * MORE)
@given(asking())
def test_no_fewer_activities_renew_whatever_is_asked(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    result = hurried(lowered, history, on)
    assume(result.targets)
    for target in result.targets:
        if target.best is None:
            continue
        left_out = left_to_staff(result, target)
        for done in combinations(lowered.policy, target, on, min(int(target.best.at_least) - 1, 3)):
            if left_out.isdisjoint(kind for kind, *_ in done):
                assert not renews(lowered, history, [target.goal], done, on), (target.best, done)


@settings(brief, max_examples=12 * MORE)
@given(asking(), st.data())
def test_nothing_renews_where_no_way_is_told(found: tuple[Plan, History, date], data: st.DataObject) -> None:
    """Neither as much as there may be of each, which may leave no room for another, nor some of each."""
    lowered, history, on = found
    for target in hurried(lowered, history, on).targets:
        if target.best is not None or target.gave_up or target.cascades:
            continue
        for done in combinations(lowered.policy, target, on, 2):
            assert not renews(lowered, history, [target.goal], done, on), done
        each = choices(lowered.policy, days_between(lowered.policy, target.goal, on), 1000)
        assert not renews(lowered, history, [target.goal], each * 4, on)
        for _ in range(12 if each else 0):
            some = data.draw(st.lists(st.tuples(st.sampled_from(each), st.integers(1, 50)), max_size=5))
            done = [
                (kind, day, Decimal(much) if lowered.policy.type(kind).measure else most, of)
                for (kind, day, most, of), much in some
            ]
            assert not renews(lowered, history, [target.goal], done, on), done


@settings(brief, max_examples=7 * MORE)
@given(asking())
def test_every_way_renews_whatever_is_asked(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    result = hurried(lowered, history, on)
    assume(result.targets)
    for target in result.targets:
        for way in (*([target.best] if target.best else []), *target.alone):
            for last in (False, True):
                assert renews(lowered, history, [target.goal], uses(way.steps, last=last), on)


@settings(brief, max_examples=10 * MORE)
@given(asking(), st.data())
def test_nothing_costs_less_than_is_said_whatever_is_asked(
    found: tuple[Plan, History, date], data: st.DataObject
) -> None:
    lowered, history, on = found
    kinds = lowered.policy.types
    prices = {kind.key: Decimal(data.draw(st.sampled_from([1, 2, 3]))) for kind in kinds}
    result = hurried(lowered, history, on, Wish(costs=prices))
    for target in result.targets:
        if target.best is None:
            continue
        left_out = left_to_staff(result, target)
        days = days_between(lowered.policy, target.goal, on)
        each = [
            (kind.key, day, much, of)
            for kind in kinds
            if kind.key not in left_out
            for of in (kind.division.categories if kind.division else ("",))
            for day in (days[0], days[-1])
            for much in (map(Decimal, ("0.5", "1", "5", "25")) if kind.measure else (Decimal(1),))
        ]
        for many in range(3):
            for done in combinations_with_replacement(each, many):
                much = (prices[k] * (q if lowered.policy.type(k).measure else 1) for k, _, q, _ in done)
                cost = sum(much, Decimal(0))
                if cost < target.best.at_least:
                    assert not renews(lowered, history, [target.goal], list(done), on), (done, cost)
