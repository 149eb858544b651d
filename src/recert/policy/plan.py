"""A policy lowered to small tables of integers: units in the policy's smallest step, dates as day numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from recert.policy.calendar import NEVER, number
from recert.policy.model import ActivityType, Certification, Policy, Value

Ints = list[int]
"""A column of integers: a list for one person, a NumPy array for a population. Only indexed, never more."""


THOUSANDTHS: Final = 1000
"""What activities are measured in is counted in thousandths: three decimals, exactly."""


class Tables(NamedTuple):
    """What the evaluator reads. `*_at[i]` to `*_at[i + 1]` is the slice of dated values that belongs to item i."""

    groups: int
    certifications: int
    types: int
    months: int
    ends: int
    grace: int
    joins: int  # 1: a certification awarded inside a renewed cycle shares the renewed date
    retake_months: int  # 0: no renewal by retake
    retake_in_grace: int
    floor: int
    group_at: Ints  # certifications stand in the order of their groups
    certification_group: Ints
    certification_retired: Ints
    required_at: Ints
    required_since: Ints
    required: Ints
    worth_at: Ints
    worth_since: Ints
    worth: Ints
    worth_per: Ints  # 0: for one use; else `worth` steps for so many thousandths of what the type is measured in
    measured: int  # 1: some type is measured in something, so quantities matter
    least: Ints  # by type: less of it, in thousandths, counts for nothing
    rounding: int
    uses_at: Ints
    uses_since: Ints
    uses: Ints
    uses_most: int  # the largest number of uses of any limit: the width of the evaluator's scratch rows
    category_count: int
    type_category: Ints  # -1: of no category
    minimum_at: Ints  # by group × category
    minimum_since: Ints
    minimum: Ints
    cap_count: int
    cap_types: Ints  # by limit × type: 1 where it limits the type
    cap_groups: Ints  # by limit × group: 1 where it holds for the group
    cap_yearly: Ints
    cap_at: Ints
    cap_since: Ints
    cap: Ints
    carries: int  # 1: surplus is carried
    carry_at: Ints  # one item
    carry_since: Ints
    carry: Ints
    carry_months: int
    carry_again: int
    carry_types: Ints  # by type: 1 where its units may be carried
    move_on: Ints
    move_first: Ints
    move_last: Ints
    move_to: Ints  # 0: by months
    move_months: Ints


@dataclass(frozen=True, slots=True)
class Plan:
    """A policy with its tables, and where each name stands in them. `order` is the tables' order of certifications."""

    policy: Policy
    tables: Tables
    order: tuple[Certification, ...]
    certifications: dict[str, int]
    groups: dict[str, int]
    types: dict[str, int]

    def amount(self, steps: int) -> Decimal:
        """Steps as units."""
        return steps * self.policy.step


Columns = dict[str, int | Ints]
"""Some of the tables' fields by name."""


def plan(policy: Policy) -> Plan:
    """Lowers a policy. Every amount must be a whole number of steps, which the reader has seen to."""
    groups = {group.key: i for i, group in enumerate(policy.groups)}
    order = tuple(sorted(policy.certifications, key=lambda c: groups[c.group]))
    parts = (
        _credentials(policy, order, groups),
        _worths(policy),
        _categories(policy),
        _caps(policy),
        _carried(policy),
        _moves(policy),
    )
    columns: dict[str, Any] = {name: value for part in parts for name, value in part.items()}
    return Plan(
        policy=policy,
        tables=Tables(**columns),
        order=order,
        certifications={c.code: i for i, c in enumerate(order)},
        groups=groups,
        types={kind.key: i for i, kind in enumerate(policy.types)},
    )


def _credentials(policy: Policy, order: tuple[Certification, ...], groups: dict[str, int]) -> Columns:
    required = _dated([group.required for group in policy.groups], policy.step)
    retake = policy.retake
    return {
        "groups": len(groups),
        "certifications": len(policy.certifications),
        "types": len(policy.types),
        "months": policy.cycle.months,
        "ends": int(policy.cycle.ends),
        "grace": policy.cycle.grace_days,
        "joins": int(policy.cycle.shares_renewed_date),
        "retake_months": retake.months if retake else 0,
        "retake_in_grace": int(retake.in_grace) if retake else 0,
        "floor": number(policy.floor),
        "group_at": [sum(groups[c.group] < g for c in order) for g in range(len(groups) + 1)],
        "certification_group": [groups[c.group] for c in order],
        "certification_retired": [number(c.retired) if c.retired else NEVER for c in order],
        "required_at": required[0],
        "required_since": required[1],
        "required": required[2],
    }


