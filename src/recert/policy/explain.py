"""Assessment → sentences. The only place with such words; each names the value, and what a person can do next."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from recert.policy import explain_exams, explain_grace, length_words, life_words, window_words
from recert.policy.again import Again
from recert.policy.asked_counters import asked_counters
from recert.policy.assessment import RENEWABLE, WAITING, CategoryTotal, Cycle, CycleState, Entry, GroupStanding, Reason
from recert.policy.demand_years import lost_year, uncounted, ways_open
from recert.policy.explain_demands import (
    by_ways_alone,
    complete_way,
    has_own_units,
    is_complete,
    lacking,
    or_by_ways,
    other_ways,
    with_demands,
)
from recert.policy.explain_limits import MAY_BE_CARRIED, none_counts, over_of, over_units
from recert.policy.explain_own_way import no_more, none_count, own_way, renews_no_more, still_needed
from recert.policy.explain_pieces import counted_on, rounded_away, with_days
from recert.policy.explain_until import as_much_until, last_of_all
from recert.policy.history import Activity
from recert.policy.measure_words import lacked_of_categories, of_required, quantity_of, with_steps
from recert.policy.missed_words import not_held
from recert.policy.model import (
    ActivityType,
    Group,
    Policy,
    in_force,
)
from recert.policy.recorded import least_that_counts, whole_steps
from recert.policy.renewing_words import by_others, instead_of_units
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.serving_words import misdivided, not_served, with_parts, with_rest


def units(policy: Policy, amount: Decimal) -> Sentence:
    """An amount with its unit: '10 CE units'."""
    return Sentence("{amount} {unit}", {"amount": amount, "unit": policy.unit if amount == 1 else policy.units})


def entry(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Sentence:
    """Why an activity counted for a group, or did not. `activities` has every activity by its reference."""
    activity = activities[found.activity]
    if found.reason is COUNTED:
        told = _counted(policy, standing, found, activity)
    else:
        told = _not_in_full(policy, standing, found, activities)
    kind = policy.type(activity.type)
    if kind.measure is not None:
        told = with_steps(kind, found, activity, told)
    return with_days(policy, found, told) if found.piece else told


COUNTED: Final = Reason.COUNTED
"""Most entries have it."""


def _not_in_full(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Sentence:
    """Why an activity counted in part, or not at all."""
    activity = activities[found.activity]
    if found.reason is Reason.OVER_LIMIT:
        return _over_limit(policy, standing, found, activities)
    if found.reason is Reason.SPILLED:
        told = over_units(policy, standing, found, activities)
        return with_rest(policy, policy.type(activity.type), found, told)
    if found.reason in NARROWED:
        told = over_units(policy, standing, found, activities)
        return with_parts(policy, policy.type(activity.type), activity, found, told)
    if found.reason in SERVED_OTHERS:
        return not_served(policy, standing.group, found.reason, activity)
    if found.reason is Reason.MISDIVIDED:
        return misdivided(policy, standing.group, activity)
    return _alone(policy, standing, found, activity)


def _alone(policy: Policy, standing: GroupStanding, found: Entry, activity: Activity) -> Sentence:
    """Why an activity does not count, or is only tallied, where nothing but itself is looked at."""
    kind = policy.type(activity.type)
    counters = [each.name for each in asked_counters(policy, policy.group(standing.group), kind)]
    values: dict[str, Shown] = {
        "group": policy.group(standing.group).name,
        "amount": found.amount,
        "unit": policy.unit if found.amount == 1 else policy.units,
        "type": kind.title,
        "date": counted_on(policy, found, activity),
        "floor": policy.floor,
        "least": quantity_of(kind, least_that_counts(kind.measure)) if kind.measure else "",
        "again": _again(kind),
        "providers": ", ".join(kind.providers),
        "counters": all_of(counters) if counters else "",
    }
    if found.reason is Reason.TALLIED and not values["counters"]:
        return Sentence(words("{group} does not ask for it."), values)
    if found.reason is Reason.NO_WORTH:
        return _no_worth(policy, found, activity, values)
    if found.reason is Reason.NOT_HELD:
        return not_held(policy, standing, values)
    if found.reason in explain_grace.OF_NEXT:
        return explain_grace.of_next(policy, standing, found, counted_on(policy, found, activity), values)
    if found.reason is Reason.NOT_RENEWABLE:
        return Sentence(life_words.nothing_to_renew(standing, counted_on(policy, found, activity)), values)
    return Sentence(NOT_COUNTED[found.reason], values)


def _no_worth(policy: Policy, found: Entry, activity: Activity, values: Mapping[str, Shown]) -> Sentence:
    """That it is worth nothing, by its type or because it is too little for a whole step."""
    kind = policy.type(activity.type)
    if found.piece and found.piece.whole:
        return rounded_away(str(values["group"]))
    if lowest := _below(policy, kind, activity):
        return Sentence(NOT_COUNTED[Reason.TOO_LITTLE], {**values, "least": quantity_of(kind, lowest)})
    if _is_rounded_away(policy, kind, activity):
        few: dict[str, Shown] = {"least": units(policy, policy.step_of(kind))}
        few["much"] = quantity_of(kind, activity.quantity)
        return Sentence(words("0 for {group}: {much} of {type} come to less than {least}."), {**values, **few})
    return Sentence(NOT_COUNTED[Reason.NO_WORTH], values)


def _below(policy: Policy, kind: ActivityType, activity: Activity) -> Decimal | None:
    """The lowest tier of what is worth something by tiers alone, where so little reaches none; None where one is."""
    value = in_force(kind.worth, policy.counted_on(activity))
    lowest = min((tier.least for tier in value.formula.tiers), default=None) if value and value.formula else None
    if lowest is None or whole_steps(kind.measure, activity.quantity) >= lowest:
        return None
    return lowest


NARROWED = frozenset({Reason.IN_PART, Reason.OVER_UNITS})
SERVED_OTHERS = frozenset({Reason.ASSIGNED, Reason.UNASSIGNED})


def _is_rounded_away(policy: Policy, kind: ActivityType, activity: Activity) -> bool:
    """Whether a rate gives something for what was too little for a whole step."""
    value = in_force(kind.worth, policy.counted_on(activity))
    return kind.measure is not None and value is not None and value.amount > 0 and activity.quantity > 0


NOT_COUNTED = {
    Reason.BEFORE_FLOOR: words("0 for {group}: only activities on or after {floor} count, and this one was on {date}."),
    Reason.BEFORE_FIRST_AWARD: words("0 for {group}: on {date} you held no {group} certification yet."),
    Reason.WITHDRAWN: words("0 for {group}: you withdrew it."),
    Reason.REJECTED: words("0 for {group}: it was rejected in review. You can correct it."),
    Reason.DUPLICATE: words("0 for {group}: the same activity is recorded for {date} already, and counts there."),
    Reason.NO_WORTH: words("0 for {group}: {type} was worth nothing on {date}."),
    Reason.REPEATED: words("0 for {group}: the same activity counted before, and {again}."),
    Reason.NOT_APPROVED: words("0 for {group}: {type} counts where one of these gave it: {providers}."),
    Reason.TALLIED: words("Counted for {group} as {counters}."),
    Reason.TOO_LITTLE: words("0 for {group}: less than {least} of {type} does not count."),
    Reason.FUTURE: words("0 for {group} until {date}: it has not happened yet."),
}
"""The sentence for each reason not to count, where no other entry has to be named."""


def _again(kind: ActivityType) -> Sentence:
    """When the same activity counts another time."""
    if kind.again == Again.AFTER:
        return Sentence(words("it counts again after {months} months"), {"months": kind.again_months})
    return Sentence(ONCE.get(kind.again, ""))


ONCE = {
    Again.NEXT_CYCLE: words("it counts once in a cycle"),
    Again.NEVER: words("it counts only once"),
    Again.NEXT_YEAR: words("it counts once in a calendar year"),
    Again.YEAR_BETWEEN: words("it doesn't count in two calendar years that follow each other"),
}
"""How often the same activity counts, where that is not on any other day."""


def _counted(policy: Policy, standing: GroupStanding, found: Entry, activity: Activity) -> Sentence:
    cycle, on = standing.cycles[found.cycle - 1], counted_on(policy, found, activity)
    values: dict[str, Shown] = {
        "group": policy.group(standing.group).name,
        "amount": found.amount,
        "unit": policy.unit if found.amount == 1 else policy.units,
        "start": cycle.start,
        "end": cycle.end,
    }
    if on > cycle.end:
        told = explain_grace.counted_after(policy, cycle, on)
    elif cycle.met_on is None or on <= cycle.met_on:
        told = IN_CYCLE
    elif not cycle.may_carry:
        told = AFTER_RENEWAL
    else:
        told, values["most"], values["over"] = MAY_BE_CARRIED, cycle.may_carry, over_of(policy)
    counted = Sentence(told, values)
    return with_parts(policy, policy.type(activity.type), activity, found, counted) if found.parts else counted


IN_CYCLE = words("{amount} {unit} for {group}, in the cycle {start} to {end}.")
AFTER_RENEWAL = words(
    "{amount} {unit} for {group}, in the cycle {start} to {end}. That cycle was renewed already; "
    "what is over is not carried into the next."
)


def _over_limit(policy: Policy, standing: GroupStanding, found: Entry, activities: Mapping[str, Activity]) -> Sentence:
    kind, cycle = policy.type(activities[found.activity].type), standing.cycles[found.cycle - 1]
    most = limit_of(kind, cycle.start) or 0
    if not most:
        return none_counts(policy, standing.group, cycle, kind.title)
    names = all_of([f"“{name}”" for name in _counted_instead(standing, found, kind, activities)])
    return Sentence(
        words(
            "0 for {group}: {type} counts {most} times in a cycle, and {names} counted in the cycle "
            "{start} to {end}. It stays on record."
        ),
        {
            "group": policy.group(standing.group).name,
            "type": kind.title,
            "most": most,
            "names": names,
            "start": cycle.start,
            "end": cycle.end,
        },
        one=words(
            "0 for {group}: {type} counts once in a cycle, and {names} counted in the cycle {start} to {end}. "
            "It stays on record."
        ),
        count=Decimal(most),
    )


def _counted_instead(
    standing: GroupStanding, found: Entry, kind: ActivityType, activities: Mapping[str, Activity]
) -> dict[str, None]:
    """What the uses of a type are called that count in the cycle of one that doesn't, in their order."""
    cycle, key = found.cycle, kind.key
    counted = [activities[each.activity] for each in standing.entries if each.reason is COUNTED and each.cycle == cycle]
    return dict.fromkeys([each.name or each.ref for each in counted if each.type == key])


