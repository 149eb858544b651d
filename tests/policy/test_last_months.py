"""So much is due within the last months: before the cycle's end, or before the day of the renewal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Award, History
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Limit, Measure, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_planning import associate, only, seen, told
from tests.policy.test_planning_demands import demanding
from tests.policy.test_two_readings import CATEGORIES

SINCE = date(2020, 1, 1)
CARE = Counter("care", "Care", "hour", "hours", ("presenting",), CounterOf.QUANTITY)
CARD = Counter("card", "Card", "card", "cards", ("local-event",), CounterOf.VALID, 12)
UNITS, COUNTED = DemandKind.LAST_MONTHS, DemandKind.COUNTER_LAST_MONTHS
CCRN = (PROGRAMS / "aacn-ccrn" / "policy.toml").read_text()


def recent(kind: DemandKind, least: int, of: str = "", months: int = 12, before_renewal: bool = False) -> Demand:
    values = (Value(SINCE, Decimal(least), ""),)
    return Demand("recent", "What is recent", kind, of, 0, 0, values, months=months, before_renewal=before_renewal)


def asking(rule: Demand) -> Plan:
    """The reference program, presentations being of hours and of ethics, asking for something recent."""
    policy = reference().policy
    hours = Measure("hour", "hours", Decimal(0))
    talk = next(t for t in policy.types if t.key == "presenting")
    worth = talk.worth if rule.kind is UNITS else ()
    talk = replace(talk, measure=hours, category="ethics", limit=None, worth=worth)
    types = tuple(talk if t.key == talk.key else t for t in policy.types)
    groups = tuple(replace(g, demands=(rule,)) for g in policy.groups)
    return plan(replace(policy, counters=(CARE, CARD), categories=CATEGORIES, types=types, groups=groups))


def done(lowered: Plan, *activities: tuple[str, date, str], awards: tuple[Award, ...] = ()) -> list[Cycle]:
    """The cycles of an award of May 10, 2025, due on May 10, 2027."""
    found = tuple(Activity(str(i), kind, on, str(i), quantity=Decimal(n)) for i, (kind, on, n) in enumerate(activities))
    history = History(awards or (Award("ACA-JSWE", date(2025, 5, 10)),), (), found)
    return list(assess(lowered, history, date(2027, 5, 1)).groups[0].cycles)


COURSES = tuple(("course", date(2025, 6, day), "1") for day in range(1, 6))


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2026, 5, 9), 0), (date(2026, 5, 10), 0), (date(2026, 5, 11), 8), (date(2027, 4, 1), 8)]
)
def test_hours_of_the_last_twelve_months_of_a_cycle_are_counted(day: date, counts: int) -> None:
    (cycle,) = done(asking(recent(COUNTED, 8, "care")), *COURSES, ("presenting", day, "8"))
    assert cycle.demands[0].amount == counts
    assert (cycle.met_on is not None) == (counts == 8)


def test_before_the_renewal_hours_that_were_enough_grow_old() -> None:
    early = ("presenting", date(2025, 7, 1), "8")
    rule = recent(COUNTED, 8, "care", before_renewal=True)
    assert done(asking(rule), *COURSES, early)[0].met_on == date(2025, 7, 1)
    late = [("course", date(2026, 7, day), "1") for day in range(1, 6)]
    (cycle,) = done(asking(rule), early, *late)
    assert cycle.met_on is None
    assert cycle.demands[0].amount == 0
    (cycle,) = done(asking(rule), early, *late, ("presenting", date(2026, 8, 1), "8"))
    assert cycle.met_on == date(2026, 8, 1)
    assert cycle.demands[0].amount == 8


def test_what_is_done_after_the_renewal_is_not_before_it() -> None:
    rule = recent(COUNTED, 8, "care", before_renewal=True)
    (cycle,) = done(
        asking(rule), *COURSES, ("presenting", date(2026, 8, 1), "8"), ("presenting", date(2026, 9, 1), "8")
    )
    assert cycle.demands[0].amount == 8


def test_more_months_than_a_cycle_has_reach_into_the_cycle_before() -> None:
    lowered = asking(recent(UNITS, 60, months=36))
    first = [("course", date(2024, 6, day), "1") for day in (9, 11, 12, 13, 14)]
    second = [("course", date(2025, 9, 1), "1")]
    enough = replace(lowered.policy.groups[0], required=(Value(SINCE, Decimal(10), ""),))
    policy = replace(lowered.policy, groups=(enough, *lowered.policy.groups[1:]), floor=SINCE)
    awards = (Award("ACA-JSWE", date(2024, 5, 10), date(2025, 5, 10)),)
    cycles = done(plan(policy), *first, *second, awards=awards)
    assert [(c.number, int(c.demands[0].amount)) for c in cycles] == [(1, 50)]
    less = replace(enough, demands=(recent(UNITS, 50, months=36),))
    cycles = done(plan(replace(policy, groups=(less, *policy.groups[1:]))), *first, *second, awards=awards)
    assert [(c.number, int(c.demands[0].amount), c.met_on) for c in cycles] == [
        (1, 50, date(2024, 6, 14)),
        (2, 60, date(2025, 9, 1)),
    ]


def test_of_units_those_count_that_limits_leave_and_of_a_category_its_own() -> None:
    once = Limit((Value(SINCE, Decimal(1), ""),))
    lowered = asking(recent(UNITS, 30, "ethics"))
    kinds = tuple(replace(t, limit=once) if t.key == "presenting" else t for t in lowered.policy.types)
    lowered = plan(replace(lowered.policy, types=kinds))
    worth = next(t for t in kinds if t.key == "presenting").worth[-1].amount
    (cycle,) = done(
        lowered,
        ("presenting", date(2026, 6, 1), "1"),
        ("presenting", date(2026, 7, 1), "1"),
        ("course", date(2026, 8, 1), "1"),
    )
    assert cycle.demands[0].amount == worth


def test_a_certification_that_is_due_earlier_brings_the_end_and_its_months_forward() -> None:
    hours = ("presenting", date(2026, 2, 1), "8")
    both = (Award("ACA-JSWE", date(2025, 5, 10)), Award("ACA-ACF", date(2026, 6, 1), date(2027, 1, 20)))
    cycle = done(asking(recent(COUNTED, 8, "care")), *COURSES, hours, awards=both)[0]
    assert cycle.met_on == date(2026, 6, 1)


def test_a_certification_that_is_due_earlier_lets_a_card_be_valid_to_the_end() -> None:
    card = Demand("card", "Card", DemandKind.COUNTER, "card", 0, 0, (Value(SINCE, Decimal(1), ""),))
    both = (Award("ACA-JSWE", date(2025, 5, 10)), Award("ACA-ACF", date(2026, 6, 1), date(2027, 1, 20)))
    cycle = done(asking(card), *COURSES, ("local-event", date(2026, 2, 1), "1"), awards=both)[0]
    assert cycle.met_on == date(2026, 6, 1)


def test_the_months_are_said() -> None:
    for before, said in (
        (False, "What is recent: 3 of 8 hours in the last 12 months of the cycle"),
        (True, "What is recent: 0 of 8 hours in the 12 months before the renewal"),
    ):
        lowered = asking(recent(COUNTED, 8, "care", before_renewal=before))
        (cycle,) = done(lowered, ("presenting", date(2026, 5, 11), "3"))
        if before:
            (cycle,) = done(lowered, ("presenting", date(2026, 5, 1), "3"))
        assert [str(line) for line in demands(lowered.policy, lowered.policy.groups[0], cycle, cycle.end)] == [said]


def test_steps_are_planned_into_the_last_months() -> None:
    lowered = demanding(recent(UNITS, 20, months=6))
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course",)))
    assert told(only(found).best) == [
        "3 course 1 2025-09-01 to 2027-04-03",
        "2 course 1 2026-10-04 to 2027-04-03",
    ]


def test_an_author_says_before_what() -> None:
    found = parse_policy(CCRN.replace('before = "the cycle\'s end"\n', ""), "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.what == "`before` is missing in [group.ccrn.also]"
