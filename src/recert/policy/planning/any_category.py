"""Steps of which it doesn't matter which category is chosen: none is named then."""

from collections.abc import Sequence
from dataclasses import replace

from recert.policy.planning.trial import Spent, Trial, use_of
from recert.policy.planning.way import Goal, Step


def without_needless(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal]) -> tuple[Step, ...]:
    """The steps without the categories in place of which each other may be chosen, beside what the others are."""
    found = list(steps)
    for at, step in enumerate(found):
        named = step.category and step.instead is None
        if named and all(_renews(trial, found, at, other, goals) for other in _others(trial, step)):
            found[at] = replace(step, category="")
    return tuple(found)


def _others(trial: Trial, step: Step) -> list[str]:
    division = trial.plan.policy.type(step.type).division
    return [key for key in division.categories if key != step.category] if division else []


def _renews(trial: Trial, steps: Sequence[Step], at: int, category: str, goals: Sequence[Goal]) -> bool:
    """Whether the steps renew with another category chosen for one of them, on their first and on their last days."""
    tried = [*steps[:at], replace(steps[at], category=category), *steps[at + 1 :]]
    days = ([use_of(each, each.first) for each in tried], [use_of(each, each.last) for each in tried])
    try:
        return all(trial.renews(uses, goals) for uses in days)
    except Spent:
        return False
