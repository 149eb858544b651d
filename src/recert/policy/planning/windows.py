"""When each step of a way may be done: the last day that still works for it, whenever the others are done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from recert.policy.explain_grace import waits_after_grace
from recert.policy.formula import Period
from recert.policy.planning.corners import Window, at_a_time, in_pairs
from recert.policy.planning.needs import asks_more_after
from recert.policy.planning.options import starts
from recert.policy.planning.soonest import TRIED, growing_old
from recert.policy.planning.suspended import while_suspended
from recert.policy.planning.trial import Spent, Trial, Use, use_of
from recert.policy.planning.way import Goal, Shares, Step

ROUNDS: Final = 3
"""So often each is tried again, as one that waits longer may let another wait."""


def windows(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Step, ...]:
    """The uses as steps with their last days, so that each may be done on any of its days, whenever the others are.

    Uses that differ only in their last day become steps of their own: of seven courses for two levels, one may have to
    be done before the others.
    """
    placed = _all_late(trial, [Window(use, use.on) for use in reversed(uses)], goals)
    rounds = [_each_put_off(trial, placed, goals)]
    for _ in range(ROUNDS):
        later = _each_put_off(trial, rounds[-1], goals, again=True)
        if later == rounds[-1]:
            break
        rounds.append(later)
    # what waits longer only beside the others' last days may fail on other days of theirs
    on_any_day = (each for each in reversed(rounds) if _in_pairs(trial, each, goals))
    placed = next(on_any_day, [])
    if not placed:
        placed = [_alike(trial, window, goals) for window in rounds[-1]]
    same = sorted(while_suspended(trial, placed, goals), key=_same)
    return tuple(
        Step(kind, sum(w.use.times for w in several), quantity, first, last, category, parts)
        for (last, kind, first, quantity, category, parts), several in groupby(same, key=_same)
    )


def _same(window: Window) -> tuple[date, str, date, Decimal, str, Shares]:
    """What makes a step of several windows."""
    use = window.use
    return (window.last, use.type, use.on, use.quantity, use.category, use.parts)


def _all_late(trial: Trial, placed: list[Window], goals: Sequence[Goal]) -> list[Window]:
    """All of them on the last day on which they renew together; as they are where that isn't known.

    What is counted for some months before the renewal has to wait with the rest, so one by one it couldn't.
    """
    days = sorted({day for w in placed for day in _last_days(trial, w, goals)}, reverse=True)
    for last in days[: TRIED if growing_old(trial, goals) else 1]:
        tried = [Window(w.use, max(w.last, last)) for w in placed]
        if _renew(trial, tried, goals):
            return tried
    return placed


def renew_on_any_day(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> bool:
    """Whether all of them renew on their first days and on their last, and on those on which the most may be lost."""
    firsts = [[window.use for window in placed]]
    return _all_renew(trial, firsts, goals) and _renew(trial, placed, goals) and _in_pairs(trial, placed, goals)


def _renew(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> bool:
    """Whether all of them renew on their last days, and on those on which the most may be lost."""
    return _all_renew(trial, at_a_time(trial, placed, goals), goals)


def _in_pairs(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> bool:
    return _all_renew(trial, in_pairs(trial, placed, goals), goals)


def _all_renew(trial: Trial, tried: Iterable[Sequence[Use]], goals: Sequence[Goal]) -> bool:
    try:
        return all(trial.renews(uses, goals) for uses in tried)
    except Spent:
        return False


def _alike(trial: Trial, window: Window, goals: Sequence[Goal]) -> Window:
    """A window that ends before its use counts otherwise than on its first day."""
    return window._replace(last=min([window.last, *_ends_alike(trial, window, goals)]))


def _each_put_off(
    trial: Trial, placed: Sequence[Window], goals: Sequence[Goal], *, again: bool = False
) -> list[Window]:
    """One after the other put off beside the last days of the others; `again` what could wait for another day now."""
    found, at = list(placed), 0  # what brings least comes first, and can wait longest
    while at < len(found):
        next_day = Window(found[at].use, found[at].last + timedelta(days=1))
        is_last = next_day.last > max(goal.by for goal in goals)
        if is_last or (again and not _renew(trial, [*found[:at], next_day, *found[at + 1 :]], goals)):
            at += 1
            continue
        later = _put_off(trial, found, at, goals)
        found[at : at + 1] = later
        at += len(later)
    return found


def _put_off(trial: Trial, placed: list[Window], at: int, goals: Sequence[Goal]) -> list[Window]:
    """One use, as many times as possible on the latest day, then on the one before it, and so on."""
    others, window = [*placed[:at], *placed[at + 1 :]], placed[at]
    left, done = window, list[Window]()
    too_late: date | None = None
    for last in (*_last_days(trial, window, goals), window.last):
        times = left.use.times
        if done or not _is_among(trial, left, last, others):
            many = _how_many(trial, [*others, *done], left, last, goals) if last > window.last else times
        else:
            many = times if _renew(trial, [*others, Window(left.use, last)], goals) else 0
        if many == times and too_late and all(last != goal.by for goal in goals):
            last = _last_that_works(trial, [*others, *done], left, (last, too_late), goals)
        if many:
            done.append(Window(left.use._replace(times=many), last))
            left = Window(left.use._replace(times=times - many), window.last)
        if not left.use.times:
            break
        too_late = last
    return done


def _is_among(trial: Trial, window: Window, last: date, others: Sequence[Window]) -> bool:
    """Whether a day lies in the days of others of a type with a limit of each year, that begin later.

    Some of it would be more of those: ten in each of two years are told as that, not as four, six in either and ten.
    """
    kind = window.use.type
    limited = any(cap.period >= Period.CYCLE_YEAR and kind in cap.types for cap in trial.plan.policy.caps)
    return limited and any(other.use.type == kind and window.use.on < other.use.on <= last for other in others)


def _last_that_works(
    trial: Trial, others: list[Window], window: Window, between: tuple[date, date], goals: Sequence[Goal]
) -> date:
    """The last day for one, from one that works to before one that doesn't.

    What else is on record may grow old, or being late may take more, on any day between those on which a type counts
    otherwise.
    """
    works, too_late = between
    while (too_late - works).days > 1:
        middle = works + (too_late - works) // 2
        if _how_many(trial, others, window, middle, goals) == window.use.times:
            works = middle
        else:
            too_late = middle
    return works


def _how_many(trial: Trial, others: list[Window], window: Window, last: date, goals: Sequence[Goal]) -> int:
    """How many of its times it may wait until this day, the others stay where they are. If so many may, fewer may."""
    use = window.use

    def works(times: int) -> bool:
        waiting = Window(use._replace(times=times), last)
        sooner = [Window(use._replace(times=use.times - times), window.last)] if use.times > times else []
        return _renew(trial, [*others, waiting, *sooner], goals)

    if works(use.times):
        return use.times
    few, many = 0, use.times
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if works(middle) else (few, middle)
    return few


def _last_days(trial: Trial, window: Window, goals: Sequence[Goal]) -> list[date]:
    """The later days that may be its last, the latest first: before something changes, or the end of a goal."""
    days = {goal.by for goal in goals} | _ends_alike(trial, window, goals)
    return sorted((each for each in days if each > window.last), reverse=True)


def _ends_alike(trial: Trial, window: Window, goals: Sequence[Goal]) -> set[date]:
    """The days before those from which on it counts otherwise."""
    policy = trial.plan.policy
    changes = starts(policy, policy.type(window.use.type), goals, trial.as_of)
    return {each - timedelta(days=1) for each in changes if each > window.use.on}


def waits_until(trial: Trial, steps: Sequence[Step], goal: Goal) -> date | None:
    """The day of grace for which all steps due at the cycle's end may wait; None where they may not."""
    until = min(goal.cycle.grace_until, goal.until) if waits_after_grace(trial.plan.policy) else goal.until
    if until <= goal.by or all(step.last < goal.by for step in steps):
        return None
    return until if _renew_late(trial, steps, goal, until) else None


def takes_more_after(trial: Trial, steps: Sequence[Step], goal: Goal) -> bool:
    """Whether what is due on the last day is not enough a day later, because by every way it takes more then."""
    if goal.by >= goal.until or all(step.last != goal.by for step in steps):
        return False
    try:
        return asks_more_after(trial, goal) and not _renew_late(trial, steps, goal, goal.by + timedelta(days=1))
    except Spent:
        return False


def _renew_late(trial: Trial, steps: Sequence[Step], goal: Goal, on: date) -> bool:
    """Whether all steps due at the cycle's end may wait until a day."""
    late = [use_of(step, on if step.last == goal.by else step.last) for step in steps]
    try:
        return trial.renews(late, [goal])
    except Spent:
        return False
