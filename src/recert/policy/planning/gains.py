"""What uses of a type bring: how much nearer to a renewal the first comes, the second, and so on, and how many do.

As limits only take away, none brings more than the first did. So where many together bring that many times as much as
the first, or nothing, each of them does, and not all are tried one by one: an article a credit may be read 400 times.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import UNITS, Goal, Lack, Need, Route

Gains = list[dict[Need, Fraction]]
"""What is gained of each need, by goal."""


def gains_of(trial: Trial, goals: Sequence[Goal], use: Use, most: int) -> tuple[list[dict[Need, list[Fraction]]], int]:
    """By goal and need, how much nearer it comes with the first use alone, the second, and so on, and how many do."""
    gains: list[dict[Need, list[Fraction]]] = [{} for _ in goals]

    def after(times: int) -> tuple[Lack, ...]:
        return trial.lacks((use._replace(times=times),) if times else (), goals)

    first, done = _nearer(after(0), after(1)) if most else [], 0
    while done < most and not all(lack.met for lack in after(done)):
        steps = _nearer(after(done), after(done + 1))
        if not any(steps):
            break
        alike = 1
        if all(much == one.get(need) for one, step in zip(first, steps, strict=True) for need, much in step.items()):
            alike = furthest(lambda many, at=done, each=steps: _bring(after, at, many, each), most - done)  # type: ignore[misc]
        for one, step in zip(gains, steps, strict=True):
            for need, much in step.items():
                one.setdefault(need, []).extend([much] * alike)
        done += alike
    return gains, done


def _bring(after: Callable[[int], Sequence[Lack]], done: int, many: int, steps: Gains) -> bool:
    """Whether so many more bring so many times as much as one of them, and anything is missing before the last."""
    if all(lack.met for lack in after(done + many - 1)):
        return False
    times = [{need: many * much for need, much in step.items()} for step in steps]
    return _nearer(after(done), after(done + many)) == times


def furthest(holds: Callable[[int], bool], most: int) -> int:
    """The largest number up to `most` of which something holds: of 1 it does, and where it ceases to, for good.

    As few as possible are asked, the small ones first: many uses are more to assess.
    """
    known = 1
    while known < most and holds(min(2 * known, most)):
        known = min(2 * known, most)
    over = min(2 * known, most) if known < most else most + 1
    while over - known > 1:
        middle = (known + over) // 2
        known, over = (middle, over) if holds(middle) else (known, middle)
    return known


def _nearer(before: Sequence[Lack], after: Sequence[Lack]) -> Gains:
    return [gain(old, new) for old, new in zip(before, after, strict=True)]


def gain(before: Lack, after: Lack) -> dict[Need, Fraction]:
    """By how much less is lacking of each need: of units, by the way of which most is gained.

    Where none of the ways says why it is renewed, all that was lacking is gained.
    """
    found = dict[Need, Fraction]()
    unexplained = after.met and all(route.needs for route in after.routes)
    left = {(route.way, route.chosen): route for route in after.routes}
    nothing = Route("", Decimal(0), {}, {})
    for route in before.routes:
        then = nothing if unexplained else left.get((route.way, route.chosen), route)
        parts = sum(route.categories.values(), Decimal(0)) - sum(then.categories.values(), Decimal(0))
        nearer = {UNITS: max(route.total - then.total, parts)}
        nearer |= {need: much - then.demands.get(need, Decimal(0)) for need, much in route.demands.items()}
        for need, much in nearer.items():
            if much > 0:
                found[need] = max(found.get(need, Fraction(0)), Fraction(much))
    return found
