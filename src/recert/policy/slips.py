"""Names of keys that are slips of others: said once, and read as what they are meant for, so that nothing follows."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

from recert.policy.positions import Path as Place
from recert.policy.toml import TYPO, Document, TooManyError, nearest

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


IN_A_GROUP: Final = ("also", "carry", "cycle", "minimum", "or", "portfolio", "retake")
"""Tables of a group, whose header needs the group's name."""


def of_no_group(document: Document) -> None:
    """Says of tables of a group that their header names none; they are read as those of the only one there is."""
    groups: Any = document.data.get("group")
    if not isinstance(groups, dict):
        return
    lost = [key for key in IN_A_GROUP if key in groups and "name" not in _of(groups[key])]
    named = [key for key in groups if key not in lost]
    for key in lost:
        name, brackets = named[0] if len(named) == 1 else "NAME", "[[]]" if isinstance(groups[key], list) else "[]"
        half = len(brackets) // 2
        wrong, right = (f"{brackets[:half]}group.{way}{brackets[half:]}" for way in (key, f"{name}.{key}"))
        document.problem(("group", key), f"{wrong} says of no group what it is of", f"write {right}")
        found = groups.pop(key)
        if len(named) == 1 and isinstance(groups[name], dict):
            groups[name].setdefault(key, found)
            _move(document, ("group", key), ("group", name, key))


def _of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def without_header(document: Document, header: str, keys: frozenset[str]) -> None:
    """Says that the header of a table is missing above its keys, where several of them stand in another table."""
    if header in document.data:
        return
    for at, holder in [((), document.data), *(((key,), _of(value)) for key, value in document.data.items())]:
        own = max((i for i, key in enumerate(holder) if key not in keys), default=-1)
        lost = [key for key in list(holder)[own + 1 :] if (*at, key) in document.places]
        if len(lost) < SEVERAL or (at and nearest(str(at[0]), [header], TYPO)):
            continue
        document.problem((*at, lost[0]), f"[{header}] is missing above this line", f"write [{header}] there")
        document.data[header] = {key: holder.pop(key) for key in lost}
        for key in lost:
            _move(document, (*at, key), (header, key))
        return


SEVERAL: Final = 3
"""Keys of one table that do not stand together elsewhere by chance."""


def _move(document: Document, old: Place, new: Place) -> None:
    for place, at in list(document.places.items()):
        if place[: len(old)] == old:
            document.places.setdefault((*new, *place[len(old) :]), at)


def _rename(holder: dict[str, Any], wrong: str, right: str) -> None:
    """Another name for one of a table's keys, in its place."""
    items = [(right if key == wrong else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)


def _renamed(place: Place, slip: Place, right: str) -> Place:
    at = len(slip)
    return (*slip[:-1], right, *place[at:]) if place[:at] == slip else place
