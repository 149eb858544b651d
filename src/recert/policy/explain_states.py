"""Where a group or a certification stands, how long there is, and what comes after, in sentences."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from recert.policy import deadline_words
from recert.policy.assessment import WAITING, Cycle, CycleState, GroupStanding, Holding, HoldingState
from recert.policy.deadline_words import late_after
from recert.policy.late_words import growing, surcharge
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.unmet_words import ahead


def state(policy: Policy, standing: GroupStanding) -> Sentence:
    """Where a group stands, in a few words."""
    cycle = standing.current
    group = policy.group(standing.group).name
    if cycle is None:
        return Sentence(words("Not held"))
    values: dict[str, Shown] = {
        "group": group,
        "end": cycle.end,
        "grace": cycle.grace_until,
        "last": cycle.renewable_until,
        "met": cycle.met_on or cycle.end,
        "new": cycle.new_expiry or cycle.end,
    }
    return Sentence(STATES[cycle.state], values)


STATES = {
    CycleState.OPEN: words("Active until {end}"),
    CycleState.RENEWED: words("Renewed until {new}"),
    CycleState.GRACE: words("In grace until {grace}"),
    CycleState.SUSPENDED: words("Suspended until {last}"),
    CycleState.LAPSED: words("Lapsed: it ended on {end}"),
    CycleState.HELD: words("Retired, held until {end}"),
    CycleState.ENDED: words("Retired, ended on {end}"),
    CycleState.UNMET: words("Not met by {last}"),
}
"""A group's state, in a few words."""


def holding_state(holding: Holding) -> Sentence:
    """Where one certification stands, in a few words."""
    values: dict[str, Shown] = {
        "expires": holding.expires,
        "grace": holding.grace_until or holding.expires,
        "last": holding.renewable_until or holding.expires,
    }
    return Sentence(HOLDING_STATES[holding.state], values)


HOLDING_STATES = {
    HoldingState.ACTIVE: words("Active"),
    HoldingState.GRACE: words("In grace until {grace}"),
    HoldingState.SUSPENDED: words("Suspended until {last}"),
    HoldingState.LAPSED: words("Lapsed"),
    HoldingState.RETIRED: words("Retired, held until {expires}"),
    HoldingState.EXPIRED: words("Retired, ended on {expires}"),
}
"""A certification's state, in a few words."""


def deadline(cycle: Cycle, today: date) -> Sentence:
    """How long there is to renew: 'until March 5, 2026, 42 days from today'."""
    days = (cycle.due - today).days
    return Sentence(
        words("{days} days left, until {until}") if days else words("Today, {until}, is the last day"),
        {"days": days, "until": cycle.due},
        one=words("1 day left, until {until}"),
        count=Decimal(days),
    )


def lapses_on(holding: Holding) -> date | None:
    """The day on which a certification lapses if nothing renews it. None where it can't be renewed."""
    return holding.renewable_until + timedelta(days=1) if holding.renewable_until else None


def comes_after(policy: Policy, group: str, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What being late means, for a cycle that waits for its renewal: what it takes besides, and what follows."""
    if cycle.state not in WAITING:
        return
    yield from ahead(policy, cycle)
    yield from deadline_words.ahead(policy, cycle, today)
    if cycle.surcharge:
        values: dict[str, Shown] = {"amount": cycle.surcharge, "unit": policy.units}
        yield Sentence(words("{amount} {unit} of it are required for being late."), values)
    last = late_after(policy, cycle.end)
    reached = [row for row in policy.surcharges if last + timedelta(days=row.from_day) <= today]
    if cycle.surcharge and reached[-1].every_months:
        yield growing(policy, reached[-1])
    for row in policy.surcharges[len(reached) :]:
        day = last + timedelta(days=row.from_day)
        if day <= cycle.renewable_until:
            yield surcharge(policy, row, Sentence(words("Renewed on {day} or later"), {"day": day}))
    rule = policy.suspension
    if rule and cycle.state != CycleState.SUSPENDED:
        values = {"first": cycle.grace_until + timedelta(days=1), "last": cycle.renewable_until}
        by_exam = rule.by_exam and policy.retake_of(group) is not None
        yield Sentence(SUSPENDED_FROM[rule.by_units, by_exam], values)


SUSPENDED_FROM = {
    (True, False): words(
        "Not renewed before {first}, it is suspended: not valid, but until {last} what it still takes brings it back."
    ),
    (False, True): words(
        "Not renewed before {first}, it is suspended: not valid, but until {last} passing the exam brings it back."
    ),
    (True, True): words(
        "Not renewed before {first}, it is suspended: not valid, but until {last} what it still takes, or passing the "
        "exam, brings it back."
    ),
}
"""What follows grace: whether units bring it back, and whether the exam does."""
