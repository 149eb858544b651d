"""`recert policy check PATH…`, `recert policy test PATH…` and `recert policy diff A B`."""

import argparse
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, Final

from recert.policy import designation_words
from recert.policy.assess import assess
from recert.policy.case import Case, read_cases
from recert.policy.case_doubts import case_doubts
from recert.policy.case_results import run_case, unknown_names
from recert.policy.difference_past import differences_told
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import policy_file, read_policy
from recert.policy.schema import Schema, case_schema, policy_schema, text_of
from recert.policy.story import story
from recert.policy.toml import read_text
from recert.policy.warn import as_warning, warnings
from recert.terminal.new import add_options as add_new_options
from recert.terminal.new import new
from recert.terminal.person import Person
from recert.terminal.show import add_options as add_show_options
from recert.terminal.show import show


def run(arguments: list[str]) -> int:
    """Runs one of the commands; the exit code is 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="recert policy", description="Writes, checks and tests a program's rules.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_add_check, _add_test, _add_diff, _add_show, _add_new, _add_schema):
        add(commands)
    chosen = parser.parse_args(arguments)
    done: int = chosen.run(chosen)
    return done


Commands = Any
"""What argparse hands out for subcommands; its type is private."""
PLACE: Final = "a program's folder, or its policy.toml"


def _add(commands: Commands, name: str, words: str, todo: Callable[[argparse.Namespace], int]) -> Any:
    """A command with its words in the overview and in its own help."""
    command = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    command.set_defaults(run=todo)
    return command


def _add_check(commands: Commands) -> None:
    words = "report every problem of a policy and its cases, with file and line"
    command = _add(commands, "check", words, lambda chosen: check(chosen.paths))
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=PLACE)


def _add_test(commands: Commands) -> None:
    command = _add(commands, "test", "run the cases beside a policy", lambda chosen: test(chosen.paths, chosen.explain))
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=PLACE)
    words = "only the cases with these words in their name, and what the rules make of their facts"
    command.add_argument("--explain", metavar="WORDS", help=words)


def _add_diff(commands: Commands) -> None:
    command = _add(commands, "diff", "say what differs between two policies", lambda chosen: diff(chosen.a, chosen.b))
    command.add_argument("a", type=Path, metavar="A", help=PLACE)
    command.add_argument("b", type=Path, metavar="B", help="another one")


def _add_show(commands: Commands) -> None:
    command = _add(commands, "show", "say in plain English what a policy says, with what is in force since when", show)
    add_show_options(command)


def _add_new(commands: Commands) -> None:
    add_new_options(_add(commands, "new", "begin a program: its policy, a file of cases, and a README to fill in", new))


def _add_schema(commands: Commands) -> None:
    words = "print what a policy may hold, as JSON Schema for editors"
    command = _add(commands, "schema", words, lambda chosen: schema(case_schema() if chosen.cases else policy_schema()))
    command.add_argument("--cases", action="store_true", help="what a file of worked examples may hold, instead")


def schema(found: Schema) -> int:
    """Prints a schema."""
    print(text_of(found), end="")
    return 0


def check(paths: Iterable[Path]) -> int:
    """Says what is wrong with each policy and the cases beside it, and what of it can never apply."""
    problems, doubtful = list[Problem](), list[Problem]()
    for path in paths:
        policy = read_policy(path)
        if isinstance(policy, Problems):
            problems += policy.problems
            continue
        doubtful += _warnings(path, policy)
        for file in case_files(path):
            cases = _cases(file, policy)
            if isinstance(cases, Problems):
                problems += cases.problems
                continue
            doubtful += _doubts_in(file, policy)
            lowered = plan(policy)
            problems += [unknown for case in cases for unknown in unknown_names(lowered, case)]
    for problem in problems:
        print(problem)
    for warning in doubtful:
        print(as_warning(warning))
    told = [f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"]
    if doubtful:
        told.append(f"{len(doubtful)} warning{'' if len(doubtful) == 1 else 's'}")
    print(", ".join(told))
    return 1 if problems else 0


def test(paths: Iterable[Path], told: str | None = None) -> int:
    """Runs all cases and says what does not hold. Nothing of a file with problems is run, and that is said.

    Of those whose name has the words `told` alone, where there are any, what becomes of their facts is told as well.
    """
    passed = failed = unread = 0
    for path in paths:
        policy = read_policy(path)
        if isinstance(policy, Problems):
            _say(policy.problems)
            print(f"The cases of {path} were not run: its policy has problems.")
            unread += 1
            continue
        found = [_run(file, plan(policy), told) for file in case_files(path)]
        passed += sum(each[0] for each in found)
        failed += sum(each[1] for each in found)
        unread += sum(each[2] for each in found)
    if not passed and not failed:
        if unread:
            return 1
        none = "no cases found: write them in a folder `cases` beside the policy"
        print(none if told is None else f'no case has "{told}" in its name', file=sys.stderr)
        return 1
    if failed and told is None:
        print('To see what becomes of a case: add --explain "words of its name"')
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or unread else 0


def _run(file: Path, lowered: Plan, told: str | None) -> tuple[int, int, int]:
    """How many cases of a file passed and failed, and whether it could not be read."""
    cases = _cases(file, lowered.policy)
    if isinstance(cases, Problems):
        _say(cases.problems)
        print(f"The cases in {file} were not run: the file has problems.")
        return 0, 0, 1
    chosen = [case for case in cases if told is None or told.casefold() in case.name.casefold()]
    failed = 0
    for case in chosen:
        if told is not None:
            _tell(lowered, case)
        wrong = run_case(lowered, case)
        _say(wrong)
        failed += bool(wrong)
    return len(chosen) - failed, failed, 0


def _tell(lowered: Plan, case: Case) -> None:
    """What the rules make of a case's facts, and why."""
    found = assess(lowered, case.history, case.as_of)
    told = chain(story(lowered.policy, case.history, found), designation_words.story(lowered, found))
    Person(case.name, lowered, case.history, case.as_of, ()).tell(told)
    print()


def diff(a: Path, b: Path) -> int:
    """Says what differs between two policies, a sentence a line."""
    before, after = read_policy(a), read_policy(b)
    if isinstance(before, Problems) or isinstance(after, Problems):
        for found in (before, after):
            _say(found.problems if isinstance(found, Problems) else ())
        return 1
    sentences = differences_told(before, after)
    for sentence in sentences:
        print(sentence)
    if not sentences:
        print("No rule differs.")
    return 0


def case_files(path: Path) -> list[Path]:
    """The case files beside a policy, in the order of their names."""
    return sorted(((path if path.is_dir() else path.parent) / "cases").glob("*.toml"))


def _warnings(path: Path, policy: Policy) -> tuple[Problem, ...]:
    """What can never apply; nothing where the file was taken away since."""
    file = policy_file(path)
    text = read_text(file)
    return () if isinstance(text, Problems) else warnings(policy, text, str(file))


def _doubts_in(file: Path, policy: Policy) -> tuple[Problem, ...]:
    """What a case says for nothing; nothing where the file was taken away since."""
    text = read_text(file)
    return () if isinstance(text, Problems) else case_doubts(text, str(file), policy)


def _cases(file: Path, policy: Policy) -> tuple[Case, ...] | Problems:
    text = read_text(file)
    return text if isinstance(text, Problems) else read_cases(text, str(file), policy)


def _say(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem)
