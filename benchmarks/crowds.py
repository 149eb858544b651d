"""What a person costs, and how much memory it takes, from 100,000 people on: each run in a process of its own.

`python -m benchmarks.crowds` takes 100,000 and 1,000,000; `--people 100000 10000000` others.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.population_data import PROGRAMS

READ = """
import sys, pyarrow.parquet as pq
for name in ("people", "credentials", "activities", "exams"):
    for batch in pq.ParquetFile(f"{sys.argv[1]}/{name}.parquet").iter_batches(1 << 20):
        pass
"""
FEW = 20_000
"""So many people cost little beside what every run costs, so the others are told by what they cost more than these."""
COMPLEX = "pmi"
MOST_SHUFFLED = 1_000_000
"""More are not brought into disorder: that is done in memory."""


class Used(NamedTuple):
    """Seconds, seconds of processor time, and MiB at most."""

    seconds: float
    processor: float
    memory: float


def ran(words: list[str]) -> Used:
    """What a process used. A child counts the memory of this process as its own, so this one must stay small."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert status == 0, words
    return Used(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def best(words: list[str], times: int) -> Used:
    """The least time of a few runs, and the greatest memory."""
    found = [ran(words) for _ in range(times)]
    least = [min(column) for column in zip(*found, strict=True)]
    return Used(least[0], least[1], max(used.memory for used in found))


def made(folder: Path, people: int) -> None:
    """All tables that are needed, by processes of their own."""
    code = "import sys; from pathlib import Path; from benchmarks.population_data import make, shuffle; "
    code += "name, many, program = sys.argv[1:]; "
    code += "make(Path(name), int(many), program=program) if int(many) else shuffle(Path(name), Path(program))"
    ran(["-c", code, str(folder), str(people), "atlassian"])
    ran(["-c", code, f"{folder}-{COMPLEX}", str(people), COMPLEX])
    if people <= MOST_SHUFFLED:
        ran(["-c", code, str(folder), "0", f"{folder}-shuffled"])


def assessing(data: Path, out: Path, program: str, tables: str) -> list[str]:
    words = ["-c", "import sys; from recert.cli import main; sys.exit(main())", "assess"]
    words += ["--policy", str(PROGRAMS / program), "--data", str(data), "--as-of", "2026-11-01", "--out", str(out)]
    return [*words, "--tables", tables]


def measure(sizes: list[int], times: int, folder: Path) -> dict[str, float]:
    """All figures. A person's cost is processor time, beyond that of the run with FEW people."""
    found = dict[str, float]()
    out = folder / "out"
    per_person = dict[str, dict[int, float]]()
    ways: dict[str, Callable[[Path], list[str]]] = {
        "sorted, standings": lambda data: assessing(data, out, "atlassian", "standings"),
        "sorted, both": lambda data: assessing(data, out, "atlassian", "both"),
        "no order, both": lambda data: assessing(data.with_name(data.name + "-shuffled"), out, "atlassian", "both"),
        f"{COMPLEX}, standings": lambda data: assessing(
            data.with_name(data.name + f"-{COMPLEX}"), out, COMPLEX, "standings"
        ),
    }
    for size in [FEW, *sizes]:
        data = folder / f"{size}"
        made(data, size)
        found[f"{size:,}: reading, s"] = best(["-c", READ, str(data)], times).seconds
        for way, words in ways.items():
            if "no order" in way and size > MOST_SHUFFLED:
                continue
            if size == FEW:
                ran(words(data))  # compiles, where it was not compiled before
            used = best(words(data), times)
            names = [f"{size:,}: {way}, {name}" for name in ("s", "CPU s", "MiB")]
            found |= dict(zip(names, used, strict=True))
            per_person.setdefault(way, {})[size] = used.processor
    for way, used_for in per_person.items():
        costs = {size: (used_for[size] - used_for[FEW]) / (size - FEW) for size in used_for if size > FEW}
        found |= {f"{way}, a person of {size:,}, µs": 1e6 * cost for size, cost in costs.items()}
        if len(costs) > 1:
            found[f"{way}, a person, most / fewest people"] = costs[max(costs)] / costs[min(costs)]
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=3, help="runs of each, of which the quickest counts")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(chosen.people, chosen.times, Path(folder)), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
