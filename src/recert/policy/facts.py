"""One person's history as sorted columns of integers: what the stages read."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Final

from recert.policy.calendar import NEVER, number
from recert.policy.history import Activity, Circumstance, Extension, Grant, History, Status
from recert.policy.lowering import columns_of, thousandths
from recert.policy.model import Policy
from recert.policy.plan import Ints, Plan

AWARD: Final = 0
EXAM: Final = 1
EXTENSION: Final = 2
CIRCUMSTANCE: Final = 3
GRANT: Final = 4
"""Kinds of credential event, in the order in which they happen on one day; up to EXAM they are of a certification."""

EVERY: Final = (1 << 62) - 1
"""The bits of what names no certification: it is for all of the group."""

PASSED: Final = 1
DUPLICATE: Final = 3
NOT_APPROVED: Final = 4
"""They join the codes of `history.Status`: recorded before with the same type, name and day; or by no provider whose
activities of that type count."""


Event = tuple[int, int, int, int, int, int, int, str]


@dataclass(slots=True)
class Facts:
    """Columns sorted by day. One person's are a slice.

    `event_cert` is the group in the row of a GRANT or an EXTENSION, and what is so in that of a CIRCUMSTANCE.
    `event_value`: the issuer's own expiry day of an AWARD (0 for none), 1 for an EXAM passed, a GRANT's new expiry, the
    day to which an EXTENSION moves, the units that a CIRCUMSTANCE waives.
    """

    event_day: Ints
    event_kind: Ints
    event_cert: Ints
    event_value: Ints
    event_cycle: Ints  # a GRANT's cycle number
    event_end: Ints  # a GRANT's cycle end, a CIRCUMSTANCE's last day
    event_mask: Ints  # the certifications of a GRANT or an EXTENSION, a bit for each by its place within the group
    activity_day: Ints
    activity_type: Ints
    activity_status: Ints
    activity_quantity: Ints  # in thousandths of what the type is measured in; empty where no policy asks
    activity_before: Ints  # how many places before it the last one of the same type and name stands; 0 without one
    activity_host: Ints  # likewise of the same provider; those without one are of one, too
    part_at: Ints  # by activity where its parts begin, in the order of categories; empty where no type is split
    part_category: Ints  # -1: one that the policy has not
    part_quantity: Ints  # in thousandths
    activity_serves: Ints  # a bit for each group to which it is assigned; empty where activities serve all
    activity_first: Ints  # the first of its days; as all below empty where none is divided by days
    activity_began: Ints  # the first and last day of what it is a part of
    activity_ended: Ints
    activity_whole: Ints  # what that is worth in steps; -1 as long as it is not known
    activity_of: Ints  # which of the activities on record that is


def name_key(name: str) -> str:
    """A name as compared with others: capitals and white space make no difference."""
    return " ".join(name.casefold().split())


def in_order(plan: Plan, activities: tuple[Activity, ...]) -> list[Activity]:
    """By day, and within a day in an order that does not depend on when they were typed. Unknown types left out."""
    types = plan.types
    known = [a for a in activities if a.type in types]
    days = days_of(plan.policy, known)
    placed = {day.toordinal() * len(types) + types[a.type]: a for a, day in zip(known, days, strict=True)}
    if len(placed) == len(known):
        return [placed[place] for place in sorted(placed)]
    on = plan.policy.counted_on
    return sorted(known, key=lambda a: (on(a), types[a.type], name_key(a.name), a.ref))


def days_of(policy: Policy, activities: list[Activity]) -> list[date]:
    """The day by which each activity counts."""
    if not policy.asks_first_day:
        return [a.on for a in activities]
    return [policy.counted_on(a) for a in activities]


def facts(plan: Plan, history: History) -> tuple[Facts, list[Activity], list[str]]:
    """The columns, the activities in their order, and each event's reference. Certifications unknown are left out."""
    events = _events(plan, history)
    activities = in_order(plan, history.activities)
    divided = activities if plan.tables.by_days else []
    parts = [_parts(plan, a) for a in activities] if plan.tables.splits else []
    columns = Facts(
        event_day=[e[0] for e in events],
        event_kind=[e[1] for e in events],
        event_cert=[e[2] for e in events],
        event_value=[e[3] for e in events],
        event_cycle=[e[4] for e in events],
        event_end=[e[5] for e in events],
        event_mask=[e[6] for e in events],
        activity_day=[number(day) for day in days_of(plan.policy, activities)],
        activity_type=[plan.types[a.type] for a in activities],
        activity_status=_approved(plan, activities, _statuses(plan.policy, activities)),
        activity_quantity=[thousandths(a.quantity) for a in activities],
        activity_before=_before(activities) if plan.tables.repeats else [],
        activity_host=_hosts(activities) if plan.tables.hosts else [],
        part_at=[0, *accumulate(map(len, parts))] if plan.tables.splits else [],
        part_category=[category for each in parts for category, _ in each],
        part_quantity=[quantity for each in parts for _, quantity in each],
        activity_serves=[serving(plan, a.serves) for a in activities] if plan.tables.allocates else [],
        activity_first=[number(a.began or a.on) for a in divided],
        activity_began=[number(a.began or a.on) for a in divided],
        activity_ended=[number(a.on) for a in divided],
        activity_whole=[-1 for _ in divided],
        activity_of=list(range(len(divided))),
    )
    return columns, activities, [e[7] for e in events]


