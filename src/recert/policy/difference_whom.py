"""Values that hold for some alone, of two policies: whom they hold for now, and where they end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from recert.policy.condition import Condition
from recert.policy.difference_dated import Decides
from recert.policy.difference_place import Place
from recert.policy.exceptions import ended, for_some_alone
from recert.policy.model import Value
from recert.policy.sentence import Sentence, words

Kind = tuple[Condition, bool]
A_WAY: Final = ("Way", "required")


class Moved(NamedTuple):
    """Values that are for others than they were: for whom now and before, what is said now, and what was.

    They are the same but where a single one says another amount.
    """

    now: Condition
    was: Condition
    says: list[Value]
    said: list[Value]


def is_for_some(key: tuple[str, str], values: Sequence[Value]) -> bool:
    """Whether these are what a way requires that is open for some alone."""
    return key == A_WAY and for_some_alone(values)


def closed_to_others(values: Sequence[Value], day: date) -> Sequence[Value]:
    """What such a way requires, and that it is closed in all other cases, whatever the day on which that is said."""
    return *values, Value(day, Decimal(0), "", unlimited=True)


def open_without_units(values: Sequence[Value]) -> Sequence[Value]:
    """What a way requires that was open for some alone before: that it takes no units is said by an amount, too."""
    return values or (Value(date.min, Decimal(0), ""),)


def held_for_others(before: Sequence[Value], after: Sequence[Value]) -> tuple[Sequence[Value], list[Moved]]:
    """The earlier values as if they had been for whom they are now, and each change of that.

    Values are the same where they say the same amounts of the same days; and where but one is gone and one is new.
    """
    gone, new = _only_in(before, after), _only_in(after, before)
    pairs = dict[Kind, Kind]()
    for old in gone:
        same = next(
            (kind for kind in new if kind not in pairs.values() and _says(before, old) == _says(after, kind)), None
        )
        if same:
            pairs[old] = same
    if len(gone) == len(new) == 1 and gone[0][1] == new[0][1]:
        pairs[gone[0]] = new[0]
    told = [_moved(_of_kind(before, was), _of_kind(after, now)) for was, now in pairs.items()]
    changed = {moved.said[0]: moved.says[0] for moved in told if moved.says != moved.said}
    return tuple(changed.get(value) or _renamed(value, pairs) for value in before), told


def _moved(had: list[Value], has: list[Value]) -> Moved:
    """The same values for others; a single one of the same day may be of another amount, which is told at once."""
    (was, now), alone = (had[0].when, has[0].when), len(had) == len(has) == 1 and had[0].since == has[0].since
    assert was and now  # noqa: S101 - those of everybody are never for others
    more = alone and replace(had[0], when=None, source="") != replace(has[0], when=None, source="")
    return Moved(now, was, has if more else had, had)


def by_other_day(before: Sequence[Value], after: Sequence[Value]) -> tuple[Sequence[Value], list[tuple[Value, Value]]]:
    """The earlier values as if the day of a cycle had decided that does now, and each of which that changes.

    A value is the same where it is for the same people, and of the same day, on which cycles begin or end.
    """
    said = [{(value.when, value.since, value.by_end) for value in values} for values in (before, after)]
    found = list[tuple[Value, Value]]()
    for value in before:
        now = (value.when, value.since, not value.by_end)
        if now in said[1] and now not in said[0] and (value.when, value.since, value.by_end) not in said[1]:
            found.append((value, replace(value, by_end=not value.by_end)))
    changed = dict(found)
    return tuple(changed.get(value, value) for value in before), found


BY_OTHER_DAY: Final = {
    True: words(
        "{of}: {amount} in all cycles that end on {day} or later; until now in those that begin then or later."
    ),
    False: words(
        "{of}: {amount} only in cycles that begin on {day} or later; until now in all that end then or later."
    ),
}
"""What another day of a cycle decides now: whether that is its last one."""


def _only_in(values: Sequence[Value], others: Sequence[Value]) -> list[Kind]:
    known = {(value.when, value.by_end) for value in others}
    kinds = dict.fromkeys((value.when, value.by_end) for value in values if value.when is not None)
    return [(when, by_end) for when, by_end in kinds if when and (when, by_end) not in known]


def _of_kind(values: Sequence[Value], kind: Kind) -> list[Value]:
    return [value for value in values if (value.when, value.by_end) == kind]


def _says(values: Sequence[Value], kind: Kind) -> tuple[bool, list[Value]]:
    return kind[1], [replace(value, when=None, source="") for value in _of_kind(values, kind)]


def _renamed(value: Value, pairs: dict[Kind, Kind]) -> Value:
    now = pairs.get((value.when, value.by_end)) if value.when else None
    return replace(value, when=now[0]) if now else value


def ends(place: Place, when: Condition, before: Sequence[Value], after: Sequence[Value]) -> Iterator[Sentence]:
    """Where values for everybody end an exception, and where they do no more."""
    had, has = ([end for end in ended(values) if end.when == when] for values in (before, after))
    known = [(end.since, end.again, end.by_end) for end in had]
    for end in has:
        if (end.since, end.again, end.by_end) not in known:
            decides = Decides.YEAR if place.by_year else Decides(end.by_end)
            until = ENDS_UNTIL[decides] if end.again else ENDS[decides]
            yield place.say(until, since=end.since, again=end.again or "")
    for end in had:
        ends = any((other.since, other.by_end) == (end.since, end.by_end) for other in has)
        if not ends and any(value.when == when for value in after):
            yield place.say(words("{of}: this does not end any more on {since}."), since=end.since)


ENDS: Final = {
    Decides.BEGIN: words(
        "{of}: this ends with cycles that begin before {since}; from then on what holds for all governs."
    ),
    Decides.END: words("{of}: this ends with cycles that end before {since}; from then on what holds for all governs."),
    Decides.YEAR: words(
        "{of}: this ends with years that begin before {since}; from then on what holds for all governs."
    ),
}
ENDS_UNTIL: Final = {
    Decides.BEGIN: words(
        "{of}: this ends with cycles that begin before {since}; from then on what holds for all governs, until {again}."
    ),
    Decides.END: words(
        "{of}: this ends with cycles that end before {since}; from then on what holds for all governs, until {again}."
    ),
    Decides.YEAR: words(
        "{of}: this ends with years that begin before {since}; from then on what holds for all governs, until {again}."
    ),
}
"""Where an exception ends, by which day it is that decides."""
