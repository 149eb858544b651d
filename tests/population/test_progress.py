"""Somebody who waits sees how far it is; nobody else is told."""

import io
import os
import pty
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numba
import pytest
from numba.core.event import trigger_event

from recert.population import assess, kernel
from recert.terminal.progress import Progress, left
from tests.population.conftest import write_csv
from tests.population.test_assess import run_on
from tests.population.test_ended import command
from tests.population.test_shares import crowd


def test_people_done_rate_and_time_left_are_told() -> None:
    now = [0.0]
    stream = io.StringIO()
    progress = Progress(stream, lambda: now[0])
    for seconds, people in ((5.0, 1_000), (25.0, 21_000), (30.0, 30_000), (45.0, 90_000), (60.0, 100_000)):
        now[0] = seconds
        progress.assessed(people, 100_000)
    assert stream.getvalue().splitlines() == [
        "21,000 of 100,000 people assessed, 1,000 a second, about 79 s left",
        "90,000 of 100,000 people assessed, 2,225 a second, about 4 s left",
        "100,000 of 100,000 people assessed",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "about 1 s"), (89, "about 89 s"), (600, "about 10 min"), (9000, "about 2.5 h")]
)
def test_the_time_left_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert left(seconds) == said


def test_where_nobody_looks_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_csv(tmp_path / "data", crowd(20))
    assert run_on(folder, tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    assert run_on(folder, tmp_path / "out", more=("--progress",)) == 0
    assert capsys.readouterr().err == "20 of 20 people assessed\n"


def test_while_the_rules_are_made_machine_code_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_csv(tmp_path / "data", crowd(20))
    monkeypatch.setattr(assess, "WORTH_COMPILING", 20)
    monkeypatch.setattr(assess, "_run", partial(compiled_first, assess._run))
    assert run_on(folder, tmp_path / "out", more=("--progress",)) == 0
    assert capsys.readouterr().err.splitlines() == [
        "Making machine code of the rules: this takes about a minute, and is kept.",
        "20 of 20 people assessed",
    ]


def compiled_first(run: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """As where there is no machine code yet: the compiler says of each function when it begins with it."""
    for function in (kernel.look, kernel.assess_people):
        with trigger_event("numba:compile", data={"dispatcher": numba.njit(function)}):
            pass
    return run(*given, **named)


def test_on_a_terminal_it_is_told_without_asking(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "data", crowd(60))
    ours, theirs = pty.openpty()
    done = subprocess.run(command(folder, tmp_path / "out"), stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    assert shown.endswith("\r60 of 60 people assessed\x1b[K\r\n")


class Terminal(io.StringIO):
    """One that somebody sits before."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_says_it_five_times_a_second() -> None:
    now = [0.0]
    stream = Terminal()
    progress = Progress(stream, lambda: now[0])
    for seconds, people in ((5.0, 1_000), (5.1, 1_500), (6.0, 3_000), (6.5, 4_000)):
        now[0] = seconds
        progress.assessed(people, 4_000)
    assert stream.getvalue() == (
        "\r1,000 of 4,000 people assessed\x1b[K"
        "\r3,000 of 4,000 people assessed, 2,000 a second, about 1 s left\x1b[K"
        "\r4,000 of 4,000 people assessed\x1b[K\n"
    )
