"""Until when there is as much of a demand as today, where it grows old until the day of the renewal."""

from collections.abc import Iterable
from datetime import date

from recert.policy.assessment import WAITING, DemandTotal, GroupStanding
from recert.policy.calendar import add_months, day
from recert.policy.facts import Facts
from recert.policy.plan import Plan
from recert.policy.plan_demands import CHOICE, demands_of
from recert.policy.stages.recent import brought
from recert.policy.stages.sheet import ACTIVITIES_FROM, ASKED, SEEN, Out, Work


def with_last_days(plan: Plan, columns: Facts, work: Work, out: Out, found: GroupStanding) -> GroupStanding:
    """A group where each demand of the cycle of today that grows old says until when it stays met, or lacks no more.

    `work` and `out` are as the run of this group left them.
    """
    if not found.current or found.current.state not in WAITING or not any(plan.tables.demand_to_renewal):
        return found
    g = out.row_group[out.filled[0] - 1]
    first = plan.tables.demand_at[g]
    asked = [way for way, _ in demands_of(plan.policy.groups[g])]
    places = [first + i for i, way in enumerate(asked) if way != CHOICE]
    pairs = zip(places, found.current.demands, strict=True)
    demands = tuple(_with_last_day(plan, columns, work, out, (g, d), total) for d, total in pairs)
    return found._replace(cycles=(*found.cycles[:-1], found.current._replace(demands=demands)))


def _with_last_day(
    plan: Plan, columns: Facts, work: Work, out: Out, place: tuple[int, int], total: DemandTotal
) -> DemandTotal:
    g, d = place
    if plan.tables.demand_choices[d] and not plan.tables.demand_varies[d]:  # what each year met grows no older
        pairs = enumerate(total.choices, start=d + 1)
        choices = tuple(_with_last_day(plan, columns, work, out, (g, i), choice) for i, choice in pairs)
        return total._replace(choices=choices, lasts=_while_enough_are_met(total, choices))
    if not plan.tables.demand_to_renewal[d] or not total.required or not total.amount:
        return total
    return total._replace(lasts=_last_day(plan, columns, work, out, place))


def _while_enough_are_met(total: DemandTotal, choices: Iterable[DemandTotal]) -> date | None:
    """The last day on which as many choices are met as it takes; None where that ends on no day, or they are not."""
    ends = sorted((choice.lasts or date.max for choice in choices if not choice.missing), reverse=True)
    enough = ends[int(total.required) - 1 :] if total.required else []
    return enough[0] if enough and enough[0] < date.max else None


def _last_day(plan: Plan, columns: Facts, work: Work, out: Out, place: tuple[int, int]) -> date | None:
    """The last day on which the newest activities that give enough together, or all that there are, are recent."""
    (g, d), found, oldest = place, 0, 0
    enough, months = work.demanded[d - plan.tables.demand_at[g]], plan.tables.demand_months[d]
    since = add_months(work.cycle[ASKED], -months)
    for a in range(work.cycle[SEEN] - 1, work.cycle[ACTIVITIES_FROM] - 1, -1):
        if found >= enough or columns.activity_day[a] <= since:
            break
        gave = brought(plan.tables, columns, work, out, g, d, a)
        found, oldest = found + gave, columns.activity_day[a] if gave else oldest
    return day(_before_it_is_old(oldest, months)) if oldest else None


def _before_it_is_old(done: int, months: int) -> int:
    """The last day of which the day so many months before lies before another one."""
    last = add_months(done, months) + 3  # months of different lengths end on the same day
    while add_months(last, -months) >= done:
        last -= 1
    return last
