"""Files, functions and argument lists stay small enough to be read at once."""

import ast
import statistics
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "recert"
FILES = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def test_files_stay_small() -> None:
    assert [str(file) for file in FILES if lines(file) > 500] == []
    assert statistics.median(lines(file) for file in FILES if lines(file) > 3) <= 120


@cache
def functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{file.relative_to(SOURCE)}:{node.lineno} {node.name}", node)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_stay_small() -> None:
    long = [name for name, node in functions() if (node.end_lineno or node.lineno) - node.lineno > 60]
    assert long == []


def test_argument_lists_stay_short() -> None:
    many = [name for name, node in functions() if len(node.args.args) + len(node.args.kwonlyargs) > 9]
    assert many == []
