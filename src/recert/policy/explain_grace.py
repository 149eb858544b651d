"""What is said where what is done after a cycle's end belongs to the next one."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, Entry, GroupStanding, Reason, Route
from recert.policy.cycles import GraceActivity, Unmet
from recert.policy.deadline import Later
from recert.policy.deadline_words import after
from recert.policy.lateness import DoneSuspended, waits_while_suspended
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words

OF_NEXT = frozenset({Reason.NEXT_CYCLE, Reason.NO_NEXT_CYCLE, Reason.AFTER_DEADLINE})
"""The reasons of what lies after the end of a cycle, or a deadline before that, and is not of it."""


def counted_after(policy: Policy, cycle: Cycle, on: date) -> str:
    """What is said of an activity that counts in a cycle, of a day after its end."""
    return WHILE_SUSPENDED if policy.suspension and on > cycle.grace_until else IN_GRACE


IN_GRACE = words("{amount} {unit} for {group}: inside the grace period of the cycle that ended on {end}.")
WHILE_SUSPENDED = words("{amount} {unit} for {group}: while it was suspended, for the cycle that ended on {end}.")


def of_next(policy: Policy, standing: GroupStanding, found: Entry, on: date, values: Mapping[str, Shown]) -> Sentence:
    """To which cycle an activity of a day will belong, or that it is of none."""
    cycle = standing.cycles[found.cycle - 1]
    back = _back_on(policy, cycle) if found.reason == Reason.NEXT_CYCLE else None
    values = {**values, "end": cycle.end, "until": cycle.grace_until if back else cycle.renewable_until}
    told = _of_next(policy, cycle, found, on, values)
    return Sentence(COMES_BACK, {"told": told, "first": back}) if back else told


def _back_on(policy: Policy, cycle: Cycle) -> date | None:
    """The day from which on what waits for the next cycle will be of this one again; None where none is."""
    returns = policy.suspension and policy.suspension.activity is DoneSuspended.ENDED_CYCLE_WITH_GRACE
    waits = cycle.state in {CycleState.OPEN, CycleState.GRACE}
    return suspended_from(cycle) if returns and waits else None


def suspended_from(cycle: Cycle) -> date:
    """The first day on which it is suspended if it is not renewed."""
    return cycle.grace_until + timedelta(days=1)


COMES_BACK = words("{told} If that is not renewed by then, this activity counts for it from {first} on.")


def _of_next(policy: Policy, cycle: Cycle, found: Entry, on: date, values: Mapping[str, Shown]) -> Sentence:
    renewed = policy.cycle.renewed_next and cycle.met_on is not None and cycle.met_on < on <= cycle.end
    if renewed and found.reason in AFTER_RENEWAL:
        return Sentence(AFTER_RENEWAL[found.reason], {**values, "met": cycle.met_on or on})
    if found.reason == Reason.AFTER_DEADLINE or on <= cycle.end:
        return after(policy, cycle, found.reason, values)
    after_grace = waits_after_grace(policy) and on > cycle.grace_until  # what years alone look at waits before that
    values = {**values, "end": cycle.grace_until if after_grace else cycle.end}
    if found.reason == Reason.NO_NEXT_CYCLE:
        return Sentence(NONE_CAME[after_grace], values)
    if cycle.met_on is None and policy.cycle.unmet is not Unmet.LAPSES:
        return Sentence(WILL_BE_ANYWAY, values)
    return Sentence(WILL_BE[after_grace, cycle.met_on is not None], values)


def waits_after_grace(policy: Policy) -> bool:
    """Whether what is done in the grace is of the cycle that ended, and only what is done after it of the next one."""
    in_grace = policy.cycle.grace_activity
    return in_grace is not GraceActivity.NEXT_CYCLE and waits_while_suspended(in_grace, policy.suspension)


def last_to_count(policy: Policy, cycle: Cycle) -> date:
    """The last day on which what is done is of a cycle before it is of the next one: its end, or that of its grace."""
    return cycle.grace_until if waits_after_grace(policy) else cycle.end


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
    (False, False): words(
        "0 for {group} yet: {date} lies after the end of the cycle, on {end}, so it belongs to the next one. It counts "
        "there once the one that ended is renewed, by {until}."
    ),
    (False, True): words(
        "0 for {group} yet: {date} lies after the end of the cycle, on {end}, so it belongs to the next one and counts "
        "there."
    ),
    (True, False): words(
        "0 for {group} yet: {date} lies after the grace of the cycle, which ended on {end}, so it belongs to the next "
        "one. It counts there once the one that ended is renewed, by {until}."
    ),
    (True, True): words(
        "0 for {group} yet: {date} lies after the grace of the cycle, which ended on {end}, so it belongs to the next "
        "one and counts there."
    ),
}
"""Whether what is done in the grace is of the cycle that ended, and whether that one is renewed."""
WILL_BE_ANYWAY = words(
    "0 for {group} yet: {date} lies after the end of the cycle, on {end}, so it belongs to the next one. It counts "
    "there once the one that ended is renewed, or after {until} without that."
)
"""The same of a cycle that isn't renewed, where the next one begins anyway (and nothing is ever suspended)."""
NONE_CAME = {
    False: words(
        "0 for {group}: {date} lies after the end of the cycle, on {end}, so it belongs to the next one, and none "
        "came: the one that ended was not renewed in time."
    ),
    True: words(
        "0 for {group}: {date} lies after the grace of the cycle, which ended on {end}, so it belongs to the next one, "
        "and none came: the one that ended was not renewed in time."
    ),
}
"""Whether what is done in the grace is of the cycle that ended."""


