"""What of late renewals is surely not meant: a later fee that is no larger, and rows that change nothing for anyone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from recert.policy.beyond import Found
from recert.policy.calendar import number as day_number
from recert.policy.exam_alone import returns_by_exam
from recert.policy.late_days import days_late
from recert.policy.lateness import Surcharge
from recert.policy.measure_words import unit_asked
from recert.policy.model import Demand, DemandKind, Group, Policy, Value
from recert.policy.plan import plan
from recert.policy.positions import Path
from recert.policy.sentence import number, plain
from recert.policy.situations import governing, situations
from recert.policy.stages.late import last_chance, last_of_grace


def late_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        for place, demands in _lists(group):
            yield from _no_larger(policy, group, place, demands)
    yield from _same_rows(policy)
    yield from _over_long_ago(policy)


def _lists(group: Group) -> Iterator[tuple[Path, Sequence[Demand]]]:
    """What is demanded together, and where that is written."""
    place: Path = ("group", group.key)
    yield (*place, "also"), group.demands
    for at, way in enumerate(group.ways):
        yield (*place, "or", at, "also"), way.demands


def _no_larger(policy: Policy, group: Group, place: Path, demands: Sequence[Demand]) -> Found:
    """Later demands of a counter that ask for no more of it than an earlier one does: they are not added."""
    counted = [(at, rule) for at, rule in enumerate(demands) if rule.kind is DemandKind.COUNTER]
    for at, later in counted:
        for _, sooner in counted:
            if later.of == sooner.of and days_late(policy, sooner)[1] < days_late(policy, later)[0]:
                yield from _covered(policy, group, (*place, at, "least"), sooner, later)


def _covered(policy: Policy, group: Group, place: Path, sooner: Demand, later: Demand) -> Found:
    told = set[int]()
    for here in situations((sooner.values, later.values), policy.months_of(group.key)):
        one, other = governing(sooner.values, here), governing(later.values, here)
        if here.of is not None or one is None or other is None or other in told:
            continue
        had, has = sooner.values[one], later.values[other]
        if 0 < has.amount <= had.amount:
            told.add(other)
            since = _since(had if one else None, has if other else None)
            what = (
                f"whoever is so late needs no more{since}: “{sooner.title}” asks for {number(had.amount)} "
                f"{unit_asked(policy, sooner, had.amount)} already, and the two are not added"
            )
            yield (*place, other), what, f"write the sum of both, or more than {number(had.amount)}, or leave it out"


def _since(*values: Value | None) -> str:
    """From when on two values hold together: by the later one that does not hold from the beginning."""
    last = max((value for value in values if value), key=lambda value: value.since, default=None)
    if last is None:
        return ""
    return f" in cycles that {'end' if last.by_end else 'begin'} on {plain(last.since)} or later"


def _same_rows(policy: Policy) -> Found:
    """Rows of what ended before a day that take what those do of what ended later."""
    days = sorted({row.ended_before for row in policy.surcharges if row.ended_before})
    for day, following in pairwise([*days, None]):
        assert day is not None  # noqa: S101 - the last of them is none
        if _taken(policy, day) == _taken(policy, following):
            what = f"what ended before {plain(day)} takes the same as what ended later"
            yield (*_first_of(policy, day), "ended_before"), what, "leave these rows out, or write what was taken then"


def _taken(policy: Policy, day: date | None) -> list[Surcharge]:
    """What the rows of one day take, without those that take nothing."""
    mine = (row for row in policy.surcharges if row.ended_before == day and (row.amount or row.more_of))
    return [replace(row, ended_before=None, source="") for row in mine]


def _over_long_ago(policy: Policy) -> Found:
    """Rows of what could be renewed by units no more on the first day of which activities count."""
    days = sorted({row.ended_before for row in policy.surcharges if row.ended_before})
    if not days:
        return
    lowered = plan(policy)
    chance = last_of_grace if returns_by_exam(policy) else last_chance
    for day in days:
        lasts = [chance(lowered.tables, g, day_number(day) - 1) for g in lowered.groups.values()]
        if max(lasts, default=0) < day_number(policy.floor):
            what = (
                f"what ended before {plain(day)} can't be renewed any more on {plain(policy.floor)}, and activities "
                "count from then on"
            )
            yield (*_first_of(policy, day), "ended_before"), what, LATER


LATER: Final = "write a later day, or leave these rows out"


def _first_of(policy: Policy, day: date) -> Path:
    """Where the first row of a day stands."""
    return "late", next(at for at, row in enumerate(policy.surcharges) if row.ended_before == day)
