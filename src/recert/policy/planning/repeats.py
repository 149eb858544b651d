"""Which activities on record a step can't be once more, as the same wouldn't count again on a day of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from recert.policy.again import Again
from recert.policy.planning.trial import Spent, Trial, Use, use_of
from recert.policy.planning.way import Goal, Step

LATEST: Final = 12
"""Of a type so many names are looked at, those of what was done last."""
EFFORT: Final = 10_000
"""How much is looked at for the steps of a way, in activities assessed."""


def with_repeats(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal]) -> tuple[Step, ...]:
    """The steps, each with the names on record that it can't have on its first day or on its last."""
    trial.left = EFFORT
    return tuple(replace(step, unlike=tuple(_unlike(trial, steps, at, goals))) for at, step in enumerate(steps))


def _unlike(trial: Trial, steps: Sequence[Step], at: int, goals: Sequence[Goal]) -> Iterator[str]:
    step = steps[at]
    if trial.plan.policy.type(step.type).again is Again.ALWAYS:
        return
    done = sorted((a for a in trial.history.activities if a.type == step.type and a.name), key=lambda a: a.on)
    for name in list(dict.fromkeys(activity.name for activity in reversed(done)))[:LATEST]:
        try:
            if not all(trial.renews(_named(steps, at, name, last=last), goals) for last in (False, True)):
                yield name
        except Spent:
            return


def _named(steps: Sequence[Step], at: int, name: str, *, last: bool) -> list[Use]:
    """All on their first days, or on their last, one of a step under a name."""

    def day(step: Step) -> date:
        return step.last if last else step.first

    found = [use_of(step, day(step)) for step in steps]
    use = found[at]
    rest = [use._replace(times=use.times - 1)] if use.times > 1 else []
    return [*found[:at], use._replace(times=1, name=name), *rest, *found[at + 1 :]]