def limit_of(kind: ActivityType, cycle_start: date) -> int | None:
    """How many uses of a type a cycle that began on this day allows; None without a limit."""
    if kind.limit is None:
        return None
    value = in_force(kind.limit.uses, cycle_start) or kind.limit.uses[0]
    return None if value.unlimited else int(value.amount)


def worth_of(kind: ActivityType, day: date) -> Decimal:
    """What one use of a type on this day is worth; of one that is measured, what `per` of its measure is worth."""
    value = in_force(kind.worth, day)
    return value.amount if value else Decimal(0)


def rate(policy: Policy, kind: ActivityType, day: date) -> Sentence:
    """What a type is worth on this day, as its heading says it: 'CE units', or 'PDU for an hour'."""
    value = in_force(kind.worth, day)
    amount = value.amount if value else Decimal(0)
    values: dict[str, Shown] = {"unit": policy.unit if amount == 1 else policy.units}
    if kind.measure is None:
        return Sentence("{unit}", values)
    per = value.per if value else Decimal(1)
    return Sentence(words("{unit} for {measure}"), {**values, "measure": quantity_of(kind, per)})


def category(policy: Policy, found: CategoryTotal) -> Sentence:
    """What a category gave in a cycle, of what it has to."""
    values: dict[str, Shown] = {
        "category": policy.category(found.category).name,
        "amount": found.amount,
        "unit": policy.unit if found.amount == 1 else policy.units,
    }
    if found.required:
        values["much"] = of_required(found.amount, found.required, policy.unit, policy.units)
        return Sentence(words("{category}: {much}"), values)
    return Sentence(words("{category}: {amount} {unit}"), values)


