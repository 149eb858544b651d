"""Tests that can be trusted: after a click a journey waits for the next page, and nothing is left out."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).parents[1]
CLICKS = frozenset({"click", "dblclick"})
"""What may lead to another page, or send something. `follow` and `press_enter` of tests/browser.py wait for it."""

WAITS = frozenset({"expect", "wait_for_url"})
HASTY = frozenset(
    {
        *("check_page", "check_accessible", "picture", "goto", "reload", "go_back", "close"),
        *("evaluate", "content", "title", "inner_text", "text_content", "input_value", "get_attribute", "count"),
        *("all_inner_texts", "is_visible", "cookies", "objects", "refresh_from_db", "url"),
    }
)
"""What looks at the page, at the database or away, without waiting for an answer."""


def names(node: ast.stmt) -> set[str]:
    """Every function, method and attribute that a statement names."""
    inner = list(ast.walk(node))
    return {each.attr for each in inner if isinstance(each, ast.Attribute)} | {
        each.id for each in inner if isinstance(each, ast.Name)
    }


def clicks(node: ast.stmt) -> bool:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    enters = any(isinstance(each, ast.Constant) and each.value == "Enter" for each in node.value.args)
    return bool(names(node) & CLICKS) or enters


def blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            block = getattr(node, part, None)
            if isinstance(block, list) and block:
                yield block


def hasty(source: str) -> list[int]:
    """Lines that do not wait for what the click before them does."""
    return [
        after.lineno
        for block in blocks(ast.parse(source))
        for before, after in pairwise(block)
        if clicks(before) and not names(after) & WAITS and names(after) & HASTY
    ]


def test_no_journey_is_in_a_hurry_after_a_click() -> None:
    files = [file for file in sorted(TESTS.rglob("test_*.py")) if "sync_api" in file.read_text()]
    assert files
    assert [f"{file.relative_to(TESTS)}:{line}" for file in files for line in hasty(file.read_text())] == []


def test_haste_is_noticed() -> None:
    assert hasty("def a():\n  page.click()\n  check_page(page)\n") == [3]
    assert hasty("def a():\n  page.click()\n  assert Activity.objects.count() == 1\n") == [3]
    assert hasty("def a():\n  page.click()\n  expect(page).to_have_title('x')\n  check_page(page)\n") == []


def test_no_test_is_left_out() -> None:
    left_out = ("pytest.skip(", "importorskip", "mark.skip", "mark.xfail", "pytest.xfail(")
    files = [file for file in sorted(TESTS.rglob("*.py")) if file != Path(__file__)]
    assert [f"{file.name}: {word}" for file in files for word in left_out if word in file.read_text()] == []
