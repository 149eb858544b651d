"""Part of `plan`: what makes an activity's worth, so much for each and besides, and limits in units, as tables."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from recert.policy.calendar import NEVER
from recert.policy.formula import Formula, Period
from recert.policy.lowering import THOUSANDTHS
from recert.policy.model import ActivityType, Policy, Value
from recert.policy.nesting import inside

PLAIN: Final = Formula()


def formulas(policy: Policy) -> dict[str, int | list[int]]:
    """The columns of worths that say more than so much for each."""
    values = [value for kind in policy.types for value in kind.worth]
    made = [value.formula or PLAIN for value in values]
    tiers = [tier for formula in made for tier in formula.tiers]
    at = [0]
    for formula in made:
        at.append(at[-1] + len(formula.tiers))
    return {
        "formulas": int(any(value.formula for value in values)),
        "worth_plus": [int(formula.plus / policy.step) for formula in made],
        "worth_most": [int(formula.most / policy.step) if formula.most else NEVER for formula in made],
        "worth_times": [int(formula.times * 100) for formula in made],
        "worth_first": [2 if formula.each_cycle else 1 for formula in made],
        "worth_required": [int(formula.required) for formula in made],
        "tier_at": at,
        "tier_least": [int(tier.least.scaleb(3)) for tier in tiers],  # in thousandths, as quantities are
        "tier_amount": [int(tier.amount / policy.step) for tier in tiers],
    }


def looks_back(value: Value) -> bool:
    """Whether a worth depends on what counted before under the same name."""
    return value.formula is not None and value.formula.times != 1


def limits(policy: Policy) -> dict[str, int | list[int]]:
    """The columns of limits in units, without their amounts."""
    categories = {category.key: i for i, category in enumerate(policy.categories)}
    caps = policy.caps
    return {
        "cap_count": len(caps),
        "cap_types": [int(kind.key in cap.types) for cap in caps for kind in policy.types],
        "cap_groups": [int(not cap.groups or g.key in cap.groups) for cap in caps for g in policy.groups],
        "cap_period": [int(cap.period) for cap in caps],
        "cap_provider": [int(cap.of_provider) for cap in caps],
        "cap_by_year": [int(cap.by_year) for cap in caps],
        "hosts": int(any(cap.of_provider for cap in caps)),
        "cap_turns": int(any(cap.period.of_calendar for cap in caps)),
        "cap_lasts": int(any(cap.period is Period.EVER for cap in caps)),
        "spills": int(any(cap.over for cap in caps)),
        "cap_over": [categories.get(cap.over, -1) for cap in caps],
        "cap_categories": [int(key in inside(policy.categories, cap.categories)) for cap in caps for key in categories],
        "cap_order": sorted(range(len(caps)), key=lambda i: len(caps[i].types)),
    }


def worth(kind: ActivityType, value: Value, step: Decimal) -> tuple[int, int]:
    """Steps for so many thousandths, in lowest terms; or steps for one use, and 0."""
    if kind.measure is None:
        return int(value.amount / step), 0
    ratio = Fraction(value.amount) / Fraction(step) / (Fraction(value.per) * THOUSANDTHS)
    return ratio.numerator, ratio.denominator