def missing(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence:
    """What is still needed in this cycle, with the nearest way: '10 more CE units, for example one course.'"""
    if not cycle.by_units:
        return instead_of_units(policy, group, cycle)
    if lost := lost_year(policy, group, cycle, today):
        return no_more(policy, group, cycle, lost)
    if rule := uncounted(group, cycle):
        return none_count(policy, group, cycle, rule)
    cycle = ways_open(policy, group, cycle, today)
    if waits := waits_by_way(policy, group, cycle, today):
        return waits
    also = lacking(policy, group, cycle)
    if not group.required and not group.portfolio:
        return with_demands(_by_another_way(policy, group, cycle), also)
    if also and not cycle.missing:
        return still_needed(policy, group, cycle)
    found = with_demands(_missing_units(policy, group, cycle, today), also)
    return or_by_ways(cycle, found)


def waits_by_way(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence | None:
    """That a cycle that another way renews waits for its window alone; None where the group's own units do as well."""
    way = None if has_own_units(group, cycle) else complete_way(policy, group, cycle)
    return window_words.waits_by_way(policy, group, cycle, way.way, today) if way else None


def _by_another_way(policy: Policy, group: Group, cycle: Cycle) -> Sentence:
    """What renews a cycle that no units of the group's own do."""
    if not cycle.ways:
        return Sentence(words("No units by themselves renew it: another way does."))
    return by_ways_alone(policy, group, cycle)


def _missing_units(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence:
    need = cycle.missing
    if not need:
        return window_words.waits(policy, group, cycle, today) or Sentence(
            words("Nothing more is needed in this cycle.")
        )
    values: dict[str, Shown] = {"need": need, "unit": policy.unit if need == 1 else policy.units}
    short = [c for c in cycle.categories if c.missing]
    if explain_grace.too_late_for_units(policy, cycle):
        return explain_grace.still_missing(policy, cycle)
    if len(short) == 1 and short[0].missing == need:
        values["category"] = policy.category(short[0].category).name
        return Sentence(words("{need} more {unit}, of {category}."), values)
    if short:
        parts = lacked_of_categories(policy, cycle)
        return Sentence(words("{need} more {unit}{parts}."), {**values, "parts": parts})
    capped = {key for cap in policy.caps for key in cap.types}
    for kind in policy.types:
        value = in_force(kind.worth, today)
        by_rate = value is not None and value.amount and value.formula is None
        if by_rate and not kind.by_staff and limit_of(kind, cycle.start) is None and kind.key not in capped:
            return _for_example(kind, need, today, values)
    return Sentence(words("{need} more {unit}."), values)


def _for_example(kind: ActivityType, need: Decimal, today: date, values: Mapping[str, Shown]) -> Sentence:
    value = in_force(kind.worth, today)
    assert value is not None  # noqa: S101 - it is worth something today
    if kind.measure is not None:
        need = _times(need, kind.step) * kind.step if kind.step else need
        step = kind.measure.step or Decimal(1)
        much = quantity_of(kind, _times(need * value.per, value.amount * step) * step)
        return Sentence(
            words("{need} more {unit}, for example {much} of {uses}."), {**values, "much": much, "uses": kind.many}
        )
    times = _times(need, value.amount)
    return Sentence(
        words("{need} more {unit}, for example {times} {uses}."),
        {**values, "times": times, "uses": kind.one if times == 1 else kind.many},
        one=words("{need} more {unit}, for example one {uses}."),
        count=times,
    )


def _times(need: Decimal, amount: Decimal) -> Decimal:
    """How often an amount is needed for all that is."""
    return (need / amount).to_integral_value(ROUND_CEILING)


def alternatives(policy: Policy, standing: GroupStanding, until: date | None = None) -> tuple[Sentence, ...]:
    """The ways to renew, either of which is enough. Empty when nothing can be renewed now, or nothing more is needed.

    `until`: the day by which, if that is before the last of all.
    """
    cycle = standing.current
    if cycle is None or cycle.state not in WAITING:
        return ()
    group = policy.group(standing.group)
    if is_complete(policy, group, cycle) and window_words.opens_on(policy, group.key, cycle.end):
        return ()
    until = until or last_of_all(cycle)
    own = (own_way(policy, group, cycle, until),) if group.required or group.portfolio else ()
    ways = (*own, *other_ways(policy, group, cycle, until)) if cycle.by_units else ()
    others = by_others(policy, standing) if cycle.by_units else ()  # what no units renew is told with these already
    return (*ways, *_by_exam(policy, cycle, group), *others)


def ways_left(policy: Policy, standing: GroupStanding, today: date) -> tuple[Sentence, ...]:
    """The same without those that are too late: by units, once a year is over that gave too little for any of them."""
    cycle, group = standing.current, policy.group(standing.group)
    if cycle is None or renews_no_more(policy, group, cycle, today):
        return _by_exam(policy, cycle, group) if cycle else ()
    left = standing._replace(cycles=(ways_open(policy, group, cycle, today),))
    return alternatives(policy, left, as_much_until(policy, group, cycle, today))


def _by_exam(policy: Policy, cycle: Cycle, group: Group) -> tuple[Sentence, ...]:
    """Renewing by passing an exam again, or bringing back what is suspended; empty where no exam does."""
    rule, suspended = policy.retake_of(group.key), cycle.state == CycleState.SUSPENDED
    if rule is None or (suspended and policy.suspension and not policy.suspension.by_exam):
        return ()
    if explain_exams.is_too_late(policy, group, rule, cycle):
        return ()
    if suspended:
        return (explain_exams.back(policy, group, rule, cycle),)
    return (explain_exams.retake(policy, group, rule, cycle),)


def shared_date(policy: Policy, standing: GroupStanding) -> Sentence | None:
    """Why several certifications of a group share one date, or how different dates share one cycle. None for one."""
    held = [h for h in standing.holdings if h.renewable_until and h.state in RENEWABLE]
    cycle = standing.current
    if len(held) < 2 or cycle is None:
        return None
    dates = sorted({h.expires for h in held})
    values: dict[str, Shown] = {
        "group": policy.group(standing.group).name,
        "word": policy.group_word,
        "first": dates[0],
        "last": dates[-1],
        "months": policy.months_of(standing.group),
    }
    if len(dates) == 1:
        return Sentence(
            words(
                "When a {word} is renewed, all its active certifications renew together and get the same date. "
                "That is why your {group} certifications all expire on {first}."
            ),
            values,
        )
    if length_words.several(policy, standing.group):
        return Sentence(
            words(
                "Your {group} certifications expire on different dates but share one cycle. It ends on the earliest, "
                "{first}. Renewing it moves all of them to one date, counted from {first} by the way that renews it, "
                "or to {last} if that is later. Nobody loses time."
            ),
            values,
        )
    return Sentence(
        words(
            "Your {group} certifications expire on different dates but share one cycle. It ends on the earliest, "
            "{first}. Renewing it moves all of them to one date: {months} months after {first}, or {last} if that is "
            "later. Nobody loses time."
        ),
        values,
    )
