"""In which cycles several settings are to be compared: of everybody, and of those for whom an exception holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Final

from recert.policy.calendar import BEFORE, NEVER, add_months, number
from recert.policy.condition import Condition, Seen
from recert.policy.first_values import first_values
from recert.policy.model import Value

LASTS: Final = 31
"""Days for which nothing changes at least: two days that are meant to be one are no further situation."""
UNASKED: Final = Condition()


@dataclass(frozen=True, slots=True)
class Situation:
    """A cycle of usual length that begins on a day, of somebody who meets a condition, and what follows from it alone.

    None: of somebody who meets none.
    """

    begin: int
    end: int
    of: Condition | None


def situations(settings: Sequence[Sequence[Value]], months: int) -> Iterator[Situation]:
    """The cycles in which these may be different from what they are in others, by their first days."""
    values = [value for setting in settings for value in setting]
    begun = sorted({_begins(value, months) for value in values})
    days = [this for this, following in pairwise([*begun, NEVER]) if following - this > LASTS]
    for when in dict.fromkeys([None, *(value.when for value in values)]):
        first = BEFORE if when is None or when.awarded_from is None else number(when.awarded_from)
        for begin in sorted({max(day, first) for day in days}):
            yield Situation(begin, add_months(begin, months) - 1, when)


def _begins(value: Value, months: int) -> int:
    """From when on a value holds for usual cycles that begin."""
    since = number(value.since)
    return add_months(since + 1, -months) if value.by_end else since


def governing(values: Sequence[Value], here: Situation) -> int | None:
    """The place of the value that governs in a situation; None where none does."""
    mine = [at for at, value in enumerate(values) if value.when is None or _follows(value.when, here.of)]
    always = len(first_values(values))
    begun = [at for at in mine if at < always or _has_come(values[at], here)]
    return begun[-1] if begun else next(iter(mine), None)


def _has_come(value: Value, here: Situation) -> bool:
    return number(value.since) <= (here.end if value.by_end else here.begin)


def _follows(asked: Condition, known: Condition | None) -> bool:
    """Whether a condition is surely met where another one is, as it asks for no more than that."""
    return known is not None and all(_asks_no_more(asked, known, field.name) for field in fields(Condition))


def _asks_no_more(asked: Condition, known: Condition, field: str) -> bool:
    this, other = getattr(asked, field), getattr(known, field)
    if field == "seen":
        return this == other or _is_seen(asked, known)
    if this in (other, getattr(UNASKED, field)):
        return True
    return other is not None and field in FOLLOWS and FOLLOWS[field](this, other)


def _no_less(asked: int, known: int) -> bool:
    return known >= asked


def _no_more(asked: int, known: int) -> bool:
    return 0 < known <= asked


def _all_of(asked: Sequence[str], known: Sequence[str]) -> bool:
    return {*asked} <= {*known}


FOLLOWS: Final = {
    "cycle_from": _no_less,
    "cycle_to": _no_more,
    "held_years": _no_less,
    "held_from": _no_less,
    "held_to": _no_more,
    "awarded_from": lambda asked, known: known >= asked,
    "awarded_before": lambda asked, known: known <= asked,
    "holds": _all_of,
    "lacks": _all_of,
    "true_of": _all_of,
    "untrue_of": _all_of,
}
"""Of what a condition says, whether that is surely so where another one is met. Anything else has to be the same."""


def _is_seen(asked: Condition, known: Condition) -> bool:
    """Whether what is so of a person on another day is surely so on that on which it is asked.

    What is so on the first day or the last is so on any; and what is so on none is not so on these.
    """
    of_any = asked.seen is Seen.ANY_DAY or not asked.true_of
    return of_any and (known.seen is Seen.ANY_DAY or not asked.untrue_of)
