"""Why limits in units, and carrying over, count as they do: `explain` uses these sentences."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.assessment import Cycle, Entry, GroupStanding, Reason, Route
from recert.policy.calendar import add_months, day, number
from recert.policy.carrying import CarriedIn
from recert.policy.deadline_words import late_after
from recert.policy.explain_pieces import counted_on
from recert.policy.facts import name_key
from recert.policy.formula import Period
from recert.policy.governing_words import in_force_now
from recert.policy.history import Activity
from recert.policy.lowering import carriable
from recert.policy.model import Cap, Policy
from recert.policy.nesting import inside
from recert.policy.period_words import of_limit
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.sentence import number as number_text


def over_units(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Sentence:
    """Why an activity counted in part, or not at all, because a limit in units was full; where what is over goes."""
    told = _over_units(policy, standing, found, activities)
    carry, kind = policy.carry, policy.type(activities[found.activity].type)
    most = standing.cycles[found.cycle - 1].may_carry
    if carry is None or not carry.over_limits or not most or found.reason == Reason.SPILLED:
        return told
    if not carriable(policy, kind):
        return told
    return Sentence(OVER_IS_CARRIED, {"told": told})


OVER_IS_CARRIED = words("{told} What is over may be carried into the next cycle, once this one is renewed.")


def _over_units(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Sentence:
    cycle = standing.cycles[found.cycle - 1]
    cap = full_cap(policy, standing, found, activities)
    most = cap_on(cap, cycle, counted_on(policy, found, activities[found.activity])) or Decimal(0)
    values: dict[str, Shown] = {
        "group": policy.group(standing.group).name,
        "amount": found.amount,
        "worth": found.worth,
        "unit": policy.unit if most == 1 else policy.units,
        "limit": cap.title,
        "most": most,
        "start": cycle.start,
        "end": cycle.end,
    }
    if found.reason == Reason.OVER_UNITS and not most and not cap.by_year:
        return none_counts(policy, standing.group, cycle, cap.title)
    if found.reason == Reason.SPILLED:
        values["in"] = of_limit(cap)
        values["parts"] = _parts(policy, found)
        return Sentence(SPILLED, values)
    if cap.period in SAID and not cap.of_provider:
        return Sentence(OVER_UNITS[found.reason, cap.period == Period.CYCLE_YEAR], values)
    values["in"] = of_limit(cap)
    return Sentence(OVER_PERIOD[found.reason], values)


def none_counts(policy: Policy, group: str, cycle: Cycle, title: str) -> Sentence:
    """That of something nothing counts in a cycle, by a limit of 0: no others made it up."""
    text = words("0 for {group}: “{title}” counts nothing in the cycle {start} to {end}. It stays on record.")
    values: dict[str, Shown] = {"group": policy.group(group).name, "title": title}
    return Sentence(text, {**values, "start": cycle.start, "end": cycle.end})


SAID = frozenset({Period.CYCLE, Period.CYCLE_YEAR})
OVER_UNITS = {
    (Reason.IN_PART, False): words(
        "{amount} of {worth} {unit} for {group}: “{limit}” counts at most {most} in a cycle, and that is reached in "
        "the cycle {start} to {end}."
    ),
    (Reason.IN_PART, True): words(
        "{amount} of {worth} {unit} for {group}: “{limit}” counts at most {most} in each year of a cycle, and that is "
        "reached for this year of the cycle {start} to {end}."
    ),
    (Reason.OVER_UNITS, False): words(
        "0 for {group}: “{limit}” counts at most {most} {unit} in a cycle, and others made them up in the cycle "
        "{start} to {end}. It stays on record."
    ),
    (Reason.OVER_UNITS, True): words(
        "0 for {group}: “{limit}” counts at most {most} {unit} in each year of a cycle, and others made them up in "
        "this year of the cycle {start} to {end}. It stays on record."
    ),
}
"""The sentence where a limit in units left room for a part, or none; by reason, and whether it is of each year."""
OVER_PERIOD = {
    Reason.IN_PART: words(
        "{amount} of {worth} {unit} for {group}: “{limit}” counts at most {most} {in}, and that is reached."
    ),
    Reason.OVER_UNITS: words(
        "0 for {group}: “{limit}” counts at most {most} {unit} {in}, and others made them up. It stays on record."
    ),
}
"""The same for limits of a lifetime, and for those of the calendar."""
SPILLED = words(
    "{amount} {unit} for {group}, of them {parts}: “{limit}” counts at most {most} {in}, and what is over counts there."
)


def _parts(policy: Policy, found: Entry) -> str:
    """What of an activity counts for other categories: '5 General'."""
    return ", ".join(f"{number_text(part.amount)} {policy.category(part.category).name}" for part in found.spilled)


def full_cap(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Cap:
    """The limit in units that kept an activity from counting in full: of those that are full, the narrowest."""
    cycle, activity = standing.cycles[found.cycle - 1], activities[found.activity]
    on = counted_on(policy, found, activity)
    covering = [c for c in caps_of(policy, standing, cycle, on) if activity.type in c.types]
    for cap in sorted(covering, key=lambda c: len(c.types)):
        period = period_of(cycle, cap, activity, on)
        others = [(e, activities[e.activity]) for e in standing.entries if _of_one(cap, e, found)]
        taken = [
            taken_of(policy, cap, e, a.type)
            for e, a in others
            if period_of(cycle, cap, a, counted_on(policy, e, a)) == period
        ]
        if sum(taken, Decimal(0)) >= (cap_on(cap, cycle, on) or 0):
            return cap
    return covering[0]


def _of_one(cap: Cap, one: Entry, other: Entry) -> bool:
    """Whether one entry takes up what a limit lets count in the cycle of another."""
    return 0 < one.cycle <= other.cycle if cap.period is Period.EVER else one.cycle == other.cycle


def taken_of(policy: Policy, cap: Cap, found: Entry, kind: str) -> Decimal:
    """How much of a limit in units an activity of a type takes up."""
    known = inside(policy.categories, cap.categories)
    elsewhere = sum((part.amount for part in found.spilled), Decimal(0))
    arrived = sum((part.amount for part in found.spilled if part.category in known), Decimal(0))
    return arrived + (found.amount - elsewhere if kind in cap.types else Decimal(0))


def period_of(cycle: Cycle, cap: Cap, activity: Activity, on: date) -> tuple[int | str, ...]:
    """In which of the periods of a limit an activity lies that counts by a day, and whose it is where that matters."""
    whose = name_key(activity.provider) if cap.of_provider else ""
    if cap.period == Period.CYCLE_YEAR:
        return (whose, year_of(cycle, on))
    if cap.period == Period.QUARTER:
        return (whose, on.year, (on.month - 1) // 3)
    parts = {Period.DAY: 3, Period.MONTH: 2, Period.YEAR: 1}.get(cap.period, 0)
    return (whose, *(on.year, on.month, on.day)[:parts])


def may_carry(policy: Policy, cycle: Cycle) -> bool:
    """Whether what is over in a renewed cycle may begin the next one."""
    late = cycle.met_on is not None and cycle.met_on > late_after(policy, cycle.end)
    carries = policy.carry is not None and not (policy.carry.in_time and late)
    return carries and cycle.may_carry > 0


def if_in_time(policy: Policy, cycle: Cycle) -> str:
    """The words where surplus is carried only if the renewal was not late, which the cycle's days don't say; or none.

    A renewal by units may end its cycle, early or late.
    """
    asks = policy.carry is not None and policy.carry.in_time and cycle.route == Route.UNITS
    asks = asks and cycle.may_carry > 0
    return CARRIED_IF_IN_TIME if asks and cycle.met_on == cycle.end else ""


MAY_BE_CARRIED = words(
    "{amount} {unit} for {group}, in the cycle {start} to {end}. That cycle was renewed already; up to "
    "{most} of {over} may be carried into the next."
)


def over_of(policy: Policy) -> Sentence:
    """What of a cycle may be carried: what is over, of its last months where those alone count."""
    return _of_months(policy, OVER)


def earned_of(policy: Policy) -> Sentence:
    """The same of a cycle in which nothing is due, where all is over."""
    return _of_months(policy, EARNED)


def _of_months(policy: Policy, texts: dict[bool, tuple[str, str, str]]) -> Sentence:
    text, several, one = texts[carries_on(policy)]
    if policy.carry is None or not policy.carry.months:
        return Sentence(text)
    return Sentence(several, {"months": policy.carry.months}, one=one, count=policy.carry.months)


def carries_on(policy: Policy) -> bool:
    """Whether what was carried in and isn't needed may be carried again."""
    return policy.carry is not None and policy.carry.carried_in is CarriedIn.AGAIN


