"""All tests: once on the embedded database, and beside that what uses a database also on PostgreSQL.

A PostgreSQL of DATABASE_URL is used if there is one; else one is started from a wheel and thrown away.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

ROOT = Path(__file__).parent.parent
EMBEDDED = ("-n", "4", "--dist", "worksteal")
POSTGRES = ("-n", "2", "--dist", "worksteal")
"""More processes than cores: many tests wait for a browser, a server or a reader of pictures. And both runs at once, as
in the end of each some processes have nothing left to do.
"""
WITHOUT_DATABASE = (
    *("policy", "population", "docs", "house", "design", "terminal", "test_laws.py"),
    *("audits/looks", "audits/reading", "config/test_commands.py", "demo/test_whole_demo.py"),
    *("records/test_evidence.py", "hardening/test_error_log.py"),
)
"""Tests that touch no database, or always the embedded one, and so need no second run."""


def begin(words: list[str], environment: dict[str, str], told: IO[str] | None = None) -> subprocess.Popen[str]:
    """Begins a run, which tells what comes of it here or in a file."""
    print(f"→ {' '.join(words)}", flush=True)
    command = [sys.executable, "-m", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=told, text=True)


def main() -> int:
    """Runs both; the exit code is that of the first that failed."""
    with TemporaryDirectory(prefix="recert-seen-") as folder:
        return both({**os.environ, "SEEN_PICTURES": folder})


def both(environment: dict[str, str]) -> int:
    """The same, in an environment with a folder for what was seen in pictures."""
    embedded = {name: value for name, value in environment.items() if name != "DATABASE_URL"}
    left = [f"--ignore=tests/{name}" for name in WITHOUT_DATABASE]
    words = ["pytest", *POSTGRES, "--without-browser", *left]
    if "DATABASE_URL" not in environment:
        words = ["tests.with_postgres", *words]
    with TemporaryFile("w+") as told:
        print("PostgreSQL, told at the end", flush=True)
        second = begin(words, environment, told)
        try:
            print("SQLite", flush=True)
            first = begin(["pytest", *EMBEDDED], embedded).wait()
            of_second = second.wait()
        finally:
            second.terminate()
        told.seek(0)
        print("PostgreSQL", told.read(), sep="\n", flush=True)
    return first or of_second


if __name__ == "__main__":
    sys.exit(main())
