"""Whatever a person reads can be translated: no template and no room that speaks to people has words of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.template import engines
from jinja2 import Environment, nodes

SOURCE: Final = Path(__file__).parents[2] / "src" / "recert"
TEMPLATES: Final = [
    path for kind in ("html", "txt") for path in sorted(SOURCE.rglob(f"*.{kind}")) if "jinja2" in path.parts
]
SPEAKING: Final = ("portal", "desk", "audits", "people", "records", "requests", "notices", "design", "journal")
"""The rooms whose words people read in a browser or in a mail. Commands and files speak English to operators."""

WRAPPERS: Final = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"})
WORDS: Final = re.compile(r"[^\W\d_]{2,}")
SENTENCE: Final = re.compile(r"[A-Z][^\n]*\s\S+\s\S+")
"""At least three words, the first with a capital letter."""

NAMES_OF_COLUMNS: Final = {"candidate", "name", "certification", "awarded", "expires", "taken", "passed"}
"""What the first line of an import says, in every language."""


def templates() -> Environment:
    """How the product reads its templates."""
    engine: Any = engines["jinja2"]
    found: Environment = engine.env
    return found


def loose_text(source: str) -> list[str]:
    """Words of a template that stand in the page as they are."""
    source = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "\0", source, flags=re.DOTALL)
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "\0", source, flags=re.DOTALL)
    shown = re.findall(r'\b(?:title|alt|aria-label|placeholder)="([^"]*)"', source)
    # Attributes in a macro of their own are no tag, and yet no text.
    text = re.sub(r'<[^>]*>|[\w-]+="[^"]*"', "\0", source)
    parts = [part.strip() for part in [*shown, *text.split("\0")]]
    return [part for part in parts if WORDS.search(part)]


def loose_words(tree: nodes.Node) -> Iterator[str]:
    """Sentences inside a template's expressions, unless they are handed to a translation."""
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in WRAPPERS:
            continue
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node.value
        yield from loose_words(node)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    kept = {"UTC ·", "--\nRecert"} | NAMES_OF_COLUMNS
    assert [text for text in loose_text(path.read_text()) if text not in kept] == []
    assert list(loose_words(templates().parse(path.read_text()))) == []


ELSEWHERE: Final = {
    "audits/likeness.py": "a type",
    "design/dates/en/formats.py": "how English writes a date",
    "desk/imports.py": "examples of files, whose first line names columns",
    "people/kept.py": "types",
    "people/prepared.py": "a type",
    "records/evidence/serving.py": "a header",
    "records/projection.py": "questions to the database",
    "records/imports/lines.py": "a type",
}
"""Files with a sentence that is none, and what it is."""


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences that are neither translated, nor docs, nor for the log, nor of an exception."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in WRAPPERS or called.startswith("log."):
                continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node.lineno, node.value
        yield from spoken(node)


def test_rooms_that_speak_to_people_have_their_words_translated() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {text}"
        for room in SPEAKING
        for path in sorted((SOURCE / room).rglob("*.py"))
        if not {"migrations", "management", "demo"} & set(path.parts)
        and path.relative_to(SOURCE).as_posix() not in ELSEWHERE
        for line, text in spoken(ast.parse(path.read_text()))
    ]
    assert found == []


def test_words_without_a_translation_are_noticed() -> None:
    assert loose_text('<p>Hello <b>{{ name }}</b></p><img alt="A cat">') == ["A cat", "Hello"]
    assert loose_text('<p>{{ _("Hello") }}</p>{% trans %}Welcome.{% endtrans %}') == []
    page = templates().parse('{{ c.button("Save it now") }}{{ _("Save it too") }}')
    assert list(loose_words(page)) == ["Save it now"]
    assert list(spoken(ast.parse('x = "Save it now"\ny = _("Save it now")'))) == [(1, "Save it now")]
