"""An owner writes what late renewals take, and some of it is of nobody, or no more than what is taken anyway."""

import pytest

from recert.policy.model import Policy
from recert.policy.read import parse_policy
from recert.policy.warn import warnings
from tests.policy.test_months_late import TEXT

FEES = """
[counter.fees]
name = "Fees"
one = "dollar"
many = "dollars"
counts = "uses"
types = ["presenting"]
"""
FEE = """
[[group.aca.also]]
key = "fee"
title = "Late fee"
kind = "counter"
counter = "fees"
late_from_day = 1
least = [{ from = 2024-02-01, count = 50, source = "s" }]
"""
LATER = (
    FEE.replace('"fee"', '"later"')
    .replace("Late fee", "Later fee")
    .replace("late_from_day = 1", "late_after_months = 2")
)
RAISED = FEE.replace(" }]", ' }, { ending_from = 2026-09-01, count = 75, source = "s" }]')
FORM = """
[[group.aca.or]]
key = "form"
title = "Form"
requires = [{ from = 2024-02-01, units = 20, source = "s" }]
"""


def doubted(text: str) -> list[str]:
    found = parse_policy(TEXT + text)
    assert isinstance(found, Policy), found
    return [
        f"{each.what}: {each.fix}"
        for each in warnings(found, TEXT + text, "policy.toml")
        if "late" in each.what or "ended" in each.what
    ]


def later(count: int) -> str:
    return LATER.replace("50", str(count))


@pytest.mark.parametrize(
    ("fees", "told"),
    [
        (FEE + later(51), None),
        (FEE + later(50), ""),
        (later(40) + FEE, ""),
        (RAISED + later(60), " in cycles that end on September 1, 2026 or later"),
        (RAISED.replace("ending_from", "from") + later(60), " in cycles that begin on September 1, 2026 or later"),
        (RAISED + later(76), None),
        (FEE + later(0), None),
        (FEE.replace("late_from_day = 1\n", "") + later(50), ""),
        (FEE + later(40).replace('counter = "fees"', 'counter = "others"') + FEES.replace("fees]", "others]"), None),
    ],
)
def test_a_later_fee_that_is_no_larger_is_doubted_as_they_are_not_added(fees: str, told: str | None) -> None:
    sooner = "75 dollars" if told and "September" in told else "50 dollars"
    least = sooner.split()[0]
    expected = [
        f"whoever is so late needs no more{told}: “Late fee” asks for {sooner} already, and the two are not added: "
        f"write the sum of both, or more than {least}, or leave it out"
    ]
    assert doubted(FEES + fees) == ([] if told is None else expected)


def test_fees_of_another_way_are_compared_with_each_other() -> None:
    of_way = (FEE + later(40)).replace("group.aca.also", "group.aca.or.also")
    (told,) = doubted(FEES + FORM + of_way)
    assert told.startswith("whoever is so late needs no more: “Late fee” asks for 50 dollars already")
    assert doubted(FEES + FEE + FORM + later(40).replace("group.aca.also", "group.aca.or.also")) == []


ROW = """
[[late]]
from_day = 1
units = 10
source = "s"
"""
SECOND = ROW.replace("= 1\n", "= 31\n").replace("10", "20")
BEFORE = "ended_before = 2026-09-01\n"


def before(rows: str, day: str = "2026-09-01") -> str:
    return rows.replace("from_day", f"ended_before = {day}\nfrom_day")


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (before(ROW + SECOND).replace('"s"', '"of 2024"') + ROW + SECOND, "September 1, 2026"),
        (before(ROW.replace("10", "0")), "September 1, 2026"),
        (before(ROW) + before(ROW, "2026-10-01") + SECOND, "September 1, 2026"),
        (before(ROW) + before(SECOND, "2026-10-01") + SECOND, "October 1, 2026"),
        (before(ROW) + ROW + SECOND, None),
        (before(ROW) + ROW.replace("10", "20"), None),
        (before(ROW), None),
        (before(ROW.replace("10", "0")) + ROW, None),
    ],
)
def test_rows_of_what_ended_before_a_day_that_take_what_is_taken_later_are_doubted(rows: str, day: str | None) -> None:
    fix = "leave these rows out, or write what was taken then"
    told = f"what ended before {day} takes the same as what ended later: {fix}"
    assert doubted(rows) == ([] if day is None else [told])


def test_rows_of_what_is_over_before_activities_count_are_doubted() -> None:
    """Activities count from February 1, 2024 on, and after 90 days of grace all is over."""
    (told,) = doubted(before(ROW, "2023-11-03") + SECOND)
    assert told == (
        "what ended before November 3, 2023 can't be renewed any more on February 1, 2024, and activities count from "
        "then on: write a later day, or leave these rows out"
    )
    assert doubted(before(ROW, "2023-11-04") + SECOND) == []
