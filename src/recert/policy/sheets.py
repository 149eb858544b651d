"""What one person's facts are assessed on: made once for a thread, and written over for whoever comes next."""

from threading import local
from typing import Final, NamedTuple

from recert.policy.facts import Facts
from recert.policy.plan import Plan
from recert.policy.stages.sheet import Out, Work, blank_out, blank_work, room_for_pieces

ROOM: Final = (32, 16, 1 << 13)
"""Sizes are made multiples of these, so that most people find room: activities, events, days."""
MOST: Final = 1 << 10
"""Of so many activities or events sheets are not kept: hardly anybody needs as many."""


class Sizes(NamedTuple):
    """For how many activities, with the parts that they may be divided into, events and days there is room."""

    activities: int
    events: int
    days: int

    def fit(self, others: "Sizes") -> bool:
        """Whether there is room for as much as the others need."""
        return all(mine >= other for mine, other in zip(self, others, strict=True))

    def rounded(self) -> "Sizes":
        """So much and a little more."""
        return Sizes(*(-(-size // step) * step for size, step in zip(self, ROOM, strict=True)))


class Sheets(NamedTuple):
    """The scratch and the rows of one person after the other, by one plan."""

    plan: Plan
    sizes: Sizes
    work: Work
    out: Out


_MINE: Final = local()


def sheets(plan: Plan, facts: Facts, today: int) -> Sheets:
    """Sheets with enough room for a person. They are nobody else's until they are given back.

    What the person before left on them stays there: the evaluator reads nothing that it has not written.
    """
    needed = _needed(plan, facts, today)
    kept: Sheets | None = getattr(_MINE, "kept", None)
    if kept is not None and kept.plan is plan and kept.sizes.fit(needed):
        _MINE.kept = None
        kept.out.filled[:] = (0, 0, 0)
        return kept
    sizes = needed.rounded()
    return Sheets(plan, sizes, blank_work(plan.tables, sizes.events), blank_out(plan.tables, *sizes))


def give_back(found: Sheets) -> None:
    """Keeps sheets for whoever this thread assesses next. Nothing on them may be read from then on."""
    if found.sizes.activities <= MOST and found.sizes.events <= MOST:
        _MINE.kept = found


def _needed(plan: Plan, facts: Facts, today: int) -> Sizes:
    events, activities = len(facts.event_day), len(facts.activity_day)
    days = max(today - facts.event_day[0], 0) if events else 0
    return Sizes(activities + room_for_pieces(plan.tables, facts, events, days), events, days)
