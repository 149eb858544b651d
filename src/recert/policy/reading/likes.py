"""What a group has from another that it is like: it is filled in before anything else is read.

A group that is `like` another has of it every key that it doesn't write itself. What is wrong in what it has from there
is told where that is written, and once; where it is wrong for this group alone, at the group's own header.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from recert.policy.positions import Path
from recert.policy.problem import Problem
from recert.policy.reading.values import named
from recert.policy.toml import TYPO, Document, Table, nearest

ALONE: Final = frozenset({"name", "short", "like"})
"""What every group says itself."""
HANDED_ON: Final = (
    *("requires", "minimum", "portfolio", "periods_from", "also"),
    *("or", "cycle", "retake", "carry", "proration"),
)
"""What a group may have from another."""
MOST: Final = 100_000
"""Values that a file may have with those that groups have from others: each is read, and doubted, once more."""

Groups = dict[str, Any]
Said = tuple[Path, str, str]
"""A place, what is wrong there, and what to do."""


class Filled(Document):
    """A document in which groups have what they have from others. Its problems are those of the one it is made from."""

    def __init__(self, written: Document, likes: dict[str, str], groups: Groups) -> None:
        super().__init__(
            written.file,
            {**written.data, "group": groups},
            written.places,
            written.problems,
            written.unread,
            written.slips,
        )
        self.likes, self.own = likes, {key: frozenset(written.data["group"][key]) for key in likes}
        self.told: set[Path] = set()
        self.waiting: list[Said] = []

    def written_at(self, path: Path) -> Path | None:
        """Where a group has from what stands at a path, or would stand there; None where it is not from another."""
        if len(path) < 3 or path[0] != "group" or path[1] not in self.likes:
            return None
        _, group, key, *rest = path
        own = key in ALONE or key in self.own[str(group)]
        return None if own else ("group", self.likes[str(group)], key, *rest)

    def problem(self, path: Path, what: str, fix: str) -> Problem | None:
        """Notes a mistake; of what a group has from another it waits until all is read."""
        if self.is_unread(path):
            return None
        self.told.add(path)
        if self.written_at(path) is None:
            return super().problem(path, what, fix)
        self.waiting.append((path, what, fix))
        return None

    def tell_waiting(self) -> None:
        """Tells of what groups have from others what is wrong for them, and not for the others as well."""
        for path, what, fix in self.waiting:
            if self.written_at(path) not in self.told:
                super().problem(*self.of_group(path, what, fix))

    def of_group(self, path: Path, what: str, fix: str) -> Said:
        """What is wrong for a group alone with what it has from another, as its header tells it."""
        _, group, key, *_ = path
        if key not in self.data["group"][group]:
            return path[:2], what, fix
        other = f"[group.{self.likes[str(group)]}]"
        return path[:2], f"`{key}`, which it has from {other}: {what}", f"{fix}, or write its own `{key}`"


def filled(document: Document) -> Document:
    """The document with what groups have from others; itself where no group is like another.

    What is wrong with a `like` is among its problems. Of a group whose `like` can't be followed nothing is missing.
    """
    found: Any = document.data.get("group")
    groups: Groups = {key: group for key, group in found.items() if _is_table(group)} if _is_table(found) else {}
    likes = {key: _meant(document, groups, key) for key, group in groups.items() if "like" in group}
    if not likes:
        return document
    followed = {key: other for key, other in likes.items() if other}
    lost = likes.keys() - followed.keys()
    full = _handed_on(document, groups, followed, lost)
    for key in lost:
        document.unread |= {("group", key, each): False for each in HANDED_ON if each not in groups[key]}
    return Filled(document, {key: other for key, other in followed.items() if key not in lost}, {**found, **full})


def _handed_on(document: Document, groups: Groups, likes: dict[str, str], lost: set[str]) -> Groups:
    """The groups with what they have from others; those for which that can't be said are added to the lost."""
    full = {**groups}
    sizes = Counter(path[1] for path in document.places if path[:1] == ("group",) and len(path) > 2)
    for key in _in_order(document, likes, lost):
        other = likes[key]
        sizes[key] += sizes[other]
        if sizes.total() > MOST:
            what = f"with what groups have from others there are more than {MOST:,} values"
            document.problem(("group", key, "like"), what, "let fewer groups be like others, or write less in those")
            lost.update(likes)
            break
        if other in lost:
            lost.add(key)
        else:
            full[key] = {**{each: value for each, value in full[other].items() if each not in ALONE}, **groups[key]}
    return full


def tell_once(document: Document) -> None:
    """Tells what is wrong for a group alone with what it has from another, once a document is read."""
    if isinstance(document, Filled):
        document.tell_waiting()


def without_use(document: Document) -> Iterator[Said]:
    """Where a group is like another of which it has nothing: it says everything itself."""
    if not isinstance(document, Filled):
        return
    groups = document.data["group"]
    for key, other in document.likes.items():
        if not (groups[other].keys() & {*HANDED_ON}) - document.own[key]:
            what = f"[group.{key}] has nothing from [group.{other}]: it says everything itself that is said there"
            yield ("group", key, "like"), what, "leave `like` out, or what is the same"


def said_once(document: Document, found: Iterable[Said]) -> Iterator[Said]:
    """What is found of a document that was read: of what several groups have in common once, where it is written."""
    every = tuple(found)
    told = {path for path, _, _ in every}
    for path, what, fix in every:
        written = document.written_at(path) if isinstance(document, Filled) else None
        if isinstance(document, Filled) and written:
            if written not in told:
                yield document.of_group(path, what, fix)
        else:
            yield path, what, fix


def _is_table(found: Any) -> bool:
    return isinstance(found, dict)


def _meant(document: Document, groups: Groups, key: str) -> str:
    """The group that another is like; empty, with a problem, where there is none. What is no text is told later."""
    said = groups[key]["like"]
    name = said.strip() if isinstance(said, str) else ""
    if name == key:
        what, fix = f"[group.{key}] is like itself", "name another group, or leave `like` out"
        document.problem(("group", key, "like"), what, fix)
        return ""
    others = [each for each in groups if each != key]
    found = named(Table(document, groups[key], ("group", key)), "like", name, "group", others)
    return found or (name and nearest(name, others, TYPO)) or ""


def _in_order(document: Document, likes: dict[str, str], lost: set[str]) -> Iterator[str]:
    """The groups that are like others, each after the one that it is like; those of a circle are lost."""
    done = set[str]()
    for first in likes:
        way, key = dict[str, None](), first
        while key in likes and key not in done and key not in way:
            way[key] = None
            key = likes[key]
        if key in way:
            circle = list(way)[list(way).index(key) :]
            lost.update(circle)
            _tell_circle(document, circle)
        done.update(way)
        yield from (each for each in reversed(way) if each not in lost)


def _tell_circle(document: Document, circle: list[str]) -> None:
    steps = [f"{one} is like {other}" for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)]
    what = f"{', '.join(steps[:-1])} and {steps[-1]}, so that none of them says what all have"
    document.problem(("group", circle[0], "like"), what, "leave `like` out of one of them")
