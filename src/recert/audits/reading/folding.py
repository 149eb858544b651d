"""Writing made comparable: without case, accents and the slips of a recognizer."""

import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any, Final

_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "’": "'", "ʼ": "'"}
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_CONFUSED: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"))
"""What a recognizer takes for each other; no two names were found that differ in nothing else."""

_UNREAD: Final = re.compile(
    "[\u0400-\u052f\u0530-\u05ff\u0600-\u08ff\u0900-\u0fff\u10a0-\u11ff\u1780-\u18af\u3130-\u318f\uac00-\ud7af]"
)
"""Scripts that the recognizer's model has no letters of: Cyrillic, Hebrew, Arabic, Hangul, those of India and more."""

CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]")


def folded(text: str) -> str:
    """Lower case, without accents, spaces single."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _is_accent(character: str) -> bool:
    # Japanese voice marks make another letter, so they stay.
    return unicodedata.combining(character) != 0 and character not in "\u3099\u309a"


def spelled_out(text: str) -> str:
    """As `folded`, with umlauts in two letters: Müller is Mueller on many certificates."""
    return folded(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))


def words(text: str) -> list[str]:
    """The words of folded text; what an apostrophe joins is one."""
    return re.findall(r"[^\W_]+", text.replace("'", ""))


def confusable(word: str) -> str:
    """The word with letters that a recognizer confuses made one; only for comparing."""
    for one, other in _CONFUSED:
        word = word.replace(one, other)
    return word


def readable(text: str) -> bool:
    """Whether the recognizer knows the script at all."""
    return not _UNREAD.search(text)


def apart(one: str, other: str) -> int:
    """How many letters must be changed, added or dropped to make one the other."""
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        left, row[0] = row[0], i
        for j, theirs in enumerate(other, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (mine != theirs))
    return row[-1]


@functools.cache
def vocabulary() -> dict[str, dict[str, list[str]]]:
    """What certificates say, by language; see `words.toml`."""
    with Path(__file__).with_name("words.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)
    return found


@functools.cache
def phrases(kind: str) -> tuple[str, ...]:
    """Those of one kind in all languages, longest first."""
    return tuple(sorted({each for one in vocabulary().values() for each in one[kind]}, key=len, reverse=True))


def holds(text: str, phrase: str) -> bool:
    """Whether folded text has a phrase as words of its own; in Japanese, which parts no words, anywhere."""
    if CJK.search(phrase):
        return phrase in text.replace(" ", "")
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None
