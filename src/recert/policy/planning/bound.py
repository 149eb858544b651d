"""What renewing costs at the least: each option brings what it would alone, and parts of uses are allowed."""

from collections.abc import Sequence
from fractions import Fraction

from recert.policy.planning.options import Chunk, Option
from recert.policy.planning.way import Lack


def bound(lacks: Sequence[Lack], options: Sequence[Option]) -> Fraction | None:
    """No way from here that uses these options alone costs less. None where they can't bring what is lacking.

    It holds because an activity never brings more beside others than alone: limits only take away.
    """
    needed = Fraction(0)
    for goal, lack in enumerate(lacks):
        if lack.met:
            continue
        least = _for_one(lack, [chunk for option in options for chunk in option.chunks[goal]])
        if least is None:
            return None
        needed = max(needed, least)
    return needed


def _for_one(lack: Lack, chunks: Sequence[Chunk]) -> Fraction | None:
    """For one goal: what each category lacks, the cheapest of its own first; then the rest from whatever is left."""
    cheapest = sorted(chunks, key=lambda chunk: chunk.price)
    left = [chunk.units for chunk in cheapest]
    cost, rest = Fraction(0), Fraction(lack.total)
    for category, needed in lack.categories.items():
        price = _fill(Fraction(needed), cheapest, left, category)
        if price is None:
            return None
        cost += price
        rest -= Fraction(needed)
    price = _fill(rest, cheapest, left, "")
    return None if price is None else cost + price


def _fill(needed: Fraction, cheapest: Sequence[Chunk], left: list[Fraction], category: str) -> Fraction | None:
    """Takes so many units from what is left, of one category or of any, and says what they cost."""
    cost = Fraction(0)
    for i, chunk in enumerate(cheapest):
        if needed <= 0:
            break
        if not category or chunk.category == category:
            taken = min(needed, left[i])
            left[i] -= taken
            needed -= taken
            cost += taken * chunk.price
    return cost if needed <= 0 else None
