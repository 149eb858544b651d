"""What nothing but an exam brings back once its grace is over: units renew it no more, so being late takes none."""

from datetime import date

from recert.policy.assessment import Cycle
from recert.policy.model import Policy


def last_by_units(policy: Policy, cycle: Cycle) -> date:
    """The last day on which units may renew a cycle."""
    return cycle.grace_until if returns_by_exam(policy) else cycle.renewable_until


def returns_by_exam(policy: Policy) -> bool:
    """Whether units bring nothing back that is suspended."""
    return policy.suspension is not None and not policy.suspension.by_units
