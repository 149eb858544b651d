"""What a way counts on: what is on record for days to come, without which its steps are not enough, or do less."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from recert.policy.history import Activity, Circumstance, Extension, History
from recert.policy.planning.trial import Trial, Use, cycle_of
from recert.policy.planning.way import Goal


def counted_on(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Activity, ...]:
    """The activities of later days without which these uses renew nothing, the first first; of equal ones the latest
    are taken for those that are not needed.
    """
    ahead = sorted((each for each in trial.history.activities if each.on > trial.as_of), key=lambda each: each.on)
    gone = list[Activity]()
    for activity in reversed(ahead):
        if trial.without([*gone, activity]).renews(uses, goals):
            gone.append(activity)
    return tuple(activity for activity in ahead if activity not in gone)


def granted_ahead(
    trial: Trial, ways: Sequence[Sequence[Use]], goals: Sequence[Goal]
) -> tuple[Circumstance | Extension, ...]:
    """The circumstances and extensions that begin on a later day without which these uses renew less, or not as long.

    `ways`: the uses on their first days, and on their last.
    """
    return tuple(
        fact
        for fact, history in _without_each(trial.history, trial.as_of)
        if any(_less(trial, trial.having(history), uses, goals) for uses in ways)
    )


def _without_each(history: History, today: date) -> Iterator[tuple[Circumstance | Extension, History]]:
    """Each such fact of a day to come, and all the others."""
    for begins in history.circumstances:
        if begins.since > today:
            left = tuple(each for each in history.circumstances if each is not begins)
            yield begins, replace(history, circumstances=left)
    for extension in history.extensions:
        if extension.on > today:
            rest = tuple(each for each in history.extensions if each is not extension)
            yield extension, replace(history, extensions=rest)


def _less(trial: Trial, without: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> bool:
    """Whether any of the goals' cycles is not renewed without something, or until an earlier day."""
    for goal in goals:
        had, has = cycle_of(trial.assessed(uses, goals), goal), cycle_of(without.assessed(uses, goals), goal)
        if had and had.met_on and not (has and has.met_on and has.new_expiry == had.new_expiry):
            return True
    return False
