"""What a group has of its own, where a program's credentials don't all follow the same rules.

What a group does not say is the program's.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recert.policy.cycles import FOR_LIFE, CycleRule, Ends, Rhythm

if TYPE_CHECKING:
    from recert.policy.model import Value


@dataclass(frozen=True, slots=True)
class OwnCycle:
    """How a group's cycles differ from the program's; None where they don't.

    A grace in days or in months stands in place of the program's, in whichever of the two that is counted, and so does
    a window. What is `never_renewed` has neither, and what is held for life is.
    """

    source: str
    months: int | None = None
    grace_days: int | None = None
    grace_months: int | None = None
    ends: Ends | None = None
    first_months: int | None = None
    first_ends: Ends | None = None
    never_renewed: bool = False
    rhythm: Rhythm | None = None
    kept_months: int = 0
    opens_months: int = 0
    opens_days: int = 0

    @property
    def has_window(self) -> bool:
        """Whether it says in which last months or days alone units renew."""
        return self.opens_months > 0 or self.opens_days > 0

    @property
    def for_life(self) -> bool:
        """Whether what is held of the group has no end."""
        return self.months == FOR_LIFE

    def in_place_of(self, rule: CycleRule) -> CycleRule:
        """The program's rule as it holds for the group."""
        own: dict[str, Any] = {}  # replaced at once: it is asked for wherever a group's cycle is told
        if self.months is not None:
            own |= {"months": self.months, "never_renewed": False}
        if self.grace_days is not None or self.grace_months is not None:
            own |= {"grace_days": self.grace_days or 0, "grace_months": self.grace_months or 0}
        if self.ends is not None:
            own["ends"] = self.ends
        if self.first_months is not None and self.first_ends is not None:
            own |= {"first_months": self.first_months, "first_ends": self.first_ends}
        if self.rhythm is not None:
            own |= {"rhythm": self.rhythm, "kept_months": self.kept_months}
        if self.has_window:
            own |= {"opens_months": self.opens_months, "opens_days": self.opens_days}
        if self.never_renewed:
            own |= {"never_renewed": True, "grace_days": 0, "grace_months": 0, "earlier_graces": ()}
        if self.for_life:
            own |= {"first_months": None}
        return replace(rule, **own)


@dataclass(frozen=True, slots=True)
class OwnCarry:
    """How much of a surplus a group's cycle hands on; 0 for nothing. What of it may be carried is the program's."""

    most: "tuple[Value, ...]"
