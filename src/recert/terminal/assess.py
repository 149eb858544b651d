"""`recert assess`: a population from files to tables."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from recert.policy.plan import Plan, plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import read_policy

if TYPE_CHECKING:
    from recert.population.job import Engine

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
    parser.add_argument("--engine", choices=("local", "spark"), default="local", help="this machine, or Apache Spark")
    parser.add_argument(
        "--master", metavar="URL", help="of Spark: local[2], spark://…; all of this machine, unless given"
    )
    parser.add_argument("--progress", action="store_true", help="say how far it is, also where that is no terminal")
    return parser


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """What every command about a population reads."""
    parser.add_argument(
        "--policy", type=Path, required=True, metavar="DIR", help="a program's folder, or its policy.toml"
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="people, credentials, activities, exams"
    )


ONE: Final = {"people": "person", "standings": "standing", "entries": "entry", "designations": "designation"}
"""What is counted in the end, where it is one."""


def day(text: str) -> date:
    """A date given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2026-03-05") from None


def _assess(chosen: argparse.Namespace, lowered: Plan) -> int:
    from recert.population.job import BusyError, MissingError, Told, Wish, carry_out, on_all_cores
    from recert.population.load import UnreadableError
    from recert.population.unlooked import unlooked
    from recert.terminal.progress import Progress

    if chosen.master and chosen.engine != "spark":
        print(f"--master {chosen.master} is Spark's: add --engine spark, or leave it out", file=sys.stderr)
        return 2
    wish = Wish(chosen.data, chosen.out, chosen.as_of, both=chosen.tables == "both", ending=chosen.format)
    progress = Progress(sys.stderr) if chosen.progress or sys.stderr.isatty() else Told()
    try:
        engine = _spark(chosen.master) if chosen.engine == "spark" else on_all_cores
        if warning := unlooked(chosen.data, lowered.policy):
            print(warning, file=sys.stderr)
        done = carry_out(lowered, wish, engine, progress, partial(report, file=chosen.out / "problems.txt"))
    except (UnreadableError, BusyError, MissingError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except OSError as wrong:
        print(f"{chosen.out}: it can't be written ({wrong.strerror}): choose another folder", file=sys.stderr)
        return 1
    counts = {"people": done.people, **done.rows}
    told = [f"{many:,} {ONE[name] if many == 1 else name}" for name, many in counts.items()]
    print(f"{', '.join(told)} in {chosen.out}")
    return 1 if done.bad else 0


def _spark(master: str | None) -> "Engine":
    from recert.population.spark import OnSpark, check

    check()
    return OnSpark(master or "local[*]")


def report(problems: Iterable[Problem], file: Path) -> int:
    """Bad rows on the terminal, and all of them in a file. Returns how many there are."""
    many = 0
    part = file.with_name(f".{file.name}.part")
    with part.open("w") as opened:
        for problem in problems:
            many += 1
            opened.write(f"{problem}\n")
            if many <= SHOWN:
                print(problem, file=sys.stderr)
    if many:
        part.replace(file)
    else:
        part.unlink()
        file.unlink(missing_ok=True)
    if many > SHOWN:
        print(f"… and {many - SHOWN:,} more bad rows: all are in {file}", file=sys.stderr)
    return many
