"""Renewal by passing the exam again: when a pass renews, what it renews, and until when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retake:
    """Renewal by passing the exam again, within `months` (or `days`) before the expiry and, if `in_grace`, in grace.

    `whole_group`: a pass renews all of its group that can be renewed, and its time is that before the earliest expiry
    among these. `from_pass`: the new date is counted from the day of the pass, whatever holds for other renewals.
    """

    months: int
    in_grace: bool
    source: str
    days: int = 0
    whole_group: bool = False
    from_pass: bool = False


@dataclass(frozen=True, slots=True)
class OwnRetake:
    """Whether passing the exam again renews what is of the group, and how: all of it in place of the program's."""

    renews: bool
    source: str
    months: int = 0
    days: int = 0
    in_grace: bool = False
    whole_group: bool = False
    from_pass: bool = False

    @property
    def rule(self) -> Retake | None:
        """The same as the program would say it; None where the exam renews nothing of the group."""
        if not self.renews:
            return None
        return Retake(
            months=self.months,
            in_grace=self.in_grace,
            source=self.source,
            days=self.days,
            whole_group=self.whole_group,
            from_pass=self.from_pass,
        )
