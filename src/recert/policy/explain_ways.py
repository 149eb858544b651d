"""Ways to renew in time → sentences: what to do by when, what comes of it, and how sure it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from recert.policy import coming_back_words, life_words, past_words, window_words
from recert.policy.assessment import Cycle, CycleState
from recert.policy.coming_back_words import comes_back
from recert.policy.demand_years import ways_open
from recert.policy.durations import share_of
from recert.policy.ends_first import renewable_until
from recert.policy.explain_demands import is_complete, lacking, may_take_less
from recert.policy.explain_grace import suspended_from
from recert.policy.explain_until import no_more_until, once_more
from recert.policy.formula import Period
from recert.policy.history import Activity
from recert.policy.late_more_words import more_from
from recert.policy.length_words import by_way, longer, then
from recert.policy.measure_words import quantity_of
from recert.policy.model import ActivityType, Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.planning.rounding import QUARTER
from recert.policy.planning.trial import has_units
from recert.policy.planning.way import Goal, Step, Target, Way, Wish
from recert.policy.replaced_words import INSTEAD
from recert.policy.sentence import Sentence, Shown, all_of, any_of, number, words
from recert.policy.what_if import Change


def step(policy: Policy, found: Step, as_of: date) -> Sentence:
    """What to do and by when: '5 courses, by April 3, 2027'."""
    kind = policy.type(found.type)
    what: Shown = kind.one if found.times == 1 else kind.many
    if any(other.many == kind.many and other.key != kind.key for other in policy.types):
        what = Sentence(words("{what} of “{title}”"), {"what": what, "title": kind.title})
    values: dict[str, Shown] = {
        "what": what,
        "title": kind.title,
        "times": found.times,
        "much": quantity_of(kind, found.quantity),
        "first": found.first,
        "last": found.last,
    }
    key = (kind.measure is not None, when(found.first, found.last, as_of))
    steps, one = (RECORDED, ONE_RECORDED) if _takes_longer(kind, found, key[1]) else (STEPS, ONE_STEP)
    told = Sentence(steps[key], values, one=one[key], count=Decimal(found.times))
    if found.parts:
        parts = [
            Sentence(words("{much} of {category}"), {"much": quantity_of(kind, much), "category": name})
            for name, much in ((policy.category(key).name, much) for key, much in found.parts)
        ]
        told = Sentence(words("{told}, split: {parts}"), {"told": told, "parts": all_of(parts)})
    if found.category:
        values = {"told": told, "category": policy.category(found.category).name}
        told = Sentence(words("{told} ({category})"), values)
    if kind.providers:
        told = Sentence(words("{told}, given by {names}"), {"told": told, "names": any_of(kind.providers)})
    if kind.by_staff:
        told = Sentence(words("{told} (recorded by the program)"), {"told": told})
    return told


def _takes_longer(kind: ActivityType, found: Step, days: str) -> bool:
    """Whether a step takes longer than its days, so that it is begun before them."""
    return days != "by" and share_of(kind, found.quantity, found.first, found.last) > 1


def by_staff(policy: Policy, types: Iterable[str]) -> Sentence:
    """Which types are proposed only where nothing else is enough, because candidates can't record them."""
    titles = ", ".join(policy.type(key).title for key in types)
    return Sentence(
        words("Left out where anything else is enough, because the program itself records it: {titles}."),
        {"titles": titles},
    )


def unassigned(many: int) -> Sentence:
    """What is on record and counts for nothing as long as it is not assigned, so that no way rests on it."""
    return Sentence(
        words("{many} activities on record wait to be assigned to what they serve, so they are not counted here."),
        {"many": many},
        one=words("{many} activity on record waits to be assigned to what it serves, so it is not counted here."),
        count=many,
    )


def when(first: date, last: date, as_of: date) -> str:
    """How the days of a step are told: until a day, on one day, or between two."""
    if first == last:
        return "on"
    return "by" if first <= as_of else "between"


STEPS = {
    (False, "by"): words("{times} {what}, by {last}"),
    (False, "on"): words("{times} {what}, on {last}"),
    (False, "between"): words("{times} {what}, between {first} and {last}"),
    (True, "by"): words("{times} times {much} of “{title}”, by {last}"),
    (True, "on"): words("{times} times {much} of “{title}”, on {last}"),
    (True, "between"): words("{times} times {much} of “{title}”, between {first} and {last}"),
}
"""What to do several times: whether it is measured, and when."""

