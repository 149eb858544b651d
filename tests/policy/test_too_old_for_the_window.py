"""Somebody whose course is recent enough today, and too old once the window opens in which alone they can renew."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, History
from recert.policy.model import CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.told import what_if_told
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.test_years_in_the_grace import rules as with_fees

SINCE = date(2020, 1, 1)
AWARD = Award("ACA-JSWE", date(2024, 6, 30), date(2026, 6, 30))
COURSE = Activity("course", "late-fee", date(2024, 7, 20), "Infection control")
PAID = Activity("paid", "fee", date(2026, 1, 10), "Fee")


def rules() -> Policy:
    """A fee in the cycle, a course within 18 months before the renewal, and a window of five months."""
    policy = with_fees()
    fee = Demand("fee", "Registration fee", DemandKind.COUNTER, "fee", 0, 0, (Value(SINCE, Decimal(1), "s"),))
    recent = Demand(
        "course",
        "Infection control",
        DemandKind.COUNTER_LAST_MONTHS,
        "late-fee",
        0,
        0,
        (Value(SINCE, Decimal(1), "s"),),
        months=18,
        before_renewal=True,
    )
    assert policy.counter("late-fee").of is CounterOf.USES
    none = (Value(SINCE, Decimal(0), "s"),)
    groups = tuple(replace(g, demands=(fee, recent), required=none) for g in policy.groups)
    return replace(policy, groups=groups, cycle=replace(policy.cycle, opens_months=5))


def told(as_of: date, *done: Activity) -> list[str]:
    history = History((AWARD,), (), done)
    return [str(line.text) for line in story(rules(), history, assess(plan(rules()), history, as_of))]


def test_nobody_is_told_that_nothing_more_is_needed() -> None:
    lines = told(date(2026, 1, 15), COURSE, PAID)
    assert not any("Nothing more is needed" in line for line in lines)
    assert (
        "Nothing is missing today, but the earliest day on which it renews is January 30, 2026, on which its last 5 "
        "months begin. This is too old by then, and needed once more by June 30, 2026: Infection control (met until "
        "January 19, 2026)."
    ) in lines


def test_what_is_recent_enough_on_the_day_on_which_the_window_opens_needs_no_more() -> None:
    late = replace(COURSE, on=date(2025, 3, 1))
    lines = told(date(2026, 1, 15), late, PAID)
    assert any(line.startswith("Nothing more is needed: it renews on January 30, 2026") for line in lines)


def test_with_something_missing_besides_it_has_until_the_end_and_does_the_course_again() -> None:
    (line,) = (line for line in told(date(2025, 12, 21), COURSE) if line.startswith("Complete by"))
    assert line.startswith(
        "Complete by June 30, 2026: Registration fee, Infection control (met until January 19, 2026)"
    )
    assert line.endswith(
        "too old, and needed once more by June 30, 2026: Infection control (met until January 19, 2026)."
    )


def test_what_paying_the_fee_would_do_is_said_alike() -> None:
    history = History((AWARD,), (), (COURSE,))
    found = what_if(plan(rules()), history, (PAID,), date(2025, 12, 21))
    lines = [str(line.text) for line in what_if_told(rules(), found)]
    assert any("Nothing is missing today" in line for line in lines)


# The same of another way.

BY_COURSE = Way("course", "By a course", (), rules().groups[0].demands[1:])


def by_a_way(asked: int) -> Policy:
    """So many units, or by another way the course."""
    policy = rules()
    required = (Value(SINCE, Decimal(asked), "s"),) if asked else ()
    groups = tuple(replace(g, demands=(), required=required, ways=(BY_COURSE,)) for g in policy.groups)
    return replace(policy, groups=groups)


def of_way(policy: Policy, as_of: date, *done: Activity) -> list[str]:
    history = History((AWARD,), (), done)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of))]


def test_a_way_that_is_too_old_for_the_window_is_told_to_be_needed_once_more() -> None:
    for asked in (0, 20):
        lines = of_way(by_a_way(asked), date(2026, 1, 15), COURSE)
        assert not any("Nothing more is needed" in line for line in lines)
        assert (
            "By a course: Infection control (met until January 19, 2026) by June 30, 2026. On January 30, 2026, the "
            "earliest day for that, this is too old, and needed once more by June 30, 2026: Infection control (met "
            "until January 19, 2026)."
        ) in lines
        assert any(line.startswith("The earliest day on which") for line in lines)
    assert any("20 more CE units" in line for line in lines)


def test_a_way_that_is_recent_enough_for_the_window_needs_no_more() -> None:
    lines = of_way(by_a_way(20), date(2026, 1, 15), replace(COURSE, on=date(2025, 3, 1)))
    assert any(line.startswith("Nothing more is needed: it renews on January 30, 2026") for line in lines)


def test_what_a_course_would_do_by_a_way_is_said_alike() -> None:
    found = what_if(plan(by_a_way(0)), History((AWARD,), (), ()), (COURSE,), date(2024, 7, 15))
    lines = [str(line.text) for line in what_if_told(by_a_way(0), found)]
    assert not any("Nothing more is needed" in line for line in lines)
    assert any("It takes this: By a course." in line for line in lines)
