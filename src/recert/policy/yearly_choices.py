"""Choices that each year meets by itself, so that another of them may be met in another year."""

from recert.policy.model import Demand


def chooses_by_year(rule: Demand) -> bool:
    """Whether a demand asks for so many of its choices in each year."""
    return bool(rule.choices) and rule.kind.in_parts
