"""What is compiled for one loop alone."""

import subprocess
import sys
from pathlib import Path

MODULE = """
def twice(one):
    return one + one

def more(one):
    return twice(one) + 1

def add(one, other):
    found = 0
    for i in range(one):
        found += more(i) * other
    return found
"""
PROCESS = """
from pathlib import Path
import sys

import numba
from numba.extending import register_jitable

from made import add, more, twice
from recert.population.once import once

for function in (more, twice):
    register_jitable(function)
loop = numba.njit(cache=True)(add)
found = once(loop, Path(sys.argv[1]), {"more", "twice"})
found(3, 4)
(made,) = loop.overloads.values()
known = [name for name in made.library._codegen._engine._defined_symbols if "NumbaEnv" not in name]
by_themselves = [name for name in known if "twice" in name or "more" in name]
print(loop(3, 4), len(by_themselves))
"""


def test_what_a_loop_alone_calls_has_no_machine_code_of_its_own_compiled_or_read(tmp_path: Path) -> None:
    (tmp_path / "made.py").write_text(MODULE)
    (tmp_path / "process.py").write_text(PROCESS)
    command = [sys.executable, str(tmp_path / "process.py"), str(tmp_path / "kept")]
    environment = {"NUMBA_CACHE_DIR": str(tmp_path / "kept"), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    told = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout for _ in range(2)
    ]
    assert told == ["36 0\n", "36 0\n"]
