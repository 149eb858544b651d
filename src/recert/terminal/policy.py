"""`recert policy check PATH…`, `recert policy test PATH…` and `recert policy diff A B`."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from recert.policy.case import Case, read_cases, run_case
from recert.policy.difference import differences
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import read_policy
from recert.policy.toml import read_text


def run(arguments: list[str]) -> int:
    """Runs one of the three; the exit code is 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="recert policy", description="Checks and tests a program's rules.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="check | test | diff")
    for name, words in (
        ("check", "report every problem of a policy and its cases, with file and line"),
        ("test", "run the cases beside a policy"),
    ):
        command = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        command.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a program's folder, or its policy.toml"
        )
    command = commands.add_parser(
        "diff", help="say what differs between two policies", description="Says what differs."
    )
    for name, words in (("a", "a program's folder, or its policy.toml"), ("b", "another one")):
        command.add_argument(name, type=Path, metavar=name.upper(), help=words)
    chosen = parser.parse_args(arguments)
    if chosen.command == "diff":
        return diff(chosen.a, chosen.b)
    return check(chosen.paths) if chosen.command == "check" else test(chosen.paths)


def check(paths: Iterable[Path]) -> int:
    """Says what is wrong with each policy and the cases beside it."""
    problems = list[Problem]()
    for path in paths:
        policy = read_policy(path)
        if isinstance(policy, Problems):
            problems += policy.problems
            continue
        for file in case_files(path):
            cases = _cases(file, policy)
            problems += cases.problems if isinstance(cases, Problems) else ()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


def test(paths: Iterable[Path]) -> int:
    """Runs all cases and says what does not hold. A file that can't be read counts as failed."""
    passed = failed = 0
    for path in paths:
        policy = read_policy(path)
        if isinstance(policy, Problems):
            _say(policy.problems)
            failed += 1
            continue
        lowered = plan(policy)
        for file in case_files(path):
            cases = _cases(file, policy)
            if isinstance(cases, Problems):
                _say(cases.problems)
                failed += 1
                continue
            for case in cases:
                wrong = run_case(lowered, case)
                _say(wrong)
                passed, failed = (passed, failed + 1) if wrong else (passed + 1, failed)
    if not passed and not failed:
        print("no cases found: write them in a folder `cases` beside the policy", file=sys.stderr)
        return 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def diff(a: Path, b: Path) -> int:
    """Says what differs between two policies, a sentence a line."""
    before, after = read_policy(a), read_policy(b)
    if isinstance(before, Problems) or isinstance(after, Problems):
        for found in (before, after):
            _say(found.problems if isinstance(found, Problems) else ())
        return 1
    sentences = differences(before, after)
    for sentence in sentences:
        print(sentence)
    if not sentences:
        print("No rule differs.")
    return 0


def case_files(path: Path) -> list[Path]:
    """The case files beside a policy, in the order of their names."""
    return sorted(((path if path.is_dir() else path.parent) / "cases").glob("*.toml"))


def _cases(file: Path, policy: Policy) -> tuple[Case, ...] | Problems:
    text = read_text(file)
    return text if isinstance(text, Problems) else read_cases(text, str(file), policy)


def _say(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem)
