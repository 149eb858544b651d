"""What a first cycle requires that is shorter than the others, in sentences."""

from recert.policy.model import MonthsCounted, Proration, Rounding
from recert.policy.sentence import Sentence, Shown, words


def shorter(rule: Proration, unit: Shown, names: Shown) -> Sentence:
    """What it requires by a rule, with what its units are called, and the categories whose minima shrink."""
    values: dict[str, Shown] = {
        "units": rule.units,
        "unit": unit,
        "every": rule.every,
        "to": rule.to,
        "months": rule.nothing_up_to,
        "names": names,
        "counted": Sentence(_counted(rule)),
    }
    by_every = Sentence(BY_EVERY, values, one=BY_EACH, count=rule.every)
    first = by_every if rule.every else Sentence(BY_SHARE[rule.rounding], values)
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


def _counted(rule: Proration) -> str:
    if rule.counted is MonthsCounted.FULL:
        return words("full months")
    if rule.first_month:
        return words("months begun, that of the award among them")
    return words("months begun, without that of the award")


BY_EVERY = words(
    "A shorter first cycle requires {units} {unit} for each full {every} of its {counted}, and never more than a whole "
    "one."
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
