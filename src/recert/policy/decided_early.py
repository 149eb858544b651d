"""What is decided as a cycle begins and stays so, though what it looks at changes later: told to whoever writes it."""

from collections.abc import Iterator, Sequence
from typing import Final

from recert.policy.condition import Condition
from recert.policy.model import Demand, DemandKind, Group, Policy, Value
from recert.policy.positions import Path

Found = Iterator[tuple[Path, str, str]]

OF_UNITS: Final = frozenset(
    {
        DemandKind.EACH_YEAR,
        DemandKind.EACH_CALENDAR_YEAR,
        DemandKind.CYCLES,
        DemandKind.LAST_MONTHS,
        DemandKind.UNITS,
    }
)
"""Demands for a part of the units; what counts something else is no part of all that is required."""


def decided_early(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        if group.portfolio and group.portfolio.at_once:
            yield from _by_first_day(policy, group)


def _by_first_day(policy: Policy, group: Group) -> Found:
    """Parts of the units that follow what is held, which stay as they were when something is added in mid-cycle."""
    for place, values in _of_units(group):
        for at, value in enumerate(values):
            if value.when and _looks_at_holdings(policy, group, value.when):
                what = (
                    "what is held is looked at on a cycle's first day alone here, so a certification added later "
                    'changes all that is required (`looked_at = "whenever it changes"`) and not this'
                )
                fix = 'write looked_at = "on the first day of a cycle", so that both change with the next one'
                yield (*place, at), what, fix
                break


def _of_units(group: Group) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    place: Path = ("group", group.key)
    for minimum in group.minima:
        yield (*place, "minimum", minimum.category), minimum.values
    yield from _demands(place, group.demands)
    for at, way in enumerate(group.ways):
        yield (*place, "or", at, "requires"), way.required
        yield from _demands((*place, "or", at), way.demands)


def _demands(place: Path, demands: Sequence[Demand]) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    for at, demand in enumerate(demands):
        if demand.kind in OF_UNITS:
            yield (*place, "also", at, "least"), demand.values
        for i, choice in enumerate(demand.choices):
            if choice.kind in OF_UNITS:
                yield (*place, "also", at, "choice", i, "least"), choice.values


def _looks_at_holdings(policy: Policy, group: Group, when: Condition) -> bool:
    mine = {certification.code for certification in policy.certifications if certification.group == group.key}
    return bool(when.held_from or when.held_to or mine & {*when.holds, *when.lacks})
