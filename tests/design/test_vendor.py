"""What is vendored is what the package manager delivers."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "src/recert/design/static/design/vendor"
SHEET: list[dict[str, str]] = json.loads((VENDOR / "vendor.json").read_text())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("line", SHEET, ids=lambda line: line["file"])
def test_a_vendored_file_is_as_written_down(line: dict[str, str]) -> None:
    assert digest(VENDOR / line["file"]) == line["sha256"]


@pytest.mark.parametrize("line", SHEET, ids=lambda line: line["file"])
def test_a_vendored_file_is_the_packages_own(line: dict[str, str]) -> None:
    package = ROOT / "node_modules" / line["package"]
    assert package.exists(), "run tools/bootstrap test"
    assert digest(package) == line["sha256"]


def test_nothing_else_is_vendored() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {line["file"] for line in SHEET} | {"vendor.json"}


def test_the_fonts_bring_their_license() -> None:
    for path in VENDOR.glob("*-LICENSE.txt"):
        assert "SIL Open Font License" in path.read_text()
