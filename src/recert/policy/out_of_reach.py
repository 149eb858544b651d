"""What is required and can't be earned: ever, or in the cycles of some years, as limits and requirements change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recert.policy.calendar import NEVER, add_months, day, number
from recert.policy.condition import Condition
from recert.policy.earnable import earnable
from recert.policy.model import Limit, Policy, Value

SURELY: Final = 366
"""Days in which cycles begin for certain, on whatever days of the year a program has them begin."""


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A value, by its place, that asks for more than `most`; where that is not always so, in cycles from a day on."""

    at: int
    most: Decimal
    begin: date | None


def out_of_reach(
    policy: Policy, group: str, values: tuple[Value, ...], types: tuple[str, ...], carried: Decimal
) -> Iterator[OutOfReach]:
    """The values of a requirement that can't be met by what these types give and what is carried, each once."""
    prorated = policy.proration_of(group) is not None
    sure = {at for at, value in enumerate(values) if not value.share and not (value.when and prorated)}
    bound = earnable(policy, group, types)
    if bound is not None:
        most = bound + carried
        always = sorted(at for at in sure if values[at].amount > most)
        yield from (OutOfReach(at, most, None) for at in always)
        sure -= {*always}
    months = policy.months_of(group)
    for begin in _quiet(policy, values, months):
        then = earnable(_in_force(policy, begin, months), group, types)
        if then is None:
            continue
        for at in sorted(sure & _governing(values, begin, months)):
            if values[at].amount > then + carried:
                sure.discard(at)
                yield OutOfReach(at, then + carried, day(begin))


def _quiet(policy: Policy, values: tuple[Value, ...], months: int) -> Iterator[int]:
    """The first days of times in which nothing changes for cycles that begin, long enough that some begin."""
    limits = (value for cap in policy.caps for value in cap.most)
    uses = (value for kind in policy.types if kind.limit for value in kind.limit.uses)
    days = sorted({begins(value, months) for value in (*values, *limits, *uses)})
    floor = number(policy.floor)
    return (begin for begin, change in pairwise([*days, NEVER]) if change - max(begin, floor) >= SURELY)


def begins(value: Value, months: int) -> int:
    """From when on a value holds for usual cycles that begin."""
    since = number(value.since)
    return add_months(since, -months) if value.by_end else since


def _governing(values: tuple[Value, ...], begin: int, months: int) -> set[int]:
    """The places of the values that may govern a cycle: of everybody's, and of each exception since, the last."""
    found = dict[Condition | None, int]()
    for at, value in enumerate(values):
        if begins(value, months) <= begin:
            found = {} if value.when is None else found
            found[value.when] = at
    return {*found.values()}


def _in_force(policy: Policy, begin: int, months: int) -> Policy:
    """The policy with those values alone of its limits that may govern a cycle."""

    def left(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(values[at] for at in sorted(_governing(values, begin, months)))

    types = (replace(kind, limit=Limit(left(kind.limit.uses))) if kind.limit else kind for kind in policy.types)
    caps = (cap if cap.by_year else replace(cap, most=left(cap.most)) for cap in policy.caps)  # a cycle has many years
    return replace(policy, types=tuple(types), caps=tuple(caps))
