"""How long the cycles of a group may last, where some ways to renew it give another length than the usual."""

from recert.policy.model import Policy, Value


def own_lengths(policy: Policy, group: str) -> tuple[Value, ...]:
    """For how many months ways, and the exam, renew what is of a group, where they say so."""
    rule = policy.retake_of(group)
    ways = (value for way in policy.group(group).ways for value in way.renews_for)
    return (*ways, *(rule.renews_for if rule else ()))


def lengths(policy: Policy, group: str) -> tuple[int, ...]:
    """The months of every cycle that a group may have today, the usual ones first."""
    return (policy.months_of(group), *(int(value.amount) for value in own_lengths(policy, group)))


def longest(policy: Policy) -> int:
    """The months of the longest cycle of any group, the first after an award and those of before among them."""
    found = [months for group in policy.groups for months in lengths(policy, group.key)]
    found += [policy.cycle_of(group.key).first_months or 0 for group in policy.groups]
    found += [length.months for length in policy.cycle.earlier]
    return max(found, default=policy.cycle.months)
