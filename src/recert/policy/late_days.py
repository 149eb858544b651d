"""From which day on being late takes something, after the last day on which a renewal is in time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from recert.policy.calendar import add_months, after_months, day, end_of_month, number
from recert.policy.cycles import Anchor, Ends
from recert.policy.lateness import Surcharge
from recert.policy.model import Demand, Policy

YEARS: Final = ((2000, 2008), (2096, 2104))
"""Between these ends come on every day, and stretches of months with as many leap days as can be, and with as few."""


def rows_of(policy: Policy, end: date) -> tuple[Surcharge, ...]:
    """What being late takes of what ends on a day: by the rows of the first day before which that is, if of any."""
    days = [row.ended_before for row in policy.surcharges if row.ended_before and end < row.ended_before]
    return tuple(row for row in policy.surcharges if row.ended_before == min(days, default=None))


def first_late(policy: Policy, group: str, last: date, rule: Surcharge | Demand) -> date:
    """The first day on which a group's renewals take it, where one up to the last day is in time."""
    if rule.after_months == 0:
        return last + timedelta(days=rule.from_day)
    return _after(policy, group, last, rule.after_months) + timedelta(days=1)


def growing(policy: Policy, group: str, last: date, row: Surcharge) -> Iterator[date]:
    """The days on which a surcharge begins and then grows: without end, where it grows; from the first one on."""
    first, begun = first_late(policy, group, last, row), 0
    yield first
    while row.every_months:
        begun += row.every_months
        if row.after_months:
            yield _after(policy, group, last, row.after_months + begun) + timedelta(days=1)
        else:
            yield day(add_months(number(first), begun))


def _after(policy: Policy, group: str, last: date, months: int) -> date:
    """The last day of so many months after a day, counted as those of a grace are; after a deadline on to no end."""
    ends, n = policy.cycle_of(group).ends, number(last)
    after_deadline = policy.deadline is not None and policy.deadline.late
    to_end = ends is Ends.END_OF_MONTH and not (after_deadline and n != end_of_month(n))
    from_next = policy.cycle.anchor is Anchor.CALENDAR or ends is Ends.DAY_BEFORE
    return day(after_months(n, months, int(from_next), int(to_end)))


def since_key(rule: Surcharge | Demand) -> str:
    """Under which key of [[late]] it is said when it begins; of a demand with `late_` before it."""
    return "after_months" if rule.after_months else "from_day"


def days_late(policy: Policy, rule: Surcharge | Demand) -> tuple[int, int]:
    """How many days late it is taken at the earliest and at the latest, of all groups and whenever a cycle ends."""
    if rule.after_months == 0:
        return rule.from_day, rule.from_day
    one_each = {policy.cycle_of(group.key).ends: group.key for group in policy.groups}
    found = {(first_late(policy, key, last, rule) - last).days for key in one_each.values() for last in _every_day()}
    return min(found, default=0), max(found, default=0)


def _every_day() -> Iterator[date]:
    for first, until in YEARS:
        days = (date(until, 1, 1) - date(first, 1, 1)).days
        yield from (date(first, 1, 1) + timedelta(days=n) for n in range(days))
