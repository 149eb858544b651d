"""Ways to renew in time → sentences: what to do by when, what comes of it, and how sure it is."""

from datetime import date
from decimal import Decimal

from recert.policy import explain
from recert.policy.history import Activity
from recert.policy.model import Policy
from recert.policy.planning.way import Goal, Sitting, Step, Target, Way, Wish
from recert.policy.sentence import Sentence, Shown, number, words
from recert.policy.what_if import Change, GroupEffect


def step(policy: Policy, found: Step, as_of: date) -> Sentence:
    """What to do and by when: '5 courses, by April 3, 2027'."""
    kind = policy.type(found.type)
    values: dict[str, Shown] = {
        "what": kind.one if found.times == 1 else kind.many,
        "title": kind.title,
        "times": found.times,
        "much": explain.quantity_of(kind, found.quantity),
        "first": found.first,
        "last": found.last,
    }
    key = (kind.measure is not None, when(found.first, found.last, as_of))
    return Sentence(STEPS[key], values, one=ONE_STEP[key], count=Decimal(found.times))


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


def sitting(found: Sitting, as_of: date) -> Sentence:
    """When an exam may be retaken."""
    values: dict[str, Shown] = {"certification": found.certification, "first": found.first, "last": found.last}
    return Sentence(SITTINGS[when(found.first, found.last, as_of)], values)


SITTINGS = {
    "by": words("Pass the exam of {certification} again, by {last}"),
    "on": words("Pass the exam of {certification} again, on {last}"),
    "between": words("Pass the exam of {certification} again, between {first} and {last}"),
}
"""An exam to be retaken, and when."""


def outcome(policy: Policy, way: Way) -> tuple[Sentence, ...]:
    """What a way renews, group by group."""
    return tuple(
        Sentence(
            OUTCOMES[way.latest[group] == expiry],
            {"group": policy.group(group).name, "expiry": expiry, "later": way.latest[group]},
        )
        for group, expiry in way.expiries.items()
    )


OUTCOMES = {
    True: words("That renews {group} until {expiry}."),
    False: words("That renews {group} until {expiry}, and done on the last of these days until {later}."),
}
"""What a way renews: whether the date is the same whenever it is done."""


def least(way: Way, wish: Wish) -> Sentence:
    """What a way costs, and whether nothing does it for less."""
    values: dict[str, Shown] = {"cost": number(way.cost.quantize(CENT)), "least": number(way.at_least.quantize(CENT))}
    return Sentence(
        LEAST[bool(wish.costs), way.is_proved], values, one=ONE_LEAST[bool(wish.costs), way.is_proved], count=way.cost
    )


CENT = Decimal("0.001")

LEAST = {
    (False, True): words("{cost} activities. No way needs fewer."),
    (False, False): words("{cost} activities. It may be done with fewer, but not with fewer than {least}."),
    (True, True): words("It costs {cost}. No way costs less."),
    (True, False): words("It costs {cost}. There may be a way for less, but none for less than {least}."),
}
"""What a way costs: whether costs are given, and whether it is proved to be the least."""

ONE_LEAST = {**LEAST, (False, True): words("One activity."), (False, False): words("One activity.")}
"""The same where it is one."""


def late(way: Way, goal: Goal) -> Sentence | None:
    """That what is due on the cycle's end may wait until grace ends; None where it may not."""
    if way.late is None:
        return None
    return Sentence(
        words("After {by} it is in grace, and what is due that day still renews it until {late}."),
        {"by": goal.by, "late": way.late},
    )


def no_way(policy: Policy, target: Target) -> Sentence:
    """Why there is no way with activities."""
    if not target.goal.cycle.by_units:
        return Sentence(words("No activities renew it: passing the exam again does."))
    if target.gave_up:
        return Sentence(
            words("There are too many ways to try them all, and none was found yet. Choose fewer types of activity.")
        )
    need = max(target.lack.total, sum(target.lack.categories.values(), Decimal(0)))
    parts = [f"{number(each)} {policy.category(key).name}" for key, each in target.lack.categories.items()]
    values: dict[str, Shown] = {
        "need": need,
        "unit": policy.unit if need == 1 else policy.units,
        "by": target.goal.by,
        "parts": ", ".join(parts),
    }
    if parts:
        sentence = words(
            "With these activities there is no way by {by}: {need} {unit} stay missing, among them {parts}."
        )
        return Sentence(sentence, values)
    return Sentence(words("With these activities there is no way by {by}: {need} {unit} stay missing."), values)


def goal(policy: Policy, found: Goal) -> Sentence:
    """A cycle that waits for its renewal, and what it lacks."""
    need = found.cycle.missing
    return Sentence(
        words("{group}, to be renewed by {by}: {need} {unit} missing")
        if found.cycle.by_units
        else words("{group}, to be renewed by {by}"),
        {
            "group": policy.group(found.group).name,
            "by": found.by,
            "need": need,
            "unit": policy.unit if need == 1 else policy.units,
        },
    )


def need(policy: Policy, found: Goal) -> Sentence:
    """What a cycle lacks, and by when."""
    missing = found.cycle.missing
    values: dict[str, Shown] = {"need": missing, "unit": policy.unit if missing == 1 else policy.units, "by": found.by}
    if not found.cycle.by_units:
        return Sentence(words("To be renewed by {by}"), values)
    return Sentence(words("{need} {unit} missing, to be earned by {by}"), values)


def verdict(policy: Policy, effect: GroupEffect) -> Sentence:
    """Where a group's cycle would stand, beside where it stands without."""
    cycle, before = effect.cycle, effect.before
    group = policy.group(effect.standing.group).name
    if cycle is None:
        return Sentence(words("{group}: nothing is held then."), {"group": group})
    values: dict[str, Shown] = {
        "group": group,
        "before": before.counted if before else Decimal(0),
        "counted": cycle.counted,
        "required": cycle.required,
        "unit": policy.units,
        "missing": cycle.missing,
        "start": cycle.start,
        "end": cycle.end,
        "new": cycle.new_expiry or cycle.end,
        "met": cycle.met_on or cycle.end,
    }
    if effect.renews:
        return Sentence(words("{group}: renewed on {met} until {new}, with {counted} of {required} {unit}."), values)
    if cycle.met_on:
        return Sentence(words("{group}: the cycle {start} to {end} is renewed already, until {new}."), values)
    return Sentence(
        words("{group}: {counted} of {required} {unit} instead of {before}, {missing} missing; not renewed by that."),
        values,
    )


def proposed(policy: Policy, activity: Activity) -> Sentence:
    """An activity that is not on record."""
    kind = policy.type(activity.type)
    values: dict[str, Shown] = {
        "on": activity.on,
        "type": kind.title,
        "name": activity.name,
        "much": explain.quantity_of(kind, activity.quantity),
    }
    if kind.measure:
        return Sentence(words("{on}: {type}, “{name}”, {much}"), values)
    return Sentence(words("{on}: {type}, “{name}”"), values)


def change(found: Change) -> Sentence:
    """An expiry date that would be another."""
    values: dict[str, Shown] = {
        "certification": found.certification,
        "old": found.old or "",
        "new": found.new or "",
    }
    if found.old is None:
        return Sentence(words("{certification}: awarded, due on {new}."), values)
    if found.new is None:
        return Sentence(words("{certification}: held no more; it was due on {old}."), values)
    return Sentence(words("{certification}: {new} instead of {old}."), values)