ONE_STEP = {
    (False, "by"): words("One {what}, by {last}"),
    (False, "on"): words("One {what}, on {last}"),
    (False, "between"): words("One {what}, between {first} and {last}"),
    (True, "by"): words("{much} of “{title}”, by {last}"),
    (True, "on"): words("{much} of “{title}”, on {last}"),
    (True, "between"): words("{much} of “{title}”, between {first} and {last}"),
}
"""What to do once."""
RECORDED = {
    **STEPS,
    (True, "on"): words("{times} times {much} of “{title}”, recorded on {last}"),
    (True, "between"): words("{times} times {much} of “{title}”, recorded between {first} and {last}"),
}
ONE_RECORDED = {
    **ONE_STEP,
    (True, "on"): words("{much} of “{title}”, recorded on {last}"),
    (True, "between"): words("{much} of “{title}”, recorded between {first} and {last}"),
}
"""The same of what takes longer than there is time between these days: it is begun before them."""


def counted_on(policy: Policy, way: Way) -> Sentence:
    """What is on record for days to come, without which the steps of a way are not enough."""
    days = [activity.on for activity in way.counted_on]
    parts = [
        _so_many(kind, [each.quantity for each in way.counted_on if each.type == kind.key]) for kind in policy.types
    ]
    values: dict[str, Shown] = {"first": min(days), "last": max(days), "what": all_of([each for each in parts if each])}
    return Sentence(COUNTED_ON[min(days) == max(days)], values)


COUNTED_ON = {
    True: words("What is on record for {first} is counted on: {what}."),
    False: words("What is on record for {first} to {last} is counted on: {what}."),
}
"""What a way counts on: whether all of it is of one day."""


def _so_many(kind: ActivityType, quantities: Sequence[Decimal]) -> Sentence | None:
    """So many activities of a type, or so much of it where it is measured; None where there are none."""
    if not quantities:
        return None
    if kind.measure:
        much = quantity_of(kind, sum(quantities, Decimal(0)))
        return Sentence(words("{much} of “{title}”"), {"much": much, "title": kind.title})
    values: dict[str, Shown] = {"many": len(quantities), "what": kind.one if len(quantities) == 1 else kind.many}
    return Sentence(words("{many} {what}"), values, one=words("one {what}"), count=Decimal(len(quantities)))


def outcome(policy: Policy, way: Way) -> tuple[Sentence, ...]:
    """What a way renews, group by group."""
    told = _outcome if way.steps else _by_itself
    found = tuple(told(policy, way, group, expiry) for group, expiry in way.expiries.items())
    if not way.others:
        return found
    return (*found, Sentence(words("That renews {others}, too."), {"others": all_of(way.others)}))


def _by_itself(policy: Policy, way: Way, group: str, expiry: date) -> Sentence:
    """Where nothing has to be done: on which day what is on record renews it."""
    cycle = way.renewed[group]
    on = window_words.first_day(policy, group, cycle.end, cycle.met_on) if cycle.met_on else ""
    values: dict[str, Shown] = {"group": policy.group(group).name, "on": on, "until": life_words.until(expiry)}
    return Sentence(words("Nothing to do: {group} renews on {on}, {until}."), values)


def _outcome(policy: Policy, way: Way, group: str, expiry: date) -> Sentence:
    later = way.latest.get(group, expiry)
    values: dict[str, Shown] = {
        "group": policy.group(group).name,
        "until": life_words.until(expiry),
        "later": life_words.until(later),
    }
    told, met_on = Sentence(SAME_DATE if later == expiry else _when_done(way), values), way.renewed[group].met_on
    if met_on and met_on > max(step.first for step in way.steps):
        on = window_words.first_day(policy, group, way.renewed[group].end, met_on)
        told = Sentence(words("{first} It renews at the earliest on {on}."), {"first": told, "on": on})
    last = min(max(step.last for step in way.steps), way.last_met.get(group, date.max))  # others may wait longer
    if past := past_words.once_more(met_on, expiry) or past_words.later(last, later):
        told = Sentence(words("{first} {then}"), {"first": told, "then": past})
    of, cycle = policy.group(group), way.renewed[group]
    other = next((each.title for each in of.ways if each.key == way.by_way.get(group)), "")
    if other:
        told = Sentence(words("{first} By this way: {title}."), {"first": told, "title": other})
        told = then(told, by_way(policy, of, cycle, cycle.way))
    return then(told, longer(policy, of, cycle))


def _when_done(way: Way) -> str:
    """What is said of a way whose date depends on when it is done: some of a step may be later than its last day."""
    rest_later = any(step.instead and step.instead.others == (step.itself,) for step in way.steps)
    return EACH_STEP if rest_later else LAST_DAYS


