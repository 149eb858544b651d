"""Everything the docs promise is there: links lead somewhere, examples run, columns and settings are named."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.population_data import make
from recert.cli import overview
from recert.policy.case import read_cases
from recert.policy.case_results import run_case
from recert.policy.problem import Problems
from recert.policy.read import read_document
from recert.policy.toml import Document
from recert.population.columns import INPUTS
from tests.policy.strategies import reference

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md"))]
TUTORIAL = ROOT / "docs" / "policy" / "tutorial.md"
ONE_EVENT = 'most = 1, source = "Announcement of 2024 (R5): 1 use per cycle" }'
TWO_EVENTS = ', { from = 2027-01-01, most = 2, source = "Announcement of June 2026" }'
"""What the examples call NEW: from 2027 on a second global event counts."""
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for target in LINK.findall(page.read_text()):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def anchors(file: Path) -> set[str]:
    """The anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def commands() -> list[tuple[str, str, str]]:
    """Each example at a prompt that needs no database: page, command, what it prints.

    The tutorial's follow one another, in test_tutorial.py.
    """
    found = []
    for page in (page for page in PAGES if page != TUTORIAL):
        for block in re.findall(r"```console\n(.*?)```", page.read_text(), flags=re.DOTALL):
            for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, printed = example.partition("\n")
                if command.startswith(
                    (
                        "recert policy",
                        "recert assess",
                        "recert explain",
                        "recert compare",
                        "recert plan",
                        "recert whatif",
                    )
                ):
                    found.append((str(page.relative_to(ROOT)), command, printed.strip()))
    return found


@pytest.mark.parametrize(("page", "command", "printed"), commands())
def test_an_example_at_a_prompt_runs(page: str, command: str, printed: str, tmp_path: Path) -> None:
    make(tmp_path / "DIR", 30)
    (tmp_path / "NEW").mkdir()
    text = (ROOT / "programs" / "atlassian" / "policy.toml").read_text()
    (tmp_path / "NEW" / "policy.toml").write_text(text.replace(ONE_EVENT, ONE_EVENT + TWO_EVENTS))
    (tmp_path / "NEVER").mkdir()
    (tmp_path / "NEVER" / "policy.toml").write_text(text.replace("most = 4", "most = 0"))
    meant = {name: str(tmp_path / name) for name in ("DIR", "OUT", "NEW", "NEVER", "FOLDER")} | {"PERSON": "10000007"}
    words = [meant.get(w, w) for w in shlex.split(command)]
    program = str(Path(sys.executable).parent / words[0])
    if "FOLDER" in command and not command.startswith("recert policy new"):
        begin = ["policy", "new", meant["FOLDER"], "--name", "Ski Patrol", "--months", "24", "--units", "24"]
        subprocess.run([program, *begin], cwd=ROOT, check=True, capture_output=True)
    done = subprocess.run([program, *words[1:]], cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout.replace(f"{tmp_path}/", "")


def test_the_commands_of_an_operator_run_in_the_order_of_the_page(tmp_path: Path) -> None:
    """Those that end. `serve` and `work` are started in tests/config/test_commands.py."""
    examples = re.findall(r"^\$ recert (.+)$", (ROOT / "docs" / "operating.md").read_text(), flags=re.MULTILINE)
    assert {words.split()[0] for words in examples} == {"migrate", "serve", "work", "doctor", "publish", "backup"}
    home = {**os.environ, "RECERT_HOME": str(tmp_path), "RECERT_DEVELOPMENT": "1", "DATABASE_URL": ""}
    home["DJANGO_SETTINGS_MODULE"] = "recert.config.settings"
    for words in examples:
        if words.startswith(("serve", "work")):
            continue
        words = words.replace("/backups/", f"{tmp_path}/backups/")
        program = str(Path(sys.executable).parent / "recert")
        done = subprocess.run(
            [program, *shlex.split(words)], cwd=ROOT, env=home, capture_output=True, text=True, timeout=120
        )
        wanted = 1 if words == "doctor" else 0  # no worker runs here, and it says so
        assert done.returncode == wanted, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr


def commands_there_are() -> set[str]:
    return {line.split()[1] for line in overview().splitlines() if line.startswith("  recert ")}


def test_every_command_is_documented_and_every_documented_command_is_there() -> None:
    text = "".join(page.read_text() for page in PAGES)
    named = set(re.findall(r"(?:`|\$ )recert ([a-z]+)\b", text))
    assert named == commands_there_are()


def test_every_screenshot_in_the_docs_is_made_by_the_tests() -> None:
    tests = "".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))
    made = set(re.findall(r"picture\(\w+, \"([\w-]+)\"\)", tests))
    shown = {image.stem.rpartition("-") for image in (ROOT / "docs" / "images").glob("*.png")}
    assert shown
    assert {name for name, _, width in shown if width in {"1280", "390"}} == made


