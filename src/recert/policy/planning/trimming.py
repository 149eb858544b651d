"""Uses that renew, with no more of each than is needed beside the others."""

from collections.abc import Sequence
from decimal import Decimal

from recert.policy.history import LARGEST
from recert.policy.planning.quantity import SMALLEST, expected_of, grain, least, smallest
from recert.policy.planning.rounding import QUARTER, in_quarters
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal, Wish


def trimmed(trial: Trial, goals: Sequence[Goal], wish: Wish, uses: Sequence[Use]) -> tuple[Use, ...]:
    """The same with no more of each than is needed beside the others, the first trimmed first."""
    left = list(uses)
    try:
        for use in uses:
            at = left.index(use)
            left[at : at + 1] = _needed(trial, goals, wish, [*left[:at], *left[at + 1 :]], use)
    except Spent:
        pass
    return tuple(left)


def _needed(trial: Trial, goals: Sequence[Goal], wish: Wish, others: Sequence[Use], use: Use) -> list[Use]:
    """How often a use is needed beside the others, and how much of it."""
    if trial.renews(others, goals):
        return []
    one = Decimal(1)

    def enough(times: Decimal) -> bool:
        return trial.renews([*others, use._replace(times=int(times))], goals)

    fewer = use._replace(times=int(least(enough, one * 0, one * use.times, one)))
    measured = trial.plan.policy.type(use.type).measure is not None
    return [shortened(trial, goals, wish, others, fewer) if measured else fewer]


def shortened(trial: Trial, goals: Sequence[Goal], wish: Wish, others: Sequence[Use], use: Use) -> Use:
    """One use with the least quantity that is enough beside the others; where it is priced, in quarters.

    Without prices it is rounded up in the end (`rounding.py`). With them, that would cost more than it has to.
    """
    kind = trial.plan.policy.type(use.type)
    low = min(smallest(kind), use.quantity)

    def enough(much: Decimal) -> bool:
        return much >= low and trial.renews([*others, use._replace(quantity=much)], goals)

    step, high = grain(kind), use.quantity
    if wish.costs and step == SMALLEST and (more := in_quarters(high)) <= LARGEST and enough(more):
        step, high = QUARTER, more
    about = expected_of(trial.plan.policy, kind, use.on, goals, trial.lacks(others, goals)) / use.times
    return use._replace(quantity=least(enough, SMALLEST * 0, high, step, about))
