"""The last year of a cycle that could be met longer than its cycle can be renewed, as nothing waits so long."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from recert.policy.beyond import Found
from recert.policy.calendar import number
from recert.policy.cycles import Ends
from recert.policy.missed import Missed, last_due
from recert.policy.model import Demand, Group, Policy
from recert.policy.plan import plan
from recert.policy.shared_years import last_day
from recert.policy.stages.late import last_chance

MONTHS: Final = 12
"""Of a year."""
YEAR: Final = 2096
"""A leap year after all that held before a day."""


def is_cut_short(policy: Policy, group: Group, rule: Demand) -> bool:
    """Whether the last year of each cycle of a group is over with that, before its own last day."""
    missed = rule.missed
    if missed is None or not missed.waits or not missed.late_counts or policy.cycle_of(group.key).never_renewed:
        return False
    ends = tuple(_ends(policy, group, rule))
    if not ends:
        return False
    lowered = plan(policy)
    at = lowered.groups[group.key]
    return all(last_chance(lowered.tables, at, number(end)) < number(last_due(missed, end)) for end in ends)


def _ends(policy: Policy, group: Group, rule: Demand) -> Iterator[date]:
    """Days on which a cycle and the last year that is looked at end together, if these always do."""
    own = policy.cycle_of(group.key)
    if rule.kind.of_shared_years:
        last = last_day(policy, YEAR)
        if own.ends is Ends.END_OF_YEAR and set(own.year_ends or ["12-31"]) == {last.isoformat()[5:]}:
            yield last
    elif not policy.months_of(group.key) % MONTHS:
        yield from (date(YEAR, 1, 1) + timedelta(days=n) for n in range(366))


def last_year_doubts(policy: Policy) -> Found:
    """Days of a year's own that the last one of a cycle never has, each with its place, and what can be done."""
    for group in policy.groups:
        for at, rule in enumerate(group.demands):
            if rule.missed and is_cut_short(policy, group, rule):
                place = ("group", group.key, "also", at, "missed", _key(rule.missed))
                what = "the last year of a cycle can't be met so long, as the cycle can be renewed no more by then"
                fix = f"let its grace last until then, as by grace_{_long(policy, rule.missed)}, or write less"
                yield place, what, fix


def _key(missed: Missed) -> str:
    """Under which key it is said until when a year can be met."""
    return "on" if missed.on else "months" if missed.months else "days"


def _long(policy: Policy, missed: Missed) -> str:
    """How long it is after a year's last day, as a key and its value."""
    if missed.months:
        return f"months = {missed.months}"
    last = last_day(policy, YEAR - 1)
    return f"days = {(last_due(missed, last) - last).days}"
