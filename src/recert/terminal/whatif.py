"""`recert whatif`: what activities and exams that are not on record would change for one person."""

import argparse
import json
from dataclasses import replace
from typing import Any

from recert.policy import explain, explain_exams
from recert.policy.case import read_facts
from recert.policy.life_words import in_data
from recert.policy.planning.told import what_if_told
from recert.policy.problem import Problems
from recert.policy.sentence import number
from recert.policy.what_if import CycleEffect, WhatIf, what_if
from recert.terminal.person import Person, add_person, read, say


def run(arguments: list[str]) -> int:
    """Prints what would change. The exit code is 1 when the person or what is proposed can't be read in full."""
    parser = argparse.ArgumentParser(
        prog="recert whatif",
        description="Says what activities and exams would change for one person: what counts and why, what is renewed.",
    )
    add_person(parser)
    parser.add_argument(
        "--add",
        action="append",
        default=[],
        metavar="ACTIVITY",
        help='as cases have it: "2026-12-01 course: Automation", of a measured type with ", 7.5 hours" at the end, '
        'and ", by NAME" where rules look at who gave it',
    )
    parser.add_argument(
        "--exam", action="append", default=[], metavar="EXAM", help='as cases have it: "2027-01-10 ACA-JSWE passed"'
    )
    parser.add_argument("--json", action="store_true", help="for programs instead of people")
    chosen = parser.parse_args(arguments)
    if not chosen.add and not chosen.exam:
        parser.error("nothing is proposed: give --add or --exam")
    person = read(chosen)
    if person is None:
        return 1
    proposed = read_facts(chosen.add, chosen.exam, person.policy)
    if isinstance(proposed, Problems):
        say(proposed.problems)
        return 1
    activities = tuple(replace(each, ref=f"proposed:{each.ref}") for each in proposed.activities)
    exams = tuple(replace(each, ref=f"proposed:{i}") for i, each in enumerate(proposed.exams))
    found = what_if(person.plan, person.history, activities, person.as_of, exams)
    if not chosen.json:
        return person.tell(what_if_told(person.policy, found))
    print(json.dumps({"person": person.key, **as_data(person, found)}, indent=2))
    return person.finish()


def as_data(person: Person, found: WhatIf) -> dict[str, Any]:
    """What would change as JSON has it: amounts and days are texts, so that they stay exact."""
    activities = {activity.ref: activity for activity in found.history.activities}
    return {
        "as_of": str(found.after.as_of),
        "groups": [
            {
                "group": effect.standing.group,
                "renews": effect.renews,
                "cycles": [_cycle(each) for each in effect.cycles],
                "activities": [
                    {
                        "name": activities[entry.activity].name,
                        "counts": number(entry.amount),
                        "why": str(explain.entry(person.policy, effect.standing, entry, activities)),
                    }
                    for entry in effect.entries
                ],
            }
            for effect in found.groups
        ],
        "exams": [
            {"certification": r.certification, "why": str(explain_exams.exam(person.policy, r, found.after.groups))}
            for r in found.exams
        ],
        "expiries": [
            {
                "certification": c.certification,
                "old": in_data(c.old) if c.old else None,
                "new": in_data(c.new) if c.new else None,
            }
            for c in found.changes
        ],
    }


def _cycle(found: CycleEffect) -> dict[str, Any]:
    """One cycle that is renewed by what is proposed, or waits."""
    cycle, before = found.cycle, found.before
    return {
        "start": str(cycle.start),
        "end": in_data(cycle.end),
        "renews": found.renews,
        "state": cycle.told_state.name.lower(),
        "counted": number(cycle.counted),
        "counted_before": number(before.counted) if before else None,
        "new_expiry": in_data(cycle.new_expiry) if cycle.new_expiry else None,
    }
