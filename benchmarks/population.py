"""One million people from Parquet, beside a plain loop per person and beside merely reading the same columns.

Everything is measured in one run of one process, so the ratios hold whatever the machine: best of three for the quick
parts, once for the slow one (on a share of the people, scaled).
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.population_data import PROGRAMS, make
from recert.policy.assess import assess
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy
from recert.terminal.assess import run
from recert.terminal.compare import run as compare

PROGRAM = PROGRAMS / "atlassian"
COMPLEX = "pmi"
"""The bundled program with the most kinds of rule: hours, categories, limits in units, surplus."""
AS_OF = date(2026, 11, 1)
TABLES = ("people", "credentials", "activities", "exams")


def timed(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the best of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def read_columns(data: Path) -> None:
    for name in TABLES:
        pq.read_table(data / f"{name}.parquet")


def command(data: Path, out: Path, tables: str, program: Path = PROGRAM) -> None:
    given = [
        "--policy",
        str(program),
        "--data",
        str(data),
        "--as-of",
        str(AS_OF),
        "--out",
        str(out),
        "--tables",
        tables,
    ]
    with redirect_stdout(StringIO()):
        assert run(given) == 0


def compare_by_command(folder: Path, data: Path) -> None:
    """What somebody waits for who asks what a changed requirement does to everybody."""
    changed = folder / "changed"
    if not changed.exists():
        shutil.copytree(PROGRAM, changed)
        text = (changed / "policy.toml").read_text()
        (changed / "policy.toml").write_text(text.replace("units = 100,", "units = 120,"))
    given = ["--before", str(PROGRAM), "--after", str(changed), "--data", str(data), "--as-of", str(AS_OF)]
    with redirect_stdout(StringIO()):
        assert compare([*given, "--out", str(folder / "compared")]) == 0


def plain_loop(lowered: Plan, data: Path, share: int) -> int:
    """What a script would do: one person at a time, from rows to an assessment, for one in `share` people."""
    people = pq.read_table(data / "people.parquet")["person"].to_pylist()
    people = people[: len(people) // share]
    last = people[-1]
    found: dict[object, list[list[object]]] = {person: [[], [], []] for person in people}
    rules: list[tuple[str, int, Callable[[dict[str, object]], object]]] = [
        ("credentials", 0, lambda r: Award(r["certification"], r["awarded"])),  # type: ignore[arg-type]
        ("activities", 1, lambda r: Activity(str(r["activity"]), r["type"], r["date"])),  # type: ignore[arg-type]
        ("exams", 2, lambda r: Exam(r["certification"], r["date"], r["result"] == "passed")),  # type: ignore[arg-type]
    ]
    for name, place, build in rules:
        for row in rows(data / f"{name}.parquet", last):
            found[row["person"]][place].append(build(row))
    cycles = 0
    for awards, activities, exams in found.values():
        history = History(tuple(awards), tuple(exams), tuple(activities))  # type: ignore[arg-type]
        cycles += sum(len(standing.cycles) for standing in assess(lowered, history, AS_OF).groups)
    return cycles


def rows(file: Path, last: object) -> Iterator[dict[str, object]]:
    for batch in pq.ParquetFile(file).iter_batches(65536):
        for row in batch.to_pylist():
            if row["person"] > last:
                return
            yield row


def one_person(lowered: Plan) -> float:
    """Microseconds for one person with two levels and twelve activities, reasons included."""
    from recert.policy import explain

    activities = tuple(
        Activity(str(i), ("course", "local-event", "global-event")[i % 3], date(2025, 1 + i, 3), f"activity {i}")
        for i in range(12)
    )
    history = History((Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2022, 3, 15))), (), activities)
    by_ref = {activity.ref: activity for activity in activities}

    def work(_: int = 0) -> None:
        for standing in assess(lowered, history, AS_OF).groups:
            for entry in standing.entries:
                explain.entry(lowered.policy, standing, entry, by_ref)

    for _ in range(200):
        work()
    return timed(lambda: deque(map(work, range(500)), 0), 5) / 500 * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--text-ids", action="store_true", help="candidate numbers such as AT00000007, not integers")
    chosen = parser.parse_args()
    json.dump(measure(chosen.people, text_ids=chosen.text_ids), sys.stdout, indent=2)
    print()


def measure(people: int, *, text_ids: bool) -> dict[str, float]:
    """All figures."""
    policy = read_policy(PROGRAM)
    assert isinstance(policy, Policy)
    lowered = plan(policy)
    found: dict[str, float] = {"one person, µs": one_person(lowered)}
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data", Path(folder) / "out"
        make(data, people, text_ids=text_ids)
        command(data, out, "both")  # compiles, or loads what was compiled before
        reading = timed(lambda: read_columns(data))
        found |= {"reading the columns, s": reading}
        found |= {"standings, s": timed(lambda: command(data, out, "standings"))}
        found |= {"standings and entries, s": timed(lambda: command(data, out, "both"))}
        other = Path(folder) / COMPLEX
        make(other, people, text_ids=text_ids, program=COMPLEX)
        command(other, out, "standings", PROGRAMS / COMPLEX)
        found |= {f"reading the columns of {COMPLEX}, s": timed(lambda: read_columns(other))}
        found |= {f"{COMPLEX}, standings, s": timed(lambda: command(other, out, "standings", PROGRAMS / COMPLEX))}
        found |= {"a changed rule for everybody, s": timed(lambda: compare_by_command(Path(folder), data))}
        share = max(1, people // 20_000)
        found |= {"plain loop, s": timed(lambda: plain_loop(lowered, data, share), 1) * share}
    for name in ("standings", "standings and entries", "plain loop"):
        found[f"{name} / reading"] = found[f"{name}, s"] / reading
    found[f"{COMPLEX}, standings / reading"] = (
        found[f"{COMPLEX}, standings, s"] / found[f"reading the columns of {COMPLEX}, s"]
    )
    return {name: round(value, 3) for name, value in found.items()}


if __name__ == "__main__":
    main()
