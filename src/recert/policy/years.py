"""What each year of a cycle gave, and how much was asked of it, out of the rows that the evaluator wrote."""

from datetime import date
from decimal import Decimal

from recert.policy.assessment import AskedYear, DemandTotal, DueYear, YearTotal
from recert.policy.calendar import day
from recert.policy.missed import last_due
from recert.policy.model import Demand
from recert.policy.plan import Plan
from recert.policy.plan_demands import step_of, step_of_counter
from recert.policy.stages.sheet import Out, year_cells


def in_a_row(demand: Demand) -> int:
    """How many years a demand asks together."""
    return demand.consecutive or 1


def _years_of(out: Out, row: int, demand: Demand) -> int:
    """How many years a demand looks at; 1 where it looks at none, and may ask less all the same."""
    if not (demand.kind.of_cycle_years or demand.kind.of_shared_years):
        return 1
    return (out.row_calendar_years if demand.kind.of_shared_years else out.row_years)[row]


def asked_years(plan: Plan, out: Out, row: int, place: int, demand: Demand) -> tuple[AskedYear, ...]:
    """How much a demand asks of each year."""
    step, first = step_of(plan.policy, demand), place * plan.tables.year_places
    named = out.row_calendar_from[row] if demand.kind.of_shared_years else 1
    return tuple(
        AskedYear(
            year=named + i - first,
            amount=out.row_year_asked[i] * step,
            whole=out.row_year_whole[i] * step,
            relief=out.row_year_relief[i],
            months=out.row_year_off[i],
        )
        for i in range(first, first + _years_of(out, row, demand))
    )


def gave_together(plan: Plan, out: Out, row: int, place: int, demand: Demand) -> tuple[Decimal, ...]:
    """What each year gave with those before it that are asked together."""
    step, first = step_of(plan.policy, demand), place * plan.tables.year_places
    return tuple(out.row_together[i] * step for i in range(first, first + _years_of(out, row, demand)))


def due_years(
    plan: Plan, out: Out, row: int, placed: tuple[int, DemandTotal], demand: Demand, as_of: date
) -> tuple[DueYear, ...]:
    """The years of a demand that can be met until days of their own. `placed`: the place of its total among all."""
    place, total = placed
    step = step_of(plan.policy, demand)
    of_calendar, first = demand.kind.of_shared_years, out.row_calendar_from[row]
    at, found = place * plan.tables.year_places, list[DueYear]()
    for year in range(_years_of(out, row, demand)):
        last, name = day(out.row_due_last[at + year]), first + year if of_calendar else year + 1
        gave, made_up = out.row_due[at + year] * step, out.row_due_made_up[at + year] > 0
        due, required = last_due(demand.missed, last) if demand.missed else last, total.required_in(year)
        over = as_of > (due if demand.missed and demand.missed.late_counts else last)
        found.append(DueYear(name, last, due, gave, of_calendar, made_up, required, in_a_row(demand), over))
    return tuple(found)


def years_given(plan: Plan, out: Out, row: int) -> tuple[YearTotal, ...]:
    """By full year, of the cycle and of the calendar: units of all, and of each category, and what counters counted.

    Only of years looked at, and of what is.
    """
    if not plan.tables.yearly and not plan.tables.calendar_yearly:
        return ()
    step = plan.policy.step
    keys = [("", "", step), *((category.key, "", step) for category in plan.policy.categories)]
    counters = plan.policy.counters if plan.tables.year_counters else ()
    keys += [("", counter.key, step_of_counter(counter)) for counter in counters]
    at = row * year_cells(plan.tables)
    first = out.row_calendar_from[row]
    found = [(year, year, False) for year in range(out.row_years[row] if plan.tables.yearly else 0)]
    of_calendar = range(out.row_calendar_years[row] if plan.tables.calendar_yearly else 0)
    found += [(plan.tables.calendar_at + year, first + year, True) for year in of_calendar]
    return tuple(
        YearTotal(name, category, out.row_in_year[at + place * len(keys) + i] * step, calendar, counter)
        for place, name, calendar in found
        for i, (category, counter, step) in enumerate(keys)
    )
