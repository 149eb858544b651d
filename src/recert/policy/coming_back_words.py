"""What brings back what is suspended, and in sentences that nothing does."""

from typing import Final

from recert.policy.cascades import Cascade
from recert.policy.model import Group, Policy
from recert.policy.sentence import words


def back_by_units(policy: Policy, group: Group) -> bool:
    """Whether what a cycle of a group takes brings it back: its own units, or another way."""
    has_ways = bool(group.required or group.ways or group.portfolio)
    return policy.suspension is not None and policy.suspension.by_units and has_ways


def back_by_exam(policy: Policy, group: Group) -> bool:
    """Whether passing the exam again brings back what of a group is suspended."""
    return policy.suspension is not None and policy.suspension.by_exam and policy.retake_of(group.key) is not None


def comes_back(policy: Policy, group: Group) -> bool:
    """Whether anything brings back what of a group is suspended, be it another certification."""
    others = any(_renews(policy, group, cascade) for cascade in policy.cascades)
    return back_by_units(policy, group) or back_by_exam(policy, group) or others


def _renews(policy: Policy, group: Group, cascade: Cascade) -> bool:
    return any(each.code in cascade.renewed for each in policy.certifications if each.group == group.key)


STATE: Final = words("Suspended since {since}: nothing brings it back, and after {last} it lapses")
VERDICT: Final = words("It ended on {end}, and is suspended: nothing brings it back, and after {last} it lapses.")
FROM: Final = words(
    "If it is not renewed by {grace}, it is suspended and not valid. Nothing brings it back, and after {last} it "
    "lapses."
)
GOAL: Final = words("{group}, suspended until {by}")
NOTHING: Final = words("Nothing brings it back.")
PLANNED: Final = {
    False: words("If it is not renewed by {last}, it is suspended and not valid, and nothing brings it back."),
    True: words("It has been suspended since {first} and is not valid."),
}
"""Whether it is suspended already."""
