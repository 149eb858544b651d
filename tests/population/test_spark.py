"""Apache Spark runs the same evaluator, and gives the same tables row by row."""

import builtins
import signal
from pathlib import Path
from typing import Any

import pytest

from recert.population import layout
from tests.population.conftest import write_csv, write_parquet
from tests.population.test_assess import run_on
from tests.population.test_shares import EVERYTHING, content, crowd, shuffled, spoiled

SPARK = ("--engine", "spark", "--master", "local[2]")


def test_spark_gives_the_same_rows_as_this_machine_and_says_what_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Awkward rows among them: of nobody, of no type, on no day, people there twice; in no order, and in order.

    One test, so that Spark's own process is started once.
    """
    monkeypatch.setattr(layout, "ROWS_PER_SHARE", 300)
    interrupted = signal.getsignal(signal.SIGINT)
    some = spoiled(crowd(120))
    folders = {
        "parquet": write_parquet(tmp_path / "parquet", shuffled(crowd(120), "activities"), 100),
        "csv": write_csv(tmp_path / "csv", shuffled(some, *EVERYTHING)),
    }
    for name, folder in folders.items():
        expected = run_on(folder, tmp_path / f"{name}-here")
        assert run_on(folder, tmp_path / f"{name}-spark", more=SPARK) == expected
        assert content(tmp_path / f"{name}-spark") == content(tmp_path / f"{name}-here")
        assert len(layout.look(folder, with_ids=True, recorded=True).cuts) >= 2
    assert signal.getsignal(signal.SIGINT) is interrupted, "who interrupts what comes later interrupts that"
    monkeypatch.undo()
    capsys.readouterr()
    is_told_of_a_damaged_table(write_parquet(tmp_path / "data", crowd(60)), tmp_path / "out", capsys)


def is_told_of_a_damaged_table(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray((folder / "activities.parquet").read_bytes())
    content[4:200] = bytes(196)
    (folder / "activities.parquet").write_bytes(content)
    assert run_on(folder, out, more=SPARK) == 1
    shown = capsys.readouterr().err
    assert "activities.parquet: it can't be read" in shown
    assert "Traceback" not in shown
    assert list(out.iterdir()) == []


def test_without_spark_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyspark"):
            raise ImportError(name)
        return usual(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", importing)
    folder = write_csv(tmp_path / "data", crowd(3))
    assert run_on(folder, tmp_path / "out", more=SPARK) == 1
    assert "pip install 'recert[spark]'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_java_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert run_on(write_csv(tmp_path / "data", crowd(3)), tmp_path / "out", more=SPARK) == 1
    assert "needs Java 17 or later" in capsys.readouterr().err


def test_a_master_without_spark_is_no_silent_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_on(write_csv(tmp_path / "data", crowd(3)), tmp_path / "out", more=SPARK[2:]) == 2
    assert "add --engine spark, or leave it out" in capsys.readouterr().err