def _worths(policy: Policy) -> Columns:
    worth = [_worth(kind, value, policy.step) for kind in policy.types for value in kind.worth]
    at, since, _ = _dated([kind.worth for kind in policy.types], policy.step)
    uses = _dated([kind.limit.uses if kind.limit else () for kind in policy.types], Decimal(1))
    return {
        "worth_at": at,
        "worth_since": since,
        "worth": [amount for amount, _ in worth],
        "worth_per": [per for _, per in worth],
        "measured": int(any(kind.measure for kind in policy.types)),
        "least": [thousandths(kind.measure.least) if kind.measure else 0 for kind in policy.types],
        "rounding": int(policy.rounding),
        "uses_at": uses[0],
        "uses_since": uses[1],
        "uses": uses[2],
        "uses_most": max(uses[2], default=0),
    }


def _categories(policy: Policy) -> Columns:
    categories = {category.key: i for i, category in enumerate(policy.categories)}
    minima = [{m.category: m.values for m in group.minima} for group in policy.groups]
    minimum = _dated([mine.get(key, ()) for mine in minima for key in categories], policy.step)
    return {
        "category_count": len(categories),
        "type_category": [categories.get(kind.category, -1) for kind in policy.types],
        "minimum_at": minimum[0],
        "minimum_since": minimum[1],
        "minimum": minimum[2],
    }


def _caps(policy: Policy) -> Columns:
    caps = _dated([cap.most for cap in policy.caps], policy.step)
    return {
        "cap_count": len(policy.caps),
        "cap_types": [int(kind.key in cap.types) for cap in policy.caps for kind in policy.types],
        "cap_groups": [int(not cap.groups or g.key in cap.groups) for cap in policy.caps for g in policy.groups],
        "cap_yearly": [int(cap.yearly) for cap in policy.caps],
        "cap_at": caps[0],
        "cap_since": caps[1],
        "cap": caps[2],
    }


def _carried(policy: Policy) -> Columns:
    carry = policy.carry
    most = _dated([carry.most if carry else ()], policy.step)
    return {
        "carries": int(carry is not None),
        "carry_at": most[0],
        "carry_since": most[1],
        "carry": most[2],
        "carry_months": carry.months if carry else 0,
        "carry_again": int(carry.again) if carry else 0,
        "carry_types": [
            int(carry is not None and (not carry.categories or kind.category in carry.categories))
            for kind in policy.types
        ],
    }


def _moves(policy: Policy) -> Columns:
    moves = sorted(policy.moves, key=lambda move: move.on)  # of one day in the order of the policy
    return {
        "move_on": [number(move.on) for move in moves],
        "move_first": [number(move.first) for move in moves],
        "move_last": [number(move.last) for move in moves],
        "move_to": [number(move.to) if move.to else 0 for move in moves],
        "move_months": [move.months for move in moves],
    }


def _worth(kind: ActivityType, value: Value, step: Decimal) -> tuple[int, int]:
    """Steps for so many thousandths, in lowest terms; or steps for one use, and 0."""
    if kind.measure is None:
        return int(value.amount / step), 0
    ratio = Fraction(value.amount) / Fraction(step) / (Fraction(value.per) * THOUSANDTHS)
    return ratio.numerator, ratio.denominator


def thousandths(quantity: Decimal) -> int:
    """A quantity with up to three decimals, as a whole number."""
    return int(quantity * THOUSANDTHS)


def _dated(items: Iterable[tuple[Value, ...]], step: Decimal) -> tuple[Ints, Ints, Ints]:
    """Offsets, days and amounts of all items' dated values, one after the other."""
    at, since, amounts = [0], list[int](), list[int]()
    for values in items:
        for value in values:
            since.append(number(value.since))
            amounts.append(int(value.amount / step))
        at.append(len(since))
    return at, since, amounts