OVER: Final = {
    False: (
        words("what is over"),
        words("what is over and was earned in the cycle's last {months} months"),
        words("what is over and was earned in the cycle's last month"),
    ),
    True: (
        words("what is over"),
        words("what is over and was earned in the {months} months before the cycle's end"),
        words("what is over and was earned in the month before the cycle's end"),
    ),
}
EARNED: Final = {
    False: (
        words("what is earned in it"),
        words("what is earned in the cycle's last {months} months"),
        words("what is earned in the cycle's last month"),
    ),
    True: (
        words("what is earned in it or was carried in"),
        words("what was earned in the {months} months before the cycle's end"),
        words("what was earned in the month before the cycle's end"),
    ),
}
"""What may be carried, by whether that may be again: of all, of the last months, and of the last month."""


def none_carried(
    policy: Policy, standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity]
) -> Sentence | None:
    """Why nothing of what was over in a cycle began the next one, where that is known; else None."""
    rule = policy.carry
    over = cycle.counted > cycle.required and not cycle.way and may_carry(policy, cycle)
    if rule is None or not over or cycle.met_on is None or cycle.carried_out or cycle is standing.current:
        return None
    own = cycle.counted - cycle.carried_in
    if rule.carried_in is not CarriedIn.AGAIN and own <= (cycle.required if rule.carried_in is CarriedIn.LAST else 0):
        return Sentence(NOT_CARRIED_AGAIN)
    if not rule.months:
        return None
    since = day(add_months(number(cycle.end), -rule.months))
    first = 1 if rule.carried_in is CarriedIn.AGAIN and cycle.carried_in else cycle.number
    of_it = (e for e in standing.entries if first <= e.cycle <= cycle.number and (e.amount or e.worth))
    if any(counted_on(policy, e, activities[e.activity]) > since for e in of_it):
        return None
    several, one = NONE_SINCE if carries_on(policy) else (NONE_CARRIED, NONE_CARRIED_ONE)
    return Sentence(several, {"months": rule.months}, one=one, count=rule.months)


