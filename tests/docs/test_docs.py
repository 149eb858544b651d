"""Everything the docs promise is there: links lead somewhere, examples run, columns and settings are named."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.population_data import make
from recert.policy.case import read_cases, run_case
from recert.policy.problem import Problems
from recert.population.columns import INPUTS
from tests.policy.strategies import reference

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md"))]
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
    """Each example at a prompt that needs no database: page, command, what it prints."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text(), flags=re.DOTALL):
            for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, printed = example.partition("\n")
                if command.startswith(("recert policy", "recert assess", "recert compare")):
                    found.append((str(page.relative_to(ROOT)), command, printed.strip()))
    return found


@pytest.mark.parametrize(("page", "command", "printed"), commands())
def test_an_example_at_a_prompt_runs(page: str, command: str, printed: str, tmp_path: Path) -> None:
    make(tmp_path / "DIR", 30)
    (tmp_path / "NEW").mkdir()
    text = (ROOT / "programs" / "atlassian" / "policy.toml").read_text()
    (tmp_path / "NEW" / "policy.toml").write_text(text.replace(ONE_EVENT, ONE_EVENT + TWO_EVENTS))
    given = {name: str(tmp_path / name) for name in ("DIR", "OUT", "NEW")}
    words = [given.get(w, w) for w in shlex.split(command)]
    program = str(Path(sys.executable).parent / words[0])
    done = subprocess.run([program, *words[1:]], cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout


def cases() -> list[str]:
    blocks = [b for page in PAGES for b in re.findall(r"```toml\n(.*?)```", page.read_text(), flags=re.DOTALL)]
    return [block for block in blocks if "[[case]]" in block]


@pytest.mark.parametrize("text", cases())
def test_an_example_case_holds(text: str) -> None:
    found = read_cases(text, "docs", reference().policy)
    assert not isinstance(found, Problems), found
    for case in found:
        assert run_case(reference(), case) == ()


def test_there_are_examples_to_run() -> None:
    assert len(commands()) >= 3
    assert cases()


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
