"""When a cycle begins to need something else, with nothing done: a way that renews before that does with less.

Being late takes more and more, what is on record grows old, and a role that begins changes what is required. A search
looks at what is lacking on one day, so each time between such days takes one of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from recert.policy.calendar import add_months, day, number
from recert.policy.deadline_words import late_after
from recert.policy.history import Activity
from recert.policy.late_days import first_late, growing, rows_of
from recert.policy.model import Demand, Policy
from recert.policy.planning.options import MONTHS_DIFFER, demands_of, ends
from recert.policy.planning.trial import Trial
from recert.policy.planning.way import Goal


def last_days(trial: Trial, goal: Goal) -> list[date]:
    """The day to plan for, and before it each last day on which something else is lacking than on the next of them."""
    roles, found = _roles(trial), [goal.by]
    firsts = {*roles, *_late(trial.plan.policy, goal), *_old(trial, goal)}
    for first in sorted((each for each in firsts if trial.as_of < each <= goal.by), reverse=True):
        last = first - timedelta(days=1)
        if first in roles or _lacks(trial, goal, last) != _lacks(trial, goal, found[0]):
            found.insert(0, last)
    return found


def _lacks(trial: Trial, goal: Goal, by: date) -> object:
    return trial.lacks((), [replace(goal, by=by)])


def asks_more_after(trial: Trial, goal: Goal) -> bool:
    """Whether it takes more, by every way, on the day after the one to plan for."""
    if not trial.changes:
        return False
    before, after = (trial.lacks((), [replace(goal, by=goal.by + timedelta(days=n))])[0] for n in (0, 1))
    known = {(route.way, route.chosen): route.needs for route in before.routes}
    needs = [(route.needs, known.get((route.way, route.chosen), {})) for route in after.routes]
    return bool(needs) and all(any(much > old.get(need, 0) for need, much in new.items()) for new, old in needs)


def _roles(trial: Trial) -> set[date]:
    """The first days of what conditions look at while a cycle runs."""
    later = [when for when in trial.plan.conditions if when.seen]
    asked = {key for when in later for key in (*when.true_of, *when.untrue_of)}
    return {fact.since for fact in trial.history.circumstances if fact.kind in asked}


def may_turn(trial: Trial) -> bool:
    """Whether a condition is looked at while a cycle runs that what is on record may make another before its end."""
    asked = {key for when in trial.plan.conditions if when.seen for key in (*when.true_of, *when.untrue_of)}
    return any(fact.kind in asked for fact in trial.history.circumstances)


def _late(policy: Policy, goal: Goal) -> Iterator[date]:
    """The first days on which renewing takes more for being late, for the cycle's end as it is and as it may be moved.

    Of what is added for every so many months, up to the day to plan for.
    """
    rules = [rule for rule in demands_of(policy, goal) if rule.only_late]
    for end in ends(policy, goal) if policy.moves else (goal.cycle.end,):
        last = late_after(policy, end)
        yield from (first_late(policy, goal.group, last, rule) for rule in rules)
        for row in rows_of(policy, end):
            yield from takewhile(lambda first: first <= goal.by, growing(policy, goal.group, last, row))


def _old(trial: Trial, goal: Goal) -> Iterator[date]:
    """The first days on which something on record is of the last months before the renewal no more."""
    policy = trial.plan.policy
    for rule in demands_of(policy, goal):
        if rule.before_renewal:
            seen = [each for each in trial.history.activities if _is_looked_at(policy, rule, each)]
            days = {on for each in seen for on in _days_of(each)}
            yield from (_gone(on, rule.months) for on in sorted(days))


def _is_looked_at(policy: Policy, rule: Demand, activity: Activity) -> bool:
    return not rule.kind.of_counter or activity.type in policy.counter(rule.of).types


def _days_of(activity: Activity) -> Iterator[date]:
    """All of its days: what counts day by day grows old so."""
    first = activity.began or activity.on
    yield from (first + timedelta(days=n) for n in range((activity.on - first).days + 1))


def _gone(on: date, months: int) -> date:
    """The first day so many months before which a day doesn't lie after."""
    found = add_months(number(on), months) - MONTHS_DIFFER
    while add_months(found, -months) < number(on):
        found += 1
    return day(found)
