"""The words for what a limit in units is of."""

from typing import Final

from recert.policy.formula import Period
from recert.policy.model import Cap
from recert.policy.sentence import Sentence, words

IN: Final[dict[Period, str]] = {
    Period.CYCLE: words("in a cycle"),
    Period.EVER: words("in a lifetime"),
    Period.CYCLE_YEAR: words("in each year of a cycle"),
    Period.DAY: words("in a day"),
    Period.MONTH: words("in a month of the calendar"),
    Period.QUARTER: words("in a quarter of the calendar"),
    Period.YEAR: words("in a year of the calendar"),
}
"""In what a limit in units lets so much count."""


def of_limit(cap: Cap) -> Sentence:
    """The same of a limit, and whether it is for what each provider gave by itself."""
    within = Sentence(IN[cap.period])
    return Sentence(words("{in} from one provider"), {"in": within}) if cap.of_provider else within
