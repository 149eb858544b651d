"""What somebody may still earn that renews something else: what is held already, or is retired, is not earned again."""

from dataclasses import replace

from recert.policy.assessment import RENEWABLE, Assessment, HoldingState
from recert.policy.cascades import Trigger
from recert.policy.model import Policy


def without_held(policy: Policy, found: Assessment) -> Policy:
    """The policy as what still renews somebody's is told by it: without renewals by earning what is out of reach."""
    if not any(rule.trigger is Trigger.EARNED for rule in policy.cascades):
        return policy
    states = {HoldingState.RETIRED, *RENEWABLE}
    gone = {each.certification for group in found.groups for each in group.holdings if each.state in states}
    gone |= {each.code for each in policy.certifications if each.retired and each.retired <= found.as_of}
    rules = (
        replace(rule, of=tuple(code for code in rule.of if code not in gone))
        if rule.trigger is Trigger.EARNED
        else rule
        for rule in policy.cascades
    )
    return replace(policy, cascades=tuple(rule for rule in rules if rule.of))
