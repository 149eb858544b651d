"""What a prorated cycle requires instead of a whole one, and why, in sentences."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from recert.policy.assessment import Cycle, Share
from recert.policy.model import Demand, Group, Policy, Value, Way
from recert.policy.plan_demands import step_of
from recert.policy.proration import Proration, Shrinking
from recert.policy.proration_words import counted_in
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.stages.value import rounded


def of_units(policy: Policy, group: str, cycle: Cycle, value: Value) -> Value:
    """What of a value is required in a cycle of a group, which may be prorated."""
    rule = policy.proration_of(group)
    if cycle.share is None or rule is None or value.share:
        return value
    return replace(value, amount=_prorated(policy, rule, cycle.share, value.amount))


def of_category(policy: Policy, group: str, cycle: Cycle, category: str, value: Value) -> Value:
    """The same of what a category has to give: some of them shrink too."""
    rule = policy.proration_of(group)
    if cycle.share is None or rule is None or value.share or category not in rule.shrinking:
        return value
    each = next((each.amount for each in rule.each if each.category == category), Decimal(0))
    less = Shrinking(rule.source, rule.rounding, rule.to, each)
    return replace(value, amount=_lessened(rule, less, cycle.share, value.amount, policy.step))


def of_asked(policy: Policy, group: str, cycle: Cycle, asked: Demand | Way, value: Value) -> Value:
    """The same of what a demand, or another way, asks for: some of them ask for less."""
    rule, less = policy.proration_of(group), asked.shrinks
    if cycle.share is None or rule is None or less is None or value.unlimited:
        return value
    step = step_of(policy, asked) if isinstance(asked, Demand) else policy.step
    return replace(value, amount=_lessened(rule, less, cycle.share, value.amount, step))


def _prorated(policy: Policy, rule: Proration, share: Share, whole: Decimal) -> Decimal:
    as_required = Shrinking(rule.source, rule.rounding, rule.to, rule.units)
    return _lessened(rule, as_required, share, whole, policy.step)


def _lessened(rule: Proration, less: Shrinking, share: Share, whole: Decimal, step: Decimal) -> Decimal:
    if share.months <= rule.nothing_up_to:
        return Decimal(0)
    if rule.every:
        return min(whole, share.months // rule.every * less.each)
    per = share.of * int(less.to / step)
    return min(whole, rounded(less.rounding, int(whole / step) * share.months, per) * less.to)


def shorter(policy: Policy, key: str, cycle: Cycle) -> Iterator[Sentence]:
    """Why a first cycle of a group requires less than a whole one, and what else asks for less in it."""
    rule, share = policy.proration_of(key), cycle.share
    if rule is None or share is None:
        return
    asked = _prorated(policy, rule, share, share.whole)
    less = list(_asks_less(policy, policy.group(key), cycle))
    left = {each.category for each in cycle.categories if each.required}
    names = [each.name for each in policy.categories if each.key in left.intersection(rule.shrinking)]
    values: dict[str, Shown] = {
        "asked": asked,
        "whole": share.whole,
        "unit": policy.unit if asked == 1 else policy.units,
        "months": share.months,
        "of": share.of,
        "names": all_of(names) if names else "",
        "less": all_of(less) if less else "",
    }
    if asked != share.whole:
        told = Sentence(SHORTER[rule.every > 0 and asked > 0], values)
        yield Sentence(ALIKE[rule.every > 0], {**values, "told": told}) if names else told
    if less:
        yield Sentence(LESS[asked != share.whole], values)


def _asks_less(policy: Policy, group: Group, cycle: Cycle) -> Iterator[Sentence]:
    """Each demand, and each way that is open, that asks for less than in a whole cycle."""
    by_way = {"": group.demands}
    for total in cycle.ways:
        way = next(way for way in group.ways if way.key == total.way)
        by_way[way.key] = way.demands
        yield from _asks(policy, group.key, cycle, way, total.whole)
    rules = {(of, rule.key): rule for of, demands in by_way.items() for rule in demands}
    for demanded in cycle.demands:
        if rule := rules.get((demanded.way, demanded.demand)):
            yield from _asks(policy, group.key, cycle, rule, demanded.whole)


def _asks(policy: Policy, group: str, cycle: Cycle, asked: Demand | Way, whole: Decimal) -> Iterator[Sentence]:
    left = of_asked(policy, group, cycle, asked, Value(cycle.start, whole, "")).amount
    if left != whole:
        many, one = counted_in(policy, asked)
        values: dict[str, Shown] = {
            "title": asked.title,
            "left": left,
            "whole": whole,
            "unit": one if whole == 1 else many,
        }
        yield Sentence(words("{left} of {whole} {unit} for “{title}”"), values)


SHORTER: Final = {
    False: words(
        "This first cycle is shorter than a whole one: for {months} of {of} months it requires {asked} of {whole} "
        "{unit}."
    ),
    True: words(
        "This first cycle is shorter than a whole one: by its {months} months it requires {asked} {unit} instead of "
        "{whole}."
    ),
}
"""Why a first cycle requires less: by the share of its months, or so many units for every so many of them."""
ALIKE: Final = {
    False: words("{told} What it requires of {names} shrinks alike."),
    True: words("{told} What it requires of {names} follows from its months, too."),
}
"""Beside the units: by whether that is so much for every so many months."""
LESS: Final = {
    True: words("For the same reason it takes {less}."),
    False: words("This first cycle is shorter than a whole one: for {months} of {of} months it takes {less}."),
}
"""What else asks for less in it: whether it requires less, too."""
