"""By which day a cycle is planned for beside others, where there is no way for it in time."""

from dataclasses import replace

from recert.policy.deadline_words import late_after
from recert.policy.model import Policy
from recert.policy.planning.way import Goal, Target


def renewable_by(policy: Policy, target: Target) -> Goal | None:
    """The goal, with the end of the time in which a way was found for it: in time, late, in grace, while suspended.

    None where no way was found.
    """
    goal, found = target.goal, target.best or target.afterwards
    if found is None or target.best:
        return goal if found else None
    last, cycle = found.by or goal.until, goal.cycle
    ends = (goal.by, late_after(policy, cycle.end), cycle.end, cycle.grace_until, goal.until)
    return replace(goal, by=next((day for day in ends if last <= day <= goal.until), goal.until))


def may_be_renewed(target: Target) -> bool:
    """Whether there may be a way in time, though none was found: not all was tried, or another group renews it."""
    return target.gave_up or (target.cascades and target.lost is None)
