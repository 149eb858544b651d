"""What activities serve, in sentences: which categories, and whether in parts."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.assessment import CategoryPart, Entry, Reason
from recert.policy.history import Activity, Part
from recert.policy.model import ActivityType, Policy, Value
from recert.policy.nesting import divides
from recert.policy.parts import Fault, fault
from recert.policy.sentence import Sentence, Shown, all_of, number, words
from recert.policy.serving import Division, Reach, Split
from recert.policy.telling import listed, named

OR: Final = words("{one} or {other}")


def either(names: Iterable[str]) -> Shown:
    """Several names of which one is meant: 'Tax, Audit or Accounting'."""
    *first, last = names
    return Sentence(OR, {"one": ", ".join(first), "other": last}) if first else last


def choices(policy: Policy, rule: Division) -> Shown:
    """The categories of which a holder chooses."""
    return either(named(policy.categories, key) for key in rule.categories)


def category(policy: Policy, key: str) -> Shown:
    """What a category is called, and the one that it lies within, if any: 'Ethics (within Structured)'."""
    name, outer = named(policy.categories, key), [each.within for each in policy.categories if each.key == key]
    values: dict[str, Shown] = {"category": name, "outer": ", ".join(named(policy.categories, each) for each in outer)}
    return Sentence(words("{category} (within {outer})"), values) if any(outer) else name


def nested(policy: Policy) -> tuple[Sentence, ...]:
    """What of one category counts for another one as well."""
    return tuple(
        Sentence(
            words("What counts for {category} counts for {outer}, too, and once in the total."),
            {"category": each.name, "outer": named(policy.categories, each.within)},
        )
        for each in policy.categories
        if each.within
    )


def of_type(policy: Policy, kind: ActivityType) -> Sentence | None:
    """Which categories activities of a type may be of, and how; None where it is one, or none."""
    rule = kind.division
    if rule is None:
        return None
    values: dict[str, Shown] = {
        "choices": choices(policy, rule),
        "first": named(policy.categories, kind.category),
        "increments": either(number(each) for each in rule.increments) if rule.increments else "",
        "many": kind.measure.many if kind.measure else "",
    }
    return Sentence(OF_TYPE[rule.split, bool(rule.increments)], values)


OF_TYPE: Final = {
    (Split.NOT_ALLOWED, False): words("{choices}: the holder chooses one; {first} without a choice"),
    (Split.EACH_PART, False): words(
        "{choices}: the holder may split it, and each part is rounded by itself; {first} without a choice"
    ),
    (Split.EACH_PART, True): words(
        "{choices}: the holder may split it, in {many} all in steps of {increments}, and each part is rounded by "
        "itself; {first} without a choice"
    ),
    (Split.THE_WHOLE, False): words(
        "{choices}: the holder may split it, and only the whole is rounded; {first} without a choice"
    ),
    (Split.THE_WHOLE, True): words(
        "{choices}: the holder may split it, in {many} all in steps of {increments}, and only the whole is rounded; "
        "{first} without a choice"
    ),
}
"""By whether and how it may be split, and whether parts have increments."""


def of_which(policy: Policy, kind: ActivityType) -> Iterator[tuple[Sentence, date, str]]:
    """What of a type's activities is of further categories, since when, and where that is written."""
    for within in kind.of_which:
        for value in within.values:
            yield _within(policy, within.category, value), value.since, value.source


def _within(policy: Policy, category: str, value: Value) -> Sentence:
    values: dict[str, Shown] = {
        "amount": value.amount,
        "unit": policy.unit if value.amount == 1 else policy.units,
        "category": named(policy.categories, category),
    }
    if value.share:
        return Sentence(words("{amount} % of it of {category}"), values)
    return Sentence(words("{amount} {unit} of it of {category}"), values)


def with_parts(policy: Policy, kind: ActivityType, activity: Activity, found: Entry, told: Sentence) -> Sentence:
    """What an activity counted, and of which categories that is, where there may be several."""
    if not found.parts or not divides(policy, kind):
        return told
    values: dict[str, Shown] = {"told": told, "parts": shares(policy, found.parts)}
    if kind.division is None or activity.parts:
        return Sentence(words("{told} Of that {parts}."), values)
    *others, last = (named(policy.categories, key) for key in kind.division.categories)
    values |= {"others": ", ".join(others), "last": last}
    return Sentence(words("{told} Of that {parts}: no choice was made between {others} and {last}."), values)


def with_rest(policy: Policy, kind: ActivityType, found: Entry, told: Sentence) -> Sentence:
    """What an activity counted that is of another category in part, as it is over a limit, and of what the rest is."""
    rest = found.amount - sum((part.amount for part in found.spilled), Decimal(0))
    if not rest or not found.parts or not divides(policy, kind):
        return told
    values: dict[str, Shown] = {"told": told, "rest": rest, "parts": shares(policy, found.parts)}
    return Sentence(words("{told} Of the other {rest}: {parts}."), values)