SAME_DATE: Final = words("That renews {group} {until}.")
LAST_DAYS: Final = words(
    "Done as soon as possible, that renews {group} {until}; done on the last of these days, {later}."
)
EACH_STEP: Final = words(
    "Done as soon as possible, that renews {group} {until}; each step done in full on its last day, {later}."
)


def alone(policy: Policy, way: Way, as_of: date) -> tuple[Sentence | None, tuple[Sentence, ...]]:
    """A way with one type alone: that its steps belong together, where there are several; and these.

    By which other way it renews is said where that isn't the group's own units.
    """
    steps = tuple(step(policy, each, as_of) for each in way.steps)
    if len(steps) == 1:
        return None, (_by_this(policy, way, BY_THIS[False], steps[0]),)
    kinds = dict.fromkeys(policy.type(each.type).title for each in way.steps)
    title = Sentence(ALL_OF_IT[way.apart[0].period if way.apart else None], {"title": ", ".join(kinds)})
    return _by_this(policy, way, BY_THIS[True], title), steps


ALL_OF_IT = {
    None: words("“{title}”, all of this:"),
    Period.DAY: words("“{title}”, all of this, each line on a day of its own:"),
    Period.MONTH: words("“{title}”, all of this, each line in a month of its own:"),
    Period.QUARTER: words("“{title}”, all of this, each line in a quarter of its own:"),
}
"""Whether the steps of one type have to be done on different days, or in different months or quarters."""
BY_THIS = {False: words("{told}. By this way: {titles}."), True: words("By this way: {titles}. {told}")}
"""By which way a step renews, or several."""


def _by_this(policy: Policy, way: Way, text: str, told: Sentence) -> Sentence:
    titles = [each.title for key, by in way.by_way.items() for each in policy.group(key).ways if each.key == by]
    if not titles:
        return told
    found = Sentence(text, {"told": told, "titles": ", ".join(titles)})
    for key, by in way.by_way.items():
        found = then(found, by_way(policy, policy.group(key), way.renewed[key], by))
    return found


def untried(policy: Policy, target: Target) -> Sentence:
    """Of which types there may be a way by themselves, as not all that may be done of them was tried."""
    titles = ", ".join(policy.type(key).title for key in target.untried)
    text = words(
        "With one of these alone there may be a way, too, but not all that may be done of it was tried: {titles}."
    )
    return Sentence(text, {"titles": titles})


def close(policy: Policy, way: Way) -> Iterator[Sentence]:
    """What has to be done within some months, or apart, so that not each step may be done on any of its days."""
    for types, period in way.apart:
        titles = [Sentence("“{title}”", {"title": policy.type(kind).title}) for kind in types]
        yield Sentence(APART[period], {"titles": all_of(titles)})
    for rule in way.close:
        values: dict[str, Shown] = {"title": rule.title, "months": rule.months}
        yield Sentence(CLOSE, values, one=CLOSE_TO_ONE, count=Decimal(rule.months))


APART = {
    Period.DAY: words("Keep each line of {titles} on a day of its own: only so much counts on one day."),
    Period.MONTH: words("Keep each line of {titles} in a month of its own: only so much counts in one month."),
    Period.QUARTER: words("Keep each line of {titles} in a quarter of its own: only so much counts in one quarter."),
}
CLOSE = words("For “{title}” only what is done in the {months} months before the last of these steps counts.")
CLOSE_TO_ONE = words("For “{title}” only what is done in the month before the last of these steps counts.")


def least(policy: Policy, way: Way, wish: Wish) -> Sentence:
    """What a way costs, and whether nothing does it for less."""
    at_least = way.at_least.quantize(CENT, ROUND_FLOOR)  # rounded up, it would be more than is proved
    values: dict[str, Shown] = {"cost": number(way.cost.quantize(THOUSANDTH)), "least": number(at_least)}
    if not way.is_proved and way.at_least <= (0 if wish.costs else 1):  # that it takes something is known
        return Sentence(MAYBE[bool(wish.costs)], values, one=ONE_MAYBE[bool(wish.costs)], count=way.cost)
    if not way.is_proved and way.cost - way.at_least <= _unnoticed(policy, way, wish):
        return Sentence(words("It costs {cost}. No way costs noticeably less."), values)
    return Sentence(
        LEAST[bool(wish.costs), way.is_proved], values, one=ONE_LEAST[bool(wish.costs), way.is_proved], count=way.cost
    )


