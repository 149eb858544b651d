"""When each step of a way may be done: the last day that still works for it, beside the last days of the others."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from recert.policy.explain_grace import waits_after_grace
from recert.policy.planning.needs import asks_more_after
from recert.policy.planning.options import starts
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal, Step


class Window(NamedTuple):
    """A use and the last day for it."""

    use: Use
    last: date


def windows(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Step, ...]:
    """The uses as steps with their last days, so that all of them may be done on their last days.

    Uses that differ only in their last day become steps of their own: of seven courses for two levels, one may have to
    be done before the others.
    """
    placed = [Window(use, use.on) for use in reversed(uses)]  # what brings least can wait longest
    at = 0
    while at < len(placed):
        later = _put_off(trial, placed, at, goals)
        placed[at : at + 1] = later
        at += len(later)
    placed.sort(key=lambda w: (w.last, w.use))
    return tuple(
        Step(kind, sum(w.use.times for w in same), quantity, first, last, category, parts)
        for (last, first, kind, quantity, category, parts), same in groupby(
            placed, key=lambda w: (w.last, w.use.on, w.use.type, w.use.quantity, w.use.category, w.use.parts)
        )
    )


def _put_off(trial: Trial, placed: list[Window], at: int, goals: Sequence[Goal]) -> list[Window]:
    """One use, as many times as possible on the latest day, then on the one before it, and so on."""
    others = [*placed[:at], *placed[at + 1 :]]
    left, done = placed[at].use, list[Window]()
    too_late: date | None = None
    for last in (*_last_days(trial, left, goals), left.on):
        many = _how_many(trial, [*others, *done], left, last, goals) if last > left.on else left.times
        if many == left.times and too_late and all(last != goal.by for goal in goals):
            last = _last_that_works(trial, [*others, *done], left, (last, too_late), goals)
        if many:
            done.append(Window(left._replace(times=many), last))
            left = left._replace(times=left.times - many)
        if not left.times:
            break
        too_late = last
    return done


def _last_that_works(
    trial: Trial, others: list[Window], use: Use, between: tuple[date, date], goals: Sequence[Goal]
) -> date:
    """The last day for a use, from one that works to before one that doesn't.

    What else is on record may grow old, or being late may take more, on any day between those on which a type counts
    otherwise.
    """
    works, too_late = between
    while (too_late - works).days > 1:
        middle = works + (too_late - works) // 2
        if _how_many(trial, others, use, middle, goals) == use.times:
            works = middle
        else:
            too_late = middle
    return works


def _how_many(trial: Trial, others: list[Window], use: Use, last: date, goals: Sequence[Goal]) -> int:
    """How many of its times a use may wait until this day. If so many may, fewer may."""

    def works(times: int) -> bool:
        waiting = use._replace(on=last, times=times)
        sooner = [use._replace(times=use.times - times)] if use.times > times else []
        try:
            return trial.renews([*(w.use._replace(on=w.last) for w in others), waiting, *sooner], goals)
        except Spent:
            return False

    if works(use.times):
        return use.times
    few, many = 0, use.times
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if works(middle) else (few, middle)
    return few


def _last_days(trial: Trial, use: Use, goals: Sequence[Goal]) -> list[date]:
    """The days that may be the last for a use, the latest first: before something changes, or the end of a goal."""
    policy = trial.plan.policy
    changes = starts(policy, policy.type(use.type), goals, trial.as_of)
    days = {goal.by for goal in goals} | {each - timedelta(days=1) for each in changes}
    return sorted((each for each in days if each > use.on), reverse=True)


def waits_until(trial: Trial, steps: Sequence[Step], goal: Goal) -> date | None:
    """The day of grace for which all steps due at the cycle's end may wait; None where they may not."""
    until = min(goal.cycle.grace_until, goal.until) if waits_after_grace(trial.plan.policy) else goal.until
    if until <= goal.by or all(step.last < goal.by for step in steps):
        return None
    return until if _renew_late(trial, steps, goal, until) else None


def takes_more_after(trial: Trial, steps: Sequence[Step], goal: Goal) -> bool:
    """Whether what is due on the last day is not enough a day later, because by every way it takes more then."""
    due = any(step.last == goal.by for step in steps) and goal.by < goal.until
    return due and asks_more_after(trial, goal) and not _renew_late(trial, steps, goal, goal.by + timedelta(days=1))


def _renew_late(trial: Trial, steps: Sequence[Step], goal: Goal, on: date) -> bool:
    """Whether all steps due at the cycle's end may wait until a day."""
    days = [on if step.last == goal.by else step.last for step in steps]
    late = [
        Use(step.type, day, step.quantity, step.times, step.category, step.parts)
        for step, day in zip(steps, days, strict=True)
    ]
    try:
        return trial.renews(late, [goal])
    except Spent:
        return False
