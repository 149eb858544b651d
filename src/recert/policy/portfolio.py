"""A requirement that follows from what is held."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A requirement that follows from what is held: one certification's own, and what each other one adds.

    The one whose own requirement exceeds what it would add by most stands alone. `most` is the most in all; 0 without.
    `at_once`: the set is looked at whenever it changes, not on the cycle's first day alone.
    """

    most: Decimal
    at_once: bool
    source: str
