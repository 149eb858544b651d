"""The days on which the steps of a way are tried together: any of its own days may be chosen for each of them.

What fills a limit of a year brings nothing more in that year, so where steps may be done in several years the most is
lost where all that may be is done in the same one. Such days are corners: all that can be is done from one of them on.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from typing import Final, NamedTuple

from recert.policy.formula import Period
from recert.policy.model import Policy
from recert.policy.planning.options import starts
from recert.policy.planning.soonest import growing_old
from recert.policy.planning.trial import Spent, Trial, Use, use_of
from recert.policy.planning.way import Apart, Goal, Step

PAIRS: Final = 8
"""Of so many days each two are tried together; of more those of each step's end are."""


class Window(NamedTuple):
    """A use and the last day for it."""

    use: Use
    last: date

    @property
    def latest(self) -> Use:
        """The use on its last day."""
        return self.use._replace(on=self.last)


def at_a_time(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> Iterator[list[Use]]:
    """All on their last days; then, for each day from which on something counts otherwise, all that may be on that day.

    What keeps steps close together is told beside them, and so is what has to be done on different days.
    """
    yield [window.latest for window in placed]
    for day in _turns(trial, placed, goals):
        yield [_on(window, day) for window in placed]


def in_pairs(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> Iterator[list[Use]]:
    """All that may be on one of two such days, the rest on the other; and the odd ones of all on the one of them."""
    turns = _turns(trial, placed, goals)
    if len(turns) > PAIRS:
        turns = [*turns[: PAIRS // 2], *turns[-(PAIRS // 2) :]]
    for one, other in permutations(turns, 2):
        yield [_on(window, one if window.use.on <= one <= window.last else other) for window in placed]
        yield [use for window in placed for use in _halved(window, one, other)]


def _halved(window: Window, one: date, other: date) -> Iterator[Use]:
    times = window.use.times
    some = [(times - times // 2, one), (times // 2, other)]
    yield from (_on(window, day)._replace(times=many) for many, day in some if many)


def _on(window: Window, day: date) -> Use:
    """The use on the day of its own that is next to a day."""
    return window.use._replace(on=min(max(day, window.use.on), window.last))


def _turns(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> list[date]:
    """The days that lie in several times in which a step counts otherwise; none where each lies in one."""
    if growing_old(trial, goals):
        return []
    policy, found = trial.plan.policy, set[date]()
    for window in placed:
        kind = window.use.type
        if window.use.on < window.last and apart(policy, kind) is None:
            days = starts(policy, policy.type(kind), goals, trial.as_of)
            within = {day for day in days if window.use.on < day <= window.last}
            found |= within | ({window.use.on} if within else set())
    return sorted(found)


def apart(policy: Policy, kind: str) -> Period | None:
    """Whether steps of a type have to be done on different days, or in other months: so much counts in each alone.

    There are enough of these, so no step is told which of them is its own; those of a year are few.
    """
    found = {cap.period for cap in policy.caps if kind in cap.types}
    return next((period for period in (Period.QUARTER, Period.MONTH, Period.DAY) if period in found), None)


def kept_apart(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal]) -> tuple[Apart, ...]:
    """The types of which there are several steps, to be done apart from each other."""
    policy, found = trial.plan.policy, list[Apart]()
    types = dict.fromkeys(step.type for step in steps)
    for kind in types:
        period = apart(policy, kind)
        if period is not None and not any(kind in each.types for each in found):
            sharing = _sharing(policy, kind, period)
            found.append(Apart(tuple(each for each in types if each in sharing), period))
    return tuple(each for each in found if _has_to_be(trial, each, steps, goals))


def _sharing(policy: Policy, kind: str, period: Period) -> set[str]:
    """The types that share a limit of such times with one, or with one that does."""
    found = {kind}
    caps = [{*cap.types} for cap in policy.caps if cap.period is period]
    while more := [each for each in caps if each & found and not each <= found]:
        found |= set[str]().union(*more)
    return found


def _has_to_be(trial: Trial, found: Apart, steps: Sequence[Step], goals: Sequence[Goal]) -> bool:
    """Whether there are several steps, of which different types may not be done on one day."""
    own = [step for step in steps if step.type in found.types]
    first, last = max(step.first for step in own), min(step.last for step in own)
    if len(own) < 2 or len(found.types) == 1 or first > last:
        return len(own) > 1
    others = [use_of(step, step.first) for step in steps if step.type not in found.types]
    try:
        return not all(trial.renews([*others, *(use_of(step, day) for step in own)], goals) for day in (first, last))
    except Spent:
        return True
