"""What steps of a way cost, by the prices that somebody gave."""

from recert.policy.model import Policy
from recert.policy.planning.way import Step, Way, Wish
from recert.policy.sentence import Sentence, words


def of_step(policy: Policy, way: Way, step: Step, wish: Wish) -> Sentence | None:
    """What one of several steps costs; None without prices, and of one that is all: that is said of the way."""
    if not wish.costs or len(way.steps) < 2:
        return None
    measured = policy.type(step.type).measure is not None
    cost = wish.costs[step.type] * step.times * (step.quantity if measured else 1)
    return Sentence(words("That costs {cost}."), {"cost": cost})
