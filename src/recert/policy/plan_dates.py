"""What of a policy happens on days, as tables: mass moves, cascades, and what may be so of a person for a time."""

from recert.policy.calendar import NEVER, number
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.model import Certification, MonthsCounted, Policy

Columns = dict[str, int | list[int]]
"""Some of the tables' fields by name."""


def cascades_of(policy: Policy, order: tuple[Certification, ...]) -> Columns:
    """What renews others."""
    cascades = sorted(policy.cascades, key=lambda cascade: cascade.since)
    return {
        "cascade_count": len(cascades),
        "cascade_trigger": [int(cascade.trigger) for cascade in cascades],
        "cascade_since": [number(cascade.since) for cascade in cascades],
        "cascade_aligned": [int(cascade.aligned) for cascade in cascades],
        "cascade_of": [int(c.code in cascade.of) for cascade in cascades for c in order],
        "cascade_renewed": [int(c.code in cascade.renewed) for cascade in cascades for c in order],
    }


def moves_of(policy: Policy) -> Columns:
    """Mass moves, in the order in which they are made."""
    moves = sorted(policy.moves, key=lambda move: move.on)  # of one day in the order of the policy
    return {
        "move_on": [number(move.on) for move in moves],
        "move_first": [number(move.first) for move in moves],
        "move_last": [number(move.last) for move in moves],
        "move_to": [number(move.to) if move.to else 0 for move in moves],
        "move_months": [move.months for move in moves],
    }


def circumstances_of(policy: Policy) -> Columns:
    """What circumstances take off a requirement. How months are counted and rounded is the same for all that do."""
    kinds = policy.circumstances
    rule = next((kind for kind in kinds if kind.removes is Removes.MONTHS), None)
    return {
        "circumstance_count": len(kinds),
        "circumstance_removes": [int(kind.removes) for kind in kinds],
        "circumstance_least": [kind.at_least_days for kind in kinds],
        "circumstance_most": [kind.most_months or NEVER for kind in kinds],
        "circumstance_extends": [int(_extends(kind)) for kind in kinds],
        "circumstance_shrinks": [int(c.key in kind.shrinks) for kind in kinds for c in policy.categories],
        "circumstances_full": int(rule is not None and rule.counted is MonthsCounted.FULL),
        "circumstances_rounding": int(rule.rounding) if rule else 0,
        "circumstances_to": int(rule.to / policy.step) if rule else 1,
        "lengthens": int(any(map(_extends, kinds))),
    }


def _extends(kind: CircumstanceKind) -> bool:
    return kind.removes is Removes.MONTHS and kind.extends
