"""Which days are written on the evidence."""

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from recert.audits.reading.folding import apart, folded, vocabulary
from recert.audits.reading.lines import Reading

_YEAR_FIRST: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_ERA: Final = re.compile(r"令和\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_REIWA: Final = 2018
"""The year before the era that began in 2019."""

_DIGITS: Final = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d/]|[.-]\d)")
_ORDINAL: Final = r"(\d{1,2})(?:st|nd|rd|th|er|o|\.)?"
_DAYS: Final = rf"{_ORDINAL}(?:\s?(?:-|–|and|und|et|y|e|a|to|bis)\s?{_ORDINAL})?"
_MONTH: Final = r"([^\W\d_]{3,12})\.?"
_YEAR: Final = r"((?:19|20)\d\d)"
_DAY_FIRST: Final = re.compile(rf"(?<!\d){_DAYS}[\s,]*(?:(?:de|of)\s+)?{_MONTH}[\s,]*(?:del?\s*)?{_YEAR}")
_MONTH_FIRST: Final = re.compile(rf"{_MONTH}\s?{_DAYS}[\s,.]*{_YEAR}")
_SURE_OF: Final = 5
"""Names of months with so many letters are known with one of them misread."""


def dates_shown(reading: Reading, languages: Iterable[str] = ()) -> tuple[date, ...]:
    """Each day that is written, once, in the order of the lines. 03/04/2026 gives both days that it can be.

    `languages`: those whose months are looked for; none given, all that `words.toml` has.
    """
    months = _months(tuple(languages) or tuple(vocabulary()))
    found: dict[date, None] = {}
    for line in reading.lines:
        for day in days_in(line.text, months):
            found.setdefault(day)
    return tuple(found)


def days_in(text: str, months: dict[str, int] | None = None) -> list[date]:
    """The days written in one line."""
    text = folded(text)
    found = [*_numbers(text), *_words(text, months if months is not None else _months(tuple(vocabulary())))]
    return list(dict.fromkeys(found))


def _months(languages: tuple[str, ...]) -> dict[str, int]:
    known: dict[str, int] = {}
    for language in languages:
        for number, month in enumerate(vocabulary().get(language, {}).get("months", []), 1):
            known[month] = number
            known.setdefault(month[:3], number)
            known.setdefault(month[:4], number)
    known |= {"sept": 9} if known else {}
    return known


def _month(word: str, months: dict[str, int]) -> int | None:
    for known in (word, word.removeprefix("de")):  # “22deagosto”, where the recognizer left out the spaces
        if known in months:
            return months[known]
    close = {n for month, n in months.items() if len(month) >= _SURE_OF and apart(word, month) == 1}
    return close.pop() if len(close) == 1 else None


def _numbers(text: str) -> Iterator[date]:
    for year, month, day in _YEAR_FIRST.findall(text):
        yield from _day(year, month, day)
    for year, month, day in _ERA.findall(text):
        yield from _day(_REIWA + (1 if year == "元" else int(year)), month, day)
    for one, _, two, year in _DIGITS.findall(text):
        full = int(year) if len(year) > 2 else 2000 + int(year)
        yield from _day(full, two, one)
        yield from _day(full, one, two)


def _words(text: str, months: dict[str, int]) -> Iterator[date]:
    for first, last, word, year in _DAY_FIRST.findall(text):
        yield from _of_month(year, _month(word, months), first, last)
    for word, first, last, year in _MONTH_FIRST.findall(text):
        yield from _of_month(year, _month(word, months), first, last)


def _of_month(year: str, month: int | None, *days: str) -> Iterator[date]:
    for day in days:
        if month and day:
            yield from _day(year, month, day)


def _day(year: str | int, month: str | int, day: str | int) -> Iterator[date]:
    with contextlib.suppress(ValueError):  # the 45th of something is no day
        yield date(int(year), int(month), int(day))