def too_late_for_units(policy: Policy, cycle: Cycle) -> bool:
    """Whether nothing that is done now gives this cycle any units as it is; it may once it is suspended."""
    if cycle.state == CycleState.OPEN:
        return cycle.earned
    if cycle.state == CycleState.SUSPENDED:
        return waits_while_suspended(policy.cycle.grace_activity, policy.suspension)
    return cycle.state == CycleState.GRACE and policy.cycle.grace_activity is GraceActivity.NEXT_CYCLE


def earns_later(policy: Policy, cycle: Cycle) -> bool:
    """Whether a cycle in grace is earned for once it is suspended, though not before, and comes back by that."""
    rule = policy.suspension
    return cycle.state == CycleState.GRACE and rule is not None and rule.earns and rule.by_units


def still_missing(policy: Policy, cycle: Cycle) -> Sentence:
    """What a cycle lacks that only what was done by its end can give, or what is done once it is suspended."""
    need = cycle.missing
    values: dict[str, Shown] = {"need": need, "unit": policy.unit if need == Decimal(1) else policy.units}
    if policy.suspension and earns_later(policy, cycle):
        values |= {"end": cycle.earn_by or cycle.end, "until": cycle.grace_until, "first": suspended_from(cycle)}
        return Sentence(EARNS_LATER[policy.suspension.activity], values)
    lost = cycle.state == CycleState.OPEN and not _next_has_it(policy)
    return Sentence(STILL_MISSING[lost], {**values, "end": cycle.earn_by or last_to_count(policy, cycle)})


EARNS_LATER = {
    DoneSuspended.ENDED_CYCLE: words(
        "{need} more {unit}, of what was done by {end}, or of what is done from {first} on, while it is suspended. "
        "What is done until {until} belongs to the next cycle."
    ),
    DoneSuspended.ENDED_CYCLE_WITH_GRACE: words(
        "{need} more {unit}, of what was done by {end}. What is done now belongs to the next cycle if this one is "
        "renewed by {until}. If it is not, what is done now counts for this one from {first} on, while it is suspended."
    ),
}
"""Of a cycle in grace for which only the suspension earns again: by what becomes of what is done in the grace."""
STILL_MISSING = {
    False: words("{need} more {unit}, of what was done by {end}: what is done now belongs to the next cycle."),
    True: words("{need} more {unit}, of what was done by {end}: what is done now counts for nothing."),
}


def _next_has_it(policy: Policy) -> bool:
    """Whether what is done after a deadline is of the next cycle."""
    return policy.deadline is not None and policy.deadline.later is Later.NEXT_CYCLE


def earned_by(policy: Policy, cycle: Cycle, *, minima: bool) -> str:
    """The sentence of the way by units once nothing more can be earned; whether categories have to give some."""
    lost = cycle.state == CycleState.OPEN and not _next_has_it(policy)
    return (EARNED_BEFORE if lost else EARNED)[minima]


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
        "Renewed on {met} {with}: all your active {group} certifications now expire on {new}. "
        "Your next cycle starts after {end}, with {carried} {unit} that this one did not need."
    ),
    Route.GRANT: words(
        "Renewed on {met}, until {new}. Your next cycle starts after {end}, with {carried} {unit} that this one did "
        "not need."
    ),
}
"""How a cycle was renewed in its grace, where what is not needed of that time begins the next."""
