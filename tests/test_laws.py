"""Laws of the house that nobody has to remember, because these tests do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from recert.journal.vocabulary import VOCABULARY

SOURCE = Path(__file__).parents[1] / "src" / "recert"
WRITES = {"save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "create_user"}

ALLOWED = {
    "config/schedules.py": "the worker's timetable; it holds no facts",
    "config/state.py": "a probe of the storage, taken away at once",
    "journal/change.py": "the journal itself, which every action writes",
    "people/models.py": "how an account is made, called by actions and by allauth's sign-up",
    "notices/sending.py": "what became of a mail; it changes no facts",
    "records/evidence/store.py": "files, not rows",
    "records/evidence/pictures.py": "encodes a picture",
    "records/evidence/pdf_child.py": "encodes a PDF",
    "audits/looks/canvas.py": "makes a finder of places in pictures",
    "demo/pictures.py": "encodes a picture",
}
"""Files that call something named like a write, and why that is right."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def is_action(name: str) -> bool:
    return any(part.removesuffix(".py").startswith("actions") for part in name.split("/"))


def writes(tree: ast.Module) -> Iterator[int]:
    """Lines that call a writing method of a model or a queryset."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # dictionaries and sets have an update too, which takes positional arguments or belongs to no manager
            updates_rows = node.func.attr == "update" and "objects" in ast.unparse(node.func.value)
            if node.func.attr in WRITES or updates_rows:
                yield node.lineno


def test_nothing_is_written_outside_actions() -> None:
    found = [
        f"{name}:{line}"
        for name, tree in modules()
        if not is_action(name) and name not in ALLOWED and "/migrations/" not in name
        for line in writes(tree)
    ]
    assert not found, "Writes belong into a room's actions, inside journal.change."


def test_every_exception_to_that_is_still_needed() -> None:
    used = {name for name, tree in modules() if name in ALLOWED and any(writes(tree))}
    assert used == set(ALLOWED)


def verbs() -> Iterator[tuple[str, str]]:
    """Every verb handed to the journal, with its place. A verb passed on by name counts where it is written."""
    for name, tree in modules():
        if name == "journal/vocabulary.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in VOCABULARY:
                yield node.value, name


def test_every_event_in_the_vocabulary_is_written_by_an_action() -> None:
    # What may happen to an audit is a table beside its actions, which take their verbs from it.
    tables = ("/transitions.py", "audits/reviews.py")
    written = {verb for verb, name in verbs() if is_action(name) or name.endswith(tables)}
    assert written == set(VOCABULARY)


def test_every_change_names_its_verb_in_the_vocabulary() -> None:
    """A misspelled verb fails when it is used; this finds it before."""
    wrong = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"change", "change_facts"}:
                verb = node.args[1]
                if isinstance(verb, ast.Constant) and verb.value not in VOCABULARY:
                    wrong.append(f"{name}:{node.lineno} {verb.value!s}")
    assert not wrong


def test_every_sentence_of_the_vocabulary_names_what_its_events_hold() -> None:
    """Names in braces must be among the data that actions write under them."""
    import string

    told = " ".join(ast.unparse(tree) for name, tree in modules() if is_action(name))
    for kind in VOCABULARY.values():
        for _text, field, _spec, _conversion in string.Formatter().parse(kind.sentence):
            assert field is None or field + "=" in told or repr(field) in told, (kind.sentence, field)