def with_room(columns: Facts, more: int) -> Facts:
    """A copy with room for so many more activities, into which what is divided by days can be put."""
    room = [0] * more
    named = columns_of(columns)
    copied = {name: [*column, *room] for name, column in named if name.startswith("activity_") and len(column)}
    return replace(columns, **copied)


def serving(plan: Plan, groups: tuple[str, ...]) -> int:
    """A bit for each of these groups that the policy has."""
    return sum(1 << plan.groups[key] for key in set(groups) if key in plan.groups)


def _parts(plan: Plan, activity: Activity) -> list[tuple[int, int]]:
    """An activity's parts in the order of the policy's categories."""
    return sorted((plan.categories.get(part.category, -1), thousandths(part.quantity)) for part in activity.parts)


def _events(plan: Plan, history: History) -> list[Event]:
    certifications, groups = plan.certifications, plan.groups
    events = [
        (number(a.on), AWARD, certifications[a.certification], number(a.expires) if a.expires else 0, 0, 0, 0, a.ref)
        for a in history.awards
        if a.certification in certifications
    ]
    events += [
        (number(e.on), EXAM, certifications[e.certification], int(e.passed), 0, 0, 0, e.ref)
        for e in history.exams
        if e.certification in certifications
    ]
    events += [
        (number(g.met_on), GRANT, groups[g.group], number(g.new_expiry), g.cycle, number(g.end), _mask(plan, g), "")
        for g in history.grants
        if g.group in groups
    ]
    events += [row for e in history.extensions for row in _extension(plan, e)]
    events += [_circumstance(plan, c) for c in history.circumstances if c.kind in plan.circumstances]
    events.sort()
    return events


def _extension(plan: Plan, found: Extension) -> list[Event]:
    """The event of an extension; none where the policy knows neither such a group nor such a certification."""
    if found.of in plan.groups:
        group, mask = plan.groups[found.of], EVERY
    elif found.of in plan.certifications:
        place = plan.certifications[found.of]
        group = plan.tables.certification_group[place]
        mask = 1 << (place - plan.tables.group_at[group])
    else:
        return []
    return [(number(found.on), EXTENSION, group, number(found.to), 0, 0, mask, found.ref)]


def _circumstance(plan: Plan, found: Circumstance) -> Event:
    until = number(found.until) if found.until else NEVER
    units = int(found.units / plan.policy.step)
    return (number(found.since), CIRCUMSTANCE, plan.circumstances[found.kind], units, 0, until, 0, found.ref)


def _mask(plan: Plan, grant: Grant) -> int:
    """A bit for each certification that was renewed; all bits where none is named."""
    group = plan.groups[grant.group]
    first, last = plan.tables.group_at[group], plan.tables.group_at[group + 1]
    if not grant.certifications:
        return EVERY
    places = (plan.certifications.get(code, -1) for code in grant.certifications)
    return sum(1 << (place - first) for place in places if first <= place < last)  # others are of another group by now


def _before(activities: list[Activity]) -> Ints:
    """How many places before each the last one of the same type and name stands; 0 for the first, and without name."""
    last = dict[tuple[str, str], int]()
    found = list[int]()
    for i, activity in enumerate(activities):
        key = (activity.type, name_key(activity.name))
        found.append(i - last[key] if activity.name and key in last else 0)
        last[key] = i
    return found


def _hosts(activities: list[Activity]) -> Ints:
    """How many places before each the last one of the same provider stands; 0 for the first."""
    last = dict[str, int]()
    found = list[int]()
    for i, activity in enumerate(activities):
        key = name_key(activity.provider)
        found.append(i - last.get(key, i))
        last[key] = i
    return found


def approved(policy: Policy) -> tuple[frozenset[str], ...]:
    """By type, the providers whose activities count, as names are compared; empty where all do."""
    return tuple(frozenset(map(name_key, kind.providers)) for kind in policy.types)


def _approved(plan: Plan, activities: list[Activity], statuses: Ints) -> Ints:
    """Each activity's status; of those that may count not those of another provider than their type's."""
    if not any(kind.providers for kind in plan.policy.types):
        return statuses
    known = approved(plan.policy)
    for i, activity in enumerate(activities):
        mine = known[plan.types[activity.type]]
        if statuses[i] == Status.SUBMITTED and mine and name_key(activity.provider) not in mine:
            statuses[i] = NOT_APPROVED
    return statuses


def _statuses(policy: Policy, activities: list[Activity]) -> Ints:
    """Each activity's status; of several with the same day, type and name only the first counts.

    They stand in order, so only neighbors of one day and type have to be compared.
    """
    statuses = [int(activity.status) for activity in activities]
    counted: Activity | None = None
    for i, activity in enumerate(activities):
        if not activity.name or activity.status != Status.SUBMITTED:
            continue
        if counted is not None and _same(policy, counted, activity):
            statuses[i] = DUPLICATE
        else:
            counted = activity
    return statuses


def _same(policy: Policy, one: Activity, other: Activity) -> bool:
    return (
        one.type == other.type
        and policy.counted_on(one) == policy.counted_on(other)
        and name_key(one.name) == name_key(other.name)
    )
