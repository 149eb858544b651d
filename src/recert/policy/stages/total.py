"""Total: what counts, by type and altogether."""

from recert.policy.stages.sheet import COUNTED, Work


def total(w: Work, kind: int, amount: int) -> None:
    """Adds what an activity brought to its type and to the cycle."""
    w.amount[kind] += amount
    w.cycle[COUNTED] += amount
