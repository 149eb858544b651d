"""A sentence that is not yet in any language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import Final, TypeAlias

Shown: TypeAlias = "str | int | Decimal | date | Sentence"


def plain(value: Shown) -> str:
    """A value as English shows it: 'March 5, 2026', '12.5'."""
    if isinstance(value, date):
        return f"{value:%B} {value.day}, {value.year}"
    if isinstance(value, Decimal):
        return number(value)
    return str(value)


def number(value: Decimal) -> str:
    """An exact amount without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[tuple[str, bool, str], ...]:
    """The texts and the names of a sentence as they follow each other: which of them are names, and with which noun the
    sentence goes on behind one.
    """
    found = list[tuple[str, bool, str]]()
    for text, name, _form, _conversion in Formatter().parse(words):
        if found and text:
            found[-1] = (*found[-1][:2], _noun(text))
        found.append((text, False, ""))
        if name is not None:
            found.append((name, True, ""))
    return tuple(part for part in found if part[0])


def _noun(after: str) -> str:
    """The word with which a text goes on, one or several of it alike; empty where it is too short to be a noun."""
    follows = after[1:].split(" ", 1)[0].rstrip(".,:;").casefold() if after[:1] == " " else ""
    return follows.rstrip("s") if len(follows) >= SHORTEST else ""


@lru_cache(maxsize=4096)
def _without_last(name: str, noun: str) -> str:
    """A name without its last word where the sentence goes on with that noun: not 'all your Basic license licenses'."""
    first, _, last = name.rpartition(" ")
    return first if first and last.casefold().rstrip("s") == noun else name


SHORTEST: Final = 5
"""Letters of a word that is no "in" or "from": a title may end with one of these, and a day follow."""


@dataclass(slots=True)  # not frozen: there are very many, and making one would take three times as long
class Sentence:
    """Words with {names} in them, and their values. `one` replaces `many` where `count` is 1.

    A value may be a sentence too, which is then said in the same language.
    """

    many: str
    values: "Mapping[str, Shown]" = field(default_factory=dict)
    one: str = ""
    count: Decimal | int | None = None

    def say(
        self,
        translate: Callable[[str], str] = str,
        show: Callable[[Shown], str] = plain,
    ) -> str:
        """The sentence in a language: `translate` turns the words, `show` the values."""
        words = self.one if self.one and self.count == 1 else self.many

        values, told = self.values, list[str]()
        for part, is_name, noun in _parts(translate(words)):
            if not is_name:
                told.append(part)
                continue
            value = values[part]
            text = value.say(translate, show) if isinstance(value, Sentence) else show(value)
            told.append(_without_last(text, noun) if noun and type(value) is str else text)
        return "".join(told)

    def __str__(self) -> str:
        return self.say()


def any_of(names: Sequence[Shown]) -> Sentence:
    """Things of which any will do: 'PMI, ISACA or ISC2'."""
    return _joined(names, words("{first}, {last}"), words("{first} or {last}"))


def all_of(names: Sequence[Shown]) -> Sentence:
    """Things that are meant together: 'PMI, ISACA and ISC2'."""
    return _joined(names, words("{first}, {last}"), words("{first} and {last}"))


def _joined(names: Sequence[Shown], between: str, before_last: str) -> Sentence:
    found = Sentence("{last}", {"last": names[0] if names else ""})
    for at, name in enumerate(names[1:], start=2):
        found = Sentence(before_last if at == len(names) else between, {"first": found, "last": name})
    return found


def words(text: str) -> str:
    """Marks a text for translation where it stands; it is translated when it is said."""
    return text
