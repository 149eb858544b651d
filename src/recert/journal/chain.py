"""The chain itself: what a link covers, and where the first one is that does not hold. No database in here."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

FIRST: Final = "0" * 64
"""What the first link has before it."""
NEAR: Final = 500
"""How far from where it was written an entry is still recognized."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as its hash covers it. `at` is an instant as ISO 8601 writes it; `data` are empty once erased."""

    program: str
    number: int
    at: str
    verb: str
    actor: int | None
    candidate: int | None
    subject: str
    data: dict[str, Any]
    salt: str
    data_digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: the entry's number, and what is wrong with it.

    "moved" is an entry that stands where another one belongs; "missing" one that is not there.
    """

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Walked:
    """What walking a chain found: how many links held, the last one's hash, and the first break if there is one."""

    links: int
    last: str
    broken: Break | None = None


def digest_data(salt: str, data: dict[str, Any]) -> str:
    """The digest that stands for an entry's data once they are erased. The salt keeps them from being guessed."""
    return hashlib.sha256((salt + json.dumps(data, sort_keys=True, separators=(",", ":"))).encode()).hexdigest()


def digest_link(link: Link) -> str:
    """The hash of an entry: everything but the data themselves, and the link before it."""
    parts = [
        link.program,
        str(link.number),
        link.at,
        link.verb,
        str(link.actor or ""),
        str(link.candidate or ""),
        link.subject,
        link.data_digest,
        link.previous,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def walk(links: Iterable[Link], program: str) -> Walked:
    """Follows the links from the first one, in the order in which they come, up to the first that does not hold."""
    number, last = 0, FIRST
    for link in links:
        what = _wrong_with(link, program, number + 1, last)
        if what:
            return Walked(number, last, Break(number + 1, what))
        number, last = number + 1, link.hash
    return Walked(number, last)


def _belongs_elsewhere(link: Link) -> bool:
    """Whether an entry is whole but for its number, which is another one by not too much."""
    near = range(max(link.number - NEAR, 1), link.number + NEAR + 1)
    return any(digest_link(replace(link, number=number)) == link.hash for number in near)


def _wrong_with(link: Link, program: str, number: int, previous: str) -> str:
    if link.number > number:
        return "missing"
    if link.previous != previous and _belongs_elsewhere(link):
        return "moved"
    if link.program != program or link.previous != previous or link.hash != digest_link(link):
        return "altered"
    if link.data and link.data_digest != digest_data(link.salt, link.data):
        return "data altered"
    return ""
