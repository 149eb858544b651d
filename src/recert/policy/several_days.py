"""Several days: by which of them an activity counts."""

from enum import IntEnum


class SeveralDays(IntEnum):
    """By which of its days an activity of several counts."""

    LAST_DAY = 0
    FIRST_DAY = 1  # wherever a rule looks at its day
    EACH_DAY = 2  # what it is worth is divided by days between the cycles that it touches
