"""What can be claimed of a way beside that it renews: that nothing is cheaper, or that nothing else renews."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Final

from recert.policy.assessment import Cycle
from recert.policy.cascades import Trigger
from recert.policy.demand_years import short_years
from recert.policy.earnable import serving
from recert.policy.formula import Period
from recert.policy.model import ActivityType, CounterOf, Demand, DemandKind, Group, Policy
from recert.policy.planning.way import CHOICE, Goal, Lack, Need, Route, Wish, rule_of, whole_rule_of
from recert.policy.serving import Split
from recert.policy.years import in_a_row

COUNTED: Final = frozenset(
    {
        DemandKind.COUNTER,
        DemandKind.COUNTER_LAST_MONTHS,
        DemandKind.COUNTER_FIRST_MONTHS,
        DemandKind.COUNTER_BUT_LAST_MONTHS,
    }
)
"""What is demanded of a counter: all that may help is tried of it, however units are worked out."""
OFTEN: Final = frozenset({Period.DAY, Period.MONTH, Period.QUARTER})
"""Periods of the calendar of which not every one is tried."""
DAYS_AHEAD: Final = 10
"""Of a limit of days, so many days are looked at where several types may be proposed."""
MOST_DAYS: Final = 31
"""Where it is one type, so many: a way needs another day for each time that it is filled."""


def cascades(policy: Policy, goal: Goal) -> bool:
    """Whether renewing another group may renew this one: then what an activity brings alone says less than all."""
    codes = {each.code for each in policy.certifications if each.group == goal.group}
    return any(each.trigger is Trigger.RENEWED and codes & set(each.renewed) for each in policy.cascades)


def renewed_by_others(policy: Policy, goals: Sequence[Goal]) -> tuple[bool, ...]:
    """Of each of several goals, whether renewing another of them may renew it."""
    codes = [{each.code for each in policy.certifications if each.group == goal.group} for goal in goals]
    rules = [rule for rule in policy.cascades if rule.trigger is Trigger.RENEWED]
    return tuple(
        any(
            mine & {*rule.renewed} and theirs & {*rule.of}
            for rule in rules
            for other, theirs in enumerate(codes)
            if other != at
        )
        for at, mine in enumerate(codes)
    )


def is_exact(policy: Policy, wish: Wish) -> bool:
    """Whether all is tried that may help, of the types that may be proposed.

    It is not where several short activities may be worth more than a long one, where other days, months, quarters or
    providers give room again (years do, too, but each of them is tried), where what is over a limit helps elsewhere,
    where a missed year can be made up for, and where an activity may be split: not every division is tried.
    """
    types = [kind for kind in policy.types if wish.allows(kind.key)]
    keys = {kind.key for kind in types}
    made_up = any(demand.missed and demand.missed.counter for group in policy.groups for demand in group.demands)
    formulas = any(value.formula for kind in types for value in kind.worth)
    split = any(kind.division and kind.division.split is not Split.NOT_ALLOWED for kind in types)
    return not (formulas or split or made_up) and not any(
        cap.over or cap.of_provider or cap.period in OFTEN for cap in policy.caps if keys & {*cap.types}
    )


def years_lacking(policy: Policy, goal: Goal, cycle: Cycle) -> dict[Need, int]:
    """In how many years something is lacking of what is demanded of each: each of them takes an activity of its own."""
    found, group = dict[Need, int](), policy.group(goal.group)
    for total in cycle.demands:
        rule, need = rule_of(group, (total.way, total.demand)), (total.way, total.demand)
        each = [(rule, total, need)] if rule else []
        pairs = zip(rule.choices, total.choices, strict=True) if rule else ()
        each += [(choice, of, (total.way, f"{total.demand}{CHOICE}{choice.key}")) for choice, of in pairs]
        found |= {at: len(short_years(policy, cycle, one, of)) for one, of, at in each if _one_by_one(policy, one)}
    return found


def _one_by_one(policy: Policy, rule: Demand) -> bool:
    """Whether no activity can be for two years of a demand: it is of one, or makes up for one.

    What is done late may be for the year that is over as far as that needs it, and for its own with the rest, but for
    uses of a counter; and what both meets a year and makes up for one may do so at once.
    """
    if rule.missed is None:
        return True
    if rule.consecutive or (rule.missed.late_counts and not _by_uses(policy, rule)):
        return False
    return not rule.missed.counter or _looked_at(policy, rule).isdisjoint(policy.counter(rule.missed.counter).types)


def _by_uses(policy: Policy, rule: Demand) -> bool:
    return rule.kind.of_counter and policy.counter(rule.of).of is CounterOf.USES


def _looked_at(policy: Policy, rule: Demand) -> set[str]:
    """The types of which what is demanded can be."""
    if rule.kind.of_counter:
        return {*policy.counter(rule.of).types}
    return {kind.key for kind in policy.types if not policy.only_tallied(kind)}


def activities_apart(policy: Policy, goal: Goal, by: Lack, years: Mapping[Need, int]) -> int:
    """How many activities it takes at the least for what is lacking, by every way: whatever each of them is worth.

    One for each use that a counter lacks, one for any other amount of it, one for each category that lacks units, and
    one for units; one for each of the `years` in which something of it is lacking. What one type may serve together is
    not added.
    """
    found = [_apart(policy, policy.group(goal.group), route, years) for route in by.routes]
    return 0 if by.met else min(found, default=0)


def _apart(policy: Policy, group: Group, route: Route, years: Mapping[Need, int]) -> int:
    """Those that are counted that share no type, what takes most of them first."""
    each = [(need, *_takes(policy, group, need, amount)) for need, amount in route.needs.items()]
    takes = _together(group, [(need, types, max(fewest, years.get(need, 0))) for need, types, fewest in each])
    takes += [({*serving(policy, category)}, 1) for category, amount in route.categories.items() if amount]
    seen, many = set[str](), 0
    for types, fewest in sorted(takes, key=lambda each: (-each[1], len(each[0]))):
        if seen.isdisjoint(types):
            seen, many = seen | types, many + fewest
    return many


def _together(group: Group, takes: Iterable[tuple[Need, set[str], int]]) -> list[tuple[set[str], int]]:
    """What each takes; of a choice that several years lack what they take together, as none is of two of them.

    What makes up for one year may be of another.
    """
    found = dict[tuple[str, ...], tuple[set[str], int]]()
    for need, types, fewest in takes:
        whole = whole_rule_of(group, need)
        apart = whole is not None and whole.missed is not None and bool(whole.missed.counter)
        choice = need if apart else (need[0], *need[1].split(CHOICE)[:2])
        found[choice] = (types, found.get(choice, (types, 0))[1] + fewest)
    return [*found.values()]


def _takes(policy: Policy, group: Group, need: Need, amount: Decimal) -> tuple[set[str], int]:
    """Of which types what is lacking can be, and how many activities it takes at the least."""
    rule, whole = rule_of(group, need), whole_rule_of(group, need)
    if rule is None:
        return {kind.key for kind in policy.types if not policy.only_tallied(kind)}, 1
    if whole and whole.missed and whole.missed.counter:
        return _looked_at(policy, rule) | {*policy.counter(whole.missed.counter).types}, 1
    return _looked_at(policy, rule), ceil(amount / in_a_row(rule)) if _by_uses(policy, rule) else 1


def gains_by_more(kind: ActivityType) -> bool:
    """Whether several activities may be worth more than one of all their quantity."""
    return any(value.formula for value in kind.worth)


def days_filled(policy: Policy, kind: ActivityType, goals: Sequence[Goal]) -> int:
    """On how many days a limit of each day has to be filled by a type alone; 0 where none covers it."""
    caps = [cap for cap in policy.caps if kind.key in cap.types and cap.period is Period.DAY]
    most = [value.amount for cap in caps for value in cap.most if value.amount]
    return ceil(max(goal.cycle.missing for goal in goals) / min(most)) if most else 0


MONTHS_OF: Final = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
"""How many months of the calendar those periods have that don't begin within one."""


def days_of_room(
    policy: Policy, kind: ActivityType, on: tuple[date, date], goals: Sequence[Goal], days: int
) -> Iterable[date]:
    """The days on which a limit that covers a type has room again, with the calendar; of one of days up to so many."""
    first, until = on
    periods = {cap.period for cap in policy.caps if kind.key in cap.types}
    if Period.DAY in periods:
        filled = days_filled(policy, kind, goals)
        yield from (first + timedelta(days=n) for n in range(max(DAYS_AHEAD, min(filled, days))))
    months = (12 * first.year + first.month, 12 * until.year + until.month)
    for month in range(months[0], months[1]):
        if any(each in periods and month % many == 0 for each, many in MONTHS_OF.items()):
            yield date(month // 12, month % 12 + 1, 1)
