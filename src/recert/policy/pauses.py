"""From when until when missed years suspended what was held, out of the rows that the evaluator wrote."""

from collections.abc import Iterator
from datetime import date, timedelta

from recert.policy.assessment import WAITING, Cycle, ExpiryStep, Holding, Pause
from recert.policy.calendar import day, number
from recert.policy.missed import last_suspended
from recert.policy.plan import Plan
from recert.policy.plan_demands import demands_of
from recert.policy.stages.sheet import Out

Spans = tuple[tuple[date, date], ...]
"""First and last days."""
Days = tuple[int, int, int]
"""The first day of a suspension, the day after its last, and the first day of its cycle."""


def days_of(plan: Plan, out: Out, rows: tuple[int, int]) -> tuple[Days, ...]:
    """The suspensions in the cycles of one group, from a row to before another; they may overlap."""
    if not plan.tables.suspends_years:
        return ()
    cells = plan.tables.demands_most * plan.tables.year_places
    return tuple(
        (int(out.row_paused_from[i]), int(out.row_paused_until[i]), int(out.row_start[row]))
        for row in range(*rows)
        for i in range(row * cells, (row + 1) * cells)
        if out.row_paused_from[i]
    )


def of_holding(days: tuple[Days, ...], steps: tuple[ExpiryStep, ...]) -> Spans:
    """The first and last days on which one award was suspended, as far as it was valid; in order, and apart.

    What is set aside is due before the cycle that runs begins, and no year of that one concerns it.
    """
    found = list[tuple[int, int]]()
    for first, until, start in sorted(days):
        first = max(first, number(steps[0].on))
        due = next((number(step.new) for step in reversed(steps) if number(step.on) <= first), 0)
        if first < until and due >= start:
            found.append((first, until))
    return tuple((day(first), day(until - 1)) for first, until in _joined(found))


def as_valid(days: Spans, last: date, retired: date | None) -> Spans:
    """The same days as far as it was valid otherwise: up to a last one, and before it was retired."""
    over = min(last, retired - timedelta(days=1)) if retired else last
    return tuple((first, min(until, over)) for first, until in days if first <= over)


def _joined(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same days, those that touch together."""
    if not found:
        return
    first, last = found[0]
    for begins, until in found[1:]:
        if begins > last:
            yield first, last
            first, last = begins, until
        last = max(last, until)
    yield first, last


def pauses_of(plan: Plan, out: Out, row: int, cycle: Cycle, as_of: date) -> tuple[Pause, ...]:
    """The suspensions in a cycle, that of the year first that was missed first."""
    found = list[Pause]()
    places = demands_of(plan.policy.groups[out.row_group[row]])
    for place, (way, rule) in enumerate(places):
        at = (row * plan.tables.demands_most + place) * plan.tables.year_places
        total = next((total for total in cycle.demands if (way, total.demand, total.way) == (-1, rule.key, "")), None)
        for i, year in enumerate(total.years if total and rule.missed else ()):
            if out.row_paused_from[at + i] and rule.missed:
                last, after = last_suspended(rule.missed, year.due, cycle.closes), out.row_paused_until[at + i]
                until = day(after - 1) if after <= number(as_of) else None
                found.append(Pause(rule.key, year, day(out.row_paused_from[at + i]), last, until))
    return tuple(sorted(found, key=lambda each: each.since))


def as_held(cycles: tuple[Cycle, ...], holdings: tuple[Holding, ...]) -> tuple[Cycle, ...]:
    """The same cycles, but that a suspension isn't on any more where nothing that is left of the last could be renewed.

    It was over with what could be.
    """
    if not cycles or not cycles[-1].pauses or any(each.paused_since for each in holdings):
        return cycles
    last = cycles[-1]
    if last.state in WAITING:
        return cycles
    days = [until for each in holdings for _, until in each.paused]
    over = [each._replace(until=each.until or max(days, default=each.since)) for each in last.pauses]
    return (*cycles[:-1], last._replace(pauses=tuple(each for each in over if each.until and each.since <= each.until)))
