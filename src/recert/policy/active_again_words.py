"""What makes active again what a missed year suspends, where a plan says what to do, in sentences."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy.explain_demands import rule_of
from recert.policy.missed_words import paused
from recert.policy.model import Policy
from recert.policy.planning.way import Goal, Outlook, Step, Suspended, Way
from recert.policy.sentence import Sentence, Shown, words


def of_step(policy: Policy, found: Outlook, way: Way, step: Step) -> Iterator[Sentence]:
    """That what a step makes up for suspends a group today, and how much of it that takes."""
    for target in found.targets:
        goal = target.goal
        if goal.group in way.expiries and (takes := _takes(policy, goal, way, step)):
            values: dict[str, Shown] = {"group": policy.group(goal.group).name, "takes": takes}
            whole = takes == step.times
            yield Sentence(AGAIN[whole], values, one="" if whole else ONE_AGAIN, count=Decimal(takes))


AGAIN: Final = {
    True: words("{group} is suspended, and not active again before that is done."),
    False: words("{group} is suspended, and not active again before {takes} of these are done."),
}
"""Whether it takes all of a step."""
ONE_AGAIN: Final = words("{group} is suspended, and not active again before one of these is done.")


def _takes(policy: Policy, goal: Goal, way: Way, step: Step) -> int:
    """How many times of a step make up for years that suspend a group today; those of earlier steps come first."""
    found = 0
    for types, years in _made_up(policy, goal):
        for each in sorted((each for each in way.steps if each.type in types), key=lambda each: each.last):
            mine = min(each.times, years)
            years -= mine
            found += mine if each is step else 0
    return min(found, step.times)


def _made_up(policy: Policy, goal: Goal) -> Iterator[tuple[tuple[str, ...], int]]:
    """Of each demand whose years suspend a group today: the types that make up for one, and for how many that is."""
    pauses = [each for each in goal.cycle.pauses if each.until is None]
    for total in goal.cycle.demands:
        rule = rule_of(policy.group(goal.group), total).missed
        years = sum((total.demand, total.way) == (each.demand, "") for each in pauses)
        if rule and years:
            yield policy.counter(rule.counter).types, years


def renewed(policy: Policy, found: Suspended) -> Sentence:
    """That a group is suspended that waits for no renewal, why, and what makes it active again."""
    told: Shown = paused(policy, found.group, found.cycle) or ""
    return Sentence(words("{group}: {told}."), {"group": policy.group(found.group).name, "told": told})
