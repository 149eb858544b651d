"""All benchmarks with their limits: `make bench`, or `python -m benchmarks --people 200000 --web-people 5000` for less.

Each part runs in a process of its own. What counts are ratios within one run; the other figures are of this machine.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure must not exceed, or must reach."""

    figure: str
    most: float | None = None
    least: float | None = None

    def holds(self, value: float) -> bool:
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def __str__(self) -> str:
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


POPULATION = (
    Limit("one person, µs", most=300),
    Limit("standings / reading", most=2),
    Limit("standings and entries / reading", most=6),
    Limit("pmi, standings / reading", most=5),
    Limit("a changed rule for everybody, s", most=5),
)
CROWDS = (
    Limit("sorted, standings, a person, most / fewest people", most=1.2),
    Limit("sorted, both, a person, most / fewest people", most=1.2),
    Limit("no order, both, a person, most / fewest people", most=1.2),
    Limit("pmi, standings, a person, most / fewest people", most=1.2),
)
WEB = (
    Limit("page / bare, by processor time", least=0.3),
    Limit("unchanged / bare, by processor time", least=0.8),
)
QUEUE = (
    Limit("first, many / few", most=1.2),
    Limit("by type, many / few", most=1.2),
    Limit("by check, many / few", most=1.2),
    Limit("far, many / few", most=1.2),
    Limit("first, more queries", most=0),
    Limit("by check, more queries", most=0),
)
PICTURES = (
    Limit("recall, decided", least=0.95),
    Limit("recall, proposed", least=0.95),
    Limit("false alarms", most=0.01),
    Limit("found among the first 50", least=0.95),
    Limit("linear scan / look-up", least=10),
    Limit("read right, name", least=0.9),
    Limit("read right, date", least=0.95),
    Limit("read right, title", least=0.95),
)


def figures(words: list[str], environment: dict[str, str]) -> dict[str, float]:
    """What a benchmark printed."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def show(title: str, found: dict[str, float], limits: tuple[Limit, ...]) -> bool:
    """Prints one part; whether every limit holds."""
    wanted = {limit.figure: limit for limit in limits}
    print(f"\n{title}")
    for name, value in found.items():
        limit = wanted.get(name)
        verdict = "" if limit is None else f"{limit!s:>8}  {'pass' if limit.holds(value) else 'FAIL'}"
        print(f"  {name:<44}{value:>12,.3f}  {verdict}".rstrip())
    sys.stdout.flush()
    return all(limit.holds(found[limit.figure]) for limit in limits)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="in the population (default: 1,000,000)")
    parser.add_argument("--web-people", type=int, default=20_000, help="candidates behind the pages (default: 20,000)")
    parser.add_argument("--only", choices=["population", "web", "queue", "pictures"], help="one part alone")
    chosen = parser.parse_args()
    embedded = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    passed = True
    if chosen.only in (None, "population"):
        told = figures(["benchmarks.population", "--people", str(chosen.people)], embedded)
        passed &= show(f"Population of {chosen.people:,}, from Parquet", told, POPULATION)
        sizes = [str(chosen.people // 10), str(chosen.people)]
        told = figures(["benchmarks.crowds", "--people", *sizes], embedded)
        passed &= show(f"From {chosen.people // 10:,} people to {chosen.people:,}, each run a process", told, CROWDS)
    if chosen.only in (None, "pictures"):
        passed &= show("Copies of evidence, and reading it", figures(["benchmarks.pictures"], embedded), PICTURES)
    if chosen.only in (None, "queue"):
        passed &= show("The audits' queue, SQLite", figures(["benchmarks.queue"], embedded), QUEUE)
        told = figures(["tests.with_postgres", "python", "-m", "benchmarks.queue"], dict(os.environ))
        passed &= show("The audits' queue, PostgreSQL", told, QUEUE)
    if chosen.only in (None, "web"):
        words = ["benchmarks.web", "--people", str(chosen.web_people)]
        title = f"Pages, {chosen.web_people:,} candidates, two server processes, eight clients"
        passed &= show(f"{title}, SQLite", figures(words, embedded), WEB)
        told = figures(["tests.with_postgres", "python", "-m", *words], dict(os.environ))
        passed &= show(f"{title}, PostgreSQL", told, WEB)
    print("\nEvery limit holds." if passed else "\nA limit does not hold.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
