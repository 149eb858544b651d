"""The commands as an operator runs them."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.serving import ReservedPort

RECERT = str(Path(sys.executable).parent / "recert")


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "RECERT_HOME": str(home), "RECERT_DEVELOPMENT": "1"}


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RECERT, *arguments], env=environment(home), capture_output=True, text=True, timeout=120)


def test_without_arguments_the_commands_are_listed(tmp_path: Path) -> None:
    said = run(tmp_path).stdout
    for command in ("doctor", "migrate", "serve", "work"):
        assert f"recert {command}" in said


def test_a_newcomer_who_checks_a_program_is_told_the_command_for_it(tmp_path: Path) -> None:
    """`recert check` is Django's: it looks at the installation, and knows no folder of rules."""
    (tmp_path / "ptcb").mkdir()
    folder = str(tmp_path / "ptcb")
    for typed, meant in (
        (("check", folder), f"did you mean `recert policy check {folder}`?"),
        (("test", folder), f"did you mean `recert policy test {folder}`?"),
        ((folder,), f"did you mean `recert policy check {folder}`?"),
        (("asess",), "did you mean `recert assess`?"),
        (("foo",), "there is no command foo: `recert help` lists them"),
    ):
        done = run(tmp_path, *typed)
        assert done.returncode == 2 and meant in done.stderr and "Traceback" not in done.stderr
    assert run(tmp_path, "check", "--tag", "urls").returncode == 0


def test_serving_and_working_on_a_fresh_machine(tmp_path: Path) -> None:
    reserved = ReservedPort()
    port = reserved.number
    for refused in (run(tmp_path, "serve", "--port", str(port)), run(tmp_path, "work")):
        assert refused.returncode == 1 and "Run: recert migrate" in refused.stderr and "Traceback" not in refused.stderr
    assert run(tmp_path, "migrate").returncode == 0
    sick = run(tmp_path, "doctor")
    assert sick.returncode == 1 and "recert work" in sick.stdout
    worker = subprocess.Popen([RECERT, "work"], env=environment(tmp_path), start_new_session=True)
    server = subprocess.Popen([RECERT, "serve", "--port", str(port)], env=environment(tmp_path))
    try:
        page = fetch(f"http://127.0.0.1:{port}/account/login/", server)
        style = next(part for part in page.split('"') if part.startswith("/static/design/base."))
        assert style != "/static/design/base.css"  # a name of its own for each content
        assert "--action" in fetch(f"http://127.0.0.1:{port}{style}", server)
        busy = run(tmp_path, "serve", "--port", str(port))
        assert busy.returncode == 1 and "can't be used" in busy.stderr and "Traceback" not in busy.stderr
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0, "stopped as an operator stops it, it ends well"
        wait_for_work(tmp_path, worker)
        well = run(tmp_path, "doctor")
        assert "Worker: running" in well.stdout and well.stdout.endswith("All well.\n") and well.returncode == 0
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(120) == 0
        worker = subprocess.Popen([RECERT, "work"], env=environment(tmp_path), start_new_session=True)
        wait_for_children(worker)
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait(120)  # told with all its processes, as systemd does it
    finally:
        server.kill()
        reserved.release()
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)


def wait_for_children(worker: subprocess.Popen[bytes]) -> None:
    """Until those that do the work are there: children of the process that watches them."""
    end, parent = time.monotonic() + 120, psutil.Process(worker.pid)
    while len(parent.children(recursive=True)) < 3:
        assert worker.poll() is None and time.monotonic() < end, "nobody began to work"
        time.sleep(0.2)


def wait_for_work(home: Path, worker: subprocess.Popen[bytes]) -> None:
    """Until something is done. The database is asked and not the doctor, who takes longer than the work."""
    end = time.monotonic() + 240
    with closing(sqlite3.connect(home / "recert.sqlite3")) as database:
        while not (done := database.execute("SELECT name, success, result FROM django_q_task").fetchall()):
            assert worker.poll() is None, "the worker ended"
            assert time.monotonic() < end, "nothing was done"
            time.sleep(0.2)
    assert all(success for _name, success, _result in done), done


FEWER = """
from recert.demo import stories

stories.CAST = tuple((tell, 1 + count // 8) for tell, count in stories.CAST)

from recert.cli import main

main()
"""
"""The command with fewer candidates, who take a long time to load. All of them are in tests/demo/test_demo.py."""


def test_the_demo_prints_three_sign_ins_serves_on_the_port_asked_for_and_loads_once(tmp_path: Path) -> None:
    reserved = ReservedPort()
    told, loaded = [], []
    for _time in range(2):
        log = tmp_path / "demo.log"
        with log.open("w") as out:
            demo = subprocess.Popen(
                [sys.executable, "-c", FEWER, "demo"],
                env={**environment(tmp_path), "PORT": str(reserved.number)},
                stdout=out,
                stderr=out,
            )
        try:
            assert "Sign in" in fetch(f"http://127.0.0.1:{reserved.number}/account/login/", demo)
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(60)
        told.append(log.read_text())
        with closing(sqlite3.connect(tmp_path / "recert.sqlite3")) as database:
            loaded += database.execute("SELECT count(*) FROM people_candidate").fetchone()
    reserved.release()
    assert loaded[0] == loaded[1] > 20
    for said in told:
        assert f"Loading candidates: {loaded[0]} of {loaded[0]}" in said
        for who in ("candidate@example.org", "auditor@example.org", "owner@example.org"):
            assert re.search(rf"^  {who} .+ http://127\.0\.0\.1:{reserved.number}/", said, re.MULTILINE)
    assert f"Loading candidates: {loaded[0] // 4} of {loaded[0]}" in told[0], "progress is shown"


def fetch(address: str, server: subprocess.Popen[bytes]) -> str:
    for _attempt in range(2400):
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)  # still starting
    raise TimeoutError(address)
