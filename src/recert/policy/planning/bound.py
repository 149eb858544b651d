"""What renewing costs at the least: each option brings what it would alone, and parts of uses are allowed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from recert.policy.planning.options import Chunk
from recert.policy.planning.way import UNITS, Lack, Need, Route

Brought = tuple[Mapping[Need, tuple[Chunk, ...]], ...]
"""What an option brings each goal, and at which price: a use, its cost, or the hours it takes."""


class Supply:
    """What some options bring, each need's cheapest first: put in order once, however often it is asked."""

    def __init__(self, options: Sequence[Brought]) -> None:
        self.options = options
        self.known: dict[tuple[int, Need], tuple[list[Chunk], frozenset[int]]] = {}

    def of(self, goal: int, need: Need) -> tuple[list[Chunk], frozenset[int]]:
        """What there is of a goal's need, and the places of the options that bring it."""
        found = self.known.get((goal, need))
        if found is None:
            brought = [(place, one[goal][need]) for place, one in enumerate(self.options) if need in one[goal]]
            chunks = sorted((chunk for _, each in brought for chunk in each), key=_price)
            found = self.known[goal, need] = chunks, frozenset(place for place, _ in brought)
        return found


def bound(lacks: Sequence[Lack], supply: Supply) -> Fraction | None:
    """No way from here that uses these options alone costs less. None where they can't bring what is lacking.

    It holds because an activity never brings more beside others than alone: limits only take away. Of the ways to renew
    one goal any is enough, so the least of them counts; all goals are to be reached, so the most of those does.
    """
    needed = Fraction(0)
    for goal, lack in enumerate(lacks):
        if lack.met:
            continue
        found = [for_route(route, supply, goal) for route in lack.routes]
        known = [cost for cost in found if cost is not None]
        if not known:
            return None
        needed = max(needed, min(known))
    return needed


def for_route(route: Route, supply: Supply, goal: int) -> Fraction | None:
    """For one way: needs that no option serves together add up; of those that one may serve, the dearest counts."""
    costs, served = list[Fraction](), list[frozenset[int]]()
    for need, amount in route.needs.items():
        chunks, by = supply.of(goal, need)
        cost = _for_units(route, chunks) if need == UNITS else _fill(Fraction(amount), chunks, _all(chunks), "")
        if cost is None:
            return None
        together = [i for i, others in enumerate(served) if others & by]
        costs = [*(c for i, c in enumerate(costs) if i not in together), max([cost, *(costs[i] for i in together)])]
        served = [*(s for i, s in enumerate(served) if i not in together), by.union(*(served[i] for i in together))]
    return sum(costs, Fraction(0))


def _price(chunk: Chunk) -> Fraction:
    return chunk.price


def _all(chunks: Sequence[Chunk]) -> list[Fraction]:
    return [chunk.units for chunk in chunks]


def _for_units(route: Route, cheapest: Sequence[Chunk]) -> Fraction | None:
    """What each category lacks, the cheapest of its own first; then the rest from whatever is left.

    Where a unit may be of several categories at once, it may serve them all: then the dearest of them counts.
    """
    if any(len(chunk.categories) > 1 for chunk in cheapest):
        needs = {"": Fraction(route.total), **{key: Fraction(much) for key, much in route.categories.items()}}
        prices = [_fill(needed, cheapest, _all(cheapest), key) for key, needed in needs.items()]
        known = [price for price in prices if price is not None]
        return max(known) if len(known) == len(prices) else None
    left = _all(cheapest)
    cost, rest = Fraction(0), Fraction(route.total)
    for category, needed in route.categories.items():
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
        if not category or category in chunk.categories:
            taken = min(needed, left[i])
            left[i] -= taken
            needed -= taken
            cost += taken * chunk.price
    return cost if needed <= 0 else None
