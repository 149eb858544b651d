"""Circumstances in sentences: what the rules say of each, and what those of a person took off a requirement."""

from recert.policy.assessment import Cycle
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.model import MonthsCounted, Policy, Rounding
from recert.policy.sentence import Sentence, Shown, all_of, words


def eased(policy: Policy, cycle: Cycle) -> Sentence | None:
    """Why a cycle requires less than it would; None where nothing takes anything off.

    What being late takes may follow what is left, so that nobody is asked the whole and that: both are told without it.
    """
    reasons = [_reason(policy, each.circumstance, each.months, each.units) for each in cycle.eased]
    if not reasons or cycle.required == cycle.whole:
        return None
    first, *others = reasons
    for reason in others:
        first = Sentence(words("{first}, {another}"), {"first": first, "another": reason})
    values: dict[str, Shown] = {
        "required": cycle.required - cycle.surcharge,
        "whole": cycle.whole - cycle.surcharge,
        "unit": policy.units,
        "reasons": first,
    }
    return Sentence(LESS[cycle.surcharge > 0], values)


LESS = {
    False: words("The requirement of this cycle is {required} {unit} instead of {whole}, because of: {reasons}."),
    True: words(
        "The requirement of this cycle is {required} {unit} instead of {whole}, without what being late takes, because "
        "of: {reasons}."
    ),
}
"""By whether being late takes anything besides."""


def _reason(policy: Policy, key: str, months: int, units: object) -> Sentence:
    kind = next(each for each in policy.circumstances if each.key == key)
    values: dict[str, Shown] = {"title": kind.title, "months": months, "units": str(units), "unit": policy.units}
    if kind.removes is Removes.UNITS:
        return Sentence(words("{title} ({units} {unit} waived)"), values)
    return Sentence(words("{title} ({months} months)"), values, one=words("{title} (1 month)"), count=months)


def of_rules(policy: Policy, kind: CircumstanceKind) -> Sentence:
    """What the rules say of a circumstance."""
    values: dict[str, Shown] = {
        "title": kind.title,
        "description": kind.description,
        "evidence": kind.evidence,
        "unit": policy.units,
    }
    first = Sentence(words("{title}: {description} Evidence: {evidence}"), values)
    if kind.removes is Removes.MONTHS:
        return Sentence("{first} {then}", {"first": first, "then": _months(policy, kind)})
    then = Sentence(UNITS if kind.removes is Removes.UNITS else NOTHING, values)
    return Sentence("{first} {then}", {"first": first, "then": then})


UNITS = words("It takes as many {unit} off the requirement of the cycle in which it begins as are recorded.")
NOTHING = words("It takes nothing off by itself: other rules ask for it.")


def _months(policy: Policy, kind: CircumstanceKind) -> Sentence:
    values: dict[str, Shown] = {
        "days": kind.at_least_days,
        "most": kind.most_months,
        "to": kind.to,
        "names": all_of([policy.category(key).name for key in kind.shrinks]),
    }
    found = Sentence(SHARES[kind.counted, kind.rounding], values)
    for applies, text in (
        (kind.at_least_days > 1, words("{found} Fewer than {days} days in a row take off nothing.")),
        (kind.most_months, words("{found} No more than {most} months of a cycle are taken off.")),
        (kind.shrinks, words("{found} What is required of {names} shrinks alike.")),
        (kind.extends, words("{found} The cycle ends so many months later.")),
    ):
        if applies:
            found = Sentence(text, {**values, "found": found})
    return found


SHARES = {
    (MonthsCounted.FULL, Rounding.DOWN): words(
        "The requirement shrinks by the share of the full months that it covers, rounded down to a multiple of {to}."
    ),
    (MonthsCounted.FULL, Rounding.UP): words(
        "The requirement shrinks by the share of the full months that it covers, rounded up to a multiple of {to}."
    ),
    (MonthsCounted.FULL, Rounding.NEAREST): words(
        "The requirement shrinks by the share of the full months that it covers, to the nearest multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.DOWN): words(
        "The requirement shrinks by the share of the months that it touches, rounded down to a multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.UP): words(
        "The requirement shrinks by the share of the months that it touches, rounded up to a multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.NEAREST): words(
        "The requirement shrinks by the share of the months that it touches, to the nearest multiple of {to}."
    ),
}
"""What a circumstance takes off, by which months count and how what is left is rounded."""
