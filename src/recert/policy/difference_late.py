"""What being late takes in two policies, told for each stretch of days in which another amount governs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recert.policy.altered import ONES
from recert.policy.difference_place import Place
from recert.policy.lateness import Surcharge
from recert.policy.sentence import Sentence, Shown, all_of, words

Stretch = tuple[Sentence, Surcharge | None, Surcharge | None]
"""From when to when somebody is late, and what governs then, by both policies; None where nothing does."""


def stretches(before: Sequence[Surcharge], after: Sequence[Surcharge]) -> Iterator[Stretch]:
    """Those in which something else governs, and where something is written elsewhere."""
    days = sorted({row.from_day for row in (*before, *after)})
    for first, until in pairwise([*days, 0]):
        had, has = (_governing(rows, first) for rows in (before, after))
        if had is not None and has is not None:
            if not had.from_day == has.from_day == first:
                had = replace(had, source=has.source)  # of which the stretch that begins there tells
            if not (had.every_months and has.every_months):  # else months are counted from other days
                had = replace(had, from_day=has.from_day)
        if had != has:
            yield _late(first, until - 1), had, has


def _governing(rows: Sequence[Surcharge], day: int) -> Surcharge | None:
    return next((row for row in reversed(rows) if row.from_day <= day), None)


def _late(first: int, last: int) -> Sentence:
    """How late somebody renews; however late from the first day on where there is no last one."""
    if last < first:
        return Sentence(words("Renewed {day} days late or later"), {"day": first}, one=LATE, count=first)
    texts = words("Renewed {day} to {last} days late"), words("Renewed {day} days late"), words("Renewed 1 day late")
    if last > first:
        return Sentence(texts[0], {"day": first, "last": last})
    return Sentence(texts[1], {"day": first}, one=texts[2], count=first)


LATE: Final = words("Renewed {day} day late or later")


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
