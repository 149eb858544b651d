"""A policy lowered to small tables of integers: units in the policy's smallest step, dates as day numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from recert.policy.calendar import NEVER, number
from recert.policy.model import Certification, Policy, Value

Ints = list[int]
"""A column of integers: a list for one person, a NumPy array for a population. Only indexed, never more."""


class Tables(NamedTuple):
    """What the evaluator reads. `*_at[i]` to `*_at[i + 1]` is the slice of dated values that belongs to item i."""

    groups: int
    certifications: int
    types: int
    months: int
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
    uses_at: Ints
    uses_since: Ints
    uses: Ints
    uses_most: int  # the largest number of uses of any limit: the width of the evaluator's scratch rows
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


def plan(policy: Policy) -> Plan:
    """Lowers a policy. Every amount must be a whole number of steps, which the reader has seen to."""
    groups = {group.key: i for i, group in enumerate(policy.groups)}
    required = _dated([group.required for group in policy.groups], policy.step)
    worth = _dated([kind.worth for kind in policy.types], policy.step)
    uses = _dated([kind.limit.uses if kind.limit else () for kind in policy.types], Decimal(1))
    order = tuple(sorted(policy.certifications, key=lambda c: groups[c.group]))
    moves = sorted(policy.moves, key=lambda move: move.on)  # of one day in the order of the policy
    retake = policy.retake
    tables = Tables(
        groups=len(groups),
        certifications=len(policy.certifications),
        types=len(policy.types),
        months=policy.cycle.months,
        grace=policy.cycle.grace_days,
        joins=int(policy.cycle.shares_renewed_date),
        retake_months=retake.months if retake else 0,
        retake_in_grace=int(retake.in_grace) if retake else 0,
        floor=number(policy.floor),
        group_at=[sum(groups[c.group] < g for c in order) for g in range(len(groups) + 1)],
        certification_group=[groups[c.group] for c in order],
        certification_retired=[number(c.retired) if c.retired else NEVER for c in order],
        required_at=required[0],
        required_since=required[1],
        required=required[2],
        worth_at=worth[0],
        worth_since=worth[1],
        worth=worth[2],
        uses_at=uses[0],
        uses_since=uses[1],
        uses=uses[2],
        uses_most=max(uses[2], default=0),
        move_on=[number(move.on) for move in moves],
        move_first=[number(move.first) for move in moves],
        move_last=[number(move.last) for move in moves],
        move_to=[number(move.to) if move.to else 0 for move in moves],
        move_months=[move.months for move in moves],
    )
    return Plan(
        policy=policy,
        tables=tables,
        order=order,
        certifications={c.code: i for i, c in enumerate(order)},
        groups=groups,
        types={kind.key: i for i, kind in enumerate(policy.types)},
    )


def _dated(items: Iterable[tuple[Value, ...]], step: Decimal) -> tuple[Ints, Ints, Ints]:
    """Offsets, days and amounts of all items' dated values, one after the other."""
    at, since, amounts = [0], list[int](), list[int]()
    for values in items:
        for value in values:
            since.append(number(value.since))
            amounts.append(int(value.amount / step))
        at.append(len(since))
    return at, since, amounts
