"""What a first cycle requires that is shorter than the others, in sentences."""

from collections.abc import Iterator, Mapping

from recert.policy.model import Demand, Group, MonthsCounted, Policy, Rounding, Way
from recert.policy.proration import EachOf, NotProrated, OwnProration, Proration, Shrinking
from recert.policy.sentence import Sentence, Shown, all_of, words


def shorter(rule: Proration, unit: Shown, one: Shown, called: Mapping[str, str]) -> Sentence:
    """What it requires by a rule, with what its units are called, of several and of one, and its categories."""
    values: dict[str, Shown] = {
        "units": rule.units,
        "unit": one if rule.units == 1 else unit,
        "every": rule.every,
        "to": rule.to,
        "months": rule.nothing_up_to,
        "names": all_of([called.get(key, key) for key in rule.categories]) if rule.categories else "",
        "counted": Sentence(_counted(rule), {"day": rule.until_day}),
    }
    by_every = Sentence(BY_EVERY, values, one=BY_EACH, count=rule.every)
    first = by_every if rule.every else Sentence(BY_SHARE[rule.rounding], values)
    if rule.each:
        values["more"] = all_of([_of_category(each, called, one if each.amount == 1 else unit) for each in rule.each])
        first = Sentence(words("{first} For each of these it requires {more}."), {**values, "first": first})
    if rule.categories:
        first = Sentence(words("{first} What it requires of {names} shrinks alike."), {**values, "first": first})
    if rule.nothing_up_to:
        first = Sentence(
            words("{first} Up to {months} months nothing is required."),
            {**values, "first": first},
            one=words("{first} For one month nothing is required."),
            count=rule.nothing_up_to,
        )
    return first


def _of_category(each: EachOf, called: Mapping[str, str], unit: Shown) -> Sentence:
    of: dict[str, Shown] = {
        "amount": each.amount,
        "unit": unit,
        "category": called.get(each.category, each.category),
    }
    return Sentence(words("{amount} {unit} of {category}") if each.amount else words("nothing of {category}"), of)


def of_all(policy: Policy) -> Sentence | None:
    """What a first cycle that is shorter than the others requires; None where it is the same."""
    return of_rule(policy, policy.proration) if policy.proration else None


def of_rule(policy: Policy, rule: Proration) -> Sentence:
    """The same by one of the policy's rules."""
    return shorter(rule, policy.units, policy.unit, {category.key: category.name for category in policy.categories})


def of_group(policy: Policy, group: Group, own: OwnProration) -> Sentence:
    """What it requires in a group that has a rule of its own, or none."""
    told = Sentence(WHOLE) if isinstance(own, NotProrated) else of_rule(policy, own)
    return Sentence("{group}: {told}", {"group": group.name, "told": told})


def less_of(policy: Policy, group: Group, asked: Demand | Way) -> Iterator[tuple[Sentence, str]]:
    """How much less a demand, or another way, of a group asks for, and where that is written."""
    rule, by = asked.shrinks, policy.proration_of(group.key)
    if rule and by:
        yield less(rule, by.every, *counted_in(policy, asked)), rule.source


def counted_in(policy: Policy, asked: Demand | Way) -> tuple[str, str]:
    """What a demand that may ask for less, or a way, counts in, of several and of one."""
    if isinstance(asked, Demand) and asked.kind.of_counter:
        return next(((each.many, each.one) for each in policy.counters if each.key == asked.of), ("", ""))
    return policy.units, policy.unit


def less(rule: Shrinking, every: int, unit: Shown, one: Shown) -> Sentence:
    """How much less somebody owes, with what that is counted in; `every`: for each so many months, 0 where unknown."""
    values: dict[str, Shown] = {
        "each": rule.each,
        "unit": one if rule.each == 1 else unit,
        "every": every,
        "to": rule.to,
    }
    if rule.to and not rule.each:
        return Sentence(LESS_BY_SHARE[rule.rounding], values)
    return Sentence(LESS_BY_EVERY, values, one=LESS_BY_EACH, count=every) if every else Sentence(LESS_BY_SOME, values)


def _counted(rule: Proration) -> str:
    if rule.counted is MonthsCounted.FULL:
        return words("full months")
    if rule.until_day and rule.first_month:
        return words("months begun, that of an award up to its day {day} among them")
    if rule.first_month:
        return words("months begun, that of the award among them")
    return words("months begun, without that of the award")


BY_EVERY = words(
    "A shorter first cycle requires {units} {unit} for every {every} of its {counted}; fewer than {every} left over "
    "require nothing. It never requires more than a whole one."
)
BY_EACH = words(
    "A shorter first cycle requires {units} {unit} for each of its {counted}, and never more than a whole one."
)
BY_SHARE = {
    Rounding.DOWN: words(
        "A shorter first cycle requires the share of its {counted}, rounded down to a multiple of {to}."
    ),
    Rounding.UP: words("A shorter first cycle requires the share of its {counted}, rounded up to a multiple of {to}."),
    Rounding.NEAREST: words(
        "A shorter first cycle requires the share of its {counted}, rounded to the nearest multiple of {to}."
    ),
}
WHOLE = words("A first cycle that is shorter than the others requires as much as they do.")
LESS_BY_EVERY = words(
    "In a shorter first cycle it takes {each} {unit} for every {every} of the months that count, nothing for fewer "
    "left over, and never more than in a whole one."
)
LESS_BY_EACH = words(
    "In a shorter first cycle it takes {each} {unit} for each of the months that count, and never more than in a whole "
    "one."
)
LESS_BY_SOME = words("In a shorter first cycle it takes {each} {unit} for every so many months.")
LESS_BY_SHARE = {
    Rounding.DOWN: words(
        "In a shorter first cycle it takes the share of the months that count, rounded down to a multiple of {to}."
    ),
    Rounding.UP: words(
        "In a shorter first cycle it takes the share of the months that count, rounded up to a multiple of {to}."
    ),
    Rounding.NEAREST: words(
        "In a shorter first cycle it takes the share of the months that count, rounded to the nearest multiple of {to}."
    ),
}
