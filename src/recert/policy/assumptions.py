"""What a policy's text calls an assumption, in a source or in a remark: what nobody has said yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node, Parser

from recert.policy.positions import TOML, Path, positions

SAID: Final = re.compile(r'(?<!["“])\bassumption\b(?!["”])', re.IGNORECASE)
"""The word itself. In quotes it is explained, not used."""


@dataclass(frozen=True, slots=True, order=True)
class Assumption:
    """Where it stands, of what it is said (a key as the file names it, or nothing), and what is said."""

    line: int
    about: str
    words: str


def assumptions(text: str) -> tuple[Assumption, ...]:
    """All of a text that `parse` accepts, in the order of its lines."""
    keys = _keys_by_line(text)
    found = set[Assumption]()
    for node in _leaves(Parser(TOML).parse(text.encode()).root_node):
        words = (node.text or b"").decode().strip("#\"' \t")
        if SAID.search(words):
            line = node.start_point[0] + 1
            found.add(Assumption(line, keys.get(line, ""), words))
    return tuple(sorted(found))


def _leaves(node: Node) -> Iterator[Node]:
    """Remarks and texts, without recursion: values can be nested deeply."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in {"comment", "string"}:
            yield current
        else:
            waiting.extend(current.children)


def _keys_by_line(text: str) -> dict[int, str]:
    """The key that a line is about: the outermost that begins on it."""
    found = dict[int, tuple[int, Path]]()
    for path, (line, _) in positions(text).items():
        if path and (line not in found or len(path) < found[line][0]):
            found[line] = (len(path), path)
    return {line: ".".join(str(part) for part in path if isinstance(part, str)) for line, (_, path) in found.items()}
