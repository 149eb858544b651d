"""The words for what a limit in units is of."""

from typing import Final

from recert.policy.formula import Period
from recert.policy.sentence import words

IN: Final[dict[Period, str]] = {
    Period.CYCLE: words("in a cycle"),
    Period.CYCLE_YEAR: words("in each year of a cycle"),
    Period.DAY: words("in a day"),
    Period.MONTH: words("in a month of the calendar"),
    Period.YEAR: words("in a year of the calendar"),
}
"""In what a limit in units lets so much count."""
