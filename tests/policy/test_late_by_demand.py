"""Units are asked by a demand alone, and being late takes some too: these are among those that the demand asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from recert.policy.story import story
from tests.policy.strategies import reference

AWARD = Award("ACA-JSWE", date(2025, 1, 10))
SUSPENDED = Suspension(4, by_units=True, by_exam=False, restarts=False, source="s")


def rules(own: int = 0) -> Policy:
    """50 units in two years by a demand, and for every month late ten more of what the group itself requires."""
    policy = reference().policy
    asked = Demand("all", "All of them", DemandKind.CYCLES, "", 1, 0, (_units(50),))
    groups = tuple(replace(group, required=(_units(own),), demands=(asked,)) for group in policy.groups)
    late = Surcharge(1, Decimal(10), share=False, every_months=1, source="s")
    cycle = replace(policy.cycle, grace_days=0)
    return replace(policy, groups=groups, cycle=cycle, suspension=SUSPENDED, surcharges=(late,), moves=(), retake=None)


def _units(amount: int) -> Value:
    return Value(date(2020, 1, 1), Decimal(amount), "s")


def course(day: date) -> Activity:
    return Activity(f"course {day}", "course", day, f"course {day}")


def told(policy: Policy, today: date, courses: int) -> str:
    done = tuple(course(date(2025, 5, 1 + n)) for n in range(courses))
    found = assess(plan(policy), History((AWARD,), activities=done), today)
    return "\n".join(str(line.text) for line in story(policy, History((AWARD,), activities=done), found))


@pytest.mark.parametrize("courses", [0, 4])
def test_in_time_nobody_reads_of_more_where_the_demand_asks_for_as_much(courses: int) -> None:
    found = told(rules(), date(2026, 12, 1), courses)
    assert f"{50 - 10 * courses} more CE units by January 10, 2027, for “All of them”." in found
    assert "Renewed on January 11, 2027 or later" not in found


def test_whoever_is_late_reads_that_what_is_missing_stays_as_much() -> None:
    found = told(rules(), date(2027, 2, 20), 4)
    assert "10 more CE units by May 10, 2027, for “All of them”." in found
    assert "are required for being late" not in found


def test_whoever_needs_more_by_waiting_reads_so() -> None:
    found = told(rules(own=50), date(2027, 2, 20), 4)
    assert "20 CE units of it are required for being late." in found
    assert "It grows: 10 CE units more with every further month." in found


def test_whoever_did_nothing_in_the_cycle_reads_what_waiting_takes() -> None:
    policy = rules()
    asked = replace(policy.groups[0].demands[0], values=(_units(5),))
    policy = replace(policy, groups=tuple(replace(group, demands=(asked,)) for group in policy.groups))
    assert "Renewed on January 11, 2027 or later, it takes 10 CE units more" in told(policy, date(2026, 12, 1), 0)
    assert "10 CE units of it are required for being late." in told(policy, date(2027, 1, 20), 0)
