"""Until when a cycle can be renewed of which all that is held is to be retired."""

from recert.policy.assessment import WAITING, Cycle, Holding
from recert.policy.plan import Plan


def before_retiring(plan: Plan, cycles: tuple[Cycle, ...], holdings: tuple[Holding, ...]) -> tuple[Cycle, ...]:
    """The same cycles; the last one with the day on which the last of what can be renewed in it is retired.

    Only where nothing of it goes on, and that is no later than it could be renewed otherwise.
    """
    if not cycles or cycles[-1].state not in WAITING:
        return cycles
    days = [plan.policy.certification(each.certification).retired for each in holdings if each.renewable_until]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days) or max(known) > cycles[-1].renewable_until:
        return cycles
    return (*cycles[:-1], cycles[-1]._replace(retires=max(known)))
