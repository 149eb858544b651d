"""Time in sentences: that an activity takes more hours than its days have."""

from datetime import date

from recert.policy.durations import hours_between, lasts
from recert.policy.history import Activity
from recert.policy.measure_words import quantity_of
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def too_long(policy: Policy, activity: Activity, today: date) -> Sentence | None:
    """That an activity which is still to be done takes more than 24 hours a day; None where it fits or is over."""
    kind = policy.type(activity.type)
    first = activity.began or today
    if activity.on < today or first > activity.on:
        return None
    if lasts(kind, activity.quantity) <= hours_between(first, activity.on):
        return None
    values: dict[str, Shown] = {"much": quantity_of(kind, activity.quantity), "first": first, "last": activity.on}
    return Sentence(TOO_LONG[activity.began is None], values)


TOO_LONG = {
    True: words(
        "{much} are more than 24 hours a day from today until {last}. "
        "That can be so only if some of it is done already."
    ),
    False: words("{much} are more than 24 hours a day from {first} to {last}."),
}
"""Whether its first day is not known."""
