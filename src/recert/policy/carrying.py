"""What of a cycle counts in the next one."""

from dataclasses import dataclass
from enum import IntEnum

from recert.policy.model import Minimum, Value


class CarriedIn(IntEnum):
    """In which order a cycle uses units, and so what is over of those that were carried in."""

    LAST = 0  # used last, and lost where they aren't needed
    FIRST = 1  # used first, and lost where they aren't needed
    AGAIN = 2  # used first, and carried on where they aren't needed


@dataclass(frozen=True, slots=True)
class Carry:
    """What of a renewed cycle's surplus counts in the next one, towards its total: at most `most` units.

    `months`: only what was earned in the last so many months of the cycle, or before it where that is carried on; 0 for
    all of it. `categories`: only of these; of all where none is named.
    `over_limits`: what limits in units kept from counting is carried as well. `counts_as`: the category for which all
    that is carried counts; empty where it counts for the total alone, or `kept` says for which it counts again.
    """

    most: tuple[Value, ...]
    months: int
    categories: tuple[str, ...]
    carried_in: CarriedIn
    kept: tuple[Minimum, ...] = ()  # how much of what is carried counts for these categories again
    over_limits: bool = False
    in_time: bool = False  # nothing after a late renewal
    counts_as: str = ""
