"""What lowering a policy has in common, and how what an activity serves is lowered."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from recert.policy.calendar import number
from recert.policy.model import ActivityType, Policy, Within
from recert.policy.nesting import divides, inside

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Columns = dict[str, int | list[int]]
"""Some of the tables' fields by name."""

THOUSANDTHS: Final = 1000
"""What activities are measured in is counted in thousandths: three decimals, exactly."""


def columns_of(found: "DataclassInstance") -> Iterator[tuple[str, Any]]:
    """What the fields of a bundle of columns are called, and they themselves."""
    return ((field.name, getattr(found, field.name)) for field in fields(found))


def thousandths(quantity: Decimal) -> int:
    """A quantity with up to three decimals, as a whole number."""
    return int(quantity * THOUSANDTHS)


def lists(items: list[list[int]]) -> tuple[list[int], list[int]]:
    """Where each list begins, and all of them one after the other."""
    at, found = [0], list[int]()
    for item in items:
        found += item
        at.append(len(found))
    return at, found


def carriable(policy: Policy, kind: ActivityType) -> int:
    """Whether units of a type may be carried: 1, or 2 where what they gave some categories may."""
    carry = policy.carry
    if carry is not None and carry.categories and divides(policy, kind):
        return 2
    return int(carry is not None and (not carry.categories or kind.category in carry.categories))


def nested(policy: Policy) -> Columns:
    """The tables of which categories lie within which: each is among its own."""
    places = {category.key: i for i, category in enumerate(policy.categories)}
    at, within = lists([[places[key] for key in inside(policy.categories, (each,))] for each in places])
    return {"nests": int(len(within) > len(places)), "inside_at": at, "inside": within}


def allocated(policy: Policy, kind: ActivityType) -> bool:
    """Whether activities of a type serve those groups alone to which they are assigned."""
    rule = policy.allocation
    return rule is not None and (not rule.types or kind.key in rule.types)


def divisions(policy: Policy) -> Columns:
    """The tables of what activities serve."""
    rule = policy.allocation
    chosen = [kind.division for kind in policy.types]
    at, increments = lists([[thousandths(each) for each in of.increments] if of else [] for of in chosen])
    within = [[(within, value) for within in kind.of_which for value in within.values] for kind in policy.types]
    values = [each for of_type in within for each in of_type]
    return {
        "allocates": int(rule is not None),
        "exclusive": [int(allocated(policy, kind)) for kind in policy.types],
        "serves_most": [rule.most_of(kind.key) if rule else 0 for kind in policy.types],
        "splits": int(any(divides(policy, kind) for kind in policy.types)),
        "divides": [int(divides(policy, kind)) for kind in policy.types],
        "serves": [int(of is not None and c.key in of.categories) for of in chosen for c in policy.categories],
        "split": [int(of.split) if of else -1 for of in chosen],
        "increment_at": at,
        "increments": increments,
        "within_at": lists([[0] * len(of_type) for of_type in within])[0],
        "within_category": [_place(policy, found) for found, _ in values],
        "within_since": [number(value.since) for _, value in values],
        "within_amount": [int(v.amount * 100 if v.share else v.amount / policy.step) for _, v in values],
        "within_share": [int(value.share) for _, value in values],
    }


def _place(policy: Policy, within: Within) -> int:
    return [category.key for category in policy.categories].index(within.category)
