"""What a policy and its cases may hold, as JSON Schema: editors complete and check with it while somebody types.

It is made from what the readers ask for (`outline`), so it follows them by itself. The sentences are in `keys`.
"""

import json
from typing import Any, Final

from recert.policy.case import read_case_document
from recert.policy.keys import CASE_KEYS, POLICY_KEYS
from recert.policy.outline import ITEM, NAME, Run, Shape, outline
from recert.policy.positions import Path
from recert.policy.read import read_document
from recert.policy.toml import Document

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The edition of JSON Schema that editors of TOML read."""
Schema = dict[str, Any]


def policy_schema() -> Schema:
    """What `policy.toml` may hold."""
    shapes = outline(lambda document: read_document(document, ""))
    with_activities: Schema = {"dependencies": {"activity": ["unit", "counting"]}}
    return {"$schema": DRAFT, "title": "The rules of a program", **_table(shapes, (), POLICY_KEYS), **with_activities}


def case_schema() -> Schema:
    """What a file of worked examples may hold."""
    policy = read_document(Run(0, {}, {}, usual=True), "")

    def read(document: Document) -> object:
        return read_case_document(document, policy)

    return {"$schema": DRAFT, "title": "Worked examples of a program's rules", **_table(outline(read), (), CASE_KEYS)}


def text_of(schema: Schema) -> str:
    """A schema as a file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def places(shapes: dict[Path, Shape]) -> list[str]:
    """Every key as `keys` names it: `activity.*.worth.from`."""
    return sorted({named((*path, key)) for path, shape in shapes.items() for key in shape.keys if key != NAME})


def named(path: Path) -> str:
    """A place as `keys` names it; the place in a list is left out."""
    return ".".join(str(part) for part in path if part != ITEM)


def _table(shapes: dict[Path, Shape], path: Path, told: dict[str, str]) -> Schema:
    shape = shapes.get(path, Shape())
    found: Schema = {"type": "object"}
    properties = {key: _value(shapes, (*path, key), shape, told) for key in shape.keys if key != NAME}
    if properties:
        found["properties"] = properties
    needed = [key for key in shape.keys if key != NAME and shape.needed(key)]
    if needed:
        found["required"] = needed
    if NAME in shape.keys:
        found["additionalProperties"] = _value(shapes, (*path, NAME), shape, told)
    elif shape.closed:
        found["additionalProperties"] = False
    return found


def _value(shapes: dict[Path, Shape], path: Path, shape: Shape, told: dict[str, str]) -> Schema:
    ways = list[Schema]()
    for way in shape.keys[str(path[-1])].different:
        full = dict(way)
        if way["type"] == "object":
            full = _table(shapes, path, told)
        elif way.get("items") == {"type": "object"}:
            full["items"] = _table(shapes, (*path, ITEM), told)
        if full not in ways:
            ways.append(full)
    found = _merged(ways)
    if shape.keys[str(path[-1])].must_be_filled:
        found["minItems" if found["type"] == "array" else "minProperties"] = 1
    if named(path) in told:
        found = {"description": told[named(path)], **found}
    return found


def _merged(ways: list[Schema]) -> Schema:
    """One schema for all ways in which a key is read; of a choice whose words depend, all of its words."""
    if len(ways) == 1:
        return ways[0]
    if all("enum" in way for way in ways):
        return {**ways[0], "enum": list(dict.fromkeys(word for way in ways for word in way["enum"]))}
    return {"anyOf": ways}
