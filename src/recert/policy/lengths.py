"""How long the cycles of a group may last, where some ways to renew it give another length than the usual."""

from collections.abc import Iterable, Iterator
from typing import Final

from recert.policy.cycles import FOR_LIFE, CycleRule, Ends
from recert.policy.model import Group, Policy, Value

PUT_OFF: Final = {Ends.END_OF_MONTH: 1, Ends.END_OF_YEAR: 12}
"""How many months a cycle may be longer that goes on to the end of something."""


def own_lengths(policy: Policy, group: str) -> tuple[Value, ...]:
    """For how many months ways, and the exam, renew what is of a group, where they say so."""
    rule = policy.retake_of(group)
    ways = (value for way in policy.group(group).ways for value in way.renews_for)
    return (*ways, *(rule.renews_for if rule else ()))


def may_be_for_life(policy: Policy) -> bool:
    """Whether anything is given no end, now or before a day."""
    given = [policy.months_of(group.key) for group in policy.groups]
    given += [length.months for length in policy.cycle.earlier]
    return FOR_LIFE in given or any(value.unlimited for g in policy.groups for value in own_lengths(policy, g.key))


def has_own_months(group: Group) -> bool:
    """Whether a group says itself how many months its cycles have, and always had."""
    return group.own_cycle is not None and group.own_cycle.months is not None


def earlier_of(policy: Policy, group: Group) -> tuple[int, ...]:
    """The months of cycles that a group had whose date was given before a day; none of what was held for life."""
    found = () if has_own_months(group) else policy.cycle.earlier
    return tuple(length.months for length in found if _ends_once(length.months))


def lengths(policy: Policy, group: str) -> tuple[int, ...]:
    """The months of every cycle that a group may have today, the usual ones first; none of what is held for life."""
    own = (int(value.amount) for value in own_lengths(policy, group) if not value.unlimited)
    return (*filter(_ends_once, (policy.months_of(group),)), *own)


def longest(policy: Policy, groups: Iterable[Group] | None = None) -> int:
    """The months of the longest cycle of any group, or some; the first after an award and earlier ones among them."""
    among = policy.groups if groups is None else tuple(groups)
    found = [months for group in among for months in lengths(policy, group.key)]
    found += [policy.cycle_of(group.key).first_months or 0 for group in among]
    found += [months for group in among for months in earlier_of(policy, group)]
    return max(found, default=0)


def _ends_once(months: int) -> bool:
    return months != FOR_LIFE


def longest_by_end(policy: Policy, groups: Iterable[Group] | None = None) -> int:
    """The months that no cycle of some groups, or any, exceeds by the policy's own dates.

    One may go on to the end of a month, or a year.
    """
    among = policy.groups if groups is None else tuple(groups)
    ends = {each for group in among for each in _ends(policy.cycle_of(group.key))}
    return longest(policy, among) + max((PUT_OFF.get(each, 0) for each in ends), default=0)


def _ends(rule: CycleRule) -> Iterator[Ends]:
    yield rule.ends
    if rule.first_months is not None:
        yield rule.first_ends
