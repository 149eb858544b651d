"""What is decided as a cycle begins and stays so, though what it looks at changes later: told to whoever writes it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from recert.policy.calendar import BEFORE, add_months, day, number
from recert.policy.condition import Condition
from recert.policy.exceptions import asked_of, settings
from recert.policy.model import DemandKind, Group, Policy, Value
from recert.policy.moves import Move
from recert.policy.positions import Path
from recert.policy.sentence import plain

Found = Iterator[tuple[Path, str, str]]

OF_UNITS: Final = frozenset(
    {
        DemandKind.EACH_YEAR,
        DemandKind.EACH_CALENDAR_YEAR,
        DemandKind.EACH_PROGRAM_YEAR,
        DemandKind.CYCLES,
        DemandKind.LAST_MONTHS,
        DemandKind.FIRST_MONTHS,
        DemandKind.BUT_LAST_MONTHS,
        DemandKind.UNITS,
    }
)
"""Demands for a part of the units; what counts something else is no part of all that is required."""


def decided_early(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        if group.portfolio and group.portfolio.at_once:
            yield from _by_first_day(policy, group)
    for move in policy.moves:
        for place, values in settings(policy):
            yield from _by_old_end(move, place, values)


def _by_first_day(policy: Policy, group: Group) -> Found:
    """Parts of the units that follow what is held, which stay as they were when something is added in mid-cycle."""
    for place, values in asked_of(group, OF_UNITS):
        for at, value in enumerate(values):
            if value.when and _looks_at_holdings(policy, group, value.when):
                what = (
                    "what is held is looked at on a cycle's first day alone here, so a certification added later "
                    'changes all that is required (`looked_at = "whenever it changes"`) and not this'
                )
                fix = 'write looked_at = "on the first day of a cycle", so that both change with the next one'
                yield (*place, at), what, fix
                break


def _looks_at_holdings(policy: Policy, group: Group, when: Condition) -> bool:
    mine = {certification.code for certification in policy.certifications if certification.group == group.key}
    return bool(when.held_from or when.held_to or mine & {*when.holds, *when.lacks})


def _by_old_end(move: Move, place: Path, values: tuple[Value, ...]) -> Found:
    """Values of cycles that end from a day on, which some cycles reach only because they are moved.

    Nothing is in doubt where a value of the days before the move says what holds for these.
    """
    ending = {(value.since, value.when) for value in values if value.by_end}
    crossing = {at: since for at, value in enumerate(values) if at and (since := _crossing(move, value, values[:at]))}
    answered = {(since, values[at].when) for at, since in crossing.items()} & ending
    for at, since in crossing.items():
        value = values[at]
        if not answered & {(since, value.when), (value.since, value.when)}:
            what = (
                f"{move.key} moves cycles that end on {plain(since)} or later to {plain(value.since)} or later; for "
                "those under way the value before this one governs, as their end counts as it was when they began"
            )
            fix = f"write a value with ending_from = {since} above it, which says what holds for these"
            yield (*place, at), what, fix


def _crossing(move: Move, value: Value, above: tuple[Value, ...]) -> date | None:
    """The first of a move's days before that of a value from which it moves what ends to that day or later.

    No sooner than the values above it have cycles that end then: those that begin on their days end later.
    """
    if not value.by_end or (move.to is not None and move.to < value.since):
        return None
    begun = max((number(each.since) + 1 for each in above if not each.by_end), default=BEFORE)
    found = max(number(move.first), begun)
    if move.to is None:
        found = max(found, add_months(number(value.since), -move.months))
        while add_months(found, move.months) < number(value.since):
            found += 1
    return day(found) if found < number(value.since) and found <= number(move.last) else None
