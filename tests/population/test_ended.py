"""An assessment that is ended in the middle goes on where it was, and mixes nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recert.population import job, layout
from recert.population.share import COUNTS, Task, assess_share
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, write_csv, write_parquet
from tests.population.test_assess import AS_OF, run_on
from tests.population.test_shares import EVERYTHING, content, crowd, shuffled

Write = Callable[[Path, Tables], Path]
SMALL = "from recert.population import layout; layout.ROWS_PER_SHARE = 100; "
SLOWLY = "from recert.population import job; import time; usual = job.assess_share; "
SLOWLY += "job.assess_share = lambda *given: (time.sleep(0.1), usual(*given)); "
RUN = "import sys; from recert.terminal.assess import run; sys.exit(run(sys.argv[1:]))"


def command(folder: Path, out: Path) -> list[str]:
    given = ["--policy", str(PROGRAMS / "atlassian"), "--data", str(folder), "--as-of", str(AS_OF), "--out", str(out)]
    return [sys.executable, "-c", SMALL + SLOWLY + RUN, *given]


def shares(out: Path) -> dict[str, int]:
    """The shares that are there, and when each came."""
    found = (out / ".assess" / "shares").glob(f"[0-9]*-{COUNTS}")
    return {share.name: share.stat().st_mtime_ns for share in found}


def kill_after(many: int, words: list[str], out: Path) -> dict[str, int]:
    """Starts the command, and kills it as soon as so many shares are there. Returns them."""
    begun = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while len(shares(out)) < many:
            assert begun.poll() is None
            time.sleep(0.005)
    finally:
        os.kill(begun.pid, signal.SIGKILL)
        begun.wait()
    assert [file.name for file in out.iterdir()] == [".assess"]
    return shares(out)


@pytest.mark.parametrize("names", [(), EVERYTHING], ids=["sorted", "nothing sorted"])
def test_a_killed_assessment_goes_on_where_it_was(
    names: tuple[str, ...],
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write(tmp_path / "data", shuffled(crowd(120), *names))
    out = tmp_path / "out"
    there: dict[str, int] = {}
    for many in (2, 7):  # killed twice
        found = kill_after(many, command(folder, out), out)
        assert there.items() <= found.items()
        there = found
    monkeypatch.setattr(layout, "ROWS_PER_SHARE", 100)
    assert run_on(folder, out, more=("--progress",)) == 0
    shown = capsys.readouterr().err
    assert f"Going on where it was ended: {len(there)} of" in shown
    assert "Traceback" not in shown
    assert run_on(folder, tmp_path / "at once") == 0
    files = sorted(file.name for file in out.iterdir())
    assert len(files) == 2
    assert [(out / name).read_bytes() for name in files] == [(tmp_path / "at once" / n).read_bytes() for n in files]


@pytest.mark.parametrize("changed", ["table", "day"])
def test_what_was_done_for_other_facts_or_another_day_is_not_used(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = write_csv(tmp_path / "data", crowd(120)), tmp_path / "out"
    kill_after(4, command(folder, out), out)
    day = date(2027, 6, 1) if changed == "table" else date(2025, 1, 1)
    if changed == "table":  # one award less, in a share that is there, in a file of the same length
        text = (folder / "credentials.csv").read_text()
        code = text.splitlines()[1].split(",")[1]
        (folder / "credentials.csv").write_text(text.replace(code, "ACA-XXXXX"[: len(code)].ljust(len(code), "X"), 1))
    monkeypatch.setattr(layout, "ROWS_PER_SHARE", 100)
    codes = {run_on(folder, each, day) for each in (out, tmp_path / "x")}
    assert codes == {1 if changed == "table" else 0}
    assert content(out) == content(tmp_path / "x") or changed == "table"
    assert (out / "standings.csv").read_bytes() == (tmp_path / "x" / "standings.csv").read_bytes()
    assert (out / "entries.csv").read_bytes() == (tmp_path / "x" / "entries.csv").read_bytes()


def test_a_table_that_changes_meanwhile_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_csv(tmp_path / "data", crowd(10))

    def meddling(task: Task, number: int, fetch: Any) -> None:
        assess_share(task, number, fetch)
        (folder / "exams.csv").write_text((folder / "exams.csv").read_text())

    monkeypatch.setattr(job, "assess_share", meddling)
    assert run_on(folder, tmp_path / "out") == 1
    assert "its tables changed while they were read: run the command again" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_two_at_once_into_one_folder_are_kept_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = write_parquet(tmp_path / "data", crowd(120)), tmp_path / "out"
    begun = subprocess.Popen(command(folder, out), stdout=subprocess.DEVNULL)
    try:
        while not shares(out):
            time.sleep(0.005)
        assert run_on(folder, out) == 1
        assert "another assessment is being written there: wait for it to end" in capsys.readouterr().err
    finally:
        assert begun.wait() == 0


def test_whoever_goes_on_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = write_csv(tmp_path / "data", crowd(120)), tmp_path / "out"
    kill_after(3, command(folder, out), out)
    monkeypatch.setattr(layout, "ROWS_PER_SHARE", 100)
    many = len(shares(out))
    assert run_on(folder, out, more=("--progress",)) == 0
    shown = capsys.readouterr().err
    assert f"Going on where it was ended: {many} of" in shown
    assert "120 of 120 people assessed" in shown