def _unnoticed(policy: Policy, way: Way, wish: Wish) -> Decimal:
    """So much less nobody would go after: a hundredth of it, or what rounding up to quarters adds, in the cheapest."""
    if not wish.costs:
        return Decimal(0)
    prices = [wish.costs[step.type] for step in way.steps if policy.type(step.type).measure is not None]
    return max(way.cost / 100, QUARTER * min(prices, default=Decimal(0)))


CENT = Decimal("0.01")
THOUSANDTH = Decimal("0.001")

LEAST = {
    (False, True): words("{cost} activities. No way needs fewer."),
    (False, False): words("{cost} activities. It may be done with fewer, but not with fewer than {least}."),
    (True, True): words("It costs {cost}. No way costs less."),
    (True, False): words("It costs {cost}. There may be a way for less, but none for less than {least}."),
}
"""What a way costs: whether costs are given, and whether it is proved to be the least."""

ONE_LEAST = {**LEAST, (False, True): words("One activity."), (False, False): words("One activity.")}
"""The same where it is one."""


MAYBE = {
    False: words("{cost} activities. Fewer may be enough."),
    True: words("It costs {cost}. There may be a way for less."),
}
ONE_MAYBE = {**MAYBE, False: words("One activity.")}
"""The same where nothing is known of the least."""


def late(policy: Policy, way: Way, goal: Goal) -> Sentence | None:
    """Until when what is due on the cycle's end, or its deadline, may wait, or from when on it takes more.

    None where there is nothing to tell.
    """
    if way.more_after:
        first = way.more_after + timedelta(days=1)
        more = more_from(policy, policy.group(goal.group), goal.cycle, first, way.more_units)
        text = MORE_AFTER[_next_state(goal.cycle, way.more_after), more is not None]
        return Sentence(text, {"day": way.more_after, "more": more or ""})
    if way.late is None:
        return None
    values: dict[str, Shown] = {"by": goal.by, "late": way.late}
    if policy.suspension and policy.suspension.earns and goal.cycle.state == CycleState.OPEN:
        text = words("Done from {first} to {late}, while it is suspended, what is due on {by} still renews it.")
        return Sentence(text, {**values, "first": suspended_from(goal.cycle)})
    if goal.by < goal.cycle.end:
        return Sentence(words("After {by} it is late, and what is due that day still renews it until {late}."), values)
    if goal.cycle.grace_until <= goal.by and policy.suspension and goal.cycle.state != CycleState.SUSPENDED:
        text = words("After {by} it is suspended, and what is due that day still brings it back until {late}.")
        return Sentence(text, values)
    if goal.cycle.grace_until <= goal.by:
        return Sentence(words("What is due on {by} still renews it until {late}."), values)
    return Sentence(words("After {by} it is in grace, and what is due that day still renews it until {late}."), values)


def _next_state(cycle: Cycle, last: date) -> CycleState:
    """What a cycle becomes after a day, where it becomes another thing than it is; open where it doesn't."""
    if last == cycle.grace_until < cycle.renewable_until:
        return CycleState.SUSPENDED
    return CycleState.GRACE if last == cycle.end < cycle.grace_until else CycleState.OPEN


MORE_AFTER = {
    (CycleState.OPEN, False): words("After {day} it takes more."),
    (CycleState.GRACE, False): words("After {day} it is in grace, and takes more."),
    (CycleState.SUSPENDED, False): words("After {day} it is suspended, and takes more."),
    (CycleState.OPEN, True): words("After {day} it takes more: {more}"),
    (CycleState.GRACE, True): words("After {day} it is in grace, and takes more: {more}"),
    (CycleState.SUSPENDED, True): words("After {day} it is suspended, and takes more: {more}"),
}
"""That it takes more after a day: by what it becomes by then, and by whether it is known what that is."""


def goal(policy: Policy, found: Goal, today: date) -> Sentence:
    """A cycle that waits for its renewal, and what it lacks; where being late takes more and more, until when."""
    missing, also = _missing(policy, found)
    values: dict[str, Shown] = {
        "group": policy.group(found.group).name,
        "by": _last(policy, found),
        "end": found.cycle.end,
        "need": missing,
        "unit": policy.unit if missing == 1 else policy.units,
        "titles": also,
    }
    if is_never_renewed(policy, found.group):
        return Sentence(NEVER_RENEWED[found.cycle.pause is not None], values)
    if found.cycle.state is CycleState.SUSPENDED and not comes_back(policy, policy.group(found.group)):
        return Sentence(coming_back_words.GOAL, values)
    values["unit"] = _missing_until(policy, found, today, values["unit"])
    return Sentence(GOALS[bool(missing), bool(also)], values)


