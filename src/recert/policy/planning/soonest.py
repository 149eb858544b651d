"""The first days on which all of a way may be done together, where a search found it for later ones.

A search asks what each type brings by itself on the day to plan for. What is counted only for some months before the
renewal brings nothing from today by that, though beside all the rest, done as early, it renews.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from recert.policy.model import Demand
from recert.policy.planning.options import demands_of, starts
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal

ROUNDS: Final = 3
"""So often each is tried again, as one that is done sooner may let another be."""
TRIED: Final = 12
"""So many days are tried for all together."""


def soonest(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Use, ...]:
    """The same uses, none of which may begin sooner while the others stand on their first days."""
    found = list(uses)
    aging = bool(growing_old(trial, goals))
    try:
        if aging:
            found = _all_sooner(trial, found, goals)
        for _ in range(ROUNDS):
            before = list(found)
            for at in sorted(range(len(found)), key=lambda place: before[place].on):
                found[at] = _sooner(trial, found, at, goals, aging=aging)
            if found == before:
                break
    except Spent:
        pass
    return _merged(found)


def growing_old(trial: Trial, goals: Sequence[Goal]) -> list[Demand]:
    """What is demanded of the last months before the renewal: what is done for it counts for a time alone."""
    return [rule for goal in goals for rule in demands_of(trial.plan.policy, goal) if rule.before_renewal]


def _all_sooner(trial: Trial, uses: list[Use], goals: Sequence[Goal]) -> list[Use]:
    """All of them on the first day on which they renew together, or on their own first days where these are sooner."""
    days = {day for use in uses for day in _starts(trial, use, goals)}
    last = max((use.on for use in uses), default=trial.as_of)
    for day in sorted(each for each in days if each < last)[:TRIED]:
        tried = [use._replace(on=min(use.on, day)) for use in uses]
        if trial.renews(tried, goals):
            return tried
    return uses


def _sooner(trial: Trial, uses: Sequence[Use], at: int, goals: Sequence[Goal], *, aging: bool) -> Use:
    """One use from the first day on from which it works without a break, beside the others as they are."""
    use = uses[at]

    def works(on: date) -> bool:
        return trial.renews([*uses[:at], use._replace(on=on), *uses[at + 1 :]], goals)

    first = use.on
    for day in reversed([each for each in _starts(trial, use, goals) if each < use.on]):
        if not works(day):
            while aging and (first - day).days > 1:
                middle = day + (first - day) // 2
                day, first = (day, middle) if works(middle) else (middle, first)
            break
        first = day
    return use._replace(on=first)


def _starts(trial: Trial, use: Use, goals: Sequence[Goal]) -> list[date]:
    policy = trial.plan.policy
    return starts(policy, policy.type(use.type), goals, trial.as_of)


def _merged(uses: Sequence[Use]) -> tuple[Use, ...]:
    """What has become the same day of the same, as one."""
    times = Counter[Use]()
    for use in uses:
        times[use._replace(times=0)] += use.times
    return tuple(use._replace(times=many) for use, many in times.items())
