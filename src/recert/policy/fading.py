"""Until when what there is of a demand is enough, where it grows old until the day of the renewal."""

from datetime import date

from recert.policy.assessment import WAITING, DemandTotal, GroupStanding
from recert.policy.calendar import add_months, day
from recert.policy.facts import Facts
from recert.policy.plan import Plan
from recert.policy.plan_demands import CHOICE, demands_of
from recert.policy.stages.recent import brought
from recert.policy.stages.sheet import ACTIVITIES_FROM, SEEN, Out, Work


def with_last_days(plan: Plan, columns: Facts, work: Work, out: Out, found: GroupStanding) -> GroupStanding:
    """A group where each demand of the cycle of today that is met and grows old says until when it stays met.

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
    grows_old = plan.tables.demand_to_renewal[place[1]] and not plan.tables.demand_choices[place[1]]
    if not grows_old or not total.required or total.missing:
        return total
    return total._replace(lasts=_last_day(plan, columns, work, out, place))


def _last_day(plan: Plan, columns: Facts, work: Work, out: Out, place: tuple[int, int]) -> date | None:
    """The last day on which the newest activities that give enough together are all recent."""
    (g, d), found = place, 0
    enough = work.demanded[d - plan.tables.demand_at[g]]
    for a in range(work.cycle[SEEN] - 1, work.cycle[ACTIVITIES_FROM] - 1, -1):
        found += brought(plan.tables, columns, work, out, g, d, a)
        if found >= enough:
            return day(_before_it_is_old(columns.activity_day[a], plan.tables.demand_months[d]))
    return None


def _before_it_is_old(done: int, months: int) -> int:
    """The last day of which the day so many months before lies before another one."""
    last = add_months(done, months) + 3  # months of different lengths end on the same day
    while add_months(last, -months) >= done:
        last -= 1
    return last
