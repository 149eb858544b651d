"""Until when a cycle can be renewed that lacks something of years with days of their own, as these come first."""

from datetime import date

from recert.policy.assessment import WAITING, Cycle, CycleState, DueYear, GroupStanding, Holding
from recert.policy.demand_years import short_years
from recert.policy.explain_demands import rule_of
from recert.policy.missed import Missed, Then
from recert.policy.model import Group, Policy


def last_for(missed: Missed, year: DueYear) -> date:
    """The last day on which something can be done for a year, as far as its cycle waits so long."""
    return year.due if missed.late_counts else year.last


def years_until(policy: Policy, group: Group, cycle: Cycle, until: date) -> date:
    """The last day, up to another, for what is lacking of years each of which ends what is held where it is missed."""
    for total in cycle.demands:
        rule = rule_of(group, total)
        if not total.way and rule.missed and rule.missed.then is Then.ENDS:
            days = [last_for(rule.missed, year) for year in short_years(policy, cycle, rule, total)]
            until = min(until, max(days, default=until))
    return until


def renewable_until(policy: Policy, group: Group, cycle: Cycle) -> date:
    """The last day on which a cycle can be renewed: the last for its years, where it lacks nothing but these.

    No later than what is to be retired can be renewed.
    """
    lacking = [rule_of(group, total) for total in cycle.demands if total.missing and not total.way]
    last = cycle.not_retired(cycle.renewable_until)
    if cycle.state not in WAITING or cycle.missing or group.ways or any(not _ends(rule.missed) for rule in lacking):
        return last
    found = years_until(policy, group, cycle, last)
    return found if found >= cycle.end else last


def _ends(missed: Missed | None) -> bool:
    return missed is not None and missed.then is Then.ENDS


def as_it_ends(policy: Policy, standing: GroupStanding, holding: Holding) -> Holding:
    """A certification with that day as the last one on which it can come back, where it is suspended with its cycle."""
    cycle = standing.current
    if cycle is None or cycle.state is not CycleState.SUSPENDED or holding.renewable_until != cycle.renewable_until:
        return holding
    return holding._replace(renewable_until=renewable_until(policy, policy.group(standing.group), cycle))
