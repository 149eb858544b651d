"""What is said where what is done after a cycle's end belongs to the next one."""

from collections.abc import Mapping
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, Entry, GroupStanding, Reason
from recert.policy.cycles import GraceActivity
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words

OF_NEXT = frozenset({Reason.NEXT_CYCLE, Reason.NO_NEXT_CYCLE})
"""The reasons of what lies after the end of a cycle and is not of it."""


def of_next(standing: GroupStanding, found: Entry, values: Mapping[str, Shown]) -> Sentence:
    """To which cycle an activity will belong, or that none came."""
    cycle = standing.cycles[found.cycle - 1]
    values = {**values, "end": cycle.end, "until": cycle.renewable_until}
    if found.reason == Reason.NO_NEXT_CYCLE:
        return Sentence(NONE_CAME, values)
    return Sentence(WILL_BE[cycle.met_on is not None], values)


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
    late = cycle.state in {CycleState.GRACE, CycleState.SUSPENDED}
    return late and policy.cycle.grace_activity is GraceActivity.NEXT_CYCLE


def still_missing(policy: Policy, cycle: Cycle) -> Sentence:
    """What a cycle lacks that only what was done by its end can give."""
    need = cycle.missing
    values: dict[str, Shown] = {"need": need, "unit": policy.unit if need == Decimal(1) else policy.units}
    return Sentence(
        words("{need} more {unit}, of what was done by {end}: what is done now belongs to the next cycle."),
        {**values, "end": cycle.end},
    )


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
"""The way by units once the cycle has ended: whether categories have to give some of them."""