def cases() -> list[str]:
    """Those of the reference program; a page about a kind of rule has its own, which run with it."""
    pages = [page for page in PAGES if page.parent.name != "kinds" and page != TUTORIAL]
    blocks = [b for page in pages for b in re.findall(r"```toml\n(.*?)```", page.read_text(), flags=re.DOTALL)]
    return [block for block in blocks if "[[case]]" in block]


@pytest.mark.parametrize("text", cases())
def test_an_example_case_holds(text: str) -> None:
    found = read_cases(text, "docs", reference().policy)
    assert not isinstance(found, Problems), found
    for case in found:
        assert run_case(reference(), case) == ()


def fragments() -> list[str]:
    """Each piece of a policy that a page shows; those of the tutorial are for the file that it begins with."""
    pages = sorted({*(ROOT / "docs" / "policy").glob("*.md")} - {TUTORIAL})
    blocks = [b for page in pages for b in re.findall(r"```toml\n(.*?)```", page.read_text(), flags=re.DOTALL)]
    return [block for block in blocks if block.startswith("[") and "[[case]]" not in block]


def laid_over(usual: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """A policy with some of its values changed; what is a whole policy by itself stands alone."""
    if {"program", "cycle", "certification"} <= changed.keys():
        return changed
    both = {key: (usual.get(key), changed.get(key)) for key in dict.fromkeys((*usual, *changed))}
    return {
        key: laid_over(old, new) if isinstance(old, dict) and isinstance(new, dict) else old if new is None else new
        for key, (old, new) in both.items()
    }


@pytest.mark.parametrize("text", fragments())
def test_a_piece_of_a_policy_fits_into_the_reference_program(text: str) -> None:
    usual = tomllib.loads((ROOT / "programs" / "atlassian" / "policy.toml").read_text(), parse_float=Decimal)
    document = Document("docs", laid_over(usual, tomllib.loads(text, parse_float=Decimal)), {(): (1, 1)})
    read_document(document, "digest")
    assert document.problems == []


def test_there_are_examples_to_run() -> None:
    assert len(commands()) >= 3
    assert cases()
    assert len(fragments()) >= 3


def test_every_column_of_assess_is_documented() -> None:
    text = (ROOT / "docs" / "assess.md").read_text()
    for table in INPUTS:
        assert f"### {table.name}" in text
        for column in table.columns:
            assert f"| {column.name} | " in text
            assert column.meaning in text


def test_every_setting_is_documented() -> None:
    source = "".join(file.read_text() for file in (ROOT / "src" / "recert" / "config").glob("*.py"))
    names = set(re.findall(r'"((?:RECERT|EMAIL|EVIDENCE|DATABASE)_[A-Z_]+)"', source)) - {"DATABASE_ROUTERS"}
    operating = (ROOT / "docs" / "operating.md").read_text()
    assert names
    assert sorted(name for name in names if f"`{name}`" not in operating) == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text()
    assert [file.name for file in folder.glob("0*.md") if file.name not in index] == []
