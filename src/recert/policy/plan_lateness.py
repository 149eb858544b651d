"""What follows a cycle's end, lowered to integers."""

from recert.policy.model import Policy


def lateness(policy: Policy) -> dict[str, int | list[int]]:
    """The columns of `Tables` about suspension, and about what is required of whoever is late."""
    rule, rows = policy.suspension, policy.surcharges
    demands = [
        demand
        for group in policy.groups
        for each in (group.demands, *(way.demands for way in group.ways))
        for demand in each
    ]
    return {
        "suspended_months": rule.months if rule else 0,
        "suspended_by_units": int(rule is not None and rule.by_units),
        "suspended_by_exam": int(rule is not None and rule.by_exam),
        "suspended_restarts": int(rule is not None and rule.restarts),
        "late_from": [row.from_day for row in rows],
        "late_amount": [int(row.amount * 100 if row.share else row.amount / policy.step) for row in rows],
        "late_share": [int(row.share) for row in rows],
        "late_every": [row.every_months for row in rows],
        "lateness": int(bool(rule or rows) or any(demand.from_day for demand in demands)),
    }
