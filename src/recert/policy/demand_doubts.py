"""Demands that nobody can meet: for more categories than there are, or more units than limits let anybody earn."""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Final

from recert.policy.beyond import Found
from recert.policy.cycles import FOR_LIFE
from recert.policy.earnable import earnable, serving
from recert.policy.explain_own_way import OF_UNITS
from recert.policy.lengths import earlier_of, lengths, longest, longest_by_end
from recert.policy.model import Demand, DemandKind, Group, Policy, Value
from recert.policy.positions import Path
from recert.policy.sentence import number


def demand_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for place, group, rule in _rules(policy):
        if rule.kind is DemandKind.CATEGORIES:
            yield from _too_many(policy, place, rule)
        if rule.kind.of_beginning:
            yield from _no_such_part(policy, place, group, rule)
        if rule.consecutive and not rule.across_cycles:
            yield from _no_such_years(policy, place, group, rule)
    yield from _late_for_nothing(policy)


def unearnable(policy: Policy) -> Found:
    """Units of several cycles, of one, or of years in a row, that are more than limits let anybody earn in so many."""
    for place, group, rule in _rules(policy):
        types = serving(policy, rule.of) if rule.of else tuple(kind.key for kind in policy.types)
        in_a_row = rule.consecutive > 0 and not rule.kind.of_counter
        bound = earnable(policy, group.key, types) if rule.kind in SURE or in_a_row else None
        if bound is None:
            continue
        cycles = _touched(policy, group, rule) if in_a_row else rule.cycles or 1
        for at, value in enumerate(rule.values):
            if _asks(value) and value.amount > bound * cycles:
                within = f"in {cycles} cycles" if cycles > 1 else "in a cycle"
                what = (
                    f"“{rule.title}” asks for {_units(policy, value.amount)}, and no more than "
                    f"{number(bound * cycles)} can be earned {within}"
                )
                yield (*place, "least", at), what, "ask for less, or widen a limit"


SURE: Final = frozenset(
    {DemandKind.UNITS, DemandKind.CYCLES, DemandKind.FIRST_MONTHS, DemandKind.BUT_LAST_MONTHS},
)
"""What looks at whole cycles, or at a part of one: years and last months may lie in two of them."""


def _touched(policy: Policy, group: Group, rule: Demand) -> int:
    """In how many cycles years in a row may lie that are asked together: each of them lies in one."""
    known = [*lengths(policy, group.key), *earlier_of(policy, group)]
    shortest = min(known, default=FOR_LIFE)
    years = shortest // 12 - rule.kind.of_shared_years
    return ceil((rule.consecutive - 1) / max(years, 1)) + 1 if rule.across_cycles else 1


def _no_such_years(policy: Policy, place: Path, group: Group, rule: Demand) -> Found:
    """Years of one cycle alone that no cycle has in a row."""
    years = (longest_by_end if rule.kind.of_shared_years else longest)(policy) // 12
    if rule.consecutive > years:
        what = f"no cycle of {group.name} has {rule.consecutive} full years, so nothing is ever asked of them"
        yield (*place, "consecutive"), what, "ask fewer years together, or write across_cycles = true"


def _no_such_part(policy: Policy, place: Path, group: Group, rule: Demand) -> Found:
    """First months that are all of every cycle, and last ones before which there is nothing of any."""
    most = longest_by_end(policy, [group])
    if 0 < most <= rule.months:
        what = f"no cycle of {group.name} has more than {most} months, so "
        if rule.kind.before_last:
            what += "nothing can be done before its last ones"
        else:
            what += "all of it is of its first ones"
        yield (*place, "months"), what, "write fewer months"


def _units(policy: Policy, amount: Decimal) -> str:
    return f"{number(amount)} {policy.unit if amount == 1 else policy.units}"


def _asks(value: Value) -> bool:
    return value.amount > 0 and not value.share


def _rules(policy: Policy) -> Iterator[tuple[Path, Group, Demand]]:
    """Every demand and choice, with where it is written and whose it is."""
    for group in policy.groups:
        place: Path = ("group", group.key)
        lists = [((*place, "also"), group.demands)]
        lists += [((*place, "or", j, "also"), way.demands) for j, way in enumerate(group.ways)]
        for where, rules in lists:
            for i, rule in enumerate(rules):
                yield (*where, i), group, rule
                for n, choice in enumerate(rule.choices):
                    yield (*where, i, "choice", n), group, choice


def _too_many(policy: Policy, place: Path, rule: Demand) -> Found:
    there_are = len(policy.categories)
    for at, value in enumerate(rule.values):
        if value.amount > there_are:
            what = f"“{rule.title}” asks for {number(value.amount)} categories, and there are {there_are}"
            yield (*place, "least", at), what, "ask for fewer, or add categories"


def _late_for_nothing(policy: Policy) -> Found:
    """Units for being late that are added to none, where all that is asked of units a demand asks."""
    asked = [_asks_alone(group) for group in policy.groups]
    if not asked or not all(asked):
        return
    for at, row in enumerate(policy.surcharges):
        if row.amount:
            what = (
                f"{policy.groups[0].name} requires no {policy.units} by itself, so whoever earned as many in the "
                f"cycle for “{asked[0]}” needs no more of them for being late"
            )
            fix = f"ask for more by a demand with late_{'after_months' if row.after_months else 'from_day'} instead"
            yield ("late", at, "percent" if row.share else "units"), what, fix


def _asks_alone(group: Group) -> str:
    """What a demand of units is called that asks for all that is asked of a group; empty where that asks itself."""
    if group.portfolio or any(value.amount or value.unlimited for value in group.required):
        return ""
    if any(value.amount for way in group.ways for value in way.required):
        return ""
    return next((rule.title for rule in group.demands if rule.kind in OF_UNITS), "")
