"""The first part of a cycle, of which a demand asks something, in sentences."""

from datetime import date
from typing import Final

from recert.policy.assessment import DueYear
from recert.policy.sentence import Sentence, words


def named(part: DueYear, last: date) -> Sentence:
    """The part as sentences name it, with the day up to which it is met."""
    text, one = NAMED[part.before_last]
    return Sentence(text, {"months": part.months, "last": last}, one=one, count=part.months)


NAMED: Final = {
    False: (
        words("the first {months} months of the cycle (to {last})"),
        words("the first month of the cycle (to {last})"),
    ),
    True: (
        words("the time before the last {months} months of the cycle (to {last})"),
        words("the time before the last month of the cycle (to {last})"),
    ),
}
"""The first part of a cycle, with the words of one month: whether it is all but the last ones."""


def over(part: DueYear) -> str:
    """What is said of a year, or a first part of a cycle, that is over with too little."""
    return OVER[part.months > 1 and not part.before_last]


OVER: Final = {
    False: words("{title}: {amount} of {required} {unit} in {year}, which is over"),
    True: words("{title}: {amount} of {required} {unit} in {year}, which are over"),
}
"""What is said of a year, or a first part of a cycle: whether that is several months."""
