"""An editor checks and completes a policy by the schema, which says what the reader says."""

import json
import os
import re
import tomllib
from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from recert.policy.case import read_case_document
from recert.policy.keys import CASE_KEYS, POLICY_KEYS
from recert.policy.outline import outline
from recert.policy.read import read_document
from recert.policy.schema import places
from recert.policy.toml import Document, TooManyError
from recert.terminal.policy import run
from tests.policy import fuzz
from tests.policy.strategies import PROGRAMS, reference

DOCS = PROGRAMS.parent / "docs" / "policy"
FOLDERS = sorted(folder for folder in PROGRAMS.iterdir() if folder.is_dir())
FILES = sorted(file for folder in FOLDERS for file in (folder / "cases").glob("*.toml"))
REFERENCE = next(policy for policy in fuzz.POLICIES if policy["program"] == "atlassian")
# To make them takes seconds; that they are what the command prints is tested below.
SCHEMA, CASES = (json.loads((DOCS / f"{name}.schema.json").read_text()) for name in ("policy", "case"))
CHECK, CHECK_CASES = Draft7Validator(SCHEMA), Draft7Validator(CASES)


def as_editors_see(value: Any) -> Any:
    """TOML as JSON: days are texts, and so is what is no number, for which JSON has none."""
    if isinstance(value, dict):
        return {key: as_editors_see(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_editors_see(each) for each in value]
    if isinstance(value, Decimal) and value.is_nan():
        return str(value)
    return value.isoformat() if isinstance(value, date | time | datetime) else value


def refused_by_schema(data: dict[str, Any], check: Draft7Validator = CHECK) -> list[str]:
    return [error.message for error in check.iter_errors(as_editors_see(data))]


def refused_by_reader(data: dict[str, Any]) -> list[str]:
    document = Document("policy.toml", data, {(): (1, 1)})
    with suppress(TooManyError):
        read_document(document, "")
    return [problem.what for problem in document.problems]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_bundled_policy_is_valid(folder: Path) -> None:
    assert refused_by_schema(tomllib.loads((folder / "policy.toml").read_text(), parse_float=Decimal)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.parent.name}/{file.name}")
def test_every_bundled_case_file_is_valid(file: Path) -> None:
    assert refused_by_schema(tomllib.loads(file.read_text(), parse_float=Decimal), CHECK_CASES) == []


def test_every_key_of_a_policy_has_a_sentence() -> None:
    """Write the sentence of a new key into src/recert/policy/keys.py."""
    asked = set(places(outline(lambda document: read_document(document, ""))))
    assert sorted(asked - POLICY_KEYS.keys()) == []
    assert sorted(POLICY_KEYS.keys() - asked) == []


def test_every_key_of_a_case_has_a_sentence() -> None:
    policy = reference().policy
    asked = set(places(outline(lambda document: read_case_document(document, policy))))
    assert asked == set(CASE_KEYS)


@pytest.mark.parametrize(("name", "words"), [("policy", []), ("case", ["--cases"])])
def test_the_schema_beside_the_docs_is_what_the_command_prints(
    name: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is stale: recert policy schema > docs/policy/policy.schema.json; with --cases > …/case.schema.json."""
    assert run(["schema", *words]) == 0
    printed = capsys.readouterr().out
    assert printed == (DOCS / f"{name}.schema.json").read_text()
    Draft7Validator.check_schema(json.loads(printed))


@pytest.mark.parametrize("file", [*(folder / "policy.toml" for folder in FOLDERS), *FILES], ids=str)
def test_the_first_line_of_a_bundled_file_leads_an_editor_to_the_schema(file: Path) -> None:
    """It reads `#:schema` and the way to it."""
    word, _, target = file.read_text().partition("\n")[0].partition(" ")
    kind = "policy" if file.name == "policy.toml" else "case"
    assert word == "#:schema", f"write it: #:schema {os.path.relpath(DOCS / f'{kind}.schema.json', file.parent)}"
    assert (file.parent / target).resolve() == (DOCS / f"{kind}.schema.json").resolve()


def test_bounds_options_defaults_and_what_is_needed_are_in_it() -> None:
    found = SCHEMA["properties"]
    assert found["cycle"]["properties"]["months"] == {
        "description": 'How many months a cycle lasts; "for life" where nothing expires.',
        "anyOf": [{"type": "string", "enum": ["for life"]}, {"type": "integer", "minimum": 1, "maximum": 240}],
    }
    assert found["cycle"]["properties"]["surplus"]["enum"] == ["not carried", "carried"]
    assert "last_day" in found["cycle"]["required"]
    assert "carry" not in SCHEMA["required"] and "cycle" in SCHEMA["required"]
    worth = found["activity"]["additionalProperties"]["properties"]["worth"]
    assert found["limit"]["items"]["properties"]["most"]["minItems"] == 1
    assert worth["items"]["properties"]["from"]["format"] == "date"
    assert worth["items"]["properties"]["per"]["default"] == 1
    assert "per" not in worth["items"]["required"]


def test_what_only_some_policies_are_asked_for_is_in_it() -> None:
    """A reader that asks more after one answer than after another is seen with every answer."""

    def read(document: Document) -> None:
        top = document.top
        if top.choice("kind", {"plain": False, "fancy": True}):
            top.text("ribbon")
        if top.has("box"):
            top.table("box").integer("size", 1, 3)
        else:
            top.day("wrapped")
        top.done()

    shape = outline(read)[()]
    assert set(shape.keys) == {"kind", "box", "ribbon", "wrapped"}
    assert [key for key in shape.keys if shape.needed(key)] == ["kind"]


@given(fuzz.policies())
def test_what_the_schema_refuses_the_reader_refuses_too(policy: dict[str, Any]) -> None:
    refused = refused_by_schema(policy)
    assert not refused or refused_by_reader(policy)


MISSPELLED = re.compile(r"`(\w[\w-]*x|unheard-of)` means nothing")


@given(fuzz.policies())
def test_misspelled_keys_are_refused_while_typing(policy: dict[str, Any]) -> None:
    if any(MISSPELLED.search(what) for what in refused_by_reader(policy)):
        assert refused_by_schema(policy)


def without(policy: dict[str, Any], place: tuple[Any, ...]) -> dict[str, Any]:
    """The policy without what stands at a place."""
    changed = deepcopy(policy)
    holder: Any = changed
    for part in place[:-1]:
        holder = holder[part]
    del holder[place[-1]]
    return changed


def test_missing_keys_are_marked_while_typing() -> None:
    """Where another key may stand instead, or only another answer asks for it, the reader alone knows."""
    unseen = []
    for place in fuzz.places(REFERENCE):
        changed = without(REFERENCE, place)
        missing = [what for what in refused_by_reader(changed) if f"`{place[-1]}` is missing in" in what]
        if missing and not refused_by_schema(changed):
            unseen.append(place)
    worths = [("activity", kind, "worth", 0, "units") for kind in REFERENCE["activity"]]
    uses = [("activity", kind, "uses", 0, "most") for kind, each in REFERENCE["activity"].items() if "uses" in each]
    required = [("group", group, "requires", 0, "from") for group in REFERENCE["group"]]
    done = [("cycle", "surplus"), ("cycle", "grace_activity")]  # not where no activities are
    shown = [("activity", kind, key) for kind in REFERENCE["activity"] for key in ("evidence", "proof")]  # not by staff
    assert sorted(unseen, key=str) == sorted(
        [("cycle", "grace_days"), ("cycle", "ends"), ("retake", "months"), *done, *worths, *uses, *shown, *required],
        key=str,
    )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("cycle", "mnths"), 24),
        (("cycle", "surplus"), "caried"),
        (("cycle", "months"), 0),
        (("cycle", "months"), Decimal("24.5")),
        (("retake", "in_grace"), "yes"),
        (("counting", "from"), "soon"),
        (("certification",), {}),
        (("activity", "course", "worth"), [{"from": date(2024, 2, 1), "units": -3, "source": "x"}]),
        (("group",), {}),
    ],
)
def test_a_mistake_is_seen_while_typing(place: tuple[str, ...], value: Any) -> None:
    policy = deepcopy(REFERENCE)
    holder = policy
    for part in place[:-1]:
        holder = holder[part]
    holder[place[-1]] = value
    assert refused_by_schema(policy) and refused_by_reader(policy)
