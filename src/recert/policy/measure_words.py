"""Amounts in words: of what a type is measured in, and of a cycle's units."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from recert.policy.assessment import Cycle, Entry, Reason
from recert.policy.history import Activity, Part
from recert.policy.model import ActivityType, Demand, Measure, Policy
from recert.policy.recorded import nearest_steps, whole_steps
from recert.policy.sentence import Sentence, Shown, number, words
from recert.policy.serving import Split


def quantity_of(kind: ActivityType, quantity: Decimal) -> str:
    """How much of what a type is measured in: '1.5 hours'. Empty where it isn't measured."""
    if kind.measure is None:
        return ""
    return f"{number(quantity)} {kind.measure.one if quantity == 1 else kind.measure.many}"


def unit_asked(policy: Policy, rule: Demand, amount: Decimal) -> str:
    """What a demand asks so much of: units, what it counts, or its choices."""
    one, many = policy.unit, policy.units
    if rule.choices:
        return str(Sentence(words("choice") if amount == 1 else words("choices")))
    if rule.kind.of_counter:
        counter = policy.counter(rule.of)
        one, many = counter.one, counter.many
    return one if amount == 1 else many


def is_named(title: str, amount: Decimal) -> bool:
    """Whether a title says an amount, as “20 units a year” does."""
    return re.search(rf"(?<![\d.]){re.escape(number(amount))}(?![\d]|\.\d)", title) is not None


def of_measure(measure: Measure) -> dict[str, Shown]:
    """What sentences about what a type is recorded in name."""
    return {"many": measure.many, "least": measure.least, "step": measure.step}


def with_steps(kind: ActivityType, found: Entry, activity: Activity, told: Sentence) -> Sentence:
    """What an activity counted, and how much of it, where more was recorded than whole steps."""
    if kind.measure is None or found.reason not in LOOKED_AT:
        return told
    quantity, counts = activity.quantity, whole_steps(kind.measure, activity.quantity)
    if activity.parts and is_by_part(kind):
        counts = sum((whole_steps(kind.measure, part.quantity) for part in activity.parts), Decimal(0))
    if counts == quantity or not counts:
        return told
    values: dict[str, Shown] = {"told": told, "much": number(quantity), "many": kind.measure.many}
    values |= {"counts": number(counts), "step": kind.measure.step}
    return Sentence(
        words("{told} Of its {much} {many} {counts} are looked at: it is recorded in steps of {step}."), values
    )


LOOKED_AT: Final = frozenset(
    [
        Reason.COUNTED,
        Reason.IN_PART,
        Reason.OVER_UNITS,
        Reason.OVER_LIMIT,
        Reason.SPILLED,
        Reason.TALLIED,
        Reason.NO_WORTH,
    ]
)
"""Reasons with which it mattered how much an activity was."""


def is_by_part(kind: ActivityType) -> bool:
    """Whether of an activity of a type that is split each part is worth something by itself."""
    return kind.division is not None and kind.division.split is Split.EACH_PART


def parts_between_steps(kind: ActivityType, parts: Iterable[Part]) -> Sentence | None:
    """What is wrong with the first of some parts that is no whole number of steps; None where each is one."""
    found = (between_steps(kind, part.quantity) for part in parts if is_by_part(kind))
    return next((wrong for wrong in found if wrong), None)


def between_steps(kind: ActivityType, quantity: Decimal) -> Sentence | None:
    """What is wrong with an amount that is no whole number of steps, and what may be recorded; None where it is one."""
    measure = kind.measure
    if measure is None or whole_steps(measure, quantity) == quantity:
        return None
    nearest = nearest_steps(measure, quantity)
    values: dict[str, Shown] = {
        "much": quantity_of(kind, quantity),
        "step": measure.step,
        "one": number(nearest[0]),
        "other": number(nearest[-1]),
    }
    told = words("It is recorded in steps of {step}: write {one} or {other} instead of {much}.")
    alone = words("It is recorded in steps of {step}: write {one} instead of {much}.")
    return Sentence(told if len(nearest) > 1 else alone, values)


def of_categories(policy: Policy, amounts: Iterable[tuple[str, Decimal]]) -> Sentence:
    """So much of each category: '3 of Contracts, 6 of Ethics'."""
    each = (Sentence(OF, {"amount": amount, "name": policy.category(key).name}) for key, amount in amounts)
    found = next(each)
    for other in each:
        found = Sentence(words("{first}, {last}"), {"first": found, "last": other})
    return found


OF: Final = words("{amount} of {name}")


