"""`recert allocate`: which credential each activity of one person serves best, where it can't serve all."""

import argparse
import json

from recert.policy.allocating import propose
from recert.policy.allocating_told import allocation_told
from recert.policy.allocation_search import deadlines
from recert.terminal.person import add_person, read


def run(arguments: list[str]) -> int:
    """Prints the proposal. The exit code is 1 when the person is unknown or rows of theirs had to be left out."""
    parser = argparse.ArgumentParser(
        prog="recert allocate",
        description="Proposes for one person what each activity that is assigned to nothing yet should serve.",
    )
    add_person(parser)
    parser.add_argument("--json", action="store_true", help="for programs instead of people")
    chosen = parser.parse_args(arguments)
    person = read(chosen)
    if person is None:
        return 1
    found = propose(person.plan, person.history, person.as_of)
    if not chosen.json:
        return person.tell(allocation_told(person.policy, person.history, found))
    waiting = {group for group, _ in deadlines(found.after)}
    data = {
        "person": person.key,
        "as_of": str(person.as_of),
        "assigned": {ref: list(groups) for ref, groups in found.assigned.items()},
        "kept": list(found.kept),
        "renews": [group for group, _ in deadlines(found.before) if group not in waiting],
        "exact": found.exact,
    }
    print(json.dumps(data, indent=2))
    return person.finish()
