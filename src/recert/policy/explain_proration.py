"""What a prorated cycle requires instead of a whole one, and why, in sentences."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from recert.policy.assessment import Cycle, Share
from recert.policy.model import Policy, Proration, Value
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.stages.value import rounded
from recert.policy.telling import listed


def of_units(policy: Policy, cycle: Cycle, value: Value) -> Value:
    """What of a value is required in a cycle, which may be prorated."""
    if cycle.share is None or policy.proration is None or value.share:
        return value
    return replace(value, amount=_prorated(policy, policy.proration, cycle.share, value.amount))


def of_category(policy: Policy, cycle: Cycle, category: str, value: Value) -> Value:
    """The same of what a category has to give: some of them shrink alike."""
    shrinks = policy.proration is not None and category in policy.proration.categories
    return of_units(policy, cycle, value) if shrinks else value


def _prorated(policy: Policy, rule: Proration, share: Share, whole: Decimal) -> Decimal:
    if share.months <= rule.nothing_up_to:
        return Decimal(0)
    if rule.every:
        return min(whole, share.months // rule.every * rule.units)
    per = share.of * int(rule.to / policy.step)
    return min(whole, rounded(rule.rounding, int(whole / policy.step) * share.months, per) * rule.to)


def shorter(policy: Policy, cycle: Cycle) -> Sentence | None:
    """Why a first cycle requires less than a whole one; None where it doesn't."""
    rule, share = policy.proration, cycle.share
    if rule is None or share is None:
        return None
    asked = _prorated(policy, rule, share, share.whole)
    if asked == share.whole:
        return None
    values: dict[str, Shown] = {
        "asked": asked,
        "whole": share.whole,
        "unit": policy.unit if asked == 1 else policy.units,
        "months": share.months,
        "of": share.of,
        "names": listed(policy.categories, rule.categories),
    }
    told = Sentence(SHORTER[rule.every > 0 and asked > 0], values)
    if not rule.categories:
        return told
    return Sentence(words("{told} What it requires of {names} shrinks alike."), {**values, "told": told})


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
