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
    before = tuple(document.problems)
    with suppress(TooManyError):
        found = read(document)
    if not document.slips:
        return found
    second = Document(document.file, document.data, document.places, [*before])
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


def moved_in(document: Document, wrong: str, right: str) -> None:
    """Reads the tables that stand in one at the top as if they stood in another, and says where each belongs."""
    holder: Any = document.data.get(wrong)
    found: Any = document.data.setdefault(right, {})
    inside = [key for key, value in holder.items() if isinstance(value, dict)] if isinstance(holder, dict) else []
    for key in inside:
        if not isinstance(found, dict):
            break
        document.problem((wrong, key), f"[{wrong}.{key}] is one of [{right}.NAME]", f"write [{right}.{key}]")
        rest = found.get(key, {})
        found[key] = {**holder[key], **rest} if isinstance(rest, dict) else rest
        del holder[key]
        for place, at in list(document.places.items()):
            if place[:2] == (wrong, key):
                document.places.setdefault((right, *place[1:]), at)
    if not found:
        del document.data[right]


def _rename(holder: dict[str, Any], wrong: str, right: str) -> None:
    """Another name for one of a table's keys, in its place."""
    items = [(right if key == wrong else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)


def _renamed(place: Place, slip: Place, right: str) -> Place:
    at = len(slip)
    return (*slip[:-1], right, *place[at:]) if place[:at] == slip else place
