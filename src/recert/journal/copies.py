"""A copy of a journal for somebody outside, who can check it without the database: a line of JSON for each entry.

The first line says what it is and where the chain ended. Every entry has what its hash covers, so whoever has the copy
can follow the chain by the description in docs/journal.md, with or without Recert.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from recert.journal.chain import Link, Walked

FORMAT: Final = "recert journal 1"
LONGEST: Final = 1 << 20
"""Characters of one line at the most."""
KINDS: Final[dict[str, type | tuple[type, ...]]] = {
    "program": str,
    "number": int,
    "at": str,
    "verb": str,
    "actor": (int, type(None)),
    "candidate": (int, type(None)),
    "subject": str,
    "data": dict,
    "salt": str,
    "data_digest": str,
    "previous": str,
    "hash": str,
}


class UnreadableError(Exception):
    """The file is no copy of a journal: the message is the sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first line: of which program, how many entries follow, and the last one's hash."""

    program: str
    entries: int
    last: str


def copied(opening: Opening, links: Iterable[Link], *, data: bool) -> Iterator[str]:
    """The lines of a copy. Without `data` entries have only the digest of theirs, and check as well."""
    yield json.dumps({"format": FORMAT, **asdict(opening)})
    for link in links:
        fields = asdict(link)
        if not data:
            fields |= {"data": {}, "salt": ""}
        yield json.dumps(fields, ensure_ascii=False)


def read(lines: Iterable[str]) -> tuple[Opening, Iterator[Link]]:
    """What a copy holds. UnreadableError where a line is none of one; of entries only when they are reached."""
    rest = enumerate(lines, start=1)
    _, first = next(rest, (1, ""))
    found = _object(1, first)
    if found.get("format") != FORMAT:
        raise UnreadableError(f'line 1: this is no copy of a journal: its first line must say "format": "{FORMAT}"')
    program, entries, last = found.get("program"), found.get("entries"), found.get("last")
    if not isinstance(program, str) or not isinstance(entries, int) or not isinstance(last, str):
        raise UnreadableError("line 1: it must say the program, how many entries follow, and the last one's hash")
    return Opening(program, entries, last), (_link(number, line) for number, line in rest if line.strip())


def _object(number: int, line: str) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise UnreadableError(f"line {number}: it is longer than an entry can be")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableError(f"line {number}: it is no JSON") from wrong
    if not isinstance(found, dict):
        raise UnreadableError(f"line {number}: it is no JSON object")
    return found


def _link(number: int, line: str) -> Link:
    found = _object(number, line)
    for name, kind in KINDS.items():
        value = found.get(name)
        if name not in found or not isinstance(value, kind) or isinstance(value, bool):
            raise UnreadableError(f"line {number}: {name} is missing, or is something else")
    return Link(**{name: found[name] for name in KINDS})


def ended_as_said(opening: Opening, walked: Walked) -> bool:
    """Whether a chain that holds has as many entries as the first line says, and the same end."""
    return (opening.entries, opening.last) == (walked.links, walked.last)
