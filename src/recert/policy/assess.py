"""Plan and history of one person → assessment."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from recert.policy.assessment import (
    Assessment,
    CategoryPart,
    CategoryTotal,
    Cycle,
    CycleState,
    DemandTotal,
    Easing,
    Entry,
    ExamOutcome,
    ExamResult,
    GroupStanding,
    LimitTotal,
    MissedYear,
    Noted,
    Piece,
    Reason,
    Route,
    Share,
    TypeTotal,
    WayTotal,
)
from recert.policy.calendar import NEVER, day, day_or_none, number
from recert.policy.circumstances import Removes
from recert.policy.deadline_words import last_to_earn
from recert.policy.facts import EXAM, Facts, facts, with_room
from recert.policy.fading import with_last_days
from recert.policy.history import Activity, History
from recert.policy.holdings import awarded_again, holdings_of
from recert.policy.model import Group, Policy
from recert.policy.overlaps import lacking
from recert.policy.pauses import as_held, pauses_of
from recert.policy.plan import Plan
from recert.policy.plan_demands import CHOICE, demands_of, step_of, varies
from recert.policy.relief import is_eased
from recert.policy.retiring import before_retiring
from recert.policy.sheets import Sheets, give_back, sheets
from recert.policy.stages.late import last_chance, last_of_grace
from recert.policy.stages.run import run
from recert.policy.stages.sheet import ACTIVITIES, Out
from recert.policy.stages.spill import come_over
from recert.policy.stages.split import portion
from recert.policy.years import asked_years, due_years, gave_together, years_given

REASONS = tuple(Reason)
STATES = tuple(CycleState)
ROUTES = tuple(Route)
OUTCOMES = tuple(ExamOutcome)


class Ran(NamedTuple):
    """A group that was assessed: its facts, and from where to where its rows and its steps of expiry dates are."""

    group: str
    columns: Facts
    rows: tuple[int, int]
    steps: tuple[int, int]


def assess(plan: Plan, history: History, as_of: date) -> Assessment:
    """What the rules make of a history, seen on a day. Facts dated later are named as such and change nothing."""
    columns, activities, refs = facts(plan, history)
    used = sheets(plan, columns, number(as_of))
    work, out = used.work, used.out
    standings = list[GroupStanding]()
    for ran in _runs(used, columns, number(as_of)):
        entries = _entries(plan, out, ran.columns, plan.groups[ran.group], activities, work.cycle[ACTIVITIES])
        found = _standing(plan, out, ran, entries, as_of)
        standings.append(with_last_days(plan, ran.columns, work, out, _grown(found, ran.columns)))
    exams = _exams(plan, columns, out, refs)
    give_back(used)
    return Assessment(as_of=as_of, groups=tuple(standings), exams=exams)


def cycles_of(plan: Plan, history: History, as_of: date, numbers: Mapping[str, int]) -> dict[str, Cycle]:
    """The cycle of this number of each group, where there is one, with less work than assessing all.

    It does not say what is told of a group as a whole: `grew`, `retires`, and until when demands last.
    """
    columns, _, _ = facts(plan, history)
    used, found = sheets(plan, columns, number(as_of)), dict[str, Cycle]()
    for key, _, rows, _ in _runs(used, columns, number(as_of)):
        if key in numbers:
            row = next((row for row in range(*rows) if used.out.row_number[row] == numbers[key]), None)
            if row is not None:
                found[key] = _cycle(plan, used.out, row, as_of)
            if len(found) == len(numbers):
                break  # no group looks at a later one
    give_back(used)
    return found


def _runs(used: Sheets, columns: Facts, today: int) -> Iterator[Ran]:
    """Each group of which there is anything to tell, as soon as it is assessed."""
    plan, out = used.plan, used.out
    events, many = len(columns.event_day), len(columns.activity_day)
    for key, g in plan.groups.items():
        rows, steps, _ = out.filled
        mine, again = columns, True
        while again:
            mine = with_room(columns, used.sizes.activities - many) if plan.tables.by_days else columns
            again = run(plan.tables, mine, used.work, out, g, (0, events), (0, many), today)
        if out.filled[1] > steps:
            yield Ran(key, mine, (rows, out.filled[0]), (steps, out.filled[1]))


def _standing(
    plan: Plan,
    out: Out,
    ran: Ran,
    entries: tuple[Entry, ...],
    as_of: date,
) -> GroupStanding:
    cycles = tuple([_cycle(plan, out, row, as_of) for row in range(*ran.rows)])
    holdings = holdings_of(plan, out, ran.group, ran, as_of, awarded_again(ran.columns, out))
    cycles = before_retiring(plan, as_held(cycles, holdings), holdings)
    return GroupStanding(group=ran.group, cycles=cycles, entries=entries, holdings=holdings)


def _grown(found: GroupStanding, columns: Facts) -> GroupStanding:
    """A standing, with which of its cycles have units of days after their renewal."""
    met = {cycle.number: number(cycle.met_on) for cycle in found.cycles if cycle.met_on}
    first = bisect_right(columns.activity_day, min(met.values(), default=NEVER), hi=len(found.entries))
    dated = zip(found.entries[first:], columns.activity_day[first:], strict=False)  # there may be room for more
    later = {entry.cycle for entry, on in dated if entry.amount and on > met.get(entry.cycle, on)}
    if not later:
        return found
    cycles = [cycle._replace(grew=True) if cycle.number in later else cycle for cycle in found.cycles]
    return found._replace(cycles=tuple(cycles))


def _entries(plan: Plan, out: Out, columns: Facts, g: int, activities: list[Activity], many: int) -> tuple[Entry, ...]:
    """What became of each activity, or of its parts where it was divided by days."""
    groups, step = plan.tables.groups, plan.policy.step
    mine = slice(g, many * groups, groups)
    by_days = plan.tables.by_days
    done = [activities[i] for i in columns.activity_of[:many]] if by_days else activities
    amounts = list(map(step.__mul__, out.entry_amount[mine]))
    # without limits in units, what counts is what it is worth
    worths = map(step.__mul__, out.entry_worth[mine]) if out.entry_worth else amounts
    reasons = map(REASONS.__getitem__, out.entry_reason[mine])
    refs = [activity.ref for activity in done]
    found = map(Entry, refs, out.entry_cycle[mine], amounts, reasons, worths)
    if not (plan.tables.spills or plan.tables.splits or by_days):
        return tuple(found)
    places = range(g, many * groups, groups)
    return tuple(_told_of_parts(plan, out, columns, entry, i) for entry, i in zip(found, places, strict=True))


def _told_of_parts(plan: Plan, out: Out, columns: Facts, entry: Entry, place: int) -> Entry:
    """An entry with what of it counts for which categories, and for which days it is."""
    tables = plan.tables
    return entry._replace(
        spilled=_spilled(plan, out, place) if tables.spills else (),
        parts=_parts(plan, columns, out, place) if tables.splits else (),
        piece=_piece(plan, columns, place // tables.groups) if tables.by_days else None,
    )


def _piece(plan: Plan, columns: Facts, a: int) -> Piece | None:
    """Which days of an activity a part has; None where it has all of them."""
    first, last = columns.activity_first[a], columns.activity_day[a]
    began, ended = columns.activity_began[a], columns.activity_ended[a]
    if (first, last) == (began, ended):
        return None
    return Piece(day(first), day(last), ended - began + 1, max(columns.activity_whole[a], 0) * plan.policy.step)


def _spilled(plan: Plan, out: Out, entry: int) -> tuple[CategoryPart, ...]:
    """What of an activity counts for other categories than its own."""
    at = entry * plan.tables.category_count
    amounts = enumerate(out.entry_spilled[at : at + plan.tables.category_count])
    return tuple(CategoryPart(plan.policy.categories[k].key, steps * plan.policy.step) for k, steps in amounts if steps)


def _parts(plan: Plan, columns: Facts, out: Out, entry: int) -> tuple[CategoryPart, ...]:
    """What an activity gave each category of its own, of those to which it gave anything."""
    activity, worth = entry // plan.tables.groups, out.entry_worth[entry]
    own = out.entry_amount[entry] - come_over(plan.tables, out, entry)
    given = ((key, portion(plan.tables, columns, activity, k, worth, own)) for key, k in plan.categories.items())
    return tuple(CategoryPart(key, steps * plan.policy.step) for key, steps in given if steps)


def _cycle(plan: Plan, out: Out, row: int, as_of: date) -> Cycle:
    step = plan.policy.step
    end, group = out.row_end[row], out.row_group[row]
    last = out.row_last[row] if plan.tables.ends_years else last_chance(plan.tables, group, end)
    demands, categories = _demands(plan, out, row, as_of), _categories(plan, out, row)
    ended = day(end)
    earn_by = last_to_earn(plan.policy, ended)
    found = Cycle(
        number=out.row_number[row],
        start=day(out.row_start[row]),
        end=ended,
        grace_until=day(min(last_of_grace(plan.tables, group, end), last)),
        renewable_until=day(last),
        required=out.row_required[row] * step,
        counted=out.row_counted[row] * step,
        state=STATES[out.row_state[row]],
        route=ROUTES[out.row_route[row]],
        met_on=day_or_none(out.row_met[row]),
        new_expiry=day(out.row_new_expiry[row]) if out.row_route[row] else None,
        types=_types(plan, out, row),
        categories=categories,
        carried_in=out.row_carried_in[row] * step,
        carried_out=out.row_carried_out[row] * step,
        limits=_limits(plan, out, row),
        demands=demands,
        ways=_ways(plan, out, row),
        years=years_given(plan, out, row),
        way=plan.policy.groups[out.row_group[row]].ways[out.row_way[row] - 1].key if out.row_way[row] else "",
        surcharge=out.row_late[row] * step,
        by_units=_by_activities(plan.policy, plan.policy.groups[group], STATES[out.row_state[row]]),
        eased=_eased(plan, out, row),
        whole=out.row_whole[row] * step if plan.circumstances else Decimal(0),
        months_off=out.row_months_off[row] if plan.circumstances else 0,
        made_up=out.row_made_up[row] * step,
        may_carry=out.row_carry_most[row] * step,
        months=out.row_months[row],
        earn_by=earn_by,
        earned=earn_by is not None and as_of > earn_by,
        noted=_noted(plan, out, row),
        bound=day_or_none(out.row_bound[row]) if plan.tables.notes or plan.tables.prorates else None,
        missed=_missed(plan, demands, out, row),
        share=_share(plan, out, row) if plan.tables.prorates else None,
        lacking=_lacking(plan, categories) if categories else Decimal(0),
    )
    return found._replace(pauses=pauses_of(plan, out, row, found, as_of)) if plan.tables.suspends_years else found


def _types(plan: Plan, out: Out, row: int) -> tuple[TypeTotal, ...]:
    """The types of which anything is recorded."""
    at, step = row * len(plan.types), plan.policy.step
    recorded = out.row_type_recorded[at : at + len(plan.types)]
    return tuple(
        [
            TypeTotal(key, out.row_type_amount[i] * step, out.row_type_used[i], many)
            for i, (key, many) in enumerate(zip(plan.types, recorded, strict=True), start=at)
            if many
        ]
    )


def _share(plan: Plan, out: Out, row: int) -> Share | None:
    """By how many months a first cycle is prorated; None of one that is no shorter than a usual one."""
    months, of = out.row_prorated[row], out.row_prorated_of[row]
    return Share(months, of, out.row_unprorated[row] * plan.policy.step) if of else None


def _lacking(plan: Plan, categories: tuple[CategoryTotal, ...]) -> Decimal:
    """What the categories lack together."""
    return lacking({c.category: c.missing for c in categories if c.missing}, plan.overlaps)


def _by_activities(policy: Policy, group: Group, state: CycleState) -> bool:
    """Whether a group's cycle has any way to renew but by exam, in the state in which it is."""
    by_exam = state is CycleState.SUSPENDED and policy.suspension is not None and not policy.suspension.by_units
    return bool(group.required or group.ways or group.portfolio) and not by_exam


