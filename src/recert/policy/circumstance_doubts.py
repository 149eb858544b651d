"""A circumstance that takes months off: where amounts of each year stay, and ends come to lie within a year."""

from collections.abc import Iterator
from typing import Final

from recert.policy.beyond import Found
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Anchor, Ends, Rhythm
from recert.policy.lengths import longest
from recert.policy.model import Demand, DemandKind, Group, Policy

OF_EACH_YEAR = frozenset({DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR, DemandKind.EACH_PROGRAM_YEAR})
"""Demands for units of each year; what is counted besides, as dues, is often owed in a year of leave as well."""


MONTHS: Final = 12
"""Of a year, by fewer than which one that ends with the year is longer than its months."""


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
        yield from _never_so_many(policy, at, kind)
        yield from _next_is_longer(policy, at, kind)


def _never_so_many(policy: Policy, at: int, kind: CircumstanceKind) -> Found:
    """Most months that no cycle has, also one that fills up a year. What puts an end off makes cycles longer."""
    months = longest(policy)
    if not kind.extends and kind.most_months >= months + MONTHS:
        what = f"no cycle has {kind.most_months} months to take off, so this changes nothing"
        yield ("circumstance", at, "most_months"), what, "write fewer, or leave it out"


def _next_is_longer(policy: Policy, at: int, kind: CircumstanceKind) -> Found:
    """Ends that are put off into a year, after which the next cycle fills that up."""
    rules = [policy.cycle_of(group.key) for group in policy.groups if policy.cycle.anchor is Anchor.AWARD]
    kept = [rule for rule in rules if rule.rhythm in {Rhythm.KEPT, Rhythm.KEPT_LATE}]
    if kind.extends and any(rule.ends is Ends.END_OF_YEAR for rule in kept):
        what = (
            "a cycle that ends so many months later ends within a year, and the next one begins there and ends with a "
            "year again: it is up to 11 months longer than others"
        )
        fix = "write extends = false, and put off by hand what is to end later, or leave it so if that is meant"
        yield ("circumstance", at, "extends"), what, fix


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
