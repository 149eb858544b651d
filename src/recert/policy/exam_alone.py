"""What nothing but an exam brings back once its grace is over: units renew it no more, so being late takes none."""

from datetime import date
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState
from recert.policy.explain_demands import rule_of
from recert.policy.late_minima import governing, more_of
from recert.policy.model import Group, Policy


def last_by_units(policy: Policy, cycle: Cycle) -> date:
    """The last day on which units may renew a cycle."""
    return cycle.not_retired(cycle.grace_until if returns_by_exam(policy) else cycle.renewable_until)


def returns_by_exam(policy: Policy) -> bool:
    """Whether units bring nothing back that is suspended."""
    return policy.suspension is not None and not policy.suspension.by_units


def past_units(policy: Policy, cycle: Cycle) -> bool:
    """Whether a cycle is so suspended, or lapsed after that."""
    over = cycle.state in {CycleState.SUSPENDED, CycleState.LAPSED} and cycle.missed is None
    return over and last_by_units(policy, cycle) < cycle.renewable_until


def without_lateness(policy: Policy, group: Group, cycle: Cycle, today: date) -> Cycle:
    """The same cycle with what it asks of whoever is in time, where units renew it no more; else as it is."""
    if not past_units(policy, cycle):
        return cycle
    row = governing(policy, group.key, cycle.end, min(today, cycle.renewable_until))
    more, none = more_of(row, group) if row else {}, Decimal(0)
    return cycle._replace(
        required=cycle.required - cycle.surcharge,
        surcharge=none,
        demands=tuple(total for total in cycle.demands if not rule_of(group, total).only_late),
        categories=tuple(c._replace(required=c.required - more.get(c.category, none)) for c in cycle.categories),
    )