NEVER_RENEWED = {False: words("{group}, valid until {end}"), True: words("{group}, held until {end}")}
"""What nothing renews: whether it is suspended."""

GOALS = {
    (False, False): words("{group}, to be renewed by {by}"),
    (True, False): words("{group}, to be renewed by {by}: {need} {unit}"),
    (False, True): words("{group}, to be renewed by {by}. Still needed: {titles}"),
    (True, True): words("{group}, to be renewed by {by}: {need} {unit}. Also needed: {titles}"),
}
"""A cycle that waits: whether units are missing, and anything else."""


def _missing_until(policy: Policy, found: Goal, today: date, unit: Shown) -> Sentence:
    """That units are missing, and until when no more of them are: what is demanded later is none of them."""
    by_units = replace(policy.group(found.group), demands=())
    until = no_more_until(policy, by_units, found.cycle, today)
    if until and until < found.by:
        more = once_more(policy, by_units, found.cycle, today, found.by)
        values: dict[str, Shown] = {"unit": unit, "until": until, "more": more or ""}
        return Sentence(MISSING_UNTIL[more is not None], values)
    return Sentence(words("{unit} missing"), {"unit": unit})


MISSING_UNTIL = {
    False: words("{unit} missing until {until}, and more after that"),
    True: words("{unit} missing until {until}, and {more} more after that"),
}
"""That more are missing later: whether it is known how many."""


def _last(policy: Policy, found: Goal) -> date:
    """The day to plan for, or the last one for years that end what is held, where nothing but these is lacking."""
    return min(found.by, renewable_until(policy, policy.group(found.group), found.cycle))


def _missing(policy: Policy, found: Goal) -> tuple[Decimal, str]:
    """The units that a cycle lacks, and what else every way demands that isn't there; nothing where none renew it."""
    group = policy.group(found.group)
    if not found.cycle.by_units or is_complete(policy, group, found.cycle):
        return Decimal(0), ""
    return found.cycle.missing if has_units(group) else Decimal(0), ", ".join(lacking(policy, group, found.cycle))


def need(policy: Policy, found: Goal, today: date) -> Sentence:
    """What a cycle lacks, and by when."""
    if is_never_renewed(policy, found.group):
        return Sentence(NOT_NEEDED[found.cycle.pause is not None], {"end": found.cycle.end})
    missing, also = _missing(policy, found)
    values: dict[str, Shown] = {
        "need": missing,
        "unit": policy.unit if missing == 1 else policy.units,
        "by": _last(policy, found),
        "titles": also,
    }
    told = Sentence(NEEDS[bool(missing), bool(also)], values)
    group, less = policy.group(found.group), ways_open(policy, policy.group(found.group), found.cycle, today)
    if found.cycle.by_units and not is_complete(policy, group, found.cycle) and may_take_less(less):
        return Sentence(words("{first}. Another way may take less."), {"first": told})
    return told


NOT_NEEDED = {False: words("Valid until {end}"), True: words("Held until {end}")}
"""Of what nothing renews, likewise."""
NEEDS = {
    (False, False): words("To be renewed by {by}"),
    (True, False): words("{need} {unit} missing, to be earned by {by}"),
    (False, True): words("Still needed by {by}: {titles}"),
    (True, True): words("{need} {unit} missing, to be earned by {by}. Also needed: {titles}"),
}
"""The same, where the group is named already."""


def proposed(policy: Policy, activity: Activity) -> Sentence:
    """An activity that is not on record."""
    kind = policy.type(activity.type)
    values: dict[str, Shown] = {
        "on": activity.on,
        "type": kind.title,
        "name": activity.name,
        "much": quantity_of(kind, activity.quantity),
    }
    if kind.measure:
        return Sentence(words("{on}: {type}, “{name}”, {much}"), values)
    return Sentence(words("{on}: {type}, “{name}”"), values)


def change(found: Change) -> Sentence:
    """An expiry date that would be another."""
    values: dict[str, Shown] = {"certification": found.certification, "others": found.by or ""}
    values |= {"old": found.old or "", "new": found.new or ""}
    if told := life_words.change(found.certification, found.old, found.new):
        return told
    if found.old is None:
        return Sentence(words("{certification}: awarded, due on {new}."), values)
    if found.new is None:
        return Sentence(words("{certification}: held no more; it was due on {old}."), values)
    return Sentence(INSTEAD[found.by is not None], values)
