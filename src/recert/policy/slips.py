"""Names of keys that are slips of others: said once, and read as what they are meant for, so that nothing follows."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from recert.policy.positions import Path as Place
from recert.policy.toml import Document, TooManyError

T = TypeVar("T")


def read_once_mended(document: Document, read: Callable[[Document], T]) -> T | None:
    """What a reader makes of a document, whose problems it notes there; None where there are too many of them.

    A document with misspelled keys is read a second time with these as they are meant. Its problems are then the slips,
    and what that reading found.
    """
    found: T | None = None
    with suppress(TooManyError):
        found = read(document)
    if not document.slips:
        return found
    second = Document(document.file, document.data, document.places)
    for (*way, wrong), (right, problem) in document.slips.items():
        second.problems.append(problem)
        holder: Any = second.data
        for part in way:
            holder = holder[part]
        _rename(holder, str(wrong), right)
        second.places = {_renamed(place, (*way, wrong), right): at for place, at in second.places.items()}
    with suppress(TooManyError):
        found = read(second)
    document.problems[:] = second.problems
    return found


def _rename(holder: dict[str, Any], wrong: str, right: str) -> None:
    """Another name for one of a table's keys, in its place."""
    items = [(right if key == wrong else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)


def _renamed(place: Place, slip: Place, right: str) -> Place:
    at = len(slip)
    return (*slip[:-1], right, *place[at:]) if place[:at] == slip else place
