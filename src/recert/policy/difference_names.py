"""What keys are called: where a policy says `medical-knowledge`, a difference says "Medical knowledge"."""

from collections.abc import Mapping
from typing import Any, Final

from recert.policy.model import Policy

Names = Mapping[str, Mapping[str, str]]
"""What each key is called, apart for categories, counters, groups and types: one key may be of several of these."""
NOBODY: Final[Names] = {}

KEYS_OF: Final[dict[tuple[str, str], str]] = {
    ("ActivityType", "category"): "categories",
    ("Allocation", "types"): "types",
    ("Cap", "categories"): "categories",
    ("Cap", "groups"): "groups",
    ("Cap", "over"): "categories",
    ("Cap", "types"): "types",
    ("Carry", "categories"): "categories",
    ("Carry", "counts_as"): "categories",
    ("Category", "within"): "categories",
    ("Certification", "group"): "groups",
    ("CircumstanceKind", "shrinks"): "categories",
    ("Counter", "types"): "types",
    ("Deadline", "types"): "types",
    ("Demand", "of"): "categories",
    ("Demand", "of counter"): "counters",
    ("Division", "categories"): "categories",
    ("Minimum", "category"): "categories",
    ("Missed", "counter"): "counters",
    ("EachOf", "category"): "categories",
    ("MoreOf", "category"): "categories",
    ("Proration", "categories"): "categories",
    ("Reach", "types"): "types",
    ("Within", "category"): "categories",
}
"""Fields that hold keys, or one key, and of what."""


def names_of(before: Policy, after: Policy) -> Names:
    """What the keys of both are called; what the later one calls otherwise has its later name."""
    found: dict[str, dict[str, str]] = {"categories": {}, "counters": {}, "groups": {}, "types": {}}
    for policy in (before, after):
        found["categories"] |= {each.key: each.name for each in policy.categories}
        found["counters"] |= {each.key: each.name for each in policy.counters}
        found["groups"] |= {each.key: each.name for each in policy.groups}
        found["types"] |= {each.key: each.title for each in policy.types}
    return found


def named(value: Any, field: tuple[str, str], names: Names) -> Any:
    """A key, or several, of a field by name; any other value as it is."""
    known = names.get(KEYS_OF.get(field, ""), {})
    if isinstance(value, str):
        return known.get(value, value)
    return tuple(named(each, field, names) for each in value) if known and isinstance(value, tuple) else value
