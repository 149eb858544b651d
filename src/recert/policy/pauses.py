"""From when until when missed years suspended what was held, out of the rows that the evaluator wrote."""

from collections.abc import Iterator
from datetime import date

from recert.policy.assessment import Cycle, ExpiryStep, Pause
from recert.policy.calendar import day, number
from recert.policy.missed import last_suspended
from recert.policy.plan import Plan
from recert.policy.plan_demands import demands_of
from recert.policy.stages.sheet import Out

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


def of_holding(days: tuple[Days, ...], steps: tuple[ExpiryStep, ...]) -> tuple[tuple[date, date], ...]:
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


def pause_of(plan: Plan, out: Out, row: int, cycle: Cycle, as_of: date) -> Pause | None:
    """The suspension that is on in a cycle, by the year that was missed first; None where there is none."""
    found = list[Pause]()
    places = demands_of(plan.policy.groups[out.row_group[row]])
    for place, (way, rule) in enumerate(places):
        at = (row * plan.tables.demands_most + place) * plan.tables.year_places
        total = next((total for total in cycle.demands if (way, total.demand, total.way) == (-1, rule.key, "")), None)
        for i, year in enumerate(total.years if total and rule.missed else ()):
            if out.row_paused_until[at + i] > number(as_of) and rule.missed:
                last = last_suspended(rule.missed, year.due, cycle.closes)
                found.append(Pause(rule.key, year, day(out.row_paused_from[at + i]), last))
    return min(found, key=lambda each: each.since, default=None)
