"""Counters that something of a group looks at: what only others count makes no difference for it."""

from recert.policy.model import ActivityType, Counter, Group, Policy
from recert.policy.plan_demands import demands_of


def asked_counters(policy: Policy, group: Group, kind: ActivityType) -> tuple[Counter, ...]:
    """Those of a type that a demand of the group, or what makes up for a year of one, looks at."""
    demands = [demand for _, demand in demands_of(group)]
    keys = {demand.of for demand in demands if demand.kind.of_counter}
    keys |= {demand.missed.counter for demand in demands if demand.missed}
    return tuple(each for each in policy.counters if each.key in keys and kind.key in each.types)