def shares(policy: Policy, parts: Iterable[CategoryPart | Part]) -> str:
    """How much of each category: '1.5 Tax, 1 Accounting'."""
    told = ((part.amount if isinstance(part, CategoryPart) else part.quantity, part.category) for part in parts)
    return ", ".join(f"{number(amount)} {named(policy.categories, key)}" for amount, key in told)


def misdivided(policy: Policy, group: str, activity: Activity) -> Sentence:
    """Why an activity counts nothing because of its parts."""
    kind = policy.type(activity.type)
    wrong = wrong_parts(policy, activity) or Sentence("")
    return Sentence(
        words("0 for {group}. {wrong} You can correct it."),
        {"group": policy.group(group).name, "wrong": wrong, "type": kind.title},
    )


def not_served(policy: Policy, group: str, reason: Reason, activity: Activity) -> Sentence:
    """Why an activity counts nothing for a group that it does not serve."""
    rule = policy.allocation
    assert rule is not None  # noqa: S101 - without one every activity serves all
    most = rule.most_of(activity.type)
    here = [known.name for known in policy.groups if known.key in activity.serves]
    values: dict[str, Shown] = {
        "group": policy.group(group).name,
        "word": policy.group_word,
        "most": most,
        "others": all_of(here) if here else "",
        "many": len(here),
    }
    if reason is Reason.ASSIGNED:
        return Sentence(ELSEWHERE, values, one=ELSEWHERE_ALONE, count=most)
    return Sentence(TOO_MANY if here else NOWHERE, values, one="" if here else NOWHERE_ALONE, count=most)


ELSEWHERE: Final = words(
    "0 for {group}: it serves {others}, and an activity serves at most {most}. You can assign it to {group} instead."
)
ELSEWHERE_ALONE: Final = words(
    "0 for {group}: it serves {others}, and an activity serves one {word} only. You can assign it to {group} instead."
)
NOWHERE: Final = words(
    "0 for {group}: it is assigned to no {word} yet, and it counts for those alone to which it is, at most {most}."
)
NOWHERE_ALONE: Final = words(
    "0 for {group}: it is assigned to no {word} yet, and it counts for the one alone to which it is."
)
TOO_MANY: Final = words(
    "0 for {group}: it is assigned to {others}, and an activity serves at most {most}. You can choose among them."
)


def allocation(policy: Policy) -> Sentence | None:
    """Which activities serve not every group; None where all do."""
    rule = policy.allocation
    if rule is None:
        return None
    values: dict[str, Shown] = {
        "types": ", ".join(named(policy.types, key) for key in rule.types),
        "word": policy.group_word,
        "most": rule.most,
    }
    return Sentence(SERVES[bool(rule.types)], values)


def reaches(policy: Policy) -> Iterator[tuple[Sentence, str]]:
    """Of which types an activity may serve another number, and where that is written."""
    for reach in policy.allocation.reaches if policy.allocation else ():
        yield reach_of(policy, reach), reach.source


def reach_of(policy: Policy, reach: Reach) -> Sentence:
    """How many an activity of some types may serve."""
    values: dict[str, Shown] = {
        "types": listed(policy.types, reach.types),
        "most": reach.most,
        "word": policy.group_word,
    }
    return Sentence(
        words("At most {most} of an activity of: {types}."),
        values,
        one=words("One {word} only of an activity of: {types}."),
        count=reach.most,
    )


SERVES: Final = {
    False: words(
        "An activity serves the {word} to which it is assigned, at most {most}; not assigned it counts for none."
    ),
    True: words(
        "Of these an activity serves the {word} to which it is assigned, at most {most}; not assigned it counts for "
        "none: {types}."
    ),
}
"""Whether only some types are named."""


def wrong_parts(policy: Policy, activity: Activity) -> Sentence | None:
    """What is wrong with an activity's parts; None where nothing is."""
    kind = policy.type(activity.type)
    found = fault(policy, activity)
    if found is Fault.NONE or kind.division is None:
        return None
    rule, measure = kind.division, kind.measure
    values: dict[str, Shown] = {
        "type": kind.title,
        "parts": shares(policy, activity.parts),
        "choices": choices(policy, rule),
        "much": activity.quantity,
        "many": measure.many if measure else "",
        "increments": either(number(each) for each in rule.increments) if rule.increments else "",
    }
    return Sentence(FAULTS[found], values)


FAULTS: Final = {
    Fault.NOT_SERVED: words("{type} can be of {choices}, and its parts are {parts}."),
    Fault.SEVERAL: words("{type} can't be split, and its parts are {parts}. Choose {choices}."),
    Fault.NOT_THE_SUM: words("Its parts are {parts}, which is not {much} together."),
    Fault.INCREMENT: words(
        "Its parts are {parts}: all of them have to be in steps of {increments} {many}, one and the same for all."
    ),
}
"""What is wrong with parts."""
