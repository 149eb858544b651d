"""What a reader asks of a text: its keys, their kinds and bounds. It is run over a text that has everything.

Whatever reads through `Table` can be outlined. It is run again and again: each key that it asks for with `has` is there
in one run and not in another, and each choice takes every option, so that what is read only then is seen too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, Final, TypeVar

from recert.policy.positions import Path
from recert.policy.problem import Problem
from recert.policy.toml import Document, Plain, Table

NAME: Final = "*"
"""What stands for any name in a table whose keys are names."""
ITEM: Final = 0
"""What stands for any place in a list."""
THERE: Final = "there"
WHICH: Final = "which"
FILLED: Final = "filled"
SAYS: Final = "says"
"""What is asked of a key."""

T = TypeVar("T")
Fragment = dict[str, Any]
"""What JSON Schema says of one value."""
KINDS: Final[dict[type, Fragment]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    list: {"type": "array"},
    dict: {"type": "object"},
}
SAMPLES: Final[dict[type, Any]] = {
    str: "…",
    bool: True,
    int: 1,
    Decimal: Decimal(1),
    date: date(2024, 2, 1),
    list: [],
    dict: {},
}
"""What a key holds in a run."""


@dataclass(slots=True)
class Key:
    """All that was asked of one key: the ways of reading it, and in which runs it had to be there.

    `filled`: whether leaving it empty is refused, once for each kind of run that tried.
    """

    ways: list[Fragment] = field(default_factory=list)
    needed_in: set[int] = field(default_factory=set)
    filled: list[bool] = field(default_factory=list)

    @property
    def different(self) -> list[Fragment]:
        """The ways of reading it, each once: every run adds those that it takes."""
        return [way for at, way in enumerate(self.ways) if way not in self.ways[:at]]

    @property
    def must_be_filled(self) -> bool:
        """Whether an empty list, or an empty table of names, is always refused."""
        return bool(self.filled) and all(self.filled)


@dataclass(slots=True)
class Shape:
    """All that was asked of one table. `closed`: a key that nothing reads is refused. `optional`: may be left out."""

    keys: dict[str, Key] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    read_in: set[int] = field(default_factory=set)
    closed: bool = False

    def needed(self, key: str) -> bool:
        """Whether the key had to be there in each run that read the table."""
        filled = self.keys[key].must_be_filled and key not in self.optional
        return filled or self.keys[key].needed_in >= self.read_in


Question = tuple[str, Path]
"""What decides on what is read next: is a key there, which word does it hold, is there anything in a list?"""


class Run(Document):
    """A text in which whatever is asked for stands. `answers` decide where there is more than one possibility."""

    def __init__(self, number: int, shapes: dict[Path, Shape], answers: dict[Question, Any], *, usual: bool) -> None:
        super().__init__("", {}, {(): (1, 1)})
        self.number, self.shapes, self.answers, self.usual = number, shapes, answers, usual
        self.said: set[tuple[Path, str]] = set()
        self.asked: dict[Question, tuple[Any, ...]] = {}

    def problem(self, path: Path, what: str, fix: str) -> Problem | None:
        """Notes what the reader says, to see what it says more in another run."""
        self.said.add((path, what))
        return None

    @property
    def top(self) -> Table:
        """The whole text as a table."""
        return Recorder(self, ())

    def answer(self, kind: str, place: Path, options: tuple[Any, ...]) -> Any:
        """What this run says to a question; `options` begin with what it says by itself."""
        self.asked[kind, place] = options
        return self.answers.get((kind, place), options[0])


class Recorder(Table):
    """A table that has every key, and notes what it is asked for."""

    run: Run

    def __init__(self, run: Run, path: Path) -> None:
        super().__init__(run, {NAME: {}}, path)
        self.run = run
        self.shape = run.shapes.setdefault(path, Shape())
        self.shape.read_in.add(run.number)

    def note(self, key: str, **more: Any) -> None:
        """Adds to what is known of the key as it was read last."""
        self.shape.keys[key].ways[-1].update(more)

    def has(self, key: str) -> bool:
        """Yes in one run, no in another."""
        self.shape.optional.add(key)
        said: bool = self.run.answer(THERE, (*self.path, key), (self.run.usual, not self.run.usual))
        return said

    def _get(self, key: str, kind: type[T] | tuple[type[T], ...], expected: str, default: T | None) -> T | None:
        kinds: tuple[Any, ...] = kind if isinstance(kind, tuple) else (kind,)
        widest = kinds[-1]
        found = self.shape.keys.setdefault(key, Key())
        found.ways.append(dict(KINDS[widest]))
        if default is None:
            found.needed_in.add(self.run.number)
        sample: Any = expected.strip('"') if widest is str and expected.startswith('"') else SAMPLES[widest]
        return sample  # type: ignore[no-any-return]

    def text(self, key: str, default: str | None = None, *, example: str = '"…"') -> str:
        """Any text that is not blank, or the one that stands for nothing."""
        text = super().text(key, default, example=example)
        examples = {} if example == '"…"' else {"examples": [example.strip('"')]}
        self.note(key, pattern=r"^$|\S" if default == "" else r"\S", **examples)
        return text

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        super().integer(key, low, high, default)
        self.note(key, minimum=low, maximum=high, **_default(default))
        return max(low, min(high, 12))

    def says(self, key: str, word: str) -> bool:
        """The word in one run, and not in another."""
        self._get(key, str, "", None)
        self.note(key, enum=[word])
        said: bool = self.run.answer(SAYS, (*self.path, key), (False, True))
        return said

    def number(self, key: str, default: Decimal | None = None) -> Decimal:
        """An exact number."""
        found = super().number(key, default)
        self.note(key, minimum=0, maximum=1_000_000, **_default(default))
        return found

    def day(self, key: str, default: date | None = None) -> date:
        """A date."""
        found = super().day(key, default)
        self.note(key, pattern="^(19[5-9][0-9]|2[01][0-9][0-9])-[0-9][0-9]-[0-9][0-9]$")
        return found

    def choice(self, key: str, options: dict[str, T]) -> T:
        """Each of the words in one run. What this text answers is none of them, and the nearest need not be found."""
        self._get(key, str, "", None)
        self.note(key, enum=list(options))
        return options[self.run.answer(WHICH, (*self.path, key), tuple(options))]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of one text: a name, which then is one of those that the text has."""
        super().texts(key)
        self.note(key, items={"type": "string"})
        return (NAME,)

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """A list of one number."""
        super().numbers(key)
        self.note(key, items={"type": "number", "minimum": 0})
        return (Decimal(1),)

    def table(self, key: str, *, example: str = "{ … }") -> Table:
        """A table that has everything."""
        super().table(key, example=example)
        return Recorder(self.run, (*self.path, key))

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """One table, under any name."""
        super().table(key)
        inner = Recorder(self.run, (*self.path, key))
        inner.shape.closed = True
        inner._get(NAME, dict, "", {})
        if self.run.answer(FILLED, inner.path, (True, False)):
            yield NAME, Recorder(self.run, (*inner.path, NAME))

    def under(self, key: str) -> Iterator[tuple[str, Table]]:
        """Any name."""
        super().table(key)
        inner = Recorder(self.run, (*self.path, key))
        inner.shape.closed = True
        if self.run.answer(FILLED, inner.path, (True, False)):
            yield NAME, inner

    def rows(self, key: str, amount: str = "") -> Iterator[Table]:
        """One table of a list."""
        tuple(super().rows(key, amount))
        self.note(key, items={"type": "object"})
        if self.run.answer(FILLED, (*self.path, key), (True, False)):
            yield Recorder(self.run, (*self.path, key, ITEM))

    def entries(self) -> Iterator[tuple[str, "Table | Plain"]]:
        """Under any name a table, and a plain value."""
        self.shape.closed = True
        for kind in (str, bool, Decimal):
            self._get(NAME, kind, "", SAMPLES[kind])
        yield NAME, "…"
        self._get(NAME, dict, "", {})
        yield NAME, Recorder(self.run, (*self.path, NAME))

    def done(self) -> None:
        """Nothing but what was read may be there."""
        self.shape.closed = True


def _default(default: Any) -> Fragment:
    return {} if default is None else {"default": int(default) if default == int(default) else float(default)}


def outline(read: Callable[[Document], object]) -> dict[Path, Shape]:
    """The tables that a reader reads, by their place, with `NAME` and `ITEM` for any name and place.

    Each question is answered otherwise once, and so is each that is asked only then.
    """
    shapes: dict[Path, Shape] = {}
    numbers = count()
    for usual in (True, False):
        base = Run(next(numbers), shapes, {}, usual=usual)
        read(base)
        known, waiting = set(base.asked), [(base, question) for question in base.asked]
        while waiting:
            before, question = waiting.pop(0)
            for option in before.asked[question][1:]:
                run = Run(next(numbers), shapes, {**before.answers, question: option}, usual=usual)
                read(run)
                kind, place = question
                if kind == FILLED:
                    said = {path for path, _ in run.said - before.said}
                    shapes[place[:-1]].keys[str(place[-1])].filled.append(not said.isdisjoint({place, place[:-1]}))
                waiting += [(run, new) for new in run.asked if new not in known]
                known |= set(run.asked)
    return shapes
