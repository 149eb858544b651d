"""What being late takes in two policies, told for each stretch of days in which another amount governs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar

from recert.policy.altered import DAYS, MONTHS, ONES
from recert.policy.difference_place import Place
from recert.policy.lateness import Surcharge
from recert.policy.model import Demand
from recert.policy.sentence import Sentence, Shown, all_of, words

Late = TypeVar("Late", Surcharge, Demand)
Start = tuple[int, int]
"""Days after the end from which something is taken, or months after which it is; the other one is 0."""
MONTH: Final = Fraction(146097, 4800)
MONTHS_DIFFER: Final = 3
"""By so many days at the most months begin earlier or later than they do on average, up to a few years."""
Rows = tuple[Surcharge, ...]
Stretch = tuple[Sentence, Surcharge | None, Surcharge | None]
"""From when to when somebody is late, and what governs then, by both policies; None where nothing does."""


def of_all_ends(before: Sequence[Surcharge], after: Sequence[Surcharge]) -> Iterator[Stretch | Sentence]:
    """All stretches, for what ends in each time between the days that rows name; and what only begins otherwise."""
    days = sorted({row.ended_before for row in (*before, *after) if row.ended_before})
    for first, until in pairwise([None, *days, None]):
        had, has = _of_ends(before, until), _of_ends(after, until)
        for old, new in near(had, has):
            yield moved(old, new, first, until)
            had = tuple(begun_as(row, new) if row is old else row for row in had)
        for late, old_row, new_row in stretches(had, has):
            yield of_what_ends(late, first, until), old_row, new_row


def oldest(rows: Sequence[Surcharge]) -> Rows:
    """What being late takes of what ended before any day that is named."""
    return _of_ends(rows, min((row.ended_before for row in rows if row.ended_before), default=None))


def _of_ends(rows: Sequence[Surcharge], until: date | None) -> Rows:
    """The rows of what ends just before a day, or on whatever day: without that day."""
    days = [row.ended_before for row in rows if row.ended_before and until and until <= row.ended_before]
    mine = (row for row in rows if row.ended_before == min(days, default=None))
    return tuple(replace(row, ended_before=None) for row in mine)


def of_what_ends(late: Sentence, first: date | None, until: date | None) -> Sentence:
    """How late somebody renews, and of which ends that is said."""
    values: dict[str, Shown] = {"late": late, "first": first or "", "until": until or ""}
    if first and until:
        values["until"] = until - timedelta(days=1)
        return Sentence(words("{late}, of what ends from {first} to {until}"), values)
    if first:
        return Sentence(words("{late}, of what ends on {first} or later"), values)
    return Sentence(words("{late}, of what ends before {until}"), values) if until else late


def stretches(before: Sequence[Surcharge], after: Sequence[Surcharge]) -> Iterator[Stretch]:
    """Those in which something else governs, and where something is written elsewhere."""
    starts = sorted({_start(row) for row in (*before, *after)}, key=_in_days)
    for first, until in pairwise([*starts, None]):
        assert first is not None  # noqa: S101 - only the last one is
        had, has = (_governing(rows, first) for rows in (before, after))
        if had is not None and has is not None:
            if not _start(had) == _start(has) == first:
                had = replace(had, source=has.source)  # of which the stretch that begins there tells
            if not (had.every_months and has.every_months):  # else months are counted from other days
                had = begun_as(had, has)
        if had != has:
            yield _late(first, until), had, has


def near(before: Sequence[Surcharge], after: Sequence[Surcharge]) -> list[tuple[Surcharge, Surcharge]]:
    """Rows that begin on about the same day, in days by one policy and in months by the other."""
    return [
        (had, has)
        for had in before
        for has in after
        if bool(had.after_months) != bool(has.after_months)
        and abs(_in_days(_start(had)) - _in_days(_start(has))) <= MONTHS_DIFFER
    ]


def begun_as(row: Late, other: Late) -> Late:
    """A row that begins when another one does."""
    return replace(row, from_day=other.from_day, after_months=other.after_months)


def _start(row: Surcharge) -> Start:
    return row.from_day, row.after_months


def _in_days(start: Start) -> Fraction:
    """About how many days late that is, to put it in order."""
    days, months = start
    return months * MONTH + 1 if months else Fraction(days)


def _governing(rows: Sequence[Surcharge], start: Start) -> Surcharge | None:
    return next((row for row in reversed(rows) if _in_days(_start(row)) <= _in_days(start)), None)


def _late(first: Start, until: Start | None) -> Sentence:
    """How late somebody renews; however late from the first day on where there is no end of it."""
    if first[1] == 0 and (until is None or until[1] == 0):
        return _days_late(first[0], until[0] - 1 if until else 0)
    if until is None:
        return Sentence(words("Renewed {late}"), {"late": _so_late(first)})
    texts = words("Renewed {late}, up to {last} late"), words("Renewed up to {last} late")
    last = _counted(MONTHS, until[1]) if until[1] else _counted(DAYS, until[0] - 1)
    return Sentence(texts[first == (1, 0)], {"late": _so_late(first), "last": last})


def _days_late(first: int, last: int) -> Sentence:
    if last < first:
        return Sentence(words("Renewed {day} days late or later"), {"day": first}, one=LATE, count=first)
    texts = words("Renewed {day} to {last} days late"), words("Renewed {day} days late"), words("Renewed 1 day late")
    if last > first:
        return Sentence(texts[0], {"day": first, "last": last})
    return Sentence(texts[1], {"day": first}, one=texts[2], count=first)


LATE: Final = words("Renewed {day} day late or later")


def _so_late(start: Start) -> Sentence:
    """From when on somebody is so late."""
    if start[1]:
        return Sentence(words("more than {long} late"), {"long": _counted(MONTHS, start[1])})
    return Sentence(words("{long} late or later"), {"long": _counted(DAYS, start[0])})


def _counted(texts: tuple[str, str], count: int) -> Sentence:
    return Sentence(texts[0], {"n": count}, one=texts[1], count=count)


def in_another_unit(place: Place, before: object, after: object) -> Sentence | None:
    """That it begins after months instead of on a day, or the other way round; None of what doesn't change so."""
    if not (isinstance(before, Demand | Surcharge) and isinstance(after, Demand | Surcharge)):
        return None
    had, has = (before.from_day, before.after_months), (after.from_day, after.after_months)
    if not any(had) or not any(has) or bool(had[1]) == bool(has[1]):
        return None
    if isinstance(after, Demand):
        text = words("{of}: asked of whoever renews {new}, instead of whoever renews {old}.")
        return place.say(text, new=_so_late(has), old=_so_late(had))
    text = words("{of}: months begun are counted from {new} on instead of from {old}.")
    return place.say(text, new=_counted_from(has), old=_counted_from(had))


