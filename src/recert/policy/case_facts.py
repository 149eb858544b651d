"""What is so of a person for a time, and extensions of theirs, as cases write them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.history import Circumstance, Extension
from recert.policy.model import Policy
from recert.policy.positions import Path
from recert.policy.toml import Document, Table, nearest

SHAPED: Final = re.compile(r"\d{4}-\d\d-\d\d")
DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ENOUGH: Final = 60
"""Characters of a line that a message repeats."""


def lines(table: Table, key: str, shape: str) -> Iterator[tuple[Path, date, str]]:
    """Each line of a list as its place, its day and the words after it."""
    for i, text in enumerate(table.texts(key)):
        path = (*table.path, key, i)
        day, _, rest = text.partition(" ")
        try:
            yield path, day_of(day), rest.strip()
        except ValueError:
            table.document.problem(path, *_no_day(text, day, rest.strip(), shape))


def _no_day(text: str, day: str, rest: str, shape: str) -> tuple[str, str]:
    """What is wrong with the beginning of a line, and the line as it is meant where that is certain."""
    if SHAPED.fullmatch(day):
        return no_such_day(day)
    bare, dotted = day.rstrip(":,;"), DOTTED.fullmatch(day.rstrip(":,;"))
    with suppress(ValueError):
        meant = date(int(dotted[3]), int(dotted[2]), int(dotted[1])) if dotted else day_of(bare)
        if dotted:
            return f"{day[:ENOUGH]} is no date here", f'write "{meant} {rest[:ENOUGH]}": the year, the month, the day'
        return f'"{day[len(bare) :][:1]}" stands after the date', f'write "{meant} {rest[:ENOUGH]}"'
    return f'"{text[:ENOUGH]}" does not begin with a date', f'write "{shape}"'


def no_such_day(text: str) -> tuple[str, str]:
    """What is said of four, two and two digits that are no day, or one far from any program."""
    year, month, of_month = map(int, text.split("-"))
    fix = "write a day from 1950 on"
    if 1950 <= year < 2200 and not 1 <= month <= 12:
        fix = "write the year, the month, the day"
    elif 1950 <= year < 2200 and of_month > 28:
        fix = f"the last of that month is {date(year, month, monthrange(year, month)[1])}"
    return f"there is no day {text}", fix


def day_of(text: str) -> date:
    """A day as a case writes it. ValueError where it is none, or far from any program."""
    found = date.fromisoformat(text)
    if not 1950 <= found.year < 2200:
        raise ValueError(text)
    return found


def circumstances(table: Table, policy: Policy) -> Iterator[Circumstance]:
    """The lines under `circumstances`."""
    known = {kind.key: kind for kind in policy.circumstances}
    shape = f"2025-03-01 {next(iter(known), 'leave')} until 2025-09-30"
    for path, since, rest in lines(table, "circumstances", shape):
        words, _, much = rest.partition(", ")
        key, _, last = words.partition(" until ")
        if key not in known:
            near = nearest(key, known)
            fix = f'did you mean "{near}"?' if near else f'write "{shape}"'
            table.document.problem(path, f'there is no circumstance "{key[:ENOUGH]}"', fix)
            continue
        until = later(table.document, path, last, since) if last else None
        units = _units(table.document, path, policy, known[key], much)
        if units is not None and (until or not last):
            yield Circumstance(key, since, until, units)


def later(document: Document, path: Path, text: str, since: date) -> date | None:
    """A day that is not before another; None, with its problem, where it is none."""
    try:
        found = day_of(text)
    except ValueError:
        document.problem(path, f'"{text[:ENOUGH]}" is no date', "write a day such as 2025-09-30")
        return None
    if found < since:
        document.problem(path, f"{found} comes before {since}", "write a later day")
        return None
    return found


def _units(document: Document, path: Path, policy: Policy, kind: CircumstanceKind, text: str) -> Decimal | None:
    """How many units a line waives, as ', 10 units' at its end says; 0 of what waives none."""
    number, _, word = text.partition(" ")
    if kind.removes is not Removes.UNITS:
        if text:
            document.problem(path, f"{kind.title} waives no units", f'leave ", {text[:ENOUGH]}" out')
            return None
        return Decimal(0)
    if word in {policy.unit, policy.units} and number.replace(".", "", 1).isdecimal() and number.isascii():
        found = Decimal(number)
        if not found % policy.step and found < 1_000_000:
            return found
    what = f"it is not said how many {policy.units} are waived"
    document.problem(path, what, f'write ", 10 {policy.units}" at the end, in steps of {policy.step}')
    return None


def extensions(table: Table, policy: Policy) -> Iterator[Extension]:
    """The lines under `extensions`."""
    known = [*(c.code for c in policy.certifications), *(g.key for g in policy.groups)]
    shape = f"2025-03-01 {known[0]} to 2027-03-01"
    for path, on, rest in lines(table, "extensions", shape):
        of, _, last = rest.partition(" to ")
        if of not in known:
            near = nearest(of, known)
            fix = f'did you mean "{near}"?' if near else f'write "{shape}"'
            table.document.problem(path, f'there is no certification or group "{of[:ENOUGH]}"', fix)
        elif to := later(table.document, path, last, on):
            yield Extension(of, on, to)
