"""`recert compare`: what another policy would mean for a population, person by person."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recert.policy.compare import COUNTED, Totals
from recert.policy.effect import titles_of, told
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problems
from recert.policy.read import read_policy
from recert.policy.sentence import Shown, plain
from recert.terminal.assess import day, report

if TYPE_CHECKING:
    from recert.population.compare import Comparison


def run(arguments: list[str]) -> int:
    """Compares, writes who changed, and says it in sentences. The exit code is 1 when rows had to be left out."""
    chosen = _parser().parse_args(arguments)
    policies = [read_policy(chosen.before), read_policy(chosen.after)]
    for found in policies:
        if isinstance(found, Problems):
            for problem in found.problems:
                print(problem, file=sys.stderr)
    before, after = policies
    if isinstance(before, Problems) or isinstance(after, Problems):
        return 1
    return _compare(chosen, plan(before), plan(after))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recert compare",
        description="Assesses everybody in a folder of tables by two policies, and says who gains and who loses.",
    )
    for name, words in (("before", "the rules as they are"), ("after", "the rules as they would be")):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="DIR", help=f"{words}: a program's folder")
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="people, credentials, activities, exams, renewals"
    )
    parser.add_argument("--as-of", type=day, required=True, metavar="DATE", help="the day to look from, as 2026-03-05")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where changes and months are written")
    parser.add_argument("--format", choices=("parquet", "csv"), help="as the people table, unless given")
    return parser


def _compare(chosen: argparse.Namespace, before: Plan, after: Plan) -> int:
    from recert.population.compare import compare_population
    from recert.population.load import UnreadableError

    try:
        found = compare_population(before, after, chosen.data, chosen.as_of)
        chosen.out.mkdir(parents=True, exist_ok=True)
        ending = chosen.format or ("parquet" if found.parquet else "csv")
        rows = write(found, chosen.out, ending)
    except UnreadableError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except OSError as wrong:
        print(f"{chosen.out}: it can't be written ({wrong.strerror}): choose another folder", file=sys.stderr)
        return 1
    report(found.problems, chosen.out / "problems.txt")
    for line in told(found.totals, names(before.policy, after.policy), titles_of(before.policy, after.policy)):
        print("  " * line.depth + line.text.say(show=_shown))
    print(f"{rows:,} {'change' if rows == 1 else 'changes'} in {chosen.out}")
    return 1 if found.problems else 0


def names(before: Policy, after: Policy) -> dict[str, str]:
    """The groups of both by their keys, named as the later policy does."""
    return {group.key: group.name for policy in (before, after) for group in policy.groups}


def _shown(value: Shown) -> str:
    return f"{value:,}" if isinstance(value, int) else plain(value)


def write(found: "Comparison", folder: Path, ending: str) -> int:
    """Writes both tables, each whole or not at all. Returns how many rows the changes have."""
    import pyarrow as pa

    from recert.population.write import opened

    rows = 0
    with ExitStack() as stack:
        writer: Any = None
        for batch in found.batches:
            writer = writer or stack.enter_context(opened(folder / f"changes.{ending}", batch.schema))
            writer.write(batch)
            rows += batch.num_rows
    months = pa.RecordBatch.from_pylist(months_of(found.totals), schema=months_schema())
    with opened(folder / f"months.{ending}", months.schema) as writer:
        writer.write(months)
    return rows


def months_of(totals: Totals) -> list[dict[str, Any]]:
    """The counts of every group and month, as rows."""
    return [
        {"group": group, "month": month, **{name: getattr(counts, name) for name in COUNTED}}
        for group in totals.groups()
        for month, counts in totals.by_month(group)
    ]


def months_schema() -> Any:
    """Their columns."""
    import pyarrow as pa

    counts = [(name, pa.int64()) for name in COUNTED]
    return pa.schema([("group", pa.string()), ("month", pa.date32()), *counts])
