"""Which demands keep the steps of a way close together: they count what is done for some months alone."""

from collections.abc import Iterator, Sequence

from recert.policy.model import Demand
from recert.policy.planning.soonest import growing_old
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal, Lack, Route, rule_of


def kept_close(trial: Trial, firsts: Sequence[Use], lasts: Sequence[Use], goals: Sequence[Goal]) -> tuple[Demand, ...]:
    """What is met no more where one step is done on its first day and the others on their last, each once."""
    if len(lasts) < 2 or not growing_old(trial, goals):
        return ()
    try:
        return tuple({rule.key: rule for rule in _unmet(trial, firsts, lasts, goals)}.values())
    except Spent:
        return ()


def _unmet(trial: Trial, firsts: Sequence[Use], lasts: Sequence[Use], goals: Sequence[Goal]) -> Iterator[Demand]:
    whole = trial.lacks(lasts, goals)
    for at, first in enumerate(firsts):
        apart = trial.lacks([*lasts[:at], first, *lasts[at + 1 :]], goals)
        for goal, before, after in zip(goals, whole, apart, strict=True):
            if not after.met:
                group = trial.plan.policy.group(goal.group)
                rules = [rule_of(group, need) for need in _taken(before, after).demands]
                yield from (rule for rule in rules if rule is not None and rule.before_renewal)


def _taken(before: Lack, after: Lack) -> Route:
    """What is lacking, by the way and the choices by which nothing was."""
    taken = next((route for route in before.routes if not route.needs), before.first)
    return next((r for r in after.routes if (r.way, r.chosen) == (taken.way, taken.chosen)), after.first)
