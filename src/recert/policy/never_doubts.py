"""What nothing renews, and a policy says something of that can't be so of all of it."""

from recert.policy.beyond import Found
from recert.policy.model import Group, Policy


def never_doubts(policy: Policy) -> Found:
    """Years that end for what was awarded first, and what renews nothing as no group is renewed by it."""
    for group in policy.groups:
        if policy.cycle_of(group.key).never_renewed and group.demands and _several(policy, group):
            what = "its years are those of the first certification awarded: one that is awarded later outlasts them"
            yield ("group", group.key, "also", 0), what, "give each certification a group of its own"
    if policy.retake and not any(policy.retake_of(group.key) for group in policy.groups):
        what = "passing the exam again renews nothing of any group"
        yield ("retake",), what, "leave [retake] out"
    if policy.suspension and all(policy.cycle_of(group.key).never_renewed for group in policy.groups):
        yield ("suspension",), "nothing is renewed, so nothing is suspended", "leave [suspension] out"


def _several(policy: Policy, group: Group) -> bool:
    return sum(certification.group == group.key for certification in policy.certifications) > 1
