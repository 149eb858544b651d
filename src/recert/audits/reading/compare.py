"""Two readings: of one certificate, or of two; and how to find others of the same."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from recert.audits.reading.dates import dates_shown
from recert.audits.reading.folding import confusable, folded, words
from recert.audits.reading.lines import Reading, Says
from recert.audits.reading.names import name_shown

MOST_MARKS: Final = 48
MOSTLY: Final = 0.7
_LONG: Final = 6
"""Letters of a line, digits of a number, from which on it marks a certificate."""


def one_certificate(one: Reading, other: Reading, names: Iterable[str] = ()) -> bool | None:
    """Whether two readings are of one certificate; None where they do not tell.

    Two, where a day, a long number, or one of the `names` is on one and certainly another on the other. One, where they
    share a day and most lines.
    """
    days = (set(dates_shown(one)), set(dates_shown(other)))
    numbers = (_numbers(one), _numbers(other))
    known = list(names)
    people = [{name for name in known if name_shown(each, name).says is Says.YES} for each in (one, other)]
    if any(mine and theirs and not mine & theirs for mine, theirs in (days, numbers, people)):
        return False
    mine, theirs = set(marks(one)), set(marks(other))
    alike = len(mine & theirs) >= MOSTLY * min(len(mine), len(theirs))
    return True if days[0] & days[1] and alike else None


def marks(reading: Reading) -> tuple[int, ...]:
    """What to store in an indexed column of 64 bits, one row each: a number for each line, day and long number.

    Copies share most. Thousands of pictures of one design share the lines of the design, which an index shows to be
    common; what is rare among the shared ones is the person, the day, the number.
    """
    lines = {confusable("".join(words(folded(line.text)))) for line in reading.lines}
    kept = sorted(line for line in lines if len(line) >= _LONG)
    every = [*(day.isoformat() for day in dates_shown(reading)), *sorted(_numbers(reading)), *kept]
    return tuple(dict.fromkeys(_number(each) for each in every))[:MOST_MARKS]


def _numbers(reading: Reading) -> set[str]:
    return set(re.findall(rf"(?<!\d)\d{{{_LONG},}}(?!\d)", reading.text.replace(" ", "")))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
