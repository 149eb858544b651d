"""A circumstance that takes months off a requirement, beside an amount of each year that stays: told to whoever writes
it."""

from collections.abc import Iterator

from recert.policy.beyond import Found
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.model import Demand, DemandKind, Group, Policy

OF_EACH_YEAR = frozenset({DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR})
"""Demands for units of each year; what is counted besides, as dues, is often owed in a year of leave as well."""


def circumstance_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for at, kind in enumerate(policy.circumstances):
        if kind.removes is not Removes.MONTHS:
            continue
        stays = next(_staying(policy, kind), None)
        if stays is not None:
            group, rule = stays
            what = (
                f"it takes its share off what {group.name} requires, and “{rule.title}” still asks as much of each "
                "year, also of one that it covers"
            )
            yield ("circumstance", at, "removes"), what, _fix(kind, rule)


def _fix(kind: CircumstanceKind, rule: Demand) -> str:
    relief = (
        f'write there a `relief` with circumstances = ["{kind.key}"], which takes something off the years that '
        "it covers"
    )
    if rule.by_year:  # for whom a value of it is, the cycle's first day alone decides
        return relief
    so = f'when = {{ is = ["{kind.key}"], on = "any day" }}'
    return f"{relief}, or a value with {so}: 0 waives it for the whole cycle, its own amount says that it stays"


def _staying(policy: Policy, kind: CircumstanceKind) -> Iterator[tuple[Group, Demand]]:
    """The demands for units of each year that say nothing of a circumstance, beside units that it makes fewer."""
    for group in policy.groups:
        if group.required or group.portfolio:
            for rule in group.demands:
                if rule.kind in OF_EACH_YEAR and not _says_something(rule, kind):
                    yield group, rule


def _says_something(rule: Demand, kind: CircumstanceKind) -> bool:
    if any(kind.key in relief.circumstances for relief in rule.reliefs):
        return True
    asked = [value.when for value in rule.values if value.when and not rule.by_year]
    return any(kind.key in (*when.true_of, *when.untrue_of) for when in asked)
