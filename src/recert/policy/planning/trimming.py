"""Uses that renew, with no more of each than is needed beside the others."""

from collections.abc import Sequence
from decimal import Decimal

from recert.policy.planning.options import grain, least, smallest
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal


def trimmed(trial: Trial, goals: Sequence[Goal], uses: Sequence[Use]) -> tuple[Use, ...]:
    """The same with no more of each than is needed beside the others, the first trimmed first."""
    left = list(uses)
    try:
        for use in uses:
            at = left.index(use)
            left[at : at + 1] = _needed(trial, goals, [*left[:at], *left[at + 1 :]], use)
    except Spent:
        pass
    return tuple(left)


def _needed(trial: Trial, goals: Sequence[Goal], others: Sequence[Use], use: Use) -> list[Use]:
    """How often a use is needed beside the others, and how much of it."""
    if trial.renews(others, goals):
        return []
    kind, one = trial.plan.policy.type(use.type), Decimal(1)

    def enough(**changed: object) -> bool:
        return trial.renews([*others, use._replace(**changed)], goals)  # type: ignore[arg-type]

    times = int(least(lambda many: enough(times=int(many)), one * 0, one * use.times, one))
    use = use._replace(times=times)
    if kind.measure is None:
        return [use]
    low = min(smallest(kind), use.quantity)
    much = least(lambda some: some >= low and enough(quantity=some), one * 0, use.quantity, grain(kind))
    return [use._replace(quantity=much)]
