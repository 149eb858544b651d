"""All tests: once on the embedded database, then what uses a database again on PostgreSQL.

A PostgreSQL of DATABASE_URL is used if there is one; else one is started from a wheel and thrown away.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SIDE_BY_SIDE = ("-n", "5", "--dist", "worksteal")
"""More processes than cores: many tests wait for a browser, a server or a reader of pictures."""
WITHOUT_DATABASE = (
    *("policy", "population", "docs", "house", "design", "terminal", "test_laws.py"),
    *("audits/looks", "audits/reading", "config/test_commands.py", "demo/test_whole_demo.py"),
    *("records/test_evidence.py", "hardening/test_error_log.py"),
)
"""Tests that touch no database, or always the embedded one, and so need no second run."""


def run(words: list[str], environment: dict[str, str]) -> int:
    print(f"→ {' '.join(words)}", flush=True)
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Runs both; the exit code is that of the first that failed."""
    with TemporaryDirectory(prefix="recert-seen-") as folder:
        return both({**os.environ, "SEEN_PICTURES": folder})


def both(environment: dict[str, str]) -> int:
    """The same, in an environment with a folder for what was seen in pictures."""
    embedded = {name: value for name, value in environment.items() if name != "DATABASE_URL"}
    print("SQLite", flush=True)
    first = run(["pytest", *SIDE_BY_SIDE], embedded)
    print("PostgreSQL", flush=True)
    left = [f"--ignore=tests/{name}" for name in WITHOUT_DATABASE]
    words = ["pytest", *SIDE_BY_SIDE, "--without-browser", *left]
    if "DATABASE_URL" in environment:
        return first or run(words, environment)
    return first or run(["tests.with_postgres", *words], embedded)


if __name__ == "__main__":
    sys.exit(main())
