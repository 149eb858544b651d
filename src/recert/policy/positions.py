"""Where each value of a TOML text stands."""

from typing import Final

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path = tuple[str | int, ...]
"""Keys and list positions from the top of the file to a value."""

TOML: Final = Language(tree_sitter_toml.language())


def positions(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column, from 1, of every key, table and list item of a text that `tomllib` accepts."""
    found: dict[Path, tuple[int, int]] = {(): (1, 1)}
    lists = dict[Path, int]()
    for node in Parser(TOML).parse(text.encode()).root_node.children:
        if node.type == "pair":
            _pair(node, (), found)
        elif node.type in {"table", "table_array_element"}:
            head = _table_path(node, lists)
            _note(found, head, node)
            for child in node.children:
                if child.type == "pair":
                    _pair(child, head, found)
    return found


def _table_path(node: Node, lists: dict[Path, int]) -> Path:
    """The table's path, with the position of the newest item of every list of tables on the way."""
    path: Path = ()
    keys = _keys(node.named_children[0])
    for i, key in enumerate(keys):
        path = (*path, key)
        if node.type == "table_array_element" and i == len(keys) - 1:
            lists[path] = lists.get(path, -1) + 1
        if path in lists:
            path = (*path, lists[path])
    return path


def _keys(node: Node) -> list[str]:
    if node.type == "dotted_key":
        return [key for child in node.named_children for key in _keys(child)]
    return [(node.text or b"").decode().strip("\"'")]


def _pair(node: Node, head: Path, found: dict[Path, tuple[int, int]]) -> None:
    key, value = node.named_children[0], node.named_children[-1]
    path = head
    for part in _keys(key):
        path = (*path, part)
        _note(found, path, node)
    _value(value, path, found)


def _value(node: Node, path: Path, found: dict[Path, tuple[int, int]]) -> None:
    if node.type == "inline_table":
        for child in node.children:
            if child.type == "pair":
                _pair(child, path, found)
    elif node.type == "array":
        items = [child for child in node.named_children if child.type != "comment"]
        for i, child in enumerate(items):
            _note(found, (*path, i), child)
            _value(child, (*path, i), found)


def _note(found: dict[Path, tuple[int, int]], path: Path, node: Node) -> None:
    found.setdefault(path, (node.start_point[0] + 1, node.start_point[1] + 1))
