"""Which of several values governs whom more than one of them holds for: the last, and where a new value turns that."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.exceptions import amount_of, asked_of, settings
from recert.policy.model import Group, Policy, Value
from recert.policy.positions import Path
from recert.policy.sentence import plain

LATEST: Final = date.max
MOST: Final = 1 << 30


def several_may_hold(group: Group) -> bool:
    """Whether of anything that the group asks two exceptions may hold for one person."""
    return any(
        may_both_hold(one, other)
        for _, values in asked_of(group)
        for at, one in enumerate(_conditions(values))
        for other in _conditions(values)[at + 1 :]
    )


def _conditions(values: Sequence[Value]) -> list[Condition]:
    return list(dict.fromkeys(value.when for value in values if value.when is not None))


def may_both_hold(one: Condition, other: Condition) -> bool:
    """Whether some person in some cycle may have both; not certain where it is but the share of cycles that differs."""
    between = [
        (one.cycle_from, one.cycle_to or MOST, other.cycle_from, other.cycle_to or MOST),
        (one.held_from, one.held_to or MOST, other.held_from, other.held_to or MOST),
    ]
    awarded = [(each.awarded_from or date.min, each.awarded_before or LATEST) for each in (one, other)]
    return (
        all(first <= to and begin <= last for first, last, begin, to in between)
        and max(first for first, _ in awarded) < min(before for _, before in awarded)
        and not set(one.holds) & set(other.lacks)
        and not set(one.lacks) & set(other.holds)
        and (one.seen != other.seen or _agree(one, other))
    )


def _agree(one: Condition, other: Condition) -> bool:
    """Whether neither asks that something is so which the other asks not to be."""
    return not set(one.true_of) & set(other.untrue_of) and not set(one.untrue_of) & set(other.true_of)


def overtaken(policy: Policy) -> Iterator[tuple[Path, str, str]]:
    """Where an exception that gets another amount from a day on governs whom another one governed so far.

    The place of the new value, what it does, and how to keep the other. Of two that hold for one person the last is
    decisive, so a new amount that is written at the end of the list, as its day asks for, comes to stand above all.
    """
    for place, values in settings(policy):
        for at, value in enumerate(values):
            if others := list(_left_behind(values, at)):
                whom = "; ".join(str(for_whom(other, policy.circumstances)) for other in others)
                what = f"from {plain(value.since)} on it governs these people as well, who had another amount: {whom}"
                key = "ending_from" if value.by_end else "from"
                fix = f"to leave them theirs, write that again below this value with {key} = {value.since}"
                yield (*place, at), what, fix


def _left_behind(values: Sequence[Value], at: int) -> Iterator[Condition]:
    """The exceptions that stood below an earlier value for the same people, and above this one; not those of before
    a value for everybody, which ends them all.
    """
    value, above = values[at], values[:at]
    since = max((i for i, each in enumerate(above) if each.when is None), default=0)
    earlier = [i for i, each in enumerate(above) if i >= since and each.when == value.when]
    if value.when is None or not earlier:
        return
    new = (value.since, value.by_end)
    again = {each.when for each in values[at + 1 :] if (each.since, each.by_end) == new}
    others = [each for each in above[earlier[-1] + 1 :] if each.when not in (None, value.when)]
    between = {each.when: each for each in others if (each.since, each.by_end) != new}
    for when, other in between.items():
        if when and when not in again and may_both_hold(when, value.when) and amount_of(other) != amount_of(value):
            yield when
