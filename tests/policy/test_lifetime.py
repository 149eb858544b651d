"""Somebody earns under limits that never have room again, and under limits of quarters of the calendar."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain, explain_limits
from recert.policy.formula import Period
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.model import Cap, Policy, Value
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, policy_file
from recert.policy.warn import doubts
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_earning import amounts, done, limited, said, standing, worth

USUAL = reference().policy
ON = date(2029, 12, 31)
TALKS = done(
    ("local-event", date(2025, 2, 1), "A", 1),
    ("course", date(2025, 3, 1), "B", 1),
    ("course", date(2025, 3, 2), "C", 1),
    ("course", date(2025, 3, 3), "D", 1),
    ("course", date(2025, 3, 4), "E", 1),
    ("local-event", date(2027, 2, 1), "F", 1),
    ("local-event", date(2027, 2, 2), "G", 1),
)
"""The first cycle is renewed; the next one runs from January 10, 2027."""


def ever(much: int, **fields: object) -> Policy:
    cap = Cap("c", "Local events", ("local-event",), (), Period.EVER, worth(much))
    return replace(USUAL, caps=(replace(cap, **fields),))  # type: ignore[arg-type]


def told(policy: Policy, place: int) -> str:
    found = standing(policy, TALKS, ON)
    return str(explain.entry(policy, found, found.entries[place], {a.ref: a for a in TALKS.activities}))


def test_what_an_earlier_cycle_took_of_a_lifetime_is_gone() -> None:
    given = amounts(ever(15), TALKS, ON)
    assert [given[0], given[5], given[6]] == [10, 5, 0]
    again = amounts(limited(Period.CYCLE, most=15), TALKS, ON)
    assert [again[0], again[5], again[6]] == [10, 10, 5]


def test_a_lifetime_does_not_begin_anew_with_another_award() -> None:
    awards = (Award("ACA-JSWE", date(2020, 1, 10)), Award("ACA-JSWE", date(2025, 1, 10)))
    events = [date(2024, 3, 1), date(2025, 3, 1)]
    policy = replace(ever(15), floor=date(2020, 1, 1))
    values = (Value(date(2020, 1, 1), Decimal(10), ""),)
    kinds = tuple(replace(kind, worth=values) if kind.key == "local-event" else kind for kind in policy.types)
    cap = replace(policy.caps[0], most=(Value(date(2020, 1, 1), Decimal(15), ""),))
    policy = replace(policy, types=kinds, caps=(cap,), moves=())
    required = tuple(replace(value, since=date(2015, 1, 1)) for value in policy.groups[0].required)
    policy = replace(policy, groups=(replace(policy.groups[0], required=required), *policy.groups[1:]))
    first = date(2021, 3, 1)
    acts = tuple(Activity(str(n), "local-event", on, f"{n}") for n, on in enumerate([first, *events]))
    assert amounts(policy, History(awards, (), acts), ON) == [10, 0, 5]


def test_who_used_up_a_limit_of_a_lifetime_reads_so() -> None:
    assert told(ever(15), 5) == (
        "5 of 10 CE units for Associate: “Local events” counts at most 15 in a lifetime, and that is reached."
    )
    assert told(ever(15), 6) == (
        "0 for Associate: “Local events” counts at most 15 CE units in a lifetime, and others made them up. It stays "
        "on record."
    )
    policy = ever(15)
    today = date(2027, 6, 1)
    used = explain_limits.cap_used(policy, standing(policy, TALKS, today), policy.caps[0], today)
    assert str(used) == "Associate: 15 of 15 CE units used for “Local events” in a lifetime"


def test_each_provider_has_a_lifetime_of_its_own() -> None:
    by = ["PMI", "ISACA", "PMI"]
    days = [date(2025, 2, 1), date(2027, 2, 1), date(2027, 2, 2)]
    acts = [
        Activity(str(i), "local-event", on, f"{i}", provider=name)
        for i, (on, name) in enumerate(zip(days, by, strict=True))
    ]
    acts += [Activity(f"c{n}", "course", date(2025, 3, n + 1), f"c{n}") for n in range(4)]
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), tuple(acts))
    found = standing(ever(15, of_provider=True), history, ON)
    given = {entry.activity: entry.amount for entry in found.entries}
    assert [given["0"], given["1"], given["2"]] == [10, 10, 5]


def test_a_later_lower_limit_of_a_lifetime_takes_nothing_back() -> None:
    most = (*worth(20), Value(date(2026, 12, 1), Decimal(5), "s"))
    given = amounts(ever(0, most=most), TALKS, ON)
    assert [given[0], given[5], given[6]] == [10, 0, 0]


@pytest.mark.parametrize(
    ("days", "given"),
    [
        ([date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1)], [10, 5, 10]),
        ([date(2025, 1, 15), date(2025, 3, 31), date(2025, 6, 30)], [10, 5, 10]),
        ([date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 1)], [10, 5, 10]),
    ],
)
def test_a_limit_of_a_quarter_has_room_again_with_the_calendars(days: list[date], given: list[int]) -> None:
    history = done(*(("local-event", on, f"{i}", 1) for i, on in enumerate(days)))
    assert amounts(limited(Period.QUARTER), history) == given


def test_who_is_over_a_limit_of_a_quarter_reads_so() -> None:
    history = done(("local-event", date(2025, 2, 1), "A", 1), ("local-event", date(2025, 3, 1), "B", 1))
    assert said(limited(Period.QUARTER), history, 1) == (
        "5 of 10 CE units for Associate: “Local events” counts at most 15 in a quarter of the calendar, and that is "
        "reached."
    )


WRITTEN = """
[[limit]]
key = "local"
title = "Local events"
types = ["local-event"]
each = "{each}"
most = [{{ from = 2024-02-01, {most}, source = "the rule" }}]
"""


def written(each: str, most: str) -> Policy | Problems:
    return parse_policy(policy_file(PROGRAMS / "atlassian").read_text() + WRITTEN.format(each=each, most=most))


def test_a_handbook_says_that_a_limit_is_of_a_lifetime_or_of_a_quarter() -> None:
    found = [written(each, "units = 20") for each in ("lifetime", "quarter")]
    said = ["\n".join(map(str, handbook(policy))) for policy in found if isinstance(policy, Policy)]
    assert "'20 CE units', 'in a lifetime'" in said[0]
    assert "'20 CE units', 'in a quarter of the calendar'" in said[1]


def test_a_share_of_a_cycle_limits_no_lifetime() -> None:
    found = written("lifetime", "percent = 20")
    assert isinstance(found, Problems)
    assert [(p.what, p.fix) for p in found.problems if "lifetime" in p.what] == [
        ("what one cycle requires is no measure of a lifetime", "write units = N")
    ]


def test_nobody_doubts_a_lifetime_that_one_cycle_does_not_use_up() -> None:
    found = written("lifetime", "units = 4000")
    assert isinstance(found, Policy)
    assert not [doubt for doubt in doubts(found) if "limit" in doubt.place]
