"""Whoever reads what differs reads values in one sentence that are only understood together."""

from dataclasses import replace

import pytest

from recert.policy.again import Again
from recert.policy.difference import differences
from recert.policy.model import Counter, CounterOf, Policy
from tests.policy.strategies import reference


def again(again: Again, months: int = 0) -> Policy:
    policy = reference().policy
    first, *others = policy.types
    return replace(policy, types=(replace(first, again=again, again_months=months), *others))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (again(Again.NEXT_CYCLE), again(Again.AFTER, 24), "counts again after 24 months; until now it counts again in"),
        (again(Again.AFTER, 1), again(Again.NEVER), "counts once; until now it counts again after 1 month."),
        (again(Again.AFTER, 12), again(Again.AFTER, 24), "counts again after 24 months instead of 12"),
    ],
)
def test_after_how_many_months_the_same_counts_again_is_told_once(before: Policy, after: Policy, told: str) -> None:
    (line,) = map(str, differences(before, after))
    assert f"the same one {told}" in line


def test_a_counter_that_looks_at_no_day_any_more_is_not_said_to_be_valid_for_no_months() -> None:
    policy = reference().policy
    card = Counter("card", "Card", "card", "cards", ("course",), CounterOf.VALID, 1200)
    uses = replace(card, of=CounterOf.USES, valid_months=0)
    (line,) = map(str, differences(replace(policy, counters=(card,)), replace(policy, counters=(uses,))))
    assert line == "Card: counts how many there are instead of whether the latest is still valid."
    back = [str(each) for each in differences(replace(policy, counters=(uses,)), replace(policy, counters=(card,)))]
    assert back == [
        "Card: counts whether the latest is still valid instead of how many there are.",
        "Card: valid for 1200 months.",
    ]
