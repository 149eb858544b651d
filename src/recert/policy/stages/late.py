"""Late: how long what has expired can come back, and what renewing takes besides after a cycle's end."""

from typing import Final

from recert.policy.calendar import NEVER, add_months, after_months, end_of_month, months_over
from recert.policy.cycles import Ends
from recert.policy.plan import Tables
from recert.policy.stages.sheet import ASKED, DAYS_LATE, LATE, LATE_ROW, MONTHS_LATE, REQUIRED, Work
from recert.policy.stages.value import rounded

DAY_BEFORE: Final = int(Ends.DAY_BEFORE)
END_OF_MONTH: Final = int(Ends.END_OF_MONTH)


def deadline(t: Tables, end: int) -> int:
    """The last day on which what is earned counts in a cycle that ends on a day, or renews it in time."""
    return add_months(end, -t.deadline_months) - t.deadline_days


def last_of_grace(t: Tables, g: int, end: int) -> int:
    """The last day of grace of what ends on a day: that day itself where nothing renews it."""
    if t.never_renewed[g] or end == NEVER:
        return end
    days, months = t.grace[g], t.grace_months[g]
    for i in range(len(t.grace_before) - 1, -1, -1):
        if end < t.grace_before[i]:
            days, months = t.grace_earlier[i], t.grace_earlier_months[i]
    return put_off(t, g, end, months) if months else end + days


def put_off(t: Tables, g: int, end: int, months: int) -> int:
    """So many months after an end, counted as a cycle's are; but never on to the end of a year."""
    return after_months(end, months, from_next(t, g), to_end(t, g))


def from_next(t: Tables, g: int) -> int:
    """1 where months after a last day are counted from the day after it."""
    return int(t.calendar > 0 or t.ends[g] == DAY_BEFORE)


def to_end(t: Tables, g: int) -> int:
    """1 where they go on to a month's end."""
    return int(t.ends[g] == END_OF_MONTH)


def last_chance(t: Tables, g: int, expiry: int) -> int:
    """The last day on which what expires then can be renewed: of its grace, or of its suspension."""
    last = last_of_grace(t, g, expiry)
    if t.never_renewed[g] or expiry == NEVER:
        return last
    if t.suspended_months == 0:
        return last + t.suspended_days
    if t.calendar == 0 and t.ends[g] == END_OF_MONTH and last != end_of_month(last):
        return add_months(last, t.suspended_months)  # a grace of days ends on any day
    return put_off(t, g, last, t.suspended_months)


def suspended(t: Tables, g: int, end: int, day: int) -> bool:
    """Whether what ended then is suspended on a day, and not in grace any more."""
    return t.suspends > 0 and t.never_renewed[g] == 0 and day > last_of_grace(t, g, end)


def note_lateness(t: Tables, w: Work, g: int, end: int, day: int) -> None:
    """How late a renewal of this day would be for the running cycle, and what it requires besides for that."""
    w.cycle[ASKED] = day
    if t.lateness:
        last = deadline(t, end) if t.deadline_late else end
        w.cycle[DAYS_LATE] = max(day - last, 0)
        if t.late_in_months:
            w.cycle[MONTHS_LATE] = months_late(t, g, last, day)
        w.cycle[LATE] = surcharge(t, w, end, last, day)


def months_late(t: Tables, g: int, last: int, day: int) -> int:
    """How many whole months are over since the last day in time, counted as those of a grace are.

    A deadline is no end: where it is not a month's last day, its months do not go on to one.
    """
    on = to_end(t, g)
    if t.deadline_late and last != end_of_month(last):
        on = 0
    return months_over(last, day, from_next(t, g), on)


def in_time(w: Work) -> None:
    """Nothing is required for being late."""
    w.cycle[DAYS_LATE] = 0
    w.cycle[MONTHS_LATE] = 0
    w.cycle[LATE] = 0
    w.cycle[LATE_ROW] = 0


def surcharge(t: Tables, w: Work, end: int, last: int, day: int) -> int:
    """What is required besides, in steps, after the last day in time; nothing where no units renew."""
    governs, before = -1, ended_before(t, end)
    w.cycle[LATE_ROW] = 0
    for i in range(len(t.late_from)):
        so_late = day - last >= t.late_from[i] and w.cycle[MONTHS_LATE] >= t.late_months[i]
        if so_late and t.late_before[i] == before:
            governs = i
    if governs < 0 or w.cycle[REQUIRED] == NEVER:
        return 0
    w.cycle[LATE_ROW] = governs + 1
    amount = t.late_amount[governs]
    if t.late_share[governs]:
        amount = rounded(t.rounding, amount * w.cycle[REQUIRED], 10_000)
    if t.late_every[governs] == 0:
        return amount
    return amount * begun(t, w, governs, last, day)


def ended_before(t: Tables, end: int) -> int:
    """The day before which all ended that is as late by the same surcharges; NEVER where those have none."""
    found = NEVER
    if t.late_dated:
        for i in range(len(t.late_before)):
            if end < t.late_before[i]:
                found = min(found, t.late_before[i])
    return found


def begun(t: Tables, w: Work, governs: int, last: int, day: int) -> int:
    """How many times so many months have begun since the day from which a surcharge holds."""
    every = t.late_every[governs]
    if t.late_months[governs]:
        return (w.cycle[MONTHS_LATE] - t.late_months[governs]) // every + 1
    found = 1
    while day >= add_months(last + t.late_from[governs], found * every):
        found += 1
    return found


def least_of(t: Tables, w: Work, g: int, k: int) -> int:
    """What a category has to give: its minimum, and what being late takes more of it."""
    if t.late_minima == 0 or w.cycle[LATE_ROW] == 0:
        return w.minimum[k]
    row = w.cycle[LATE_ROW] - 1
    return w.minimum[k] + t.late_minimum[(row * t.groups + g) * t.category_count + k]
