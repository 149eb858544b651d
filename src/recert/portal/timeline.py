"""A cycle as a drawing: where each day stands from left to right, and how the units pile up towards the requirement.

Positions across are percentages and heights are pixels, so the drawing fits every width and its words keep their size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from recert.policy.assessment import WAITING, Cycle, CycleState, Entry, GroupStanding, Pause, Reason
from recert.policy.coming_back_words import comes_back
from recert.policy.deadline import last_day
from recert.policy.deadline_words import meaning
from recert.policy.explain_demands import is_nothing_due
from recert.policy.history import Activity
from recert.policy.life_words import has_no_end
from recert.policy.missed_words import why_paused
from recert.policy.model import Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.sentence import Sentence

TOP: Final = 46
FLOOR: Final = 150
OVERDUE: Final = frozenset({CycleState.GRACE, CycleState.SUSPENDED, CycleState.LAPSED, CycleState.UNMET})
RENEWABLE: Final = WAITING | {CycleState.LAPSED}
NEAR: Final = 20
"""Lines so many percent from each other have no room for a word between them, on a phone."""
EDGE: Final = 90
"""Beyond so many percent there is no room for a word to the right of its line."""
ROOM: Final = 72
"""Beyond so many percent the name of a deadline in the middle of its line would stand outside, on a phone."""
UNRENEWED: Final = RENEWABLE | {CycleState.UNMET}


class Label(NamedTuple):
    """Words at a day: `x` in percent, `anchor` as SVG has it, `row` counted from the line downwards."""

    x: str
    anchor: str
    row: int
    on: date


class Block(NamedTuple):
    """One activity's units, from its day on, on top of those before."""

    x: str
    width: str
    y: str
    height: str


class Mark(NamedTuple):
    """An activity on the line of days."""

    x: str
    on: date
    name: str
    amount: Decimal
    tallied: bool


class Point(NamedTuple):
    """An activity of the cycle and where its day stands, from 0 to 100."""

    x: float
    entry: Entry
    activity: Activity


class LastDay(NamedTuple):
    """The deadline of a cycle that is not renewed, and what it means.

    `earn`: all that counts is earned by it. `late`: renewed after it, it is late. `over`: it lies before today.
    """

    label: Label
    told: Sentence
    earn: bool
    late: bool
    over: bool


