"""Suspensions for a missed year with an end that none reaches, as the cycle's own end comes first."""

from datetime import date

from recert.policy.beyond import Found
from recert.policy.calendar import add_months, number
from recert.policy.cycles import Ends
from recert.policy.last_year import MONTHS, YEAR
from recert.policy.lengths import longest
from recert.policy.model import Group, Policy
from recert.policy.plan import Plan, plan
from recert.policy.stages.late import last_chance


def suspended_year_doubts(policy: Policy) -> Found:
    """Months after which no suspension ever ends, each with its place, and what can be done."""
    asked = [
        (group, at, rule.missed.for_months)
        for group in policy.groups
        for at, rule in enumerate(group.demands)
        if rule.missed and rule.missed.for_months
    ]
    lowered = plan(policy) if asked else None
    for group, at, months in asked:
        if lowered and months > _most(policy, lowered, group):
            what = "the cycle's own end comes first, even after its first year: no suspension for one lasts so long"
            place = ("group", group.key, "also", at, "missed", "for_months")
            yield place, what, "write fewer months, or leave `for_months` out"


def _most(policy: Policy, lowered: Plan, group: Group) -> int:
    """How many months there are at the most from the end of a cycle's first year until it can be renewed no more."""
    rounded = 0 if policy.cycle_of(group.key).ends in {Ends.SAME_DAY, Ends.DAY_BEFORE} else MONTHS
    start = number(date(YEAR, 1, 1))
    end = add_months(start, longest(policy) + rounded)
    last = last_chance(lowered.tables, lowered.groups[group.key], end)
    found = 0
    while add_months(start, MONTHS + found + 1) <= last:
        found += 1
    return found
