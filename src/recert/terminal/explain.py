"""`recert explain`: the story of one person, out of the tables that `recert assess` reads."""

import argparse
from itertools import chain

from recert.policy import designation_words
from recert.policy.assess import assess
from recert.policy.story import story
from recert.terminal.person import add_person, read


def run(arguments: list[str]) -> int:
    """Prints the story. The exit code is 1 when the person is unknown or rows of theirs had to be left out."""
    parser = argparse.ArgumentParser(
        prog="recert explain",
        description="Tells the story of one person: cycles, what each activity counted and why, and what came of it.",
    )
    add_person(parser)
    person = read(parser.parse_args(arguments))
    if person is None:
        return 1
    found = assess(person.plan, person.history, person.as_of)
    told = story(person.policy, person.history, found)
    return person.tell(chain(told, designation_words.story(person.plan, found)))
