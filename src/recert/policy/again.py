"""When an activity that was done before counts another time."""

from enum import IntEnum


class Again(IntEnum):
    """When an activity of the same type and name counts another time."""

    ALWAYS = 0  # on another day
    NEXT_CYCLE = 1
    NEVER = 2
    AFTER = 3  # after so many months
    NEXT_YEAR = 4  # in another year of the calendar
    YEAR_BETWEEN = 5  # and not in the next one either
