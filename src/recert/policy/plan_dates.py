"""Part of `plan`: what depends on the length of a first cycle, and mass moves, as tables."""

from recert.policy.calendar import number
from recert.policy.model import MonthsCounted, Policy


def proration(policy: Policy) -> dict[str, int | list[int]]:
    """What a first cycle requires that is shorter than a whole one."""
    rule = policy.proration
    return {
        "prorates": int(rule is not None),
        "months_full": int(rule is not None and rule.counted is MonthsCounted.FULL),
        "award_month": int(rule is not None and rule.first_month),
        "every_months": rule.every if rule else 0,
        "every_units": int(rule.units / policy.step) if rule else 0,
        "prorate_rounding": int(rule.rounding) if rule else 0,
        "prorate_to": int(rule.to / policy.step) if rule else 1,
        "nothing_up_to": rule.nothing_up_to if rule else 0,
        "prorate_category": [int(rule is not None and c.key in rule.categories) for c in policy.categories],
    }


def moves(policy: Policy) -> dict[str, int | list[int]]:
    """Mass moves of expiry, in the order of their days."""
    moves = sorted(policy.moves, key=lambda move: move.on)  # of one day in the order of the policy
    return {
        "move_on": [number(move.on) for move in moves],
        "move_first": [number(move.first) for move in moves],
        "move_last": [number(move.last) for move in moves],
        "move_to": [number(move.to) if move.to else 0 for move in moves],
        "move_months": [move.months for move in moves],
    }