def lacked_of_categories(policy: Policy, cycle: Cycle) -> Sentence:
    """Of which categories the units have to be that a cycle lacks, to stand behind how many they are."""
    short = [(c.category, c.missing) for c in cycle.categories if c.missing]
    apart = sum((units for _, units in short), Decimal(0))
    text = ALL_OF_THEM if apart == cycle.missing else AMONG_THEM if apart < cycle.missing else OF_SEVERAL
    return Sentence(text, {"parts": of_categories(policy, short)})


ALL_OF_THEM: Final = words(": {parts}")
AMONG_THEM: Final = words(", among them {parts}")
OF_SEVERAL: Final = words(", which may be of several categories at once: {parts}")


def renewed_with(policy: Policy, cycle: Cycle) -> Sentence | None:
    """What a cycle was renewed with, to stand behind the day; what counted after that day is said to be of it in all.

    By another way the units that the group's own requires say nothing. None where it has none and takes none.
    """
    if is_without_units(cycle):
        return None
    units = policy.unit if cycle.counted == 1 else policy.units
    own = Sentence("{counted} {unit}", {"counted": cycle.counted, "unit": units})
    alone = bool(cycle.way) or cycle.required == 1  # whoever renewed has one
    return Sentence(RENEWED_WITH[cycle.grew], {"reached": own if alone else reached(policy, cycle)})


RENEWED_WITH: Final = {
    False: words("with {reached}"),
    True: words("in a cycle with {reached} in all"),
}
"""Whether units counted after the renewal."""


def missing_of(policy: Policy, cycle: Cycle) -> Sentence:
    """What a cycle lacks of units, and of which categories: '71 missing, among them 5 of Education'."""
    if category := _all_of_one(policy, cycle):
        return Sentence(words("{need} of {category} missing"), {"need": cycle.missing, "category": category})
    values: dict[str, Shown] = {"need": cycle.missing}
    if not any(c.missing for c in cycle.categories):
        return Sentence(words("{need} missing"), values)
    return Sentence(words("{need} missing{parts}"), {**values, "parts": lacked_of_categories(policy, cycle)})


def lacked_units(policy: Policy, cycle: Cycle) -> Sentence:
    """The same with the unit: '71 points, among them 5 of Education'."""
    values: dict[str, Shown] = {"need": cycle.missing, "unit": policy.unit if cycle.missing == 1 else policy.units}
    if category := _all_of_one(policy, cycle):
        return Sentence(words("{need} {unit} of {category}"), {**values, "category": category})
    if not any(c.missing for c in cycle.categories):
        return Sentence("{need} {unit}", values)
    return Sentence(words("{need} {unit}{parts}"), {**values, "parts": lacked_of_categories(policy, cycle)})


def _all_of_one(policy: Policy, cycle: Cycle) -> str:
    """The category of which all units have to be that a cycle lacks; empty where there is none, or several."""
    short = [c for c in cycle.categories if c.missing]
    alone = len(short) == 1 and short[0].missing == cycle.missing
    return policy.category(short[0].category).name if alone else ""


def is_without_units(cycle: Cycle) -> bool:
    """Whether a cycle has no units and takes none: where what it takes are exams, '0 hours' would say nothing."""
    return not (cycle.counted or cycle.required or cycle.missing)


def behind_units(policy: Policy, cycle: Cycle, told: Sentence) -> Sentence:
    """A sentence behind how many units a cycle has; by itself where it has none and takes none."""
    if is_without_units(cycle):
        return told
    return Sentence(words("{reached}. {told}"), {"reached": reached(policy, cycle), "told": told})


def reached(policy: Policy, cycle: Cycle) -> Sentence:
    """How many units a cycle has, of how many that it requires, if any: '20 of 40 CE units'."""
    if cycle.required:
        return of_required(cycle.counted, cycle.required, policy.unit, policy.units)
    unit = policy.unit if cycle.counted == 1 else policy.units
    return Sentence("{counted} {unit}", {"counted": cycle.counted, "unit": unit})


def of_required(amount: Decimal, required: Decimal, one: Shown, many: Shown) -> Sentence:
    """How much there is of how much, with what it counts: '20 of 40 hours'. Of one there may be more: '2 fees'."""
    values: dict[str, Shown] = {"amount": amount, "required": required, "unit": one if required == 1 else many}
    if required == 1 < amount:
        return Sentence(words("{amount} {unit} where 1 is enough"), {**values, "unit": many})
    return Sentence(words("{amount} of {required} {unit}"), values)
