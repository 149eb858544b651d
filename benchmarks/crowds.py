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

from benchmarks.population_data import PROGRAMS, make, shuffle

READ = """
import sys, pyarrow.parquet as pq
for name in ("people", "credentials", "activities", "exams"):
    for batch in pq.ParquetFile(f"{sys.argv[1]}/{name}.parquet").iter_batches(1 << 20):
        pass
"""
NOTHING = "import numba, recert.population.job; from recert.population.kernel import compiled; compiled()"
COMPLEX = "pmi"


def ran(words: list[str]) -> tuple[float, float]:
    """Seconds and MiB of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, words
    return time.perf_counter() - begin, used.ru_maxrss / 1024


def best(words: list[str], times: int) -> tuple[float, float]:
    """The quickest of a few runs, with the greatest memory of all."""
    found = [ran(words) for _ in range(times)]
    return min(seconds for seconds, _ in found), max(memory for _, memory in found)


def assessing(data: Path, out: Path, program: str, tables: str) -> list[str]:
    words = ["-c", "import sys; from recert.cli import main; sys.exit(main())", "assess"]
    words += ["--policy", str(PROGRAMS / program), "--data", str(data), "--as-of", "2026-11-01", "--out", str(out)]
    return [*words, "--tables", tables]


def measure(sizes: list[int], times: int, folder: Path) -> dict[str, float]:
    """All figures. What a process costs before it looks at the first person is taken off where it says 'a person'."""
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
    start = best(["-c", NOTHING], times)[0]
    for size in sizes:
        data = folder / f"{size}"
        make(data, size)
        make(data.with_name(data.name + f"-{COMPLEX}"), size, program=COMPLEX)
        if size <= 1_000_000:
            shuffle(data, data.with_name(data.name + "-shuffled"))
        found[f"{size:,}: reading, s"] = best(["-c", READ, str(data)], times)[0]
        for way, words in ways.items():
            if "no order" in way and size > 1_000_000:
                continue
            ran(words(data)) if size == sizes[0] else None  # compiles, where it was not compiled before
            seconds, memory = best(words(data), times)
            found |= {f"{size:,}: {way}, s": seconds, f"{size:,}: {way}, MiB": memory}
            per_person.setdefault(way, {})[size] = (seconds - start) / size
    for way, costs in per_person.items():
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
