"""What asks for nothing is not spoken of, and a cycle that takes no units is not said to take 0 of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.assess import assess
from recert.policy.explain import alternatives, missing
from recert.policy.explain_demands import demands
from recert.policy.governing_words import governing
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Minimum, Policy, Value
from recert.policy.plan import plan
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_handbook import read
from tests.policy.test_what_is_told import told as story_of


def told(
    program: str, certification: str, awarded: date, on: date, *done: Activity
) -> tuple[list[str], str, list[str], list[str]]:
    """What there is of each demand, what is missing, the ways, and why something is asked: of somebody with nothing."""
    policy = read(Path(PROGRAMS) / program)
    standing = assess(plan(policy), History((Award(certification, awarded),), activities=done), on).groups[0]
    group, cycle = policy.group(standing.group), standing.cycles[-1]
    return (
        [str(each) for each in demands(policy, group, cycle, on)],
        str(missing(policy, group, cycle, on)),
        [str(each) for each in alternatives(policy, standing)],
        [str(each) for each in governing(policy, standing.group, cycle)],
    )


@pytest.mark.parametrize(("on", "fee"), [(date(2026, 11, 10), False), (date(2026, 11, 20), True)])
def test_a_late_fee_is_named_once_somebody_is_late(on: date, fee: bool) -> None:
    there_is, still, ways, _ = told("north-dakota-real-estate", "SALESPERSON", date(2026, 1, 1), on)
    application, *others = there_is
    assert application == "Application for renewal: 0 of 1 application"
    assert (others == ["Late fee: 0 of 1 fee"]) is fee, others
    assert still == f"Still needed: Application for renewal{', Late fee' * fee}."
    assert ("Late fee" in ways[0]) is fee, ways
    assert "second month" not in ways[0]


def test_a_late_fee_that_is_paid_but_not_asked_is_no_part_of_the_cycle() -> None:
    paid = Activity("1", "late-fee", date(2026, 11, 1), "Fee")
    there_is, *_ = told("north-dakota-real-estate", "SALESPERSON", date(2026, 1, 1), date(2026, 11, 10), paid)
    assert there_is == ["Application for renewal: 0 of 1 application"]


def test_a_cycle_that_takes_no_units_is_not_said_to_take_any() -> None:
    *_, (way, *_), _ = told("north-dakota-real-estate", "SALESPERSON", date(2026, 1, 1), date(2026, 11, 10))
    assert way.startswith("Complete by November 15, 2026: Application for renewal. That renews all your active")


def test_what_ended_with_a_day_is_not_explained_any_more() -> None:
    there_is, _, (way,), why = told("ahima", "CCS", date(2025, 3, 10), date(2026, 1, 1))
    assert there_is == ["Recertification fee: 0 of 1 fee"]
    assert "self-review" not in way
    assert why == []


def test_where_another_certification_alone_renews_it_that_is_named() -> None:
    _, still, _, _ = told("red-hat", "RHCSA", date(2024, 3, 1), date(2026, 1, 1))
    assert still.startswith("No units are needed: passing the exam again, or earning or renewing RHCE")


def taking(units: int, ethics: int) -> Policy:
    """So many units in all, and so many of ethics, which courses are of."""
    policy = reference().policy
    asked, least = (Value(date(2020, 1, 1), Decimal(amount), "") for amount in (units, ethics))
    types = tuple(replace(kind, category="ethics" if kind.key == "course" else "") for kind in policy.types)
    groups = tuple(replace(g, required=(asked,), minima=(Minimum("ethics", (least,)),)) for g in policy.groups)
    return replace(policy, groups=groups, types=types, categories=(Category("ethics", "Ethics"),))


def test_whoever_did_what_a_category_takes_is_not_told_that_nothing_was_due() -> None:
    done = (Activity("1", "course", date(2025, 3, 1), "Update"),)
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), activities=done)
    lines = story_of(taking(0, 7), history, date(2025, 4, 1))
    assert not [each for each in lines if "Nothing is due" in each or "Nothing was due" in each], lines
    assert any(each.startswith("Renewed on March 1, 2025 by continuing education: ") for each in lines), lines
    assert any(each.startswith("Renewed on March 1, 2025 with 10 CE units: ") for each in lines), lines


def test_whoever_owes_nothing_of_any_category_is_told_so() -> None:
    lines = story_of(taking(0, 0), History((Award("ACA-JSWE", date(2025, 1, 10)),)), date(2025, 4, 1))
    assert any(each.startswith("Nothing is due in the cycle that began on January 10, 2025") for each in lines), lines
