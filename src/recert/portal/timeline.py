"""A cycle as a drawing: where each day stands from left to right, and how the units pile up towards the requirement.

Positions across are percentages and heights are pixels, so the drawing fits every width and its words keep their size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.assessment import Cycle, CycleState, Entry, GroupStanding, Reason
from recert.policy.history import Activity

TOP: Final = 46
FLOOR: Final = 150
RENEWABLE: Final = frozenset({CycleState.OPEN, CycleState.GRACE, CycleState.LAPSED})


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a day: `x` in percent, `anchor` as SVG has it, `row` counted from the line downwards."""

    x: str
    anchor: str
    row: int
    on: date


@dataclass(frozen=True, slots=True)
class Block:
    """One activity's units, from its day on, on top of those before."""

    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An activity on the line of days."""

    x: str
    on: date
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the drawing and the list of its words need. What does not exist in this cycle is None."""

    cycle: Cycle
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    required_y: str
    start: Label
    end: Label
    after_width: str  # of the grace period, or of the next cycle's beginning
    after: Label  # the end of grace, or the start of the next cycle of one that is renewed
    years: tuple[Label, ...]
    today: Label | None
    met: Label | None
    passed: str  # how much of the line lies behind today, in percent
    renewable: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to percent."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day stands, from 0 to 100."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return min(max(share, 0.0), 1.0) * 100

    def label(self, day: date, row: int = 0) -> Label:
        """Words at a day that stay inside the drawing."""
        x = self.at(day)
        anchor = "start" if x < 15 else "end" if x > 85 else "middle"
        return Label(percent(x), anchor, row, day)


def percent(value: float) -> str:
    """A number as an SVG attribute has it."""
    return f"{value:.2f}%"


def timeline(standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity], today: date) -> Timeline:
    """The drawing of one cycle of a group, as of today."""
    scale = Scale(cycle.start, cycle.grace_until)
    mine = sorted((e for e in standing.entries if e.cycle == cycle.number), key=lambda e: activities[e.activity].on)
    until = min(today, cycle.end) if cycle.state not in {CycleState.GRACE, CycleState.LAPSED} else today
    end_x = scale.at(cycle.end)
    end_row = 0 if end_x > 62 else 1
    return Timeline(
        cycle=cycle,
        blocks=_blocks(scale, cycle, mine, activities, until),
        marks=tuple(
            Mark(
                percent(scale.at(activities[e.activity].on)),
                activities[e.activity].on,
                activities[e.activity].name,
                e.amount,
            )
            for e in mine
        ),
        required_y=f"{_height(cycle, cycle.required):.1f}",
        start=Label("0%", "start", 0, cycle.start),
        end=Label(percent(end_x), "end" if end_x > 30 else "start", end_row, cycle.end),
        after_width=percent(100 - end_x),
        after=Label("100%", "end", end_row + 1, _after(cycle)),
        years=_years(scale, cycle, mine[0] if mine else None, activities, until),
        today=scale.label(today) if cycle.start <= today <= cycle.grace_until else None,
        met=_met(scale, cycle.met_on, today) if cycle.met_on else None,
        passed=percent(scale.at(today)),
        renewable=cycle.state in RENEWABLE,
    )


def _years(
    scale: Scale, cycle: Cycle, first: Entry | None, activities: Mapping[str, Activity], until: date
) -> tuple[Label, ...]:
    """The years that begin inside the drawing, without those whose name the units would cover."""
    covered = (scale.at(activities[first.activity].on) - 8, scale.at(until)) if first else (0.0, 0.0)
    places = [date(year, 1, 1) for year in range(cycle.start.year + 1, cycle.grace_until.year + 1)]
    return tuple(
        scale.label(day) for day in places if 3 < (x := scale.at(day)) < 92 and not covered[0] < x < covered[1]
    )


def _met(scale: Scale, day: date, today: date) -> Label:
    """The day of the renewal; beside today's line its words stand on the line's other side."""
    label = scale.label(day)
    near = 0 <= scale.at(today) - scale.at(day) < 20
    return replace(label, anchor="end") if near and scale.at(day) > 25 else label


def _after(cycle: Cycle) -> date:
    """The day named last: grace ends, or a renewed cycle's next one starts."""
    if cycle.state == CycleState.RENEWED:
        return date.fromordinal(cycle.end.toordinal() + 1)
    return cycle.grace_until


def _height(cycle: Cycle, units: Decimal) -> float:
    """How high up so many units are."""
    top = max(cycle.required, cycle.counted, Decimal(1))
    return FLOOR - float(units / top) * (FLOOR - TOP - 10)


def _blocks(
    scale: Scale, cycle: Cycle, entries: list[Entry], activities: Mapping[str, Activity], until: date
) -> tuple[Block, ...]:
    blocks = list[Block]()
    total = Decimal(0)
    for entry in entries:
        if entry.reason != Reason.COUNTED or not entry.amount:
            continue
        x = scale.at(activities[entry.activity].on)
        low, high = _height(cycle, total), _height(cycle, total + entry.amount)
        width = max(scale.at(until) - x, 0.6)
        blocks.append(Block(percent(x), percent(width), f"{high:.1f}", f"{low - high:.1f}"))
        total += entry.amount
    return tuple(blocks)
