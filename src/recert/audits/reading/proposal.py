"""What a form can be filled in with when evidence is dropped first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from recert.audits.reading.dates import days_in
from recert.audits.reading.folding import folded, holds, phrases, words
from recert.audits.reading.lines import Line, Reading, Says
from recert.audits.reading.names import name_shown
from recert.audits.reading.titles import title_shown

_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Proposal:
    """Only what is certain enough to save typing; empty where it is not."""

    title: str = ""
    day: date | None = None
    provider: str = ""


def proposal(reading: Reading, person: str = "", providers: Iterable[str] = ()) -> Proposal:
    """`person` is whose evidence it is, `providers` those that are known: neither is taken for a title."""
    provider = _provider(reading, providers)
    return Proposal(_title(reading, person, provider), _day(reading), provider)


def _day(reading: Reading) -> date | None:
    """The only day that is not one of expiry; of two orders of day and month, none."""
    found: set[date] = set()
    for line in reading.lines:
        if not any(phrase in folded(line.text) for phrase in phrases("until")):
            found |= set(days_in(line.text))
    return found.pop() if len(found) == 1 else None


def _provider(reading: Reading, known: Iterable[str]) -> str:
    for name in known:
        if title_shown(reading, name).says is Says.YES:
            return name
    for line in reading.lines:
        text = folded(line.text)
        short = len(words(text)) <= 6
        if short and any(holds(text, phrase) for phrase in phrases("school")) and not _speaks(text):
            return line.text.strip()
    return ""


def _title(reading: Reading, person: str, provider: str) -> str:
    """What stands after the words that announce it, in their line or in the next; else the largest line left."""
    lines = reading.lines
    for phrase in phrases("course"):
        for at, line in enumerate(lines):
            if not _announces(folded(line.text), phrase):
                continue
            rest = _after(line.text, phrase)
            if len(rest) > 2:
                return rest
            if at + 1 < len(lines) and _may_be_title(lines[at + 1], person, provider):
                return lines[at + 1].text.strip()
    left = [line for line in lines if _may_be_title(line, person, provider)]
    largest = max(left, key=lambda line: line.box[3], default=None)
    return largest.text.strip() if largest else ""


def _announces(text: str, phrase: str) -> bool:
    """A label alone or at the beginning with a colon, or a phrase of several words anywhere."""
    bare = text.rstrip(" :.")
    return bare == phrase or text.startswith(f"{phrase}:") or (" " in phrase and bare.endswith(phrase))


def _after(text: str, phrase: str) -> str:
    before, colon, rest = text.partition(":")
    return rest.strip()[:_LONGEST] if colon and folded(before) == phrase else ""


def _may_be_title(line: Line, person: str, provider: str) -> bool:
    text = folded(line.text)
    alone = Reading((line,))
    label = text.rstrip(" :.") in phrases("course")
    if label or len(text) < 4 or len(text) > _LONGEST or days_in(line.text) or _speaks(text):
        return False
    if person and name_shown(alone, person).says is not Says.NO:
        return False
    return not (provider and folded(provider) in text)


def _speaks(text: str) -> bool:
    """Whether a line is of the form itself: its heading, a label, a sentence about completion."""
    kinds = ("heading", "finished", "registered", "person", "day")
    return any(text.rstrip(" :.") == phrase for phrase in phrases("day")) or any(
        holds(text, phrase) for kind in kinds[:4] for phrase in phrases(kind) if len(phrase) > 2
    )
