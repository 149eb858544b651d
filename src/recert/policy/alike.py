"""What two policies demand of a group, side by side: what can be compared by its amount, and what cannot."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from recert.policy.model import Demand, DemandKind, Policy


class Alike(IntEnum):
    """How a demand of either policy is compared with the other's.

    What is only put otherwise has another key, or the same one and counts something else: then more of it is no more.
    """

    AMOUNT = 0  # both have it, and count the same: by how much is missing
    MET = 1  # both have it, and count something else: by whether anything is
    NUMBER = 2  # one of them has it: all such together, by how many are not met


def demands_between(before: Policy, after: Policy, group: str) -> tuple[Demand, ...]:
    """What either policy demands of a group by every way, each key once: as the later one has it."""
    return tuple({**_demands(before, group), **_demands(after, group)}.values())


def alike(before: Policy, after: Policy, group: str) -> tuple[Alike, ...]:
    """How each of `demands_between` is compared."""
    had, has = _demands(before, group), _demands(after, group)

    def found(key: str) -> Alike:
        if key not in had or key not in has:
            return Alike.NUMBER
        same = counted_in(before, had[key]) == counted_in(after, has[key])
        return Alike.AMOUNT if same else Alike.MET

    return tuple(found(demand.key) for demand in demands_between(before, after, group))


def as_compared(missing: Sequence[Any], kinds: Sequence[Alike]) -> tuple[Any, ...]:
    """What is missing of each demand, as numbers of which less is better; one more for those of one policy alone.

    Of somebody, or in columns of many people.
    """
    pairs = list(zip(missing, kinds, strict=True))
    alone = sum(much > 0 for much, kind in pairs if kind is Alike.NUMBER)
    return (*(much if kind is Alike.AMOUNT else much > 0 for much, kind in pairs if kind is not Alike.NUMBER), alone)


def counted_in(policy: Policy, demand: Demand) -> tuple[str, ...]:
    """What an amount of a demand is one of: two of which this differs can't be compared by how much is missing."""
    if demand.kind.of_counter:
        counter = policy.counter(demand.of)
        return ("counter", counter.of.name, counter.one)
    if demand.kind is DemandKind.CATEGORIES or demand.choices:
        return (demand.kind.name,)
    return ("units", policy.unit)


def _demands(policy: Policy, group: str) -> dict[str, Demand]:
    return {demand.key: demand for each in policy.groups if each.key == group for demand in each.demands}
