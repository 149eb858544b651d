"""`recert explain`: the story of one person, out of the tables that `recert assess` reads."""

import argparse
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from recert.policy.assess import assess
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import read_policy
from recert.policy.sentence import plain
from recert.policy.story import story
from recert.terminal.assess import add_inputs, day


def run(arguments: list[str]) -> int:
    """Prints the story. The exit code is 1 when the person is unknown or rows of theirs had to be left out."""
    parser = argparse.ArgumentParser(
        prog="recert explain",
        description="Tells the story of one person: cycles, what each activity counted and why, and what came of it.",
    )
    parser.add_argument("person", metavar="PERSON", help="an id of the people table")
    add_inputs(parser)
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to look from; today in the program's zone")
    chosen = parser.parse_args(arguments)
    policy = read_policy(chosen.policy)
    if isinstance(policy, Problems):
        for problem in policy.problems:
            print(problem, file=sys.stderr)
        return 1
    from recert.population.load import UnreadableError
    from recert.population.person import read_person

    lowered = plan(policy)
    try:
        read = read_person(chosen.data, lowered, chosen.person)
    except UnreadableError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if read is None:
        print(f'{chosen.data}: there is no person "{chosen.person}" in the people table: check the id', file=sys.stderr)
        return 1
    history, problems = read
    as_of = chosen.as_of or datetime.now(ZoneInfo(policy.time_zone)).date()
    print(f"{chosen.person}, {policy.name} {policy.version}, as of {plain(as_of)}\n")
    for line in story(policy, history, assess(lowered, history, as_of)):
        print("  " * line.depth + str(line.text))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
