"""Of a step that is measured: how little of it has to be as it says, where the rest may be something else, or later.

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
from recert.policy.planning.way import Goal, Instead, Other, Step, Wish
from recert.policy.planning.windows import renew_on_any_day

EFFORT: Final = 10_000
"""How much is looked at for the steps of a way, in activities assessed."""
MOST: Final = 12
"""Beside so many choices of the other steps something further is tried; where there are more, none is named."""


def with_others(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal], wish: Wish) -> tuple[Step, ...]:
    """The steps, each with how much of it is enough where at least half of it may be later, or something else.

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
            found[at] = _with_more_others(trial, found, at, goals, wish)
    except Spent:
        pass
    return tuple(found)


def _all_but(done: Sequence[Sequence[Window]], at: int) -> list[Window]:
    return [window for each in (*done[:at], *done[at + 1 :]) for window in each]


def _with_more_others(trial: Trial, steps: Sequence[Step], at: int, goals: Sequence[Goal], wish: Wish) -> Step:
    """One step with all that its rest may be, whichever of theirs the others have."""
    step, said = steps[at], steps[at].instead
    if said is None or said.parts or said.others == (step.itself,):
        return step
    others = [_each(other) for other in (*steps[:at], *steps[at + 1 :])]
    if prod(len(each) for each in others) > MOST:
        return step
    beside = [[window for each in several for window in each] for several in product(*others)]
    found = list(said.others)
    for other in _alike(trial.plan.policy, step, wish):
        tried = _windows(step, said._replace(others=(other,)))
        fits = other not in found and not (step.quantity - said.own) % grain(trial.plan.policy.type(other.type))
        if fits and all(renew_on_any_day(trial, [*some, *tried], goals) for some in beside):
            found.append(other)
    return replace(step, instead=said._replace(others=tuple(found)))


def _each(step: Step) -> list[list[Window]]:
    """What may be done of a step, by what its rest is."""
    if step.instead is None or step.instead.parts:
        return [_windows(step, step.instead)]
    return [_windows(step, step.instead._replace(others=(other,))) for other in step.instead.others]


def _windows(step: Step, swapped: Instead | None = None) -> list[Window]:
    """What is done of a step, and of the first other, or of all parts, instead of some of it."""
    use = use_of(step, step.first)
    if swapped is None:
        return [Window(use, step.last)]
    parts = swapped.parts or ((swapped.others[0], step.quantity - swapped.own),)
    own = [Window(use._replace(quantity=swapped.own), step.last)] if swapped.own else []
    return own + [Window(Use(it.type, step.first, much, 1, it.category), swapped.last) for it, much in parts]


@dataclass(frozen=True, slots=True)
class _Swap:
    """A step, some of which may be later or something else, and what is done beside it."""

    trial: Trial
    step: Step
    beside: list[Window]
    goals: Sequence[Goal]

    def best(self, wish: Wish) -> Instead | None:
        """The least that is enough with all the rest later; else with all of it something else; else in parts.

        Another category of the same type is easier to find than another type, so where one will do it is not asked
        whether less would be enough beside another type.
        """
        step, best = self.step, None
        if self.trial.plan.policy.type(step.type).measure is None or step.times > 1 or step.parts:
            return None
        by = min(goal.by for goal in self.goals)
        if step.last < by:
            best = self._least(step.itself, by, step.quantity / 2)
        others = [] if best else list(_alike(self.trial.plan.policy, step, wish))
        for other in others:
            if best and best.others[0].type == step.type != other.type:
                break
            best = self._least(other, step.last, best.own - SMALLEST if best else step.quantity / 2) or best
        return best or self._in_parts(others)

    def _least(self, other: Other, last: date, limit: Decimal) -> Instead | None:
        """How much of it is enough, up to a limit, with the rest of this by a day; None where more or nothing."""
        fine, whole = self._fine(other), self.step.quantity

        def renews(own: Decimal) -> bool:
            return self._renews(Instead(own, (other,), last))

        limit = limit // fine * fine
        if limit < fine or whole % self._grain(other) or renews(Decimal(0)) or not renews(limit):
            return None
        return Instead(least(renews, Decimal(0), limit, fine), (other,), last)

    def _in_parts(self, others: Sequence[Other]) -> Instead | None:
        """As much as may be of each other, one after the other, where at most half is left of what the step says.

        None where something else may be all of it: nothing then has to be as the step says.
        """
        whole, found = self.step.quantity, Instead(self.step.quantity, (), self.step.last)
        if any(self._renews(Instead(Decimal(0), (other,), self.step.last)) for other in others):
            return None
        for other in others:
            found = self._with_part(found, other)
        return found if found.parts and 0 < found.own <= whole / 2 else None

    def _with_part(self, found: Instead, other: Other) -> Instead:
        """With as much as may be of one other; as it was where that is nothing."""
        fine = self._fine(other)

        def tried(own: Decimal) -> Instead:
            return found._replace(own=own, parts=(*found.parts, (other, found.own - own)))

        limit = (found.own - SMALLEST) // fine * fine
        fits = limit >= fine and not (found.own - limit) % self._grain(other) and self._renews(tried(limit))
        return tried(least(lambda own: self._renews(tried(own)), Decimal(0), limit, fine)) if fits else found

    def _renews(self, swapped: Instead) -> bool:
        return renew_on_any_day(self.trial, [*self.beside, *_windows(self.step, swapped)], self.goals)

    def _grain(self, other: Other) -> Decimal:
        return grain(self.trial.plan.policy.type(other.type))

    def _fine(self, other: Other) -> Decimal:
        policy = self.trial.plan.policy
        return _fine(policy, policy.type(self.step.type), policy.type(other.type), self.step.first)


def _alike(policy: Policy, step: Step, wish: Wish) -> Iterator[Other]:
    """What else is measured in the same: other categories of the type, and other types, of each of their categories."""
    kind = policy.type(step.type)
    for other in (kind, *(each for each in policy.types if each.key != kind.key)):
        same = other.measure is not None and kind.measure is not None and other.measure.many == kind.measure.many
        if same and wish.allows(other.key):
            named = other.division.categories if other.division else ("",)
            yield from (it for it in (Other(other.key, each) for each in named) if it != step.itself)


def _fine(policy: Policy, kind: ActivityType, other: ActivityType, on: date) -> Decimal:
    """In which steps a part of one type is looked for: whole numbers, of which none is lost by rounding units."""
    steps = [grain(kind), grain(other), Decimal(1), *(_of_a_step(policy, each, on) for each in (kind, other))]
    return lcm(*(int(each / SMALLEST) or 1 for each in steps)) * SMALLEST


def _of_a_step(policy: Policy, kind: ActivityType, on: date) -> Decimal:
    """How much of a type gives one step of units."""
    worth = in_force(kind.worth, on)
    return policy.step_of(kind) * worth.per / worth.amount if worth and worth.amount else SMALLEST
