"""Years that must be met by days of their own, as a search for ways sees them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from recert.policy.assessment import Assessment, Cycle
from recert.policy.explain_demands import rule_of
from recert.policy.missed import Then
from recert.policy.model import ActivityType, Policy
from recert.policy.plan import Plan


def as_if_kept(plan: Plan, now: Assessment) -> Plan:
    """The rules by which ways are tried: as if no missed year ended anything, for a way renews only if it meets all.

    What nobody can meet any more ends what is held whatever is done: then the rules as they are.
    """
    if not plan.tables.ends_years or _cannot_be_met(plan.policy, now):
        return plan
    return replace(plan, tables=replace(plan.tables, ends_years=0))


def _cannot_be_met(policy: Policy, now: Assessment) -> bool:
    """Whether a year is over, can't be met, and has not ended yet what it will."""
    for standing in now.groups:
        cycle = standing.current
        for total in cycle.demands if cycle else ():
            rule = rule_of(policy.group(standing.group), total).missed
            if rule and rule.then is Then.ENDS:
                lasts = [(y.due if rule.late_counts else y.last, y) for y in total.years if y.amount < y.required]
                if any(last < now.as_of <= year.due for last, year in lasts):
                    return True
    return False


def makes_up_alone(policy: Policy, kind: ActivityType) -> bool:
    """Whether a type is for nothing but to make up for years: of those that are missed already, and for no other."""
    rules = [demand.missed for group in policy.groups for demand in group.demands if demand.missed]
    makes_up = {rule.counter for rule in rules if rule.counter}
    counting = {counter.key for counter in policy.counters if kind.key in counter.types}
    return bool(counting) and counting <= makes_up and policy.only_tallied(kind)


def turns(cycle: Cycle) -> Iterator[date]:
    """The days after those up to which years can be met, and after their own last ones."""
    for total in cycle.demands:
        for year in total.years:
            yield from (year.last + timedelta(days=1), year.due + timedelta(days=1))
