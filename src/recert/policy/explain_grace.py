"""What is said where what is done after a cycle's end belongs to the next one."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, Entry, GroupStanding, Reason, Route
from recert.policy.cycles import GraceActivity
from recert.policy.deadline import Later
from recert.policy.deadline_words import after
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words

OF_NEXT = frozenset({Reason.NEXT_CYCLE, Reason.NO_NEXT_CYCLE, Reason.AFTER_DEADLINE})
"""The reasons of what lies after the end of a cycle, or a deadline before that, and is not of it."""


def of_next(policy: Policy, standing: GroupStanding, found: Entry, on: date, values: Mapping[str, Shown]) -> Sentence:
    """To which cycle an activity of a day will belong, or that it is of none."""
    cycle = standing.cycles[found.cycle - 1]
    values = {**values, "end": cycle.end, "until": cycle.renewable_until}
    renewed = policy.cycle.renewed_next and cycle.met_on is not None and cycle.met_on < on <= cycle.end
    if renewed and found.reason in AFTER_RENEWAL:
        return Sentence(AFTER_RENEWAL[found.reason], {**values, "met": cycle.met_on or on})
    if found.reason == Reason.AFTER_DEADLINE or on <= cycle.end:
        return after(policy, cycle, found.reason, values)
    if found.reason == Reason.NO_NEXT_CYCLE:
        return Sentence(NONE_CAME, values)
    return Sentence(WILL_BE[cycle.met_on is not None], values)


AFTER_RENEWAL = {
    Reason.NEXT_CYCLE: words(
        "0 for {group} yet: the cycle that ends on {end} was renewed on {met}, so {date} belongs to the next one and "
        "counts there."
    ),
    Reason.NO_NEXT_CYCLE: words(
        "0 for {group}: the cycle that ended on {end} was renewed on {met}, so {date} belongs to the next one, and "
        "none came."
    ),
}
WILL_BE = {
    False: words(
        "0 for {group} yet: {date} lies after the end of the cycle, on {end}, so it belongs to the next one. It counts "
        "there once the one that ended is renewed, by {until}."
    ),
    True: words(
        "0 for {group} yet: {date} lies after the end of the cycle, on {end}, so it belongs to the next one and counts "
        "there."
    ),
}
"""Whether the cycle that ended is renewed."""
NONE_CAME = words(
    "0 for {group}: {date} lies after the end of the cycle, on {end}, so it belongs to the next one, and none came: "
    "the one that ended was not renewed in time."
)


def too_late_for_units(policy: Policy, cycle: Cycle) -> bool:
    """Whether nothing that is done now gives this cycle any units."""
    if cycle.state == CycleState.OPEN:
        return cycle.earned
    late = cycle.state in {CycleState.GRACE, CycleState.SUSPENDED}
    return late and policy.cycle.grace_activity is GraceActivity.NEXT_CYCLE


def still_missing(policy: Policy, cycle: Cycle) -> Sentence:
    """What a cycle lacks that only what was done by its end can give."""
    need = cycle.missing
    values: dict[str, Shown] = {"need": need, "unit": policy.unit if need == Decimal(1) else policy.units}
    lost = cycle.state == CycleState.OPEN and not _next_has_it(policy)
    return Sentence(STILL_MISSING[lost], {**values, "end": cycle.earn_by or cycle.end})


STILL_MISSING = {
    False: words("{need} more {unit}, of what was done by {end}: what is done now belongs to the next cycle."),
    True: words("{need} more {unit}, of what was done by {end}: what is done now counts for nothing."),
}


def _next_has_it(policy: Policy) -> bool:
    """Whether what is done after a deadline is of the next cycle."""
    return policy.deadline is not None and policy.deadline.later is Later.NEXT_CYCLE


def earned_by(policy: Policy, cycle: Cycle, minima: Collection[str]) -> str:
    """The sentence of the way by units once nothing more can be earned; whether categories have to give some."""
    lost = cycle.state == CycleState.OPEN and not _next_has_it(policy)
    return (EARNED_BEFORE if lost else EARNED)[bool(minima)]


EARNED = {
    False: words(
        "{required} {unit}, earned by {end}, renew all your active {group} certifications together. Record them by "
        "{until}: what is done after {end} belongs to the next cycle."
    ),
    True: words(
        "{required} {unit}, earned by {end}, among them {parts}, renew all your active {group} certifications "
        "together. Record them by {until}: what is done after {end} belongs to the next cycle."
    ),
}
EARNED_BEFORE = {
    False: words(
        "{required} {unit}, earned by {end}, renew all your active {group} certifications together. Record them by "
        "{until}: what is done after {end} counts for nothing."
    ),
    True: words(
        "{required} {unit}, earned by {end}, among them {parts}, renew all your active {group} certifications "
        "together. Record them by {until}: what is done after {end} counts for nothing."
    ),
}
"""The way by units once nothing more is earned for the cycle: whether categories have to give some of them."""


NOT_NEEDED = {
    Route.UNITS: words(
        "Renewed on {met} with {reached}: all your active {group} certifications now expire on {new}. "
        "Your next cycle starts after {end}, with {carried} {unit} that this one did not need."
    ),
    Route.GRANT: words(
        "Renewed on {met}, until {new}. Your next cycle starts after {end}, with {carried} {unit} that this one did "
        "not need."
    ),
}
"""How a cycle was renewed in its grace, where what is not needed of that time begins the next."""
