"""Compiles the loop over people before the tests, of which some would wait for it, while the types are checked.

Named `shaped` it is the one for what the reference policy uses. Each is kept by the text of the rules: a second run
finds it.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.population_data import PROGRAMS, make
from recert.population import assess as population
from recert.terminal.assess import run


def main() -> int:
    """The exit code of assessing ten people with the compiled loop."""
    population.WORTH_COMPILING = 0  # type: ignore[misc]
    if sys.argv[1:] == ["shaped"]:
        population.WORTH_SHAPING = 0  # type: ignore[misc]
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        data, out = Path(folder) / "data", Path(folder) / "out"
        make(data, 10)
        given = ["--policy", str(PROGRAMS / "atlassian"), "--data", str(data), "--out", str(out)]
        return run([*given, "--as-of", "2026-11-01"])


if __name__ == "__main__":
    sys.exit(main())
