"""What is said of some days of an activity, where several days are divided between cycles."""

from datetime import date
from decimal import Decimal

from recert.policy.assessment import Entry, Reason
from recert.policy.history import Activity
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def counted_on(policy: Policy, found: Entry, activity: Activity) -> date:
    """The day by which an activity, or some days of it, count."""
    return found.piece.last if found.piece else policy.counted_on(activity)


def with_days(policy: Policy, found: Entry, told: Sentence) -> Sentence:
    """What became of an activity, and for which of its days that is, where it is not for all."""
    piece = found.piece
    if piece is None:
        return told
    whole, amount = piece.whole, found.worth
    values: dict[str, Shown] = {
        "told": told,
        "amount": amount,
        "whole": whole,
        "unit": policy.unit if whole == 1 else policy.units,
        "step": policy.step,
        "days": Decimal(piece.days),
        "of": Decimal(piece.of_days),
        "first": piece.first,
        "last": piece.last,
    }
    if found.reason == Reason.NO_WORTH and whole:
        text = words("{told} Of {whole} {unit} its {days} of {of} days, {first} to {last}, come to less than {step}.")
        return Sentence(text, values)
    if amount:
        text = words("{told} That is {amount} of {whole} {unit}, for {days} of its {of} days, {first} to {last}.")
        return Sentence(text, values)
    return Sentence(words("{told} That is for {days} of its {of} days, {first} to {last}."), values)


def rounded_away(group: str) -> Sentence:
    """What is said of some days of an activity that come to nothing."""
    return Sentence(words("0 for {group}."), {"group": group})
