"""What is wrong with a text that is no TOML, in the words of whoever wrote it: decimals, dates, quotes, brackets."""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final

Said = tuple[str, str]
"""What is wrong, and what to do."""
LISTS: Final = frozenset(
    [
        *("case", "circumstance", "limit", "move", "late", "cascade", "replacement"),
        *("also", "or", "choice", "needs", "reach"),
        *("earlier", "earlier_grace"),
    ]
)
"""The names of tables that stand in lists."""
WIDEST: Final = 2000
"""Characters of a line that are looked at."""
TEXTS: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
END: Final = r"\s*(?=[,}\]]|$)"
WORD: Final = re.compile(rf"=\s*\[?\s*([^\W\d_][\w.-]*(?: [\w.-]+){{0,9}}){END}")
COMMA: Final = re.compile(rf"=\s*([+-]?\d+),(\d+){END}")
DOTTED: Final = re.compile(r"=\s*((\d{1,2})\.(\d{1,2})\.(\d{4}))\b")
SLASHED: Final = re.compile(r"=\s*(\d{1,4}/\d{1,2}/\d{1,4})\b")
DAY: Final = re.compile(r"[=\[,]\s*((\d{4})-(\d{1,2})-(\d{1,2}))\b")
PERCENT: Final = re.compile(r"=\s*(\d+(?:\.\d+)?)\s*%")
ZERO: Final = re.compile(rf"=\s*(0+(\d+)){END}")
COLON: Final = re.compile(r"^\s*([\w-]+)\s*:\s")
HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
KEY: Final = re.compile(r"^\s*([\w-]+)\s*=")
CURLED: Final = re.compile("[“”„‘’«»]")


def in_words(text: str, line: int, message: str) -> Said:
    """Why a text is no TOML, of which the parser says so much of one of its lines."""
    lines = text.split("\n")
    written = lines[line - 1][:WIDEST] if line <= len(lines) else ""
    bare = TEXTS.sub('""', written).partition("#")[0].rstrip()
    if message.startswith(("Cannot declare", "Cannot overwrite", "Cannot mutate")):
        twice = _inner_first(bare, lines[: line - 1]) or _twice(bare, text)
        if twice:
            return twice
    for look in LOOKS:
        found = look(bare)
        if found:
            return found
    if message.startswith("Illegal character") and bare.count('"') % 2:
        return "a text in quotes does not end on its line", 'end it with "'
    if bare.endswith((",", "{")) and bare.count("{") > bare.count("}"):
        return "what stands in { } goes on in another line", "write all of it on one line"
    return f"this is not TOML ({message[:120].lower()})", "mend the line, or the one before it"


def _inner_first(bare: str, before: list[str]) -> Said | None:
    """A table of a list that stands below one that is in it."""
    header = HEADER.match(bare)
    if header is None or header[1] != "[[":
        return None
    name = header[2]
    headers = [found for each in before if (found := HEADER.match(each[:WIDEST]))]
    inner = next((found for found in headers if found[2].startswith(f"{name}.")), None)
    if inner is None or any(found[2] == name for found in headers):
        return None
    shown = f"{inner[1]}{inner[2][:60]}{']' * len(inner[1])}"
    return f"{shown} stands above the [[{name[:60]}]] that it is in", f"write [[{name[:60]}]] above it"


def _twice(bare: str, text: str) -> Said | None:
    """A table, or a key, that is there already."""
    header, key = HEADER.match(bare), KEY.match(bare)
    if header:
        brackets, name = header[1], header[2][:60]
        if name.rpartition(".")[2].strip() in LISTS or f"[[{name}]]" in text:
            return (
                f"there are several {name}, so that they are a list",
                f"write [[{name}]] each time, instead of [{name}]",
            )
        return f"{brackets}{name}{']' * len(brackets)} stands twice", "put its lines together under one of them"
    if key:
        return (
            f"`{key[1][:60]}` stands twice in one table",
            "leave one of them out, or write the [table] of the second above it",
        )
    return None


def _decimal(bare: str) -> Said | None:
    found = COMMA.search(bare)
    return (
        (f"{found[1]},{found[2]} has a comma", f"write {found[1]}.{found[2]}: decimals take a point") if found else None
    )


def _day(bare: str) -> Said | None:
    dotted, slashed = DOTTED.search(bare), SLASHED.search(bare)
    if dotted:
        with suppress(ValueError):
            on = date(int(dotted[4]), int(dotted[3]), int(dotted[2]))
            return f"{dotted[1]} is no date here", f"write {on}: the year, the month, the day"
    other = dotted or slashed
    if other:
        return f"{other[1]} is no date here", "write the year, the month, the day, as 2024-02-01"
    for word, *numbers in (match.groups() for match in DAY.finditer(bare)):
        year, month, day = map(int, numbers)
        if year and 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:
            last = date(year, month, monthrange(year, month)[1])
            return f"there is no day {word}", f"write a day that there is: the last of that month is {last}"
        if not 1 <= month <= 12:
            return f"there is no day {word}", "write the year, the month, the day, as 2024-02-01"
        if len(word) < len("2024-02-01"):
            return f"{word} is no date here", f"write {year:04}-{month:02}-{day:02}: two digits for month and day"
    return None


def _number(bare: str) -> Said | None:
    percent, zero = PERCENT.search(bare), ZERO.search(bare)
    if percent:
        return f"{percent[1]}% is no number here", f"write {percent[1]} alone"
    return (f"{zero[1]} begins with a 0", f"write {zero[2].lstrip('0') or '0'}") if zero else None


def _quotes(bare: str) -> Said | None:
    if CURLED.search(bare):
        return "its quotes are typographic ones", 'write straight ones: "…"'
    for found in WORD.finditer(bare):
        word = found[1][:60]
        if word.lower() in {"true", "false"} and not word.islower():
            return f"{word} has a capital letter", f"write {word.lower()}"
        if word not in {"true", "false", "inf", "nan"}:
            return f"{word} stands without quotes", f'write "{word}": words take quotes'
    return None


def _colon(bare: str) -> Said | None:
    found = COLON.match(bare)
    return (f"a colon stands after {found[1][:60]}", f"write {found[1][:60]} = …") if found else None


LOOKS: Final[tuple[Callable[[str], Said | None], ...]] = (_decimal, _day, _number, _quotes, _colon)
"""What people write that is no TOML, as far as a line shows it."""
