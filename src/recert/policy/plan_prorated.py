"""Part of `plan`: what first cycles require that are shorter than the others, and what is asked of them, as tables."""

from typing import Final

from recert.policy.lowering import Columns
from recert.policy.model import MonthsCounted, Policy
from recert.policy.plan_demands import demands_of, step_of

LAST: Final = 31
"""The last day that a month may have."""


def proration(policy: Policy) -> Columns:
    """What a first cycle requires that is shorter than a whole one, by group."""
    rules = [policy.proration_of(group.key) for group in policy.groups]
    return {
        "prorates": int(any(rules)),
        "prorated": [int(rule is not None) for rule in rules],
        "months_full": [int(rule is not None and rule.counted is MonthsCounted.FULL) for rule in rules],
        "award_until": [(rule.until_day or LAST) if rule and rule.first_month else 0 for rule in rules],
        "every_months": [rule.every if rule else 0 for rule in rules],
        "every_units": [int(rule.units / policy.step) if rule else 0 for rule in rules],
        "prorate_rounding": [int(rule.rounding) if rule else 0 for rule in rules],
        "prorate_to": [int(rule.to / policy.step) if rule else 1 for rule in rules],
        "nothing_up_to": [rule.nothing_up_to if rule else 0 for rule in rules],
        "prorate_category": [
            int(rule is not None and category.key in rule.shrinking) for rule in rules for category in policy.categories
        ],
        "prorate_each": [
            int(of.get(category.key, 0) / policy.step)
            for of in [{each.category: each.amount for each in rule.each} if rule else {} for rule in rules]
            for category in policy.categories
        ],
    }


def shrinking(policy: Policy) -> Columns:
    """How much less demands, and other ways, ask for in such a cycle: each in what it counts in."""
    demands = [(demand.shrinks, step_of(policy, demand)) for group in policy.groups for _, demand in demands_of(group)]
    ways = [(way.shrinks, policy.step) for group in policy.groups for way in group.ways]
    return {
        "shrinks": int(any(rule for rule, _ in (*demands, *ways))),
        "demand_shrinks": [int(rule is not None) for rule, _ in demands],
        "demand_each": [int(rule.each / step) if rule else 0 for rule, step in demands],
        "demand_to": [int(rule.to / step) or 1 if rule else 1 for rule, step in demands],
        "demand_rounding": [int(rule.rounding) if rule else 0 for rule, _ in demands],
        "way_shrinks": [int(rule is not None) for rule, _ in ways],
        "way_each": [int(rule.each / step) if rule else 0 for rule, step in ways],
        "way_to": [int(rule.to / step) or 1 if rule else 1 for rule, step in ways],
        "way_rounding": [int(rule.rounding) if rule else 0 for rule, _ in ways],
    }