def _categories(plan: Plan, out: Out, row: int) -> tuple[CategoryTotal, ...]:
    """The categories that gave something, or have to."""
    known, step = plan.policy.categories, plan.policy.step
    at = row * len(known)
    return tuple(
        CategoryTotal(category.key, out.row_category_amount[i] * step, out.row_category_minimum[i] * step)
        for i, category in enumerate(known, start=at)
        if out.row_category_amount[i] or out.row_category_minimum[i]
    )


def _limits(plan: Plan, out: Out, row: int) -> tuple[LimitTotal, ...]:
    """The limits in units that hold in a cycle."""
    caps, step = plan.policy.caps, plan.policy.step
    at = row * len(caps)
    return tuple(
        LimitTotal(cap.key, out.row_cap_most[i] * step, out.row_cap_used[i] * step)
        for i, cap in enumerate(caps, start=at)
        if out.row_cap_most[i] != NEVER
    )


def _demands(plan: Plan, out: Out, row: int, as_of: date) -> tuple[DemandTotal, ...]:
    if not plan.tables.demands_most:
        return ()
    group = plan.policy.groups[out.row_group[row]]
    at = row * plan.tables.demands_most
    found = list[DemandTotal]()
    for i, (way, demand) in enumerate(demands_of(group), start=at):
        step = step_of(plan.policy, demand)
        key = group.ways[way].key if way >= 0 else ""
        total = DemandTotal(demand.key, key, out.row_had[i] * step, out.row_demanded[i] * step)
        if demand.shrinks:
            total = total._replace(whole=out.row_demand_whole[i] * step)
        if varies(demand) or is_eased(demand):
            total = total._replace(asked=asked_years(plan, out, row, i, demand))
        if demand.consecutive:
            total = total._replace(gave=gave_together(plan, out, row, i, demand))
        if demand.missed:
            total = total._replace(years=due_years(plan, out, row, (i, total), demand, as_of))
        if way == CHOICE:
            found[-1] = found[-1]._replace(choices=(*found[-1].choices, total))
        else:
            found.append(total)
    return tuple(found)