class Span(NamedTuple):
    """Days in a row on which missed years suspended what is held. `until` is None as long as they do.

    `told`: on which days each of these years began to, and what it gave.
    """

    x: str
    width: str
    since: date
    until: date | None
    told: tuple[tuple[date, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything the drawing and the list of its words need. What does not exist in this cycle is None."""

    cycle: Cycle
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    required_y: str
    start: Label
    end: Label
    after_width: str  # of grace and suspension, or of the next cycle's beginning
    after: Label  # the end of grace or suspension, or the start of the next cycle of one that is renewed or was not met
    years: tuple[Label, ...]
    today: Label | None
    met: Label | None
    deadline: LastDay | None
    suspended: tuple[Span, ...]
    nothing_due: bool
    passed: str  # how much of the line lies behind today, in percent
    renewable: bool
    unmet: bool
    comes_back: bool = True  # what is suspended, by anything


class Scale:
    """Days to percent."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first.toordinal()
        self.days = max(last.toordinal() - self.first, 1)

    def at(self, day: date) -> float:
        """Where a day stands, from 0 to 100."""
        passed = day.toordinal() - self.first
        return 0.0 if passed <= 0 else 100.0 if passed >= self.days else passed / self.days * 100

    def label(self, day: date, row: int = 0) -> Label:
        """Words at a day that stay inside the drawing."""
        x = self.at(day)
        anchor = "start" if x < 15 else "end" if x > 85 else "middle"
        return Label(percent(x), anchor, row, day)


def percent(value: float) -> str:
    """A number as an SVG attribute has it."""
    return f"{value:.2f}%"


def timeline(
    standing: GroupStanding,
    cycle: Cycle,
    activities: Mapping[str, Activity],
    today: date,
    policy: Policy | None = None,
) -> Timeline:
    """The drawing of one cycle of a group, as of today, with the deadline that the policy has before its end."""
    cycle = _with_end(cycle, today)
    scale = Scale(cycle.start, cycle.renewable_until)
    points = _points(scale, standing, cycle, activities)
    until = today if cycle.state in OVERDUE else min(today, cycle.end)
    until_x = scale.at(until)
    end_x = scale.at(cycle.end)
    end_row = 0 if end_x > 62 else 1
    last = _deadline(scale, cycle, policy, today) if policy and cycle.state in UNRENEWED else None
    never = policy is not None and is_never_renewed(policy, standing.group)
    return Timeline(
        cycle=cycle,
        blocks=_blocks(cycle, points, until_x),
        marks=tuple(_mark(x, activity, entry) for x, entry, activity in points),
        required_y=f"{_height(cycle, cycle.required):.1f}",
        start=Label("0%", "start", 0, cycle.start),
        end=Label(percent(end_x), "end" if end_x > 30 else "start", end_row, cycle.end),
        after_width=percent(100 - end_x),
        after=Label("100%", "end", end_row + 1, _after(cycle)),
        years=_years(scale, cycle, (points[0].x - 8, until_x) if points else (0.0, 0.0)),
        today=_today(scale, today, last) if cycle.start <= today <= cycle.renewable_until else None,
        met=_met(scale, cycle.met_on, today) if cycle.met_on else None,
        deadline=last,
        suspended=_suspended(scale, standing, cycle, policy, today),
        nothing_due=is_nothing_due(cycle),
        passed=percent(scale.at(today)),
        renewable=cycle.state in RENEWABLE and not never and not (cycle.retires and cycle.retires <= cycle.end),
        unmet=cycle.state == CycleState.UNMET,
        comes_back=policy is None or comes_back(policy, policy.group(standing.group)),
    )


def _points(scale: Scale, standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity]) -> list[Point]:
    """The cycle's activities by day."""
    mine = [(activities[e.activity], e) for e in standing.entries if e.cycle == cycle.number]
    mine.sort(key=_day)
    return [Point(scale.at(_day(found)), found[1], found[0]) for found in mine]


def _mark(x: float, activity: Activity, entry: Entry) -> Mark:
    tallied = entry.reason == Reason.TALLIED
    return Mark(percent(x), _day((activity, entry)), activity.name, entry.amount, tallied)


def _day(found: tuple[Activity, Entry]) -> date:
    """The day of an activity, or of the part of it that this entry is of."""
    activity, entry = found
    return entry.piece.last if entry.piece else activity.on


def _years(scale: Scale, cycle: Cycle, covered: tuple[float, float]) -> tuple[Label, ...]:
    """The years that begin inside the drawing, without those whose name the units would cover."""
    places = [date(year, 1, 1) for year in range(cycle.start.year + 1, cycle.renewable_until.year + 1)]
    return tuple(
        scale.label(day) for day in places if 3 < (x := scale.at(day)) < 92 and not covered[0] < x < covered[1]
    )


def _deadline(scale: Scale, cycle: Cycle, policy: Policy, today: date) -> LastDay | None:
    """The last day before something changes; None without a deadline, or where it lies before the cycle."""
    rule = policy.deadline
    if rule is None or last_day(rule, cycle.end) < cycle.start:
        return None
    last = last_day(rule, cycle.end)
    label = scale.label(last)
    label = label._replace(anchor="end") if scale.at(last) > ROOM else label
    earn = rule.cuts and not rule.types and bool(cycle.required or not rule.late)
    return LastDay(label, meaning(policy), earn, rule.late, over=today > last)


def _suspended(
    scale: Scale, standing: GroupStanding, cycle: Cycle, policy: Policy | None, today: date
) -> tuple[Span, ...]:
    """When missed years suspended what is held; those that touch are one."""
    found = list[list[Pause]]()
    for pause in cycle.pauses:
        if found and pause.since <= _last(found[-1], today) + timedelta(days=1):
            found[-1].append(pause)
        else:
            found.append([pause])
    return tuple(_span(scale, (standing.group, cycle), pauses, policy, today) for pauses in found if policy)


def _last(pauses: Sequence[Pause], today: date) -> date:
    """The last day of several suspensions, or today."""
    return max(each.until or today for each in pauses)


def _span(scale: Scale, of: tuple[str, Cycle], pauses: Sequence[Pause], policy: Policy, today: date) -> Span:
    last = _last(pauses, today)
    x, end = scale.at(pauses[0].since), scale.at(last + timedelta(days=1))
    why = tuple((each.since, why_paused(policy, *of, each)) for each in pauses)
    is_over = all(each.until for each in pauses)
    return Span(percent(x), percent(max(end - x, 0.6)), pauses[0].since, last if is_over else None, why)


def _today(scale: Scale, today: date, last: LastDay | None) -> Label:
    """Today; beside the line of a deadline its word stands on the line's other side."""
    label = scale.label(today)
    x = scale.at(today)
    if last is None or abs(x - scale.at(last.label.on)) > NEAR or x > EDGE:
        return label
    return label._replace(anchor="start" if last.over else "end")


def _with_end(cycle: Cycle, today: date) -> Cycle:
    """A cycle with which nothing can be renewed after its end, as what was held was replaced or is retired, ends there.

    What is retired later waits no longer than until then. One that has no end goes on to today.
    """
    if has_no_end(cycle):
        return cycle._replace(end=today, grace_until=today, renewable_until=today)
    if cycle.state is CycleState.REPLACED:
        return cycle._replace(renewable_until=cycle.end)
    last, grace = (max(cycle.end, cycle.not_retired(day)) for day in (cycle.renewable_until, cycle.grace_until))
    return cycle._replace(renewable_until=last, grace_until=grace) if cycle.retires else cycle


def _met(scale: Scale, day: date, today: date) -> Label:
    """The day of the renewal; beside today's line its words stand on the line's other side."""
    label = scale.label(day)
    near = 0 <= scale.at(today) - scale.at(day) < 20
    return label._replace(anchor="end") if near and scale.at(day) > 25 else label


def _after(cycle: Cycle) -> date:
    """The day named last: grace or suspension ends, or the next cycle of one that is over starts."""
    if cycle.state in {CycleState.RENEWED, CycleState.UNMET}:
        return date.fromordinal(cycle.end.toordinal() + 1)
    return cycle.renewable_until


def _height(cycle: Cycle, units: Decimal) -> float:
    """How high up so many units are."""
    top = max(cycle.required, cycle.counted, Decimal(1))
    return FLOOR - float(units / top) * (FLOOR - TOP - 10)


def _blocks(cycle: Cycle, points: list[Point], until: float) -> tuple[Block, ...]:
    """The units that count, each activity's on top of those before."""
    blocks = list[Block]()
    total, low = Decimal(0), _height(cycle, Decimal(0))
    for x, entry, _activity in points:
        if entry.reason != Reason.COUNTED or not entry.amount:
            continue
        total += entry.amount
        high = _height(cycle, total)
        blocks.append(Block(percent(x), percent(max(until - x, 0.6)), f"{high:.1f}", f"{low - high:.1f}"))
        low = high
    return tuple(blocks)
