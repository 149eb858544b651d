"""One person out of the tables that `recert assess` reads: what the commands about one person have in common."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from recert.policy.history import History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problem, Problems
from recert.policy.read import read_policy
from recert.policy.sentence import plain
from recert.policy.story import Line
from recert.terminal.assess import add_inputs, day


@dataclass(frozen=True, slots=True)
class Person:
    """A person's facts, the rules, and the day to look from. `problems`: rows of theirs that had to be left out."""

    key: str
    plan: Plan
    history: History
    as_of: date
    problems: tuple[Problem, ...]

    @property
    def policy(self) -> Policy:
        """The rules."""
        return self.plan.policy

    def tell(self, lines: Iterable[Line]) -> int:
        """Prints who it is about and the lines. The exit code is 1 where rows had to be left out."""
        print(f"{self.key}, {self.policy.name} {self.policy.version}, as of {plain(self.as_of)}\n")
        for line in lines:
            print("  " * line.depth + str(line.text))
        return self.finish()

    def finish(self) -> int:
        """Names rows that had to be left out, and gives the exit code."""
        say(self.problems)
        return 1 if self.problems else 0


def say(problems: Iterable[Problem]) -> None:
    """Problems, each in a line, where errors go."""
    for problem in problems:
        print(problem, file=sys.stderr)


def add_person(parser: argparse.ArgumentParser) -> None:
    """What every command about one person reads."""
    parser.add_argument("person", metavar="PERSON", help="an id of the people table")
    add_inputs(parser)
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to look from; today in the program's zone")


def read(chosen: argparse.Namespace) -> Person | None:
    """The person that is asked for. None, after saying why, where there is nobody to speak of."""
    policy = read_policy(chosen.policy)
    if isinstance(policy, Problems):
        say(policy.problems)
        return None
    from recert.population.load import UnreadableError
    from recert.population.person import read_person

    lowered = plan(policy)
    try:
        found = read_person(chosen.data, lowered, chosen.person)
    except UnreadableError as wrong:
        print(wrong, file=sys.stderr)
        return None
    if found is None:
        print(f'{chosen.data}: there is no person "{chosen.person}" in the people table: check the id', file=sys.stderr)
        return None
    history, problems = found
    as_of = chosen.as_of or datetime.now(ZoneInfo(policy.time_zone)).date()
    return Person(chosen.person, lowered, history, as_of, tuple(problems))
