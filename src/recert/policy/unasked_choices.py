"""Demands of some cycles for more of their choices than ask for anything there: nobody can meet them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import lcm
from typing import Final

from recert.policy.beyond import Found
from recert.policy.calendar import NEVER, add_months, day, number
from recert.policy.condition import Condition, Seen
from recert.policy.condition_words import for_whom
from recert.policy.model import Demand, Group, Policy, Value
from recert.policy.out_of_reach import SURELY, begins
from recert.policy.positions import Path
from recert.policy.sentence import plain

MOST_CYCLES: Final = 240
"""The latest cycle that is looked at."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A cycle that somebody may have: its number, the first of the days it may begin on, the one certification held.

    `true`: what is so of the person, throughout.
    """

    cycle: int
    begin: int
    held: str
    true: frozenset[str]


def unasked_choices(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        held = [c.code for c in policy.certifications if c.group == group.key]
        for place, demand in _with_choices(group):
            if (found := _first_unmet(policy, group, demand, held)) is not None:
                asked, there_are = _asked_of(policy, group, demand, found)
                what = (
                    f"it asks for {plain(asked)} of its choices where {_few(there_are)} for anything "
                    f"({_where(policy, demand, found)}), so nobody can meet it there"
                )
                yield place, what, "let its choices ask for something there, too, or ask for fewer of them"


def _few(there_are: int) -> str:
    if not there_are:
        return "none of them asks"
    return f"no more than {there_are} of them {'asks' if there_are == 1 else 'ask'}"


def _with_choices(group: Group) -> Iterator[tuple[Path, Demand]]:
    for i, demand in enumerate(group.demands):
        if demand.choices:
            yield ("group", group.key, "also", i), demand
    for at, way in enumerate(group.ways):
        for i, demand in enumerate(way.demands):
            if demand.choices:
                yield ("group", group.key, "or", at, "also", i), demand


def _values(demand: Demand) -> list[Value]:
    """All that the demand and its choices say."""
    return [*demand.values, *(value for choice in demand.choices for value in choice.values)]


def _asked(demand: Demand) -> list[Condition]:
    return [value.when for value in _values(demand) if value.when]


def _situations(policy: Policy, group: Group, demand: Demand, held: list[str]) -> Iterator[Situation]:
    """Those that differ in what the demand and its choices look at, the first cycles first."""
    asked, months = _asked(demand), policy.months_of(group.key)
    last = max([1, *(max(when.cycle_from, when.cycle_to + 1) for when in asked)])
    last = min(last + lcm(*(when.every or 1 for when in asked)), MOST_CYCLES)
    codes = held if any(when.holds or when.lacks for when in asked) else held[:1]
    true = dict.fromkeys((frozenset[str](), *(frozenset(when.true_of) for when in asked)))
    for begin, change in _runs(policy, demand, months):
        for cycle in range(1, last + 1):
            if change < NEVER and add_months(change, -months * (cycle - 1)) <= _first(demand, months):
                break  # nobody was certified so early that this is their number then
            yield from (Situation(cycle, begin, code, so) for code in codes for so in true)


def _first(demand: Demand, months: int) -> int:
    return min(begins(value, months) for value in _values(demand))


def _runs(policy: Policy, demand: Demand, months: int) -> Iterator[tuple[int, int]]:
    """Times in which the same values govern cycles that begin, so long that some begin for certain."""
    days = sorted({begins(value, months) for value in _values(demand)})
    floor = number(policy.floor)
    yield from ((begin, change) for begin, change in pairwise([*days, NEVER]) if change - max(begin, floor) >= SURELY)


def _first_unmet(policy: Policy, group: Group, demand: Demand, held: list[str]) -> Situation | None:
    """The first situation in which more choices are asked for than ask for anything."""
    for found in _situations(policy, group, demand, held):
        asked, there_are = _asked_of(policy, group, demand, found)
        if asked > there_are:
            return found
    return None


def _asked_of(policy: Policy, group: Group, demand: Demand, found: Situation) -> tuple[Decimal, int]:
    """How many choices are asked for at the least, and how many ask for anything at the most."""
    months = policy.months_of(group.key)
    there_are = sum(max(_amounts(choice.values, months, found)) > 0 for choice in demand.choices)
    return min(_amounts(demand.values, months, found)), there_are


def _amounts(values: tuple[Value, ...], months: int, found: Situation) -> set[Decimal]:
    """What may be asked: one amount, or several where it is not certain for whom a value holds."""
    governing: set[Value | None] = {None}
    for value in values:
        fits, since = _fits(value.when, found), begins(value, months) <= found.begin
        changed: set[Value | None] = {value if before is None or since else before for before in governing}
        governing = governing if fits is False else changed if fits else governing | changed
    return {Decimal(0) if value is None else value.amount for value in governing}


def _fits(when: Condition | None, found: Situation) -> bool | None:
    """Whether a condition is met; None where that hangs on more than is known."""
    if when is None:
        return True
    fits = (
        when.cycle_from <= found.cycle <= (when.cycle_to or found.cycle)
        and not (when.every and found.cycle % when.every)
        and when.held_from <= 1
        and set(when.holds) <= {found.held}
        and found.held not in when.lacks
        and found.true.issuperset(when.true_of)
        and found.true.isdisjoint(when.untrue_of)
    )
    unsure = when.awarded_from or when.awarded_before or when.held_years
    return None if fits and unsure else fits


def _where(policy: Policy, demand: Demand, found: Situation) -> str:
    """The situation, as far as the demand and its choices look at it."""
    asked, months = _asked(demand), policy.months_of(policy.certification(found.held).group)
    codes = {code for when in asked for code in (*when.holds, *when.lacks)}
    kinds = {key for when in asked for key in (*when.true_of, *when.untrue_of)}
    counted = any(when.cycle_from > 1 or when.cycle_to or when.every for when in asked)
    seen = next((when.seen for when in asked if when.true_of or when.untrue_of), Seen.FIRST_DAY)
    looked_at = Condition(
        cycle_from=found.cycle if counted else 1,
        cycle_to=found.cycle if counted else 0,
        holds=(found.held,) if found.held in codes else (),
        lacks=tuple(sorted(codes - {found.held})),
        true_of=tuple(sorted(found.true)),
        untrue_of=tuple(sorted(kinds - found.true)),
        seen=seen,
    )
    later = found.begin > _first(demand, months)
    since = f"in cycles that begin on {plain(day(found.begin))} or later" if later else ""
    whom = str(for_whom(looked_at, policy.circumstances)) if looked_at != Condition(seen=seen) else ""
    return ", ".join(part for part in (since, whom) if part) or "in every cycle"