NOT_CARRIED_AGAIN = words("Nothing is carried into the next cycle: what was carried in is not carried again.")
NONE_SINCE = (
    words(
        "Nothing is carried into the next cycle: none of it was earned in the {months} months before this one's end."
    ),
    words("Nothing is carried into the next cycle: none of it was earned in the month before this one's end."),
)
NONE_CARRIED = words(
    "Nothing is carried into the next cycle: none of it was earned in the last {months} months of this one."
)
NONE_CARRIED_ONE = words("Nothing is carried into the next cycle: none of it was earned in the last month of this one.")
CARRIED_IF_IN_TIME = words(
    "Renewed on {met} {with}: all your active {group} certifications now expire on "
    "{new}. Your next cycle starts after {end}; if this was not late, up to {most} of {over} may be carried into it."
)


def caps_of(policy: Policy, standing: GroupStanding, cycle: Cycle, on: date) -> list[Cap]:
    """The limits in units that hold for what a group's cycle counts on a day."""
    mine = (cap for cap in policy.caps if not cap.groups or standing.group in cap.groups)
    return [cap for cap in mine if cap_on(cap, cycle, on) is not None]


def cap_used(policy: Policy, standing: GroupStanding, cap: Cap, today: date) -> Sentence:
    """A limit in units, and what of it is used in the cycle under way."""
    cycle = standing.cycles[-1]
    values: dict[str, Shown] = {
        "group": policy.group(standing.group).name,
        "limit": cap.title,
        "used": next((limit.used for limit in cycle.limits if limit.limit == cap.key), Decimal(0)),
        "most": cap_on(cap, cycle, today) or Decimal(0),
        "unit": policy.units,
    }
    if cap.period == Period.CYCLE_YEAR and not cap.of_provider:
        return Sentence(words("{group}: “{limit}” counts at most {most} {unit} in each year of the cycle"), values)
    if cap.period is Period.EVER and not cap.of_provider:
        return Sentence(words("{group}: {used} of {most} {unit} used for “{limit}” in a lifetime"), values)
    if cap.period != Period.CYCLE or cap.of_provider:
        values["in"] = of_limit(cap)
        return Sentence(words("{group}: “{limit}” counts at most {most} {unit} {in}"), values)
    return Sentence(words("{group}: {used} of {most} {unit} used for “{limit}” in this cycle"), values)


def cap_on(cap: Cap, cycle: Cycle, on: date) -> Decimal | None:
    """How many units a limit allows in a cycle, or in that of its years in which a day lies; None where it has none."""
    if not cap.by_year:
        return next((limit.most for limit in cycle.limits if limit.limit == cap.key), None)
    years = 12 * year_of(cycle, on)
    first = date(on.year, 1, 1) if cap.period is Period.YEAR else day(add_months(number(cycle.start), years))
    value = in_force_now(cap.most, cycle._replace(start=first))
    return None if value is None or value.unlimited else value.amount


def year_of(cycle: Cycle, on: date) -> int:
    """The year of a cycle in which a day lies, from 0."""
    years = range(1, cycle.months // 12)
    return sum(on >= day(add_months(number(cycle.start), 12 * year)) for year in years)
