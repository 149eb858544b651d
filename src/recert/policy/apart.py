"""What is awarded after a cycle's end, while that can still be renewed: by what rules, and of whom, that is so."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from recert.policy.assessment import RENEWABLE, Cycle, CycleState, GroupStanding, Holding, HoldingState
from recert.policy.cycles import Unmet
from recert.policy.model import Policy

LATE = (CycleState.GRACE, CycleState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Later:
    """Certifications that were awarded after the end of what can still be renewed, the first of them `on` a day.

    `ends`: the end of the cycle that they began then, if what had ended lapses.
    """

    codes: tuple[str, ...]
    on: date
    ends: date


def may_be_apart(policy: Policy) -> bool:
    """Whether something may be awarded while something else of its group is over its date, and can still be renewed.

    Where a missed cycle ends nothing, none lapses.
    """
    groups = [certification.group for certification in policy.certifications]
    late = policy.suspension is not None or policy.has_grace
    return policy.cycle.unmet is Unmet.LAPSES and late and len(groups) > len(set(groups))


def awarded_later(policy: Policy, standing: GroupStanding) -> Later | None:
    """What goes on by itself if the cycle under way, which is over its end, lapses; None where nothing does."""
    cycle = standing.current
    if cycle is None or cycle.state not in LATE or not may_be_apart(policy):
        return None
    held = [each for each in standing.holdings if each.state in RENEWABLE and each.renewable_until]
    since = max(cycle.end, _renewed_before(standing, cycle))
    later = [each for each in held if each.awarded > since]
    over = max([since, *(each.expires for each in held if each not in later)])
    if not later or min(each.awarded for each in later) <= over:
        return None
    retired = [each for each in standing.holdings if each.state is HoldingState.RETIRED and each.awarded > over]
    return _later([*later, *retired], min(each.expires for each in later))


def began(standing: GroupStanding, cycle: Cycle) -> Later | None:
    """What began the next cycle while this one, which lapsed, could still be renewed; None where nothing did."""
    following = next((each for one, each in pairwise(standing.cycles) if one is cycle), None)
    if cycle.state is not CycleState.LAPSED or following is None or cycle.missed:
        return None
    first = [
        each
        for each in standing.holdings
        if max(following.start, cycle.end + timedelta(days=1)) <= each.awarded <= cycle.renewable_until
    ]
    first = [each for each in first if each.awarded == min(other.awarded for other in first)]
    return _later(first, min(each.expires for each in first)) if first else None


def latest(standing: GroupStanding) -> date | None:
    """The latest date among what can be renewed; None where nothing can."""
    return max((h.expires for h in standing.holdings if h.state in RENEWABLE and h.renewable_until), default=None)


def _renewed_before(standing: GroupStanding, cycle: Cycle) -> date:
    """The day on which the cycle before was renewed, be it late: what was awarded by then was of that one."""
    return max((each.met_on for each in standing.cycles if each is not cycle and each.met_on), default=cycle.start)


def _later(holdings: list[Holding], ends: date) -> Later:
    return Later(tuple(each.certification for each in holdings), min(each.awarded for each in holdings), ends)
