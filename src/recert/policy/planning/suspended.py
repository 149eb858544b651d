"""Years that suspend what is held: until when a way makes up for them, and what they suspend that is renewed."""

from collections.abc import Iterator, Sequence
from datetime import date

from recert.policy.assessment import Assessment, CycleState
from recert.policy.explain_demands import rule_of
from recert.policy.missed import last_suspended
from recert.policy.planning.corners import Window
from recert.policy.planning.trial import Trial
from recert.policy.planning.way import Goal, Suspended


def while_suspended(trial: Trial, placed: Sequence[Window], goals: Sequence[Goal]) -> Iterator[Window]:
    """The same windows, but that each year that suspends what is held is made up for before that ends it.

    A search tries a way as if no year ended anything.
    """
    ends = sorted(_ends(trial, goals))
    for window in sorted(placed, key=lambda each: each.last):
        use = window.use
        mine = [each for each in ends if use.type in each[1] and each[0] < window.last][: use.times]
        for each in mine:
            ends.remove(each)
            yield Window(use._replace(times=1), each[0])
        if use.times > len(mine):
            yield Window(use._replace(times=use.times - len(mine)), window.last)


def suspended_of(now: Assessment) -> Iterator[Suspended]:
    """What is renewed, and suspended all the same."""
    for standing in now.groups:
        cycle = standing.current
        if cycle is not None and cycle.pause and cycle.state is CycleState.RENEWED:
            yield Suspended(standing.group, cycle, cycle.pause.since)


def _ends(trial: Trial, goals: Sequence[Goal]) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The last days of the suspensions that are on, and the types of which a use makes up for their years."""
    policy = trial.plan.policy
    for goal in goals:
        for total in goal.cycle.demands if goal.cycle.pause else ():
            rule = rule_of(policy.group(goal.group), total).missed
            for year in total.years if rule else ():
                last = last_suspended(rule, year.due, goal.cycle.closes) if rule else None
                if rule and last and year.missing and year.due < trial.as_of:
                    yield last, policy.counter(rule.counter).types
