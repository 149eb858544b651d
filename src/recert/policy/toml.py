"""Reads typed values out of a TOML text and keeps every mistake with its line."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from recert.policy.cycles import FOR_LIFE
from recert.policy.positions import Path as Place
from recert.policy.positions import positions
from recert.policy.problem import Problem, Problems
from recert.policy.toml_words import in_words

LARGEST: Final = 1_000_000
"""Characters a file may have. A program's rules are a few thousand."""
DECIMALS: Final = 6
"""Digits that a number may have after the point."""
LINES: Final = 20_000
"""Lines a file may have."""
LIFE: Final = "for life"
"""What stands for months that have no end."""
ENOUGH: Final = 200
"""Problems that are reported of a file. Nobody reads more, and looking for the nearest name of each takes time."""
TYPO: Final = 0.8
"""How much alike two words are of which one is a slip of the other. Less is another word."""
WORD: Final = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
DEEP: Final = re.compile(rf"(?<![\w\"'-]){WORD}(?:[ \t]*+\.[ \t]*+{WORD}){{32}}")
"""A name of more than 32 parts: reading one takes time that grows with the square of its length."""

ELSEWHERE: Final = {"minima": "shrinks", "shrinks": "minima", "months": "renews_for"}
"""What one thing is called in one table and in another."""
OF_THEIR_OWN: Final = {
    "allocation": "[allocation]",
    "audit": "[audit]",
    "carry": "[carry]",
    "deadline": "[deadline]",
    "late": "[[late]]",
    "limit": "[[limit]]",
    "proration": "[proration]",
    "retake": "[retake]",
    "suspension": "[suspension]",
}
"""Tables of the whole policy that somebody may look for within another, and their headers."""
LONGEST: Final = 100
"""Years that somebody may mean."""

T = TypeVar("T")
Plain = str | int | Decimal | date
"""A value that is no list and no table."""


class TooManyError(Exception):
    """So many problems that reading on helps nobody; those found are the document's."""


@dataclass(slots=True)
class Document:
    """One text being read. `problems` grows while it is."""

    file: str
    data: dict[str, Any]
    places: dict[Place, tuple[int, int]]
    problems: list[Problem] = field(default_factory=list)
    unread: dict[Place, bool] = field(default_factory=dict)
    """What a reader went on without, by its place; and whether something stands there that it could not read."""
    slips: dict[Place, tuple[str, Problem]] = field(default_factory=dict)
    """Misspelled keys, by their place: which key is meant, and the problem that says so."""

    def problem(self, path: Place, what: str, fix: str) -> Problem | None:
        """Notes a mistake at a path; at the nearest place above it where it is something missing.

        What has no place of its own, as a list of tables, or a table that has none but others in it, is where the
        first of what is in it stands. Nothing is noted of what `is_unread`.
        """
        if self.is_unread(path):
            return None
        inside = [place for place in self.places if place[: len(path)] == path]
        if inside and path not in self.places:
            path = min(inside, key=lambda place: self.places[place])
        while path not in self.places:
            path = path[:-1]
        noted = Problem(self.file, *self.places[path], what, fix)
        self.problems.append(noted)
        if len(self.problems) >= ENOUGH:
            raise TooManyError
        return noted

    def is_unread(self, path: Place) -> bool:
        """Whether it could not be read, lies within what could not be, or is missing where a reader went on without it.

        Of that nothing more is said, as it would only follow from what the reader went on with instead.
        """
        if path in self.unread:
            return True
        return bool(path) and any(there and path[: len(at)] == at[: len(path)] for at, there in self.unread.items())

    def word(self, *place: str) -> str:
        """The text at a place; empty where there is none."""
        value: Any = self.data
        for key in place:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, str) else ""

    def names(self, key: str) -> list[str]:
        """The names of the tables inside one at the top; none where it is no table."""
        value = self.data.get(key)
        return list(value) if isinstance(value, dict) else []

    @property
    def top(self) -> "Table":
        """The whole document as a table."""
        return Table(self, self.data, ())


