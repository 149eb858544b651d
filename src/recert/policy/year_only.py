"""Types that nothing but yearly amounts look at: done after a cycle's end, they are of no year of it."""

from recert.policy.cycles import Rhythm
from recert.policy.model import ActivityType, Demand, Group, Policy
from recert.policy.plan_demands import demands_of
from recert.policy.several_days import SeveralDays


def of_years_alone(policy: Policy, group: Group, kind: ActivityType) -> bool:
    """Whether all that looks at activities of a type, for a group, are years that end with the cycle, at the latest.

    What is done after its end could complete nothing there, but where a year takes what is done late for it.
    """
    if policy.cycle_of(group.key).rhythm is Rhythm.RESTARTED or policy.several_days is SeveralDays.EACH_DAY:
        return False  # the next cycle begins after it was done; and what is divided can't wait
    mine = {counter.key for counter in policy.counters if kind.key in counter.types}
    every = [demand for _, demand in demands_of(group)]
    looking = [rule for rule in every if rule.kind.of_counter and rule.of in mine]
    makes_up = any(rule.missed and rule.missed.counter in mine for rule in every)
    bounded = {choice for rule in every if rule.missed for choice in rule.choices}
    over = all(rule in bounded or _ends_with_cycle(rule) for rule in looking)
    return policy.only_tallied(kind) and bool(looking) and not makes_up and over


def waits_for_years(policy: Policy, group: Group, rule: Demand) -> bool:
    """Whether what a yearly amount counts belongs to the next cycle once the one that runs has ended."""
    if not rule.kind.of_counter:
        return False
    types = [kind for kind in policy.types if kind.key in policy.counter(rule.of).types]
    return any(of_years_alone(policy, group, kind) for kind in types)


def _ends_with_cycle(rule: Demand) -> bool:
    """Whether what is done after a cycle's end is of none of the years."""
    return rule.kind.of_shared_years or (rule.kind.of_cycle_years and rule.missed is not None)
