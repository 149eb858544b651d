"""What can be earned at the most in a cycle: an upper bound, None where there is none."""

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from inspect import getmro
from typing import Any, Final

from recert.policy.formula import Period
from recert.policy.model import ActivityType, Cap, Certification, Move, Policy, Retake, Value

Bound = Decimal | None
KNOWN: Final[dict[str, frozenset[str]]] = {
    "Policy": frozenset(
        {
            *("key", "name", "version", "time_zone", "unit", "units", "step", "rounding", "group_word"),
            *(
                "id_prefix",
                "id_digits",
                "floor",
                "floor_source",
                "cycle",
                "retake",
                "groups",
                "certifications",
                "types",
            ),
            *("moves", "digest", "categories", "caps", "carry"),
        }
    ),
    "Group": frozenset(["key", "name", "short", "required", "minima"]),
    "Minimum": frozenset(["category", "values"]),
    "ActivityType": frozenset(
        ["key", "title", "one", "many", "description", "evidence", "proof", "worth", "limit", "measure", "category"]
    ),
    "Limit": frozenset({"uses"}),
    "Measure": frozenset(["one", "many", "least"]),
    "Cap": frozenset(["key", "title", "types", "groups", "period", "most", "categories"]),
    "Carry": frozenset(["most", "months", "categories", "again"]),
    "CycleRule": frozenset(["months", "grace_days", "shares_renewed_date", "source", "ends"]),
    "Value": frozenset(["since", "amount", "source", "per"]),
    "Category": frozenset(["key", "name"]),
}
"""What is understood here. Where a policy uses more, it may give more or ask for less: then nothing is certain."""


APART: Final = (Certification, Move, Retake)
"""What has nothing to do with how much can be earned."""


def understood(item: Any) -> bool:
    """Whether a policy, or a part of it, uses nothing but what is known here."""
    if isinstance(item, tuple):
        return all(understood(each) for each in item)
    if not is_dataclass(item) or isinstance(item, APART):
        return True
    kinds = [kind.__name__ for kind in getmro(type(item))]
    known = next((KNOWN[kind] for kind in kinds if kind in KNOWN), frozenset())
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name not in known and (each.default is MISSING or value != each.default):
            return False
        if not understood(value):
            return False
    return True


def most_of_type(kind: ActivityType) -> Bound:
    """What uses of a type give in a cycle, if only its own limit held."""
    worth = highest(kind.worth)
    if not worth:
        return Decimal(0)
    return worth * highest(kind.limit.uses) if kind.limit and kind.measure is None else None


def most_of_cap(policy: Policy, cap: Cap) -> Bound:
    """What a limit in units allows in a whole cycle; none is known where it has room again with the calendar."""
    longest = max((policy.months_of(group.key) for group in policy.groups), default=policy.cycle.months)
    years = max(1, -(-longest // 12))
    if cap.period > Period.CYCLE_YEAR:
        return None
    return highest(cap.most) * (years if cap.period == Period.CYCLE_YEAR else 1)


def earnable(policy: Policy, group: str, types: tuple[str, ...], without: Cap | None = None) -> Bound:
    """What these types give a group in a cycle at the most, by all limits (but one) that lie within them."""
    holding = [cap for cap in policy.caps if not cap.groups or group in cap.groups]
    wide = [cap for cap in holding if set(cap.types) <= set(types) and cap is not without]
    return _bound(policy, types, sorted(wide, key=lambda cap: -len(cap.types)))


def _bound(policy: Policy, types: tuple[str, ...], caps: list[Cap]) -> Bound:
    """Limits lie within each other or apart: the widest first, what lies within it inside, and the others beside."""
    if not caps:
        return total([most_of_type(policy.type(key)) for key in types])
    widest, others = caps[0], caps[1:]
    inside = [cap for cap in others if set(cap.types) <= set(widest.types)]
    beside = [cap for cap in others if not set(cap.types) & set(widest.types)]
    within = _bound(policy, widest.types, inside)
    allowed = most_of_cap(policy, widest)
    rest = tuple(key for key in types if key not in widest.types)
    known = [bound for bound in (allowed, within) if bound is not None]
    return total([min(known) if known else None, _bound(policy, rest, beside)])


def total(bounds: list[Bound]) -> Bound:
    """The sum, none where a part has no bound."""
    return None if any(bound is None for bound in bounds) else sum((b for b in bounds if b is not None), Decimal(0))


def highest(values: tuple[Value, ...]) -> Decimal:
    """The largest amount that ever holds."""
    return max((value.amount for value in values), default=Decimal(0))
