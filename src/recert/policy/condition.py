"""For whom a value holds, and on which day of a cycle that is looked at."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Seen(IntEnum):
    """On which day what is so of a person is looked at. All else that a condition asks is looked at on the first."""

    FIRST_DAY = 0
    ANY_DAY = 1  # so on some day of the cycle; not so on none
    LAST_DAY = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """For whom a value holds, besides since when: all that is said must be so on the first day of a cycle.

    Cycles are counted from the award that opened the first of them, from 1. `awarded_*` and `held_years` look at the
    earliest award among what is held in the group, `held_*` at how many are. `holds` and `lacks` name certifications
    of this group or of one that the policy lists before it; `true_of` and `untrue_of` circumstances, looked at on
    `seen`. None and 0 ask nothing.
    """

    cycle_from: int = 1
    cycle_to: int = 0
    every: int = 0  # every so many cycles: the second, fourth … for 2
    awarded_from: date | None = None
    awarded_before: date | None = None
    held_years: int = 0
    held_from: int = 0
    held_to: int = 0
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    true_of: tuple[str, ...] = ()
    untrue_of: tuple[str, ...] = ()
    seen: Seen = Seen.FIRST_DAY
