"""What an activity is worth, and in what a limit in units holds, as phrases."""

from collections.abc import Iterator, Mapping

from recert.policy.formula import Formula
from recert.policy.measure_words import quantity_of
from recert.policy.model import ActivityType, Policy, Rounding, Value
from recert.policy.sentence import Sentence, Shown, words


def worth(policy: Policy, kind: ActivityType, value: Value) -> Sentence:
    """All that a value says of what an activity is worth: '1 PDU for an hour and 1 more, at most 8 for one'."""
    values: dict[str, Shown] = {
        "amount": value.amount,
        "unit": policy.unit if value.amount == 1 else policy.units,
        "measure": quantity_of(kind, value.per),
    }
    formula = value.formula or Formula()
    if formula.required:
        return Sentence(words("what the cycle requires"))
    said = Sentence(words("{amount} {unit} for {measure}") if kind.measure else "{amount} {unit}", values)
    if kind.measure and kind.measure.one == policy.unit and value.amount == value.per == 1:
        said = Sentence(words("as many {units} as are recorded"), {"units": policy.units})
    if not value.amount and formula == Formula():
        said = Sentence(words("nothing"))
    if formula.tiers:
        said = _tiers(policy, kind, formula)
    said = _with(said, formula)
    if not kind.step:
        return said
    return Sentence(ROUNDED[kind.rounding], {"said": said, "step": kind.step})


ROUNDED = {
    Rounding.DOWN: words("{said}, rounded down to a multiple of {step}"),
    Rounding.UP: words("{said}, rounded up to a multiple of {step}"),
    Rounding.NEAREST: words("{said}, rounded to the nearest multiple of {step}, a half up"),
}


def in_short(value: Value, units: Mapping[str, Shown]) -> Sentence:
    """The same by the words of a difference: '1 unit for 50 minutes and 1 more'.

    `units`: what a unit is called and what several are, as `one` and `unit`, and in what it is recorded, as `measure`.
    """
    formula = value.formula or Formula()
    if formula.required:
        return Sentence(words("what the cycle requires"))
    amounts: dict[str, Shown] = {"measure": "", **units, "amount": value.amount, "per": value.per}
    said = Sentence(
        words("{amount} {unit}") if value.per == 1 else words("{amount} {unit} for {per} {measure}"),
        amounts,
        one=words("{amount} {one}") if value.per == 1 else words("{amount} {one} for {per} {measure}"),
        count=value.amount,
    )
    for i, tier in enumerate(formula.tiers):
        step: dict[str, Shown] = {**amounts, "said": said, "amount": tier.amount, "least": tier.least}
        text = words("{said}, {amount} from {least} on") if i else words("{amount} {unit} from {least} {measure} on")
        said = Sentence(text, step)
    return _with(said, formula)


def _tiers(policy: Policy, kind: ActivityType, formula: Formula) -> Sentence:
    said = Sentence("")
    for i, tier in enumerate(formula.tiers):
        values: dict[str, Shown] = {
            "said": said,
            "amount": tier.amount,
            "unit": policy.unit if tier.amount == 1 else policy.units,
            "measure": quantity_of(kind, tier.least),
        }
        text = words("{said}, {amount} {unit} from {measure} on") if i else words("{amount} {unit} from {measure} on")
        said = Sentence(text, values)
    return said


def _with(said: Sentence, formula: Formula) -> Sentence:
    for text, amount in _more(formula):
        said = Sentence(text, {"said": said, "amount": amount})
    return said


def _more(formula: Formula) -> Iterator[tuple[str, Shown]]:
    if formula.plus:
        yield words("{said} and {amount} more"), formula.plus
    if formula.times != 1 and formula.each_cycle:
        yield words("{said}, {amount} times as much the first time in each cycle"), formula.times
    elif formula.times != 1:
        yield words("{said}, {amount} times as much the first time"), formula.times
    if formula.most:
        yield words("{said}, at most {amount} for one activity"), formula.most
