"""What can be claimed of a way beside that it renews: that nothing is cheaper, or that nothing else renews."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from recert.policy.cascades import Trigger
from recert.policy.formula import Period
from recert.policy.model import ActivityType, DemandKind, Policy
from recert.policy.planning.way import Goal, Lack
from recert.policy.serving import Split

COUNTED: Final = frozenset({DemandKind.COUNTER, DemandKind.COUNTER_LAST_MONTHS})
"""What is demanded of a counter: all that may help is tried of it, however units are worked out."""
DAYS_AHEAD: Final = 10
"""Of a limit of days, so many days are looked at: a way needs another day for each time that it is filled."""


def cascades(policy: Policy, goal: Goal) -> bool:
    """Whether renewing another group may renew this one: then what an activity brings alone says less than all."""
    codes = {each.code for each in policy.certifications if each.group == goal.group}
    return any(each.trigger is Trigger.RENEWED and codes & set(each.renewed) for each in policy.cascades)


def is_exact(policy: Policy) -> bool:
    """Whether all is tried that may help.

    It is not where several short activities may be worth more than a long one, where days, months or years of the
    calendar, or other providers, give room again, where what is over a limit helps elsewhere, where a missed year can
    be made up for, and where an activity may be split among categories: what is proposed is of one each.
    """
    made_up = any(demand.missed and demand.missed.counter for group in policy.groups for demand in group.demands)
    formulas = any(value.formula for kind in policy.types for value in kind.worth)
    split = any(kind.division and kind.division.split is not Split.NOT_ALLOWED for kind in policy.types)
    return not (formulas or split or made_up) and not any(
        cap.over or cap.of_provider or cap.period > Period.CYCLE_YEAR for cap in policy.caps
    )


def counted_apart(policy: Policy, goal: Goal, by: Lack) -> int:
    """How many activities it takes at the least for what counters lack, today and by the goal's day, by every way.

    One for each of them, as far as no type is of two.
    """
    group = policy.group(goal.group)
    today = {total.demand for total in goal.cycle.demands if total.missing and not total.way}
    asked = [rule for rule in group.demands if rule.kind in COUNTED and not rule.missed and rule.key in today]
    seen, found = set[str](), 0
    for rule in asked:
        types = policy.counter(rule.of).types
        if seen.isdisjoint(types) and by.routes and all(("", rule.key) in route.demands for route in by.routes):
            found, seen = found + 1, seen | set(types)
    return found


def gains_by_more(kind: ActivityType) -> bool:
    """Whether several activities may be worth more than one of all their quantity."""
    return any(value.formula for value in kind.worth)


def days_of_room(policy: Policy, kind: ActivityType, as_of: date, until: date) -> Iterable[date]:
    """The days on which a limit that covers a type has room again, with the calendar."""
    periods = {cap.period for cap in policy.caps if kind.key in cap.types}
    if Period.DAY in periods:
        yield from (as_of + timedelta(days=n) for n in range(DAYS_AHEAD))
    months = (12 * as_of.year + as_of.month, 12 * until.year + until.month)
    for month in range(months[0], months[1]):
        if Period.MONTH in periods or (Period.YEAR in periods and month % 12 == 0):
            yield date(month // 12, month % 12 + 1, 1)