def _counted_from(start: Start) -> Sentence:
    if start[1]:
        return Sentence(words("the end of month {n}"), {"n": start[1]})
    return Sentence(words("day {n}"), {"n": start[0]})


def moved(had: Surcharge, has: Surcharge, first: date | None, until: date | None) -> Sentence:
    """That a row begins after months instead of on about that day, or the other way round."""
    text = words("What was taken of whoever renews {old} is taken of whoever renews {new}.")
    new = of_what_ends(_so_late(_start(has)), first, until)
    return Sentence(text, {"old": _so_late(_start(had)), "new": new})


def one_sided(place: Place, had: Surcharge | None, has: Surcharge | None) -> Sentence:
    """What being late takes where it took nothing more, or that it takes nothing more."""
    if has is None:
        much = _much(place, had) if had is not None and had.amount else None
        if much is None:
            return place.say(words("{of}: it takes no more for that."))
        return place.say(words("{of}: it takes no more for that, instead of {old}."), old=much)
    of_some = [
        Sentence(words("{much} more of {item}"), {"much": _ones(place, more.amount), "item": place.title(more)})
        for more in has.more_of
    ]
    if of_some and not has.amount:
        return place.say(words("{of}: it takes {parts}."), parts=all_of(of_some))
    told = _in_all(place, has)
    text = words("{told} Among all that it takes: {parts}.")
    return Sentence(text, {"told": told, "parts": all_of(of_some)}) if of_some else told


def amounts(place: Place, had: Surcharge, has: Surcharge) -> Sentence | None:
    """That being late takes another amount of all; None where it takes the same."""
    if (had.amount, had.share) == (has.amount, has.share) or had.amount == has.amount == 0:
        return None
    values: dict[str, Shown] = {"new": _much(place, has), "old": _much(place, had)}
    if not had.amount:
        return place.say(words("{of}: it takes {new} more in all."), **values)
    if not has.amount:
        return place.say(words("{of}: it takes no more in all, instead of {old}."), **values)
    if had.share == has.share:
        values["old"] = Sentence(words("{n} %"), {"n": had.amount}) if had.share else had.amount
    return place.say(words("{of}: it takes {new} more instead of {old}."), **values)


def _much(place: Place, found: Surcharge) -> Sentence:
    if found.share:
        return Sentence(words("{n} % of what is required"), {"n": found.amount})
    return _ones(place, found.amount)


def _ones(place: Place, amount: Decimal) -> Sentence:
    return Sentence(ONES[0], {**place.values, "n": amount}, one=ONES[1], count=amount)


def _in_all(place: Place, added: Surcharge) -> Sentence:
    much = Sentence(words("{n} %"), {"n": added.amount}) if added.share else _ones(place, added.amount)
    months = added.every_months
    return Sentence(
        words("{of}: it takes {much} more for every {months} months begun.") if months else ONCE,
        {"of": place.of, "much": much, "months": months},
        one=words("{of}: it takes {much} more for every month begun."),
        count=months or None,
    )


ONCE: Final = words("{of}: it takes {much} more.")