def read_text(file: Path) -> str | Problems:
    """What stands in a file, no more of it than a text may have; or why it can't be read."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(4 * LARGEST + 1)
        if len(raw) <= 4 * LARGEST:
            return raw.decode("utf-8-sig")
        what, fix = f"the file has more than {LARGEST:,} characters", f"keep it under {LARGEST:,}"
    except UnicodeDecodeError as wrong:
        what, fix = f"byte {wrong.start} is not UTF-8", "save the file as UTF-8"
    except (OSError, ValueError) as wrong:
        what, fix = f"it can't be read ({getattr(wrong, 'strerror', wrong)})", "check the path"
    return Problems((Problem(str(file), 1, 1, what, fix),))


def parse(text: str, file: str) -> Document:
    """A document to read from; empty, with its problem, where the text is no TOML."""
    problem = _unwieldy(text, file)
    if problem is None:
        try:
            data = tomllib.loads(text, parse_float=Decimal)
            return Document(file, data, positions(text))
        except (ValueError, ArithmeticError, RecursionError) as wrong:  # numbers of thousands of digits among them
            deep = isinstance(wrong, RecursionError)
            problem = _not_toml(file, text, "it is nested too deeply" if deep else str(wrong))
    return Document(file, {}, {(): (1, 1)}, [problem])


def _unwieldy(text: str, file: str) -> Problem | None:
    """What keeps a text from being parsed at all."""
    lines = text.count("\n") + 1
    if len(text) > LARGEST:
        return Problem(file, 1, 1, f"the file has {len(text):,} characters", f"keep it under {LARGEST:,}")
    if lines > LINES:
        return Problem(file, 1, 1, f"the file has {lines:,} lines", f"keep it under {LINES:,}")
    deep = DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        return Problem(file, line, 1, "a name has more than 32 parts", "write fewer dots")
    return None


def _not_toml(file: str, text: str, message: str) -> Problem:
    what, _, place = message.partition(" (at ")
    numbers = [int(word) for word in place.replace(",", " ").replace(")", " ").split() if word.isdecimal()]
    line, column = numbers if len(numbers) == 2 else (1, 1)
    return Problem(file, line, column, *in_words(text, line, what))


NUMBER: Final = re.compile(r"\d{1,7}(\.\d{1,6})?")


@dataclass(slots=True)
class Table:
    """One table of a document. Reading a key notes that it is known; `done()` reports those that are not."""

    document: Document
    data: dict[str, Any]
    path: Place
    known: set[str] = field(default_factory=set)
    unsure: bool = False
    """Whether a word that decides which keys mean something could not be read."""

    def problem(self, key: str | int | None, what: str, fix: str) -> None:
        """Notes a mistake at one of the table's keys (or of a list's places), or at the table itself."""
        self.document.problem(self.path if key is None else (*self.path, key), what, fix)

    def lacks(self, key: str) -> bool:
        """Whether a reader went on without the key: it is missing, or can't be read, and that is said."""
        return (*self.path, key) in self.document.unread

    def misread(self, key: str) -> None:
        """Notes that a reader goes on without all that was meant at the key, and that this is said."""
        self.document.unread[(*self.path, key)] = key in self.data

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self.known.add(key)
        return key in self.data

    def _get(self, key: str, kind: type[T] | tuple[type[T], ...], expected: str, default: T | None) -> T | None:
        self.known.add(key)
        if key not in self.data:
            if default is None:
                fix = f"write {self._header(key)}" if kind is dict else f"write {key} = {expected}"
                self.problem(key, f"`{key}` is missing in {self.name}", fix)
                self.misread(key)
            return default
        value = self.data[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.problem(key, f"`{key}` is {_shown(value)}", f"write {key} = {unquoted(value, kinds) or expected}")
            self.misread(key)
            return default
        return value

    @property
    def name(self) -> str:
        """The table as its header names it."""
        words = [str(part) for part in self.path if isinstance(part, str)]
        return f"[{'.'.join(words)}]" if words else "the file"

    def text(self, key: str, default: str | None = None, *, example: str = '"…"') -> str:
        """A text of one or more characters (empty only by default)."""
        found = self.data.get(key)
        bare = isinstance(found, int | Decimal | date) and not isinstance(found, bool | datetime)
        value = self._get(key, str, f'"{_shown(found)}"' if bare else example, default)
        if value is not None and not value.strip() and value != default:
            self.problem(key, f"`{key}` is empty", f"write {key} = {example}")
        return (value or "").strip()

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds, both allowed."""
        value = self._get(key, int, f"N, a whole number from {low} to {high}", default)
        if value is not None and not low <= value <= high:
            self.problem(key, f"`{key}` is {_shown(value)}", f"write a whole number from {low} to {high}")
            self.misread(key)
            return low
        return low if value is None else value

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """An exact number, 0 or more."""
        value = self._get(key, (int, Decimal), "N", default)
        if value is None:
            return Decimal(0)
        exact = Decimal(str(value))
        if not exact.is_finite() or exact < 0 or exact > 1_000_000:
            self.problem(key, f"`{key}` is {_shown(value)}", "write a number from 0 to 1000000")
            self.misread(key)
            return Decimal(0)
        if -int(exact.as_tuple().exponent) > DECIMALS:
            self.problem(key, f"`{key}` has more than {DECIMALS} decimals", "round it")
            self.misread(key)
            return Decimal(0)
        return exact

    def says(self, key: str, word: str) -> bool:
        """Whether a word stands where a number may stand as well; a typo is read as what it is meant for."""
        value = self.data.get(key)
        if isinstance(value, str) and value != word and nearest(value, [word], TYPO):
            self.problem(key, f'`{key}` is "{value}"', f'did you mean "{word}"?')
            self.misread(key)
            value = word
        self.known.add(key)
        return value == word

    def length(self, key: str) -> int:
        """Months of a cycle, 1 to 240; `FOR_LIFE` where it has no end."""
        return FOR_LIFE if self.says(key, LIFE) else self.integer(key, 1, 240)

    def flag(self, key: str) -> bool:
        """true or false."""
        return bool(self._get(key, bool, "true or false", None))

    def day(self, key: str, default: date | None = None) -> date:
        """A date between 1950 and 2199, without quotes."""
        value = self._get(key, date, "DATE, written as 2024-02-01 without quotes", default)
        if isinstance(value, datetime):
            self.problem(key, f"`{key}` has a time of day", "write the date alone")
            value = value.date()
        if value is not None and not 1950 <= value.year < 2200:
            self.problem(key, f"`{key}` is {value}", "write a date from 1950 to 2199")
            self.misread(key)
            value = None
        return value or default or date(2000, 1, 1)

    def choice(self, key: str, options: dict[str, T]) -> T:
        """One of a few words, each standing for a value. All of them are named when it is no typo of one of these.

        Whoever answers in words of their own means something else than the answer that looks most alike. A typo is read
        as what it is meant for, so that nothing follows from it.
        """
        value = self._get(key, str, " or ".join(f'"{option}"' for option in options), None)
        if value is not None and value not in options:
            near = _in_other_order(value, options) or nearest(value, options, TYPO)
            listed = ", ".join(f'"{option}"' for option in options)
            self.problem(key, f'`{key}` is "{value}"', f'did you mean "{near}"?' if near else f"write one of {listed}")
            self.misread(key)
            if near:
                return options[near]
        self.unsure = self.unsure or (key in self.data and self.lacks(key))
        return options.get(value or "", next(iter(options.values())))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is not there."""
        alone = self.data.get(key)
        value = self._get(key, list, f'["{alone[:60]}"]' if isinstance(alone, str) and alone else '["…"]', [])
        for i, item in enumerate(value or []):
            if not isinstance(item, str):
                self.document.problem((*self.path, key, i), f"{_shown(item)} stands in a list of texts", "quote it")
        return tuple(item.strip() for item in value or [] if isinstance(item, str))

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of exact numbers, 0 or more; empty when the key is not there."""
        value = self._get(key, list, "[0.5]", [])
        found = list[Decimal]()
        for i, item in enumerate(value or []):
            exact = Decimal(str(item)) if isinstance(item, int | Decimal) and not isinstance(item, bool) else None
            if exact is None or not exact.is_finite() or not 0 <= exact <= 1_000_000:
                path = (*self.path, key, i)
                self.document.problem(
                    path, f"{_shown(item)} stands in a list of numbers", "write a number, such as 0.5"
                )
            else:
                found.append(exact)
        return tuple(found)

    def table(self, key: str, *, example: str = "{ … }") -> "Table":
        """A table that must be there; empty, with its problem, where it is not.

        Of a list of tables the first is read, so that nothing else is said of what stands there.
        """
        rows = self.data.get(key)
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            self.known.add(key)
            header = self._header(key)
            self.problem(key, f"`{key}` is a list, and stands once", f"write {header} instead of [{header}]")
            return Table(self.document, rows[0], (*self.path, key, 0))
        value = self._get(key, dict, example, None)
        return Table(self.document, value if value is not None else {}, (*self.path, key))

    def named(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The tables inside a table, with their names, in the order of the file."""
        inner = self.table(key)
        for name, value in inner.data.items():
            if isinstance(value, dict):
                yield name, Table(self.document, value, (*inner.path, name))
            else:
                inner.problem(name, f"`{name}` is {_shown(value)}", f"write a table [{key}.{name}]")

    def under(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The names inside a table, in the order of the file, each with that table: whoever reads it knows its kind."""
        inner = self.table(key)
        for name in inner.data:
            yield name, inner

    def named_texts(self, key: str) -> Iterator[tuple[str, str]]:
        """The texts inside a table, with their names, in the order of the file."""
        for name, inner in self.under(key):
            yield name, inner.text(name)

    def entries(self) -> Iterator[tuple[str, "Table | Plain"]]:
        """Each key of a table whose keys are names, with what stands under it: a table or a plain value."""
        for key, value in self.data.items():
            if isinstance(value, dict):
                yield key, Table(self.document, value, (*self.path, key))
            elif isinstance(value, int | Decimal) and not -1_000_000 <= value <= 1_000_000:
                self.problem(key, f"`{key}` is {_shown(value)}", "write a number up to 1000000")
            elif isinstance(value, str | int | Decimal | date):
                yield key, value
            else:
                self.problem(key, f"`{key}` is {_shown(value)}", "write a text, a number or a date")

    def rows(self, key: str, amount: str = "") -> Iterator["Table"]:
        """The tables of a list; none when the key is not there. `amount` is the key of the number that is in each."""
        found = self.data.get(key)
        if found and isinstance(found, dict):
            self.known.add(key)
            fix = self._as_list(key, found)
            self.problem(key, f"`{key}` is one table, and must be a list of them", fix)
            self.misread(key)
            return
        example = "[{ … }]"
        if amount and isinstance(found, int | Decimal) and not isinstance(found, bool):
            example = f'[{{ from = DATE, {amount} = {found}, source = "…" }}]'
        value = self._get(key, list, example, [])
        for i, item in enumerate(value or []):
            path = (*self.path, key, i)
            if isinstance(item, dict):
                yield Table(self.document, item, path)
            else:
                self.document.problem(path, f"{_shown(item)} stands in a list of tables", "write { … }")

    def _header(self, key: str) -> str:
        """The header of a table inside this one."""
        return f"[{'.'.join(str(part) for part in (*self.path, key) if isinstance(part, str))}]"

    def _as_list(self, key: str, found: dict[str, Any]) -> str:
        """How a table is written as a list of one: in its line, or with the header that somebody wrote."""
        path, places = (*self.path, key), self.document.places
        header = self._header(key)
        if path in places and all(places.get((*path, inner), (0, 0))[0] == places[path][0] for inner in found):
            return f"put [ ] around it: {key} = [{{ … }}]"
        name = next((name for name, value in found.items() if isinstance(value, dict)), None)
        wrong = f"{header[:-1]}.{name}]" if name and path not in places else header
        return f"write [{header}] instead of {wrong}"

    def done(self) -> None:
        """Reports every key that nothing has read."""
        slips = dict[str, tuple[str, Problem]]()
        for key in self.data.keys() - self.known:
            fix, slip = self._meant(key)
            years = self.data[key] if key == "years" and "months" in self.known else None
            if isinstance(years, int) and 0 < years < LONGEST:
                fix = f"write months = {12 * years}"
            if self.unsure and not slip:
                continue  # it may mean something once that word is right
            noted = self.document.problem((*self.path, key), f"`{key}` means nothing in {self.name}", fix)
            if noted and slip and slip not in {*self.data, *(right for right, _ in slips.values())}:
                slips[key] = (slip, noted)
        self.document.slips |= {(*self.path, key): slip for key, slip in slips.items()}

    def _meant(self, key: str) -> tuple[str, str | None]:
        """What somebody may have meant by a key that nothing reads; and the one it is a slip of, where it is clear."""
        if self.path and key in OF_THEIR_OWN:
            return f"write it in a table of its own, {OF_THEIR_OWN[key]}", None
        begun = [name for name in sorted(self.known) if name.startswith(f"{key}_")]
        if len(begun) > 1:
            return f"did you mean {' or '.join(f'`{name}`' for name in begun)}?", None
        known = f"known here: {', '.join(sorted(self.known))}"
        near, slip = nearest(key, self.known), nearest(key, self.known, TYPO)
        if ELSEWHERE.get(key) in self.known:
            near = slip = ELSEWHERE[key]
        if not near:
            return f"take it out; {known}", None
        meant = f"did you mean `{near}`?"
        return (meant if slip else f"{meant} {known}"), slip


def _in_other_order(value: str, options: Iterable[str]) -> str | None:
    """The answer of several words that stands in somebody's own with others between: “year of the calendar”."""
    said = set(value.split())
    found = [option for option in options if " " in option and set(option.split()) <= said]
    return found[0] if len(found) == 1 else None


def nearest(word: str, names: Iterable[str], alike: float = 0.6) -> str | None:
    """The name most like a word, if any is like it at all, or as much as is said."""
    close = difflib.get_close_matches(word[:60], list(islice(names, 1000)), n=1, cutoff=alike)
    return close[0] if close else None


def one_of(words: Iterable[str]) -> str:
    """What to write where only a few names are known: all of them, or the one that there is, in its quotes."""
    known = list(words)
    return f'write "{known[0]}"' if len(known) == 1 else f"write one of {', '.join(known)}"


def unquoted(value: object, kinds: tuple[type, ...]) -> str:
    """What somebody wrote in quotes, without them, where it is of a kind that stands without them; else nothing."""
    text = value.strip() if isinstance(value, str) else ""
    if date in kinds and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
    if bool in kinds and text.lower() in {"true", "false"}:
        return text.lower()
    number = text.removesuffix("%").rstrip()
    if int in kinds and (NUMBER.fullmatch(number) if Decimal in kinds else number.isdecimal() and len(number) < 8):
        return number
    return ""


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value[:60]}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**15:
        return "a number of many digits"
    return str(value).lower() if isinstance(value, bool) else str(value)[:60]
