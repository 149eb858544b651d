"""What of a cycle counts in the next one."""

from dataclasses import dataclass

from recert.policy.model import Minimum, Value


@dataclass(frozen=True, slots=True)
class Carry:
    """What of a renewed cycle's surplus counts in the next one, towards its total: at most `most` units.

    `months`: only what was earned in the last so many months of the cycle; 0 for all of it. `categories`: only of
    these; of all where none is named. `again`: units carried in may make up a surplus that is carried once more.
    `over_limits`: what limits in units kept from counting is carried as well. `counts_as`: the category for which all
    that is carried counts; empty where it counts for the total alone, or `kept` says for which it counts again.
    """

    most: tuple[Value, ...]
    months: int
    categories: tuple[str, ...]
    again: bool
    kept: tuple[Minimum, ...] = ()  # how much of what is carried counts for these categories again
    over_limits: bool = False
    in_time: bool = False  # nothing after a late renewal
    counts_as: str = ""
