"""How a policy's rules on surplus are lowered: what a cycle hands on to the next."""

from recert.policy.lowering import Columns, carriable
from recert.policy.model import Policy
from recert.policy.nesting import inside, outermost
from recert.policy.plan_values import Values


def carried(policy: Policy, values: Values) -> Columns:
    """What is carried, how much of it, of which types and categories, and as what it arrives."""
    carry = policy.carry
    kept = {minimum.category: minimum.values for minimum in carry.kept} if carry else {}
    named = (carry.categories if carry else ()) or tuple(category.key for category in policy.categories)
    return {
        "carries": int(carry is not None),
        "carry_at": values.add(policy.carried_of(group.key) for group in policy.groups),
        "keeps": int(bool(kept) or bool(carry and carry.counts_as)),
        "carry_over_limits": int(bool(carry and carry.over_limits and policy.caps)),
        "carry_in_time": int(bool(carry and carry.in_time)),
        "carry_as": [c.key for c in policy.categories].index(carry.counts_as) if carry and carry.counts_as else -1,
        "kept_at": values.add(kept.get(category.key, ()) for category in policy.categories),
        "carry_months": carry.months if carry else 0,
        "carry_used": int(carry.carried_in) if carry else 0,
        "carry_types": [carriable(policy, kind) for kind in policy.types],
        "carry_categories": _among(policy, inside(policy.categories, named)),
        "carry_parts": _among(policy, outermost(policy.categories, named)),
    }


def _among(policy: Policy, keys: tuple[str, ...]) -> list[int]:
    return [int(category.key in keys) for category in policy.categories]