def _missed(plan: Plan, demands: tuple[DemandTotal, ...], out: Out, row: int) -> MissedYear | None:
    """The year that ended what could be renewed in a cycle."""
    if not out.row_missed_by[row]:
        return None
    _, rule = demands_of(plan.policy.groups[out.row_group[row]])[out.row_missed_by[row] - 1]
    total = next(total for total in demands if (total.demand, total.way) == (rule.key, ""))
    return MissedYear(total.demand, total.years[out.row_missed_year[row]], day(out.row_missed_on[row]))


def _ways(plan: Plan, out: Out, row: int) -> tuple[WayTotal, ...]:
    """The ways that a cycle can be renewed by: those that ask for units of others alone are none of them."""
    at, step = row * plan.tables.ways_most, plan.policy.step
    ways = plan.policy.groups[out.row_group[row]].ways
    required = out.row_way_required
    whole = out.row_way_whole
    return tuple(
        WayTotal(way.key, required[i] * step, out.row_way_months[i], whole[i] * step if way.shrinks else Decimal(0))
        for i, way in enumerate(ways, start=at)
        if required[i] < NEVER
    )


def _eased(plan: Plan, out: Out, row: int) -> tuple[Easing, ...]:
    """The circumstances that took something off."""
    kinds, step = plan.policy.circumstances, plan.policy.step
    if not kinds:
        return ()
    taken = out.row_eased[row * len(kinds) : (row + 1) * len(kinds)]
    return tuple(
        Easing(kind.key, 0, off * step) if kind.removes is Removes.UNITS else Easing(kind.key, off, Decimal(0))
        for kind, off in zip(kinds, taken, strict=True)
        if off
    )


def _noted(plan: Plan, out: Out, row: int) -> tuple[Noted, ...]:
    """What the conditions found in a cycle, where that is noted."""
    if not plan.tables.notes:
        return ()
    at, since = row * len(plan.conditions), out.row_since
    return tuple(
        Noted(when, out.row_at_first[i] > 0, out.row_applied[i] > 0, day(since[i]) if since[i] else None)
        for i, when in enumerate(plan.conditions, start=at)
    )


def _exams(plan: Plan, columns: Facts, out: Out, refs: list[str]) -> tuple[ExamResult, ...]:
    certifications = plan.order
    return tuple(
        ExamResult(
            certifications[columns.event_cert[e]].code,
            day(columns.event_day[e]),
            OUTCOMES[out.event_outcome[e]],
            refs[e],
        )
        for e, kind in enumerate(columns.event_kind)
        if kind == EXAM
    )
