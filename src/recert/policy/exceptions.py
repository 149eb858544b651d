"""Exceptions: values that hold for some, and where a later value for everybody ends them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from recert.policy.circumstances import CircumstanceKind
from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.model import Demand, DemandKind, Group, Policy, Value
from recert.policy.positions import Path
from recert.policy.sentence import Sentence, Shown, plain, words


@dataclass(frozen=True, slots=True)
class Ended:
    """For whom no exception holds in cycles from a day on, because of which value; until it is written again.

    `by_end`: in cycles that end on that day or later.
    """

    at: int  # the place of the value for everybody, among all
    when: Condition
    since: date
    again: date | None
    by_end: bool = False


def ended(values: Sequence[Value]) -> Iterator[Ended]:
    """Each exception that a later value for everybody ends, in the order of the values."""
    running = dict[Condition, None]()
    for at, value in enumerate(values):
        if value.when is not None:
            running[value.when] = None
            continue
        for when in running:
            again = next((later for later in values[at:] if later.when == when), None)
            if again is None or (again.since, again.by_end) != (value.since, value.by_end):
                yield Ended(at, when, value.since, again.since if again else None, value.by_end)
        running.clear()


def for_some_alone(values: Sequence[Value]) -> bool:
    """Whether there are values, and each is for some: a way that requires them is closed in all other cases."""
    return bool(values) and all(value.when for value in values)


def whom(
    values: Sequence[Value], at: int, kinds: Sequence[CircumstanceKind], *, by_year: bool = False
) -> Sentence | None:
    """For whom one of a setting's values holds, and in which cycles if their end decides, or it is an exception that
    ends; None for all. `by_year`: the first day of each year decides instead.
    """
    value, some = values[at], _some(values, at, kinds, ENDS_BEFORE[by_year])
    if not value.by_end:
        return some
    ending = Sentence(words("in cycles that end on {day} or later"), {"day": value.since})
    return Sentence(words("{whom}, {ending}"), {"whom": some, "ending": ending}) if some else ending


ENDS_BEFORE: Final = {
    False: words("{whom}, in cycles that begin before {day}"),
    True: words("{whom}, in years that begin before {day}"),
}
"""How an exception ends, by whether the first day of each year decides."""


def _some(values: Sequence[Value], at: int, kinds: Sequence[CircumstanceKind], text: str) -> Sentence | None:
    when = values[at].when
    if when is None:
        return None
    following = [later for later in values[at + 1 :] if later.when in (None, when)]
    first = [(later.since, later.by_end) for later in following[:1]]
    if not following or any(later.when and (later.since, later.by_end) in first for later in following):
        return for_whom(when, kinds)
    told: dict[str, Shown] = {"whom": for_whom(when, kinds), "day": following[0].since}
    if following[0].by_end:
        return Sentence(words("{whom}, in cycles that end before {day}"), told)
    return Sentence(text, told)


def silently_ended(policy: Policy) -> Iterator[tuple[Path, str, str]]:
    """Where a policy ends an exception without a word: the place, what ends, and how to keep it.

    One that is written again on that day with other days or numbers is meant so: the next cohort's. One of the amount
    that now holds for everybody ends without a change.
    """
    by_year = {place for group in policy.groups for place in _of_years(group)}
    by_year |= {("limit", at, "most") for at, cap in enumerate(policy.caps) if cap.by_year}
    for place, values in settings(policy):
        for end in ended(values):
            same_day = (v.when for v in values[end.at :] if (v.since, v.by_end) == (end.since, end.by_end))
            before = next(value for value in reversed(values[: end.at]) if value.when == end.when)
            if amount_of(before) != amount_of(values[end.at]) and not any(
                _alike(end.when, other) for other in same_day if other
            ):
                cycles = f"that end on {plain(end.since)} or later" if end.by_end else f"from {plain(end.since)} on"
                what = (
                    f"it ends the exception above it ({for_whom(end.when, policy.circumstances)}): in "
                    f"{'years' if place in by_year else 'cycles'} {cycles} it holds for everybody"
                )
                fix = (
                    f"to keep the exception, write it again below this value with "
                    f"{'ending_from' if end.by_end else 'from'} = {end.since}; to end it, so with this value's amount"
                )
                yield (*place, end.at), what, fix


def amount_of(value: Value) -> tuple[object, ...]:
    """How much a value says, whenever and for whomever."""
    return value.amount, value.share, value.unlimited


def _alike(one: Condition, other: Condition) -> bool:
    """Whether two conditions ask for the same things, days and numbers aside."""
    return _asks(one) == _asks(other)


def _asks(when: Condition) -> list[object]:
    default = Condition()
    asked = ((getattr(when, each.name), getattr(default, each.name)) for each in fields(when))
    return [sorted(mine) if isinstance(mine, tuple) else mine != usual for mine, usual in asked]


def settings(policy: Policy) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    """All values of a policy that may hold for some alone, and where they are written."""
    for group in policy.groups:
        yield from asked_of(group)
        yield from ((("group", group.key, "or", at, "renews_for"), way.renews_for) for at, way in enumerate(group.ways))
    for at, cap in enumerate(policy.caps):
        yield ("limit", at, "most"), cap.most
    if policy.carry:
        yield ("carry", "most"), policy.carry.most
    for group in policy.groups:
        if group.own_carry:
            yield ("group", group.key, "carry", "most"), group.own_carry.most
    for minimum in policy.carry.kept if policy.carry else ():
        yield ("carry", "category", minimum.category), minimum.values


def _of_years(group: Group) -> Iterator[Path]:
    """Where the values are written that the first day of each year decides."""
    ways: list[tuple[Path, Sequence[Demand]]] = [(("or", at), way.demands) for at, way in enumerate(group.ways)]
    for place, demands in [((), group.demands), *ways]:
        for i, demand in enumerate(demands):
            if demand.by_year:
                yield ("group", group.key, *place, "also", i, "least")
                for at in range(len(demand.choices)):
                    yield ("group", group.key, *place, "also", i, "choice", at, "least")


def asked_of(group: Group, kinds: Iterable[DemandKind] = DemandKind) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    """All that a group asks, of demands those of some kinds, and where it is written."""
    place: Path = ("group", group.key)
    kinds = frozenset(kinds)
    yield (*place, "requires"), group.required
    for minimum in group.minima:
        yield (*place, "minimum", minimum.category), minimum.values
    yield from _demands(place, group.demands, kinds)
    for at, way in enumerate(group.ways):
        yield (*place, "or", at, "requires"), way.required
        yield from _demands((*place, "or", at), way.demands, kinds)


def _demands(
    place: Path, demands: Sequence[Demand], kinds: frozenset[DemandKind]
) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    for at, demand in enumerate(demands):
        if demand.kind in kinds:
            yield (*place, "also", at, "least"), demand.values
        for i, choice in enumerate(demand.choices):
            if choice.kind in kinds:
                yield (*place, "also", at, "choice", i, "least"), choice.values
