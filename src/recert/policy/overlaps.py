"""Categories that one activity may serve at the same time: what it gives makes up for what each of them lacks."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any, TypeAlias

from recert.policy.assessment import Cycle
from recert.policy.model import ActivityType, Policy
from recert.policy.nesting import around

Overlaps: TypeAlias = Mapping[str, frozenset[str]]
"""By category the others that some activity is of besides. Empty of one that no other overlaps."""


def overlaps(policy: Policy) -> dict[str, frozenset[str]]:
    """Which categories overlap, by the types that are of several at once, and by what lies within what."""
    found: dict[str, set[str]] = {category.key: set() for category in policy.categories}
    for category in policy.categories:
        for other in around(policy.categories, category.within):
            found[category.key].add(other)
            found[other].add(category.key)
    for kind in policy.types:
        for one, other in _together(policy, kind):
            found[one].add(other)
            found[other].add(one)
    return {key: frozenset(others) for key, others in found.items()}


def _together(policy: Policy, kind: ActivityType) -> set[tuple[str, str]]:
    """The pairs of categories of which an activity of a type is at once. Of its own it is of one, or divided.

    Each stands with those that it lies within.
    """
    own = kind.division.categories if kind.division else (kind.category,) if kind.category else ()
    further = {key for within in kind.of_which for key in around(policy.categories, within.category)}
    pairs = set(combinations(sorted(further), 2))
    for key in own:
        pairs.update(combinations({*around(policy.categories, key), *further}, 2))
    return {(one, other) for one, other in pairs if one != other}


def lacking(short: Mapping[str, Decimal], known: Overlaps) -> Decimal:
    """How many units it takes at least to give each category what it lacks: the most that no unit can be twice of."""
    found: Decimal = _lacking(short, known, Decimal(0), max)
    return found


def lacking_of_many(short: Mapping[str, Any], known: Overlaps, none: Any, larger: Callable[[Any, Any], Any]) -> Any:
    """Likewise of many people at once: a column for each category; `none` is one of zeros."""
    return _lacking(short, known, none, larger)


def _lacking(short: Mapping[str, Any], known: Overlaps, none: Any, larger: Callable[[Any, Any], Any]) -> Any:
    near = {key: known.get(key, frozenset()) & short.keys() for key in short} if len(short) > 1 else {}
    most = max(near, key=lambda key: len(near[key]), default="")
    if not most or not near[most]:
        return sum(short.values(), none)
    with_it = {key: units for key, units in short.items() if key != most and key not in near[most]}
    without = {key: units for key, units in short.items() if key != most}
    besides = _lacking(with_it, known, none, larger)
    return larger(short[most] + besides, _lacking(without, known, none, larger))


def in_all(policy: Policy, cycle: Cycle) -> Decimal:
    """How many units renew a cycle: what it requires, or what its categories take at least where that is more."""
    asked = {category.category: category.required for category in cycle.categories if category.required}
    return max(cycle.required, lacking(asked, overlaps(policy)))
