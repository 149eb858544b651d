"""Of a step that is measured: how little of it has to be as it says, where the rest may be of another type, or later.

Two activities are more than one, so where four hours of ethics and forty-four of anything are enough, a plan says
forty-eight hours of ethics; and where twenty hours are needed in each of three years, a hundred in the first. Nobody
takes these, so it is said beside it what of them has to be ethics, or what in the first year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import lcm, prod
from typing import Final

from recert.policy.model import ActivityType, Policy, in_force
from recert.policy.planning.corners import Window
from recert.policy.planning.quantity import SMALLEST, grain, least
from recert.policy.planning.trial import Spent, Trial, Use, use_of
from recert.policy.planning.way import Goal, Instead, Step, Wish
from recert.policy.planning.windows import renew_on_any_day

EFFORT: Final = 10_000
"""How much is looked at for the steps of a way, in activities assessed."""
MOST: Final = 12
"""Beside so many choices of the other steps a further type is tried; where there are more, none is named."""


def with_others(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal], wish: Wish) -> tuple[Step, ...]:
    """The steps, each with how much of it is enough where at least half of it may be later, or of another type.

    All that is said of several steps holds at once.
    """
    found, done = list(steps), [_windows(step) for step in steps]
    trial.left = EFFORT
    try:
        for at, step in enumerate(steps):
            swap = _Swap(trial, step, _all_but(done, at), goals)
            if (swapped := swap.best(wish)) is not None:
                found[at], done[at] = replace(step, instead=swapped), _windows(step, swapped)
        for at in range(len(found)):
            found[at] = _with_more_types(trial, found, at, goals, wish)
    except Spent:
        pass
    return tuple(found)


def _all_but(done: Sequence[Sequence[Window]], at: int) -> list[Window]:
    return [window for each in (*done[:at], *done[at + 1 :]) for window in each]


def _with_more_types(trial: Trial, steps: Sequence[Step], at: int, goals: Sequence[Goal], wish: Wish) -> Step:
    """One step with all the types that its rest may be of, whichever of theirs the others have."""
    step, (own, types, last) = steps[at], steps[at].instead or Instead(Decimal(0), (), steps[at].last)
    if not own or types == (step.type,):
        return step
    others = [_each(other) for other in (*steps[:at], *steps[at + 1 :])]
    if prod(len(each) for each in others) > MOST:
        return step
    beside = [[window for each in several for window in each] for several in product(*others)]
    kind, found = trial.plan.policy.type(step.type), list(types)
    for other in _alike(trial.plan.policy, kind, wish):
        tried = _windows(step, Instead(own, (other.key,), last))
        fits = other.key not in types and not (step.quantity - own) % grain(other)
        if fits and all(renew_on_any_day(trial, [*some, *tried], goals) for some in beside):
            found.append(other.key)
    return replace(step, instead=Instead(own, tuple(found), last))


def _each(step: Step) -> list[list[Window]]:
    """What may be done of a step, by the type of its rest."""
    if step.instead is None:
        return [_windows(step)]
    return [_windows(step, step.instead._replace(types=(key,))) for key in step.instead.types]


def _windows(step: Step, swapped: Instead | None = None) -> list[Window]:
    """What is done of a step, and of the first other type instead of some of it."""
    use = use_of(step, step.first)
    if swapped is None:
        return [Window(use, step.last)]
    rest = Window(Use(swapped.types[0], step.first, step.quantity - swapped.own, 1), swapped.last)
    return [Window(use._replace(quantity=swapped.own), step.last), rest] if swapped.own else [rest]


@dataclass(frozen=True, slots=True)
class _Swap:
    """A step, some of which may be later or of another type, and what is done beside it."""

    trial: Trial
    step: Step
    beside: list[Window]
    goals: Sequence[Goal]

    def best(self, wish: Wish) -> Instead | None:
        """The least that is enough with all the rest later; else with all of it of the first type that may be."""
        step, best = self.step, None
        kind = self.trial.plan.policy.type(step.type)
        if kind.measure is None or step.times > 1 or step.category or step.parts:
            return None
        by = min(goal.by for goal in self.goals)
        if step.last < by:
            best = self._least(kind, by, step.quantity / 2)
        for other in () if best else _alike(self.trial.plan.policy, kind, wish):
            best = self._least(other, step.last, best.own - SMALLEST if best else step.quantity / 2) or best
        return best

    def _least(self, other: ActivityType, last: date, limit: Decimal) -> Instead | None:
        """How much of it is enough, up to a limit, with the rest of this type by a day; None where more or nothing."""
        policy = self.trial.plan.policy
        fine = _fine(policy, policy.type(self.step.type), other, self.step.first)

        def renews(own: Decimal) -> bool:
            return renew_on_any_day(self.trial, self._placed(Instead(own, (other.key,), last)), self.goals)

        limit = limit // fine * fine
        if limit < fine or self.step.quantity % grain(other) or renews(Decimal(0)) or not renews(limit):
            return None
        return Instead(least(renews, Decimal(0), limit, fine), (other.key,), last)

    def _placed(self, swapped: Instead) -> list[Window]:
        return [*self.beside, *_windows(self.step, swapped)]


def _alike(policy: Policy, kind: ActivityType, wish: Wish) -> Iterator[ActivityType]:
    """The other types that are measured in the same, and of which no category has to be chosen."""
    for other in policy.types:
        same = other.measure is not None and kind.measure is not None and other.measure.many == kind.measure.many
        if same and other.key != kind.key and other.division is None and wish.allows(other.key):
            yield other


def _fine(policy: Policy, kind: ActivityType, other: ActivityType, on: date) -> Decimal:
    """In which steps a part of one type is looked for: whole numbers, of which none is lost by rounding units."""
    steps = [grain(kind), grain(other), Decimal(1), *(_of_a_step(policy, each, on) for each in (kind, other))]
    return lcm(*(int(each / SMALLEST) or 1 for each in steps)) * SMALLEST


def _of_a_step(policy: Policy, kind: ActivityType, on: date) -> Decimal:
    """How much of a type gives one step of units."""
    worth = in_force(kind.worth, on)
    return policy.step_of(kind) * worth.per / worth.amount if worth and worth.amount else SMALLEST
