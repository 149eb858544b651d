"""The month of an award may count in a shorter first cycle up to a day of it alone: months rounded to the nearest."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.cycles import Anchor
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.problem import Problems
from recert.policy.proration_words import of_all
from recert.policy.read import parse_policy
from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_proration import BY_SIX, FULL, first_of, owed, prorating

EACH = replace(BY_SIX, every=1, units=BY_SIX.units / 6, until_day=15)
WRITTEN = """
[proration]
months_counted = "begun"
month_of_award = "counts up to a day"
up_to_day = 15
by = "for every"
every_months = 1
units = 2
source = "s"
"""
USUAL = WRITTEN.replace('"counts up to a day"\nup_to_day = 15', '"counts"')
NEVER = WRITTEN.replace('"counts up to a day"\nup_to_day = 15', '"doesn\'t"')


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2025, 3, 15), 10),
        (date(2025, 3, 16), 9),
        (date(2025, 2, 15), 11),
        (date(2025, 2, 16), 10),
        (date(2025, 12, 16), 0),
        (date(2025, 12, 1), 1),
    ],
)
def test_an_award_up_to_the_fifteenth_counts_its_month_and_a_later_one_does_not(on: date, months: int) -> None:
    assert int(first_of(prorating(EACH), on, date(2025, 12, 31)).required) == months


def test_another_day_may_be_named_and_whoever_has_all_months_owes_all() -> None:
    for until, months in ((16, 10), (17, 10), (10, 9)):
        rule = replace(EACH, until_day=until)
        assert int(first_of(prorating(rule), date(2025, 3, 16), date(2025, 12, 31)).required) == months
    calendar = prorating(replace(EACH, every=1), anchor=Anchor.CALENDAR)
    assert owed(first_of(calendar, date(2026, 1, 1))) == (28, 6)  # the first day of a period


def test_where_the_month_does_not_count_or_full_months_do_no_day_decides() -> None:
    for rule in (replace(EACH, first_month=False), replace(EACH, counted=FULL.counted)):
        assert int(first_of(prorating(rule), date(2025, 3, 10), date(2025, 12, 31)).required) == 9


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    return [problem.what for problem in found.problems]


def test_an_author_says_up_to_which_day() -> None:
    read = policy_of(TEXT + WRITTEN).proration
    assert read is not None
    assert (read.first_month, read.until_day) == (True, 15)
    assert problems(TEXT + WRITTEN.replace("up_to_day = 15\n", "")) == ["`up_to_day` is missing in [proration]"]
    assert problems(TEXT + WRITTEN.replace('"counts up to a day"', '"counts"')) == [
        "`up_to_day` means nothing in [proration]"
    ]
    assert any("31" in what for what in problems(TEXT + WRITTEN.replace("up_to_day = 15", "up_to_day = 31")))
    own = '\n[group.aca.proration]\nprorated = "never"\nup_to_day = 15\nsource = "s"\n'
    assert problems(TEXT + WRITTEN + own) == ['by prorated = "never" a first cycle requires all']


def test_people_read_up_to_which_day() -> None:
    policy = policy_of(TEXT + WRITTEN)
    assert str(of_all(policy)) == (
        "A shorter first cycle requires 2 CE units for each of its months begun, that of an award up to its day 15 "
        "among them, and never more than a whole one."
    )
    assert "that of an award up to its day 15 among them" in str(handbook(policy))


def test_a_difference_names_the_day() -> None:
    def said(before: str, after: str) -> list[str]:
        return [str(sentence) for sentence in differences(policy_of(TEXT + before), policy_of(TEXT + after))]

    start = "A shorter first cycle: the month of"
    assert said(USUAL, WRITTEN) == [f"{start} an award counts up to its day 15 alone."]
    assert said(WRITTEN, WRITTEN.replace("= 15", "= 10")) == [
        f"{start} an award counts up to its day 10, instead of 15."
    ]
    assert said(WRITTEN, NEVER) == [
        f"{start} the award does not count.",
        f"{start} an award counted up to its day 15; no day decides now.",
    ]


def test_an_author_is_warned_where_the_month_counts_anyway() -> None:
    starts = "cycles start with the first of the award's month"
    assert not any(starts in found.what for found in warnings(policy_of(TEXT + WRITTEN), TEXT + WRITTEN, "x"))
    policy = policy_of(TEXT + WRITTEN)
    policy = replace(policy, cycle=replace(policy.cycle, from_month=True))
    assert any(starts in found.what for found in warnings(policy, TEXT + WRITTEN, "x"))
