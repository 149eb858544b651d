"""What no cycle has any use of: a day after all is over, a date that has passed, one use that would serve two ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from recert.policy.beyond import Found
from recert.policy.calendar import day, number
from recert.policy.condition import Condition
from recert.policy.cycles import Anchor, Unmet
from recert.policy.exam_alone import returns_by_exam
from recert.policy.late_days import first_late, since_key
from recert.policy.lateness import Surcharge
from recert.policy.model import Demand, DemandKind, Policy
from recert.policy.past_words import keeps
from recert.policy.plan import Plan, plan
from recert.policy.positions import Path
from recert.policy.stages.holding import extended, length, rounded_up
from recert.policy.stages.late import deadline, last_chance, last_of_grace

ENDS: Final = range(number(date(2024, 1, 1)), number(date(2028, 1, 1)))
"""A cycle may end on any day of the year; in four years each has come, February 29 too."""


def unreachable(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    yield from _days(policy)
    yield from _past(policy)
    yield from _made_up(policy)
    yield from _not_yet(policy)


def _days(policy: Policy) -> Found:
    asked = [(place, rule) for place, rule in _demands(policy) if rule.only_late]
    if not asked and not policy.surcharges:
        return
    lowered = plan(policy)
    latest = {key: _latest(lowered, g) for key, g in lowered.groups.items()}
    for place, rule in asked:
        most = latest[str(place[1])]
        if not _is_reached(policy, str(place[1]), rule, most):
            yield ((*place, f"late_{since_key(rule)}"), *_never(policy, rule, most.usual))
    for at, row in enumerate(policy.surcharges):
        if row.ended_before:
            continue  # of what ended then there may have been another grace
        if latest and not any(_is_reached(policy, group, row, most) for group, most in latest.items()):
            usual = max(latest.values(), key=lambda most: most.days).usual
            yield (("late", at, since_key(row)), *_never(policy, row, usual))


@dataclass(frozen=True, slots=True)
class _Latest:
    """How many days late the latest renewal of a group can be: whatever date it was given, and one that a cycle gives.

    By units: an exam takes nothing for being late. `until`: the last day of each of them, by the last day in time. A
    cycle that ends with a month ends on no other day, unless somebody gave it another one.
    """

    days: int
    usual: int
    until: Mapping[int, int]


def _latest(lowered: Plan, group: int) -> _Latest:
    tables, ends = lowered.tables, lowered.tables.ends[group]
    late, until, by_exam = dict[int, int](), dict[int, int](), returns_by_exam(lowered.policy)
    for end in ENDS:
        last = deadline(tables, end) if tables.deadline_late else end
        chance = last_of_grace(tables, group, end) if by_exam else last_chance(tables, group, end)
        until[last] = max(chance, until.get(last, 0))
        late[end] = until[last] - last
    usual = max(days for end, days in late.items() if end == rounded_up(tables, ends, end))
    return _Latest(max(late.values()), usual, until)


def _is_reached(policy: Policy, group: str, rule: Surcharge | Demand, latest: _Latest) -> bool:
    """Whether any renewal of a group can be so late, whenever its cycle ends."""
    if not rule.after_months:
        return rule.from_day <= latest.days
    return any(number(first_late(policy, group, day(last), rule)) <= until for last, until in latest.until.items())


def _never(policy: Policy, rule: Surcharge | Demand, latest: int) -> tuple[str, str]:
    how, longer = HOW[returns_by_exam(policy)]
    if rule.after_months:
        months = f"{rule.after_months} months" if rule.after_months > 1 else "1 month"
        what = f"nothing can be renewed{how} more than {months} late: {latest} days late is the latest"
        return what, f"write fewer months, or {longer}"
    what = f"nothing can be renewed{how} {rule.from_day} days late: {latest} days late is the latest"
    return what, f"write an earlier day, or {longer}"


HOW: Final = {
    False: ("", "a longer grace or suspension"),
    True: (" by units", "a longer grace: the exam alone brings back what is suspended, without what being late takes"),
}
"""How something is renewed late, and what makes that later, by whether the exam alone ends a suspension."""


def _past(policy: Policy) -> Found:
    """Groups of which the latest renewal gives a date that is over, as the next cycle is by then."""
    late = [group for group in policy.groups if may_be_over(policy, group.key)]
    if not late:
        return
    lowered = plan(policy)
    lasts = {group.key: shortest(lowered, group.key) for group in late}
    worst = min(late, key=lambda group: lasts[group.key])
    # a suspension that is as long as one group's cycle may be right for the others; one that is longer never is
    of_all = len(late) == len(policy.groups)
    if lasts[worst.key] < 0 or (of_all and all(days == 0 for days in lasts.values())):
        what = too_late(policy.months_of(worst.key), lasts[worst.key])
        fix = 'write next_starts = "in the period under way" here, or a shorter one'
        if policy.cycle.anchor is not Anchor.CALENDAR:  # periods of the calendar can't be restarted
            fix = 'write next_starts = "the day after the renewal" or "in the period under way" here, or a shorter one'
        if not policy.suspension:
            fix = "write a shorter one"
        if lasts[worst.key] < 0:
            fix += ", or leave it so where each cycle that is over by then has to be renewed as well"
        yield ("suspension",) if policy.suspension else ("cycle",), what, fix


def too_late(months: int, lasts: int) -> str:
    """That the latest renewal is over at once, or is for a day, where the next cycle lasts so long."""
    if lasts < 0:
        return (
            f"it can be renewed for more than {months} months after its end, and the next cycle begins where it ended, "
            "so whoever renews late gets a date that is over"
        )
    return (
        f"it can be renewed for {months} months after its end, and the next cycle begins where it ended, "
        "so whoever renews on the last day is back for that day only"
    )


def may_be_over(policy: Policy, group: str) -> bool:
    """Whether a late renewal of a group may give a date that is over."""
    late = policy.suspension is not None or policy.has_grace
    return late and keeps(policy, group) and policy.cycle.unmet is Unmet.LAPSES


def shortest(lowered: Plan, group: str, months: int = 0) -> int:
    """How many days the latest renewal of a group lasts, as usual or for so many months, whenever the cycle ended.

    The most of all days on which one ends by itself; less than 0 where the date that it gives is over.
    """
    tables, g = lowered.tables, lowered.groups[group]
    lasts = []
    for end in ENDS:
        if end == rounded_up(tables, tables.ends[g], end):
            last = last_chance(tables, g, end)
            lasts.append(extended(tables, g, end, months or length(tables, g, last)) - last)
    return max(lasts)


def _made_up(policy: Policy) -> Found:
    for place, rule in _demands(policy):
        if not rule.missed or not rule.missed.counter:
            continue
        makes_up = policy.counter(rule.missed.counter)
        for counter in {each.of: None for each in rule.choices or (rule,) if each.kind.of_counter}:
            asked = policy.counter(counter)
            shared = [kind.title for kind in policy.types if kind.key in asked.types and kind.key in makes_up.types]
            if not shared:
                continue
            name = asked.name if asked == makes_up else " and ".join(f"“{title}”" for title in shared)
            what = f"what is counted as {name} meets its own year, and makes up for a missed one at once"
            if asked != makes_up:
                what = f"{name} is counted as {asked.name}, and makes up for a missed year at once"
            yield (*place, "missed"), what, "make up by a counter of its own, with a type of its own"


def _not_yet(policy: Policy) -> Found:
    """Demands of everybody for units that count from a later cycle on: in every cycle, or from one before that on."""
    for place, rule in _demands(policy):
        if rule.kind is not DemandKind.CYCLES or rule.first_cycle == 1 or not rule.values:
            continue
        what = f"units count for “{rule.title}” from cycle {rule.first_cycle} on, and nobody can meet it before that"
        if all(value.amount and value.when is None for value in rule.values):
            until = rule.first_cycle - 1
            fix = f"write a value of 0 with when = {{ cycle_to = {until} }} below, so that it is not asked before"
            yield (*place, "from_cycle"), what, fix
            continue
        for at, value in enumerate(rule.values):
            if value.when and (cycle := _asked_before(rule, at)):
                told = f"it is asked in cycle {cycle}, but {what}"
                yield (
                    (*place, "least", at),
                    told,
                    f"write cycle_from = {rule.first_cycle} here, or a smaller from_cycle",
                )


def _asked_before(rule: Demand, at: int) -> int:
    """A cycle before the first that counts in which a value of some cycles asks for units; 0 where none surely does."""
    value, later = rule.values[at], rule.values[at + 1 :]
    if not value.amount or not _of_cycles(value.when) or any(not _of_cycles(v.when, of_person=True) for v in later):
        return 0
    governed = (n for n in range(1, rule.first_cycle) if _holds_in(value.when, n))
    return next((n for n in governed if not any(_of_cycles(v.when) and _holds_in(v.when, n) for v in later)), 0)


def _of_cycles(when: Condition | None, *, of_person: bool = False) -> bool:
    """Whether a value holds by the number of the cycle alone; or by what is so of the person as well."""
    if when is None:
        return True
    known = Condition(cycle_from=when.cycle_from, cycle_to=when.cycle_to, every=when.every)
    if of_person:
        known = replace(known, true_of=when.true_of, untrue_of=when.untrue_of, seen=when.seen)
    return when == known


def _holds_in(when: Condition | None, cycle: int) -> bool:
    if when is None:
        return True
    within = when.cycle_from <= cycle and (not when.cycle_to or cycle <= when.cycle_to)
    return within and (not when.every or cycle % when.every == 0)


def _demands(policy: Policy) -> Iterator[tuple[Path, Demand]]:
    """Every demand, and where it is written."""
    for group in policy.groups:
        for i, rule in enumerate(group.demands):
            yield ("group", group.key, "also", i), rule
        for j, way in enumerate(group.ways):
            for i, rule in enumerate(way.demands):
                yield ("group", group.key, "or", j, "also", i), rule
