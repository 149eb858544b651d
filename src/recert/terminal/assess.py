"""`recert assess`: a population from files to tables."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Final

from recert.policy.plan import Plan, plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import read_policy

SHOWN: Final = 100
"""Bad rows that are shown on the terminal; the file has all."""


def run(arguments: list[str]) -> int:
    """Assesses, writes the tables, and reports bad rows. The exit code is 1 when there were any."""
    chosen = _parser().parse_args(arguments)
    policy = read_policy(chosen.policy)
    if isinstance(policy, Problems):
        for problem in policy.problems:
            print(problem, file=sys.stderr)
        return 1
    return _assess(chosen, plan(policy))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recert assess",
        description="Assesses everybody in a folder of tables by a policy, and writes standings and entries.",
    )
    add_inputs(parser)
    parser.add_argument("--as-of", type=day, required=True, metavar="DATE", help="the day to look from, as 2026-03-05")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="where standings and entries are written"
    )
    parser.add_argument("--tables", choices=("standings", "both"), default="both", help="which tables to write")
    parser.add_argument("--format", choices=("parquet", "csv"), help="as the people table, unless given")
    return parser


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """What every command about a population reads."""
    parser.add_argument(
        "--policy", type=Path, required=True, metavar="DIR", help="a program's folder, or its policy.toml"
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="people, credentials, activities, exams"
    )


def day(text: str) -> date:
    """A date given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2026-03-05") from None


def _assess(chosen: argparse.Namespace, lowered: Plan) -> int:
    from recert.population.assess import assess_population
    from recert.population.histories import read_histories
    from recert.population.load import UnreadableError

    both = chosen.tables == "both"
    try:
        histories = read_histories(chosen.data, lowered, with_entries=both)
        chosen.out.mkdir(parents=True, exist_ok=True)
        ending = chosen.format or ("parquet" if histories.parquet else "csv")
        parts = assess_population(lowered, histories, chosen.as_of, with_entries=both)
        counted = _write(parts, chosen.out, ending)
    except UnreadableError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except OSError as wrong:
        print(f"{chosen.out}: it can't be written ({wrong.strerror}): choose another folder", file=sys.stderr)
        return 1
    report(histories.problems, chosen.out / "problems.txt")
    told = f"{len(histories.people):,} people, {counted[0]:,} standings" + (f", {counted[1]:,} entries" if both else "")
    print(f"{told} in {chosen.out}")
    return 1 if histories.problems else 0


def _write(parts: Iterator[tuple[Any, Any]], folder: Path, ending: str) -> list[int]:
    """Writes the tables part by part, each whole or not at all, and returns how many rows each has."""
    from recert.population.write import Writer, opened

    counted = [0, 0]
    with ExitStack() as stack:
        writers = dict[str, Writer]()
        for part in parts:
            for i, (name, batch) in enumerate(zip(("standings", "entries"), part, strict=True)):
                if batch is None:
                    continue
                if name not in writers:
                    writers[name] = stack.enter_context(opened(folder / f"{name}.{ending}", batch.schema))
                writers[name].write(batch)
                counted[i] += batch.num_rows
    return counted


def report(problems: list[Problem], file: Path) -> None:
    """Bad rows on the terminal, and all of them in a file."""
    file.unlink(missing_ok=True)
    for problem in problems[:SHOWN]:
        print(problem, file=sys.stderr)
    if problems:
        file.write_text("".join(f"{problem}\n" for problem in problems))
    if len(problems) > SHOWN:
        print(f"… and {len(problems) - SHOWN:,} more bad rows: all are in {file}", file=sys.stderr)
