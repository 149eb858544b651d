"""What is said of a grace that held before a day."""

from decimal import Decimal
from typing import Final

from recert.policy.cycles import EarlierGrace
from recert.policy.sentence import Sentence, Shown, words


def earlier_grace(grace: EarlierGrace) -> Sentence:
    """For how long what ended before a day could be renewed after that."""
    values: dict[str, Shown] = {"day": grace.before, "many": grace.months or grace.days}
    if not grace.months and not grace.days:
        return Sentence(words("What ended before {day} could not be renewed any more."), values)
    text, one = GRACE[grace.months > 0]
    return Sentence(text, values, one=one, count=Decimal(grace.months or grace.days))


GRACE: Final = {
    False: (
        words("What ended before {day} can be renewed for {many} days after its end."),
        words("What ended before {day} can be renewed for one day after its end."),
    ),
    True: (
        words("What ended before {day} can be renewed for {many} months after its end."),
        words("What ended before {day} can be renewed for one month after its end."),
    ),
}
"""Whether it is counted in months."""
