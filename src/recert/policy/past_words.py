"""Renewals whose new date is over on the day on which they are made, or the same day, in sentences.

Where a cycle goes on where the last one ended, and can be renewed for as long as the next one lasts, whoever renews
last is back for a day; for longer than that, and they are given a date that has passed already.
"""

from datetime import date
from typing import Final

from recert.policy.assessment import WAITING, Cycle, CycleState
from recert.policy.calendar import add_months, day, end_of_month, end_of_year, number
from recert.policy.cycles import Anchor, Ends, Rhythm, of_year
from recert.policy.length_words import several
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, words


def once_more(met_on: date | None, expiry: date) -> Sentence | None:
    """Of a renewal of this day to that: that it is over by then, or is for a day only. None where it is for longer."""
    if met_on is None or met_on < expiry:
        return None
    return Sentence(ONCE_MORE[met_on == expiry])


ONCE_MORE: Final = {
    False: words("That day is over by then: it has to be renewed once more."),
    True: words("That is for this day only: the next cycle ends on it, and has to be renewed by then, too."),
}
"""What is said of a renewal: whether it is of the very day to which it renews."""


def later(last: date, expiry: date) -> Sentence | None:
    """Of steps that may be done until this day and renew to that: which of them are too late to be enough."""
    if last < expiry:
        return None
    return Sentence(DONE_LAST[last == expiry], {"expiry": expiry})


DONE_LAST: Final = {
    False: words("Done after {expiry}, it has to be renewed once more."),
    True: words(
        "Done on {expiry}, it is renewed for that day only: "
        "the next cycle ends on it, and has to be renewed by then, too."
    ),
}
"""What is said of steps: whether the last day for them is the one to which they renew."""


def too_short(policy: Policy, group: str, cycle: Cycle, today: date, latest: date) -> Sentence | None:
    """Of a cycle that is renewed late: from which day on that is not enough, as the next one is over by then, too.

    `latest`: the latest date among what is held, to which all of it is renewed at least.

    Where it depends on the way how long that is, the way says so. While the cycle runs, nobody asks.
    """
    late = cycle.state in WAITING and cycle.state != CycleState.OPEN
    expiry = max(_next_end(policy, group, cycle.end), latest)
    if several(policy, group) or not late or not keeps(policy, group) or cycle.renewable_until < expiry:
        return None
    if cycle.renewable_until == expiry:
        return Sentence(LAST_DAY, {"expiry": expiry})
    return Sentence(NEXT_IS_OVER[today > expiry], {"expiry": expiry})


NEXT_IS_OVER: Final = {
    False: words("Renewed after {expiry}, when the next cycle is over too, it has to be renewed once more."),
    True: words("Renewing it gives {expiry}, which is over: it has to be renewed once more."),
}
"""What a late renewal is worth: whether the date that it gives has passed already."""
LAST_DAY: Final = words("Renewed on {expiry}, the last day, when the next cycle ends too, it is for that day only.")


def keeps(policy: Policy, group: str) -> bool:
    """Whether the latest renewal of a cycle of a group goes on where that one ended."""
    if policy.suspension and policy.suspension.restarts:
        return False
    return policy.cycle_of(group).rhythm is not Rhythm.RESTARTED


def _next_end(policy: Policy, group: str, end: date) -> date:
    """The end of the cycle after one that ends on a day, if it goes on where that ended."""
    rule, last = policy.cycle_of(group), number(end)
    if rule.ends is Ends.DAY_BEFORE or rule.anchor is Anchor.CALENDAR:
        return day(add_months(last + 1, rule.months) - 1)
    found = add_months(last, rule.months)
    if rule.ends is Ends.END_OF_MONTH:
        return day(end_of_month(found))
    if rule.ends is Ends.END_OF_YEAR:
        ends = [100 * month + of_month for month, of_month in map(of_year, rule.year_ends)]
        return day(end_of_year(found, ends or [1231]))
    return day(found)
