"""Processes that need the same machine code at the same time."""

import subprocess
import sys
from pathlib import Path

MODULE = """
def add(one, other):
    found = 0
    for i in range(one):
        found += i * other
    return found
"""
PROCESS = """
import sys
from pathlib import Path

import numba

from made import add
from recert.population.once import once

loop = numba.njit(cache=True)(add)
call = once(loop, Path(sys.argv[1]))
print("ready", flush=True)
input()
call(3, 4)
call(5, 6)
print(sum(loop.stats.cache_hits.values()), sum(loop.stats.cache_misses.values()))
"""


def test_of_two_processes_one_compiles_and_the_other_reads_what_it_made(tmp_path: Path) -> None:
    (tmp_path / "made.py").write_text(MODULE)
    (tmp_path / "process.py").write_text(PROCESS)
    command = [sys.executable, str(tmp_path / "process.py"), str(tmp_path / "kept")]
    environment = {"NUMBA_CACHE_DIR": str(tmp_path / "kept"), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    both = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for each in both:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = sorted(each.communicate(timeout=120)[0].strip() for each in both)
    assert told == ["0 1", "1 0"]
