"""What is held for life, in sentences: that it does not expire, where a day is told of what does."""

from datetime import date
from typing import Final

from recert.policy.assessment import (
    Cycle,
    CycleState,
    ExpiryCause,
    ExpiryStep,
    GroupStanding,
    Holding,
    HoldingState,
)
from recert.policy.calendar import FOR_LIFE
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.toml import LIFE


def has_no_end(cycle: Cycle) -> bool:
    """Whether what is held in a cycle is held for life, so that there is nothing to renew."""
    return cycle.state is CycleState.HELD and cycle.end == FOR_LIFE


def was_for_life(standing: GroupStanding, cycle: Cycle) -> bool:
    """The same, also of one that was over as something else was awarded."""
    over = cycle.state is CycleState.ENDED and any(
        is_for_life(each) and each.awarded <= cycle.end for each in standing.holdings
    )
    return over or has_no_end(cycle)


def nothing_to_renew(standing: GroupStanding, day: date) -> str:
    """Why nothing of a group that was held on a day could be renewed then: it is for life, or retired, or each of it.

    It looks at the date that each had been given by that day, whatever became of it since.
    """
    given = [[step.new for step in each.steps if step.on <= day] for each in standing.holdings]
    held = [dates[-1] == FOR_LIFE for dates in given if dates and dates[-1] >= day]
    return NOTHING_TO_RENEW[any(held), not (held and all(held))]


NOTHING_TO_RENEW: Final = {
    (True, False): words("0 for {group}: it is valid for life, so there is nothing to renew."),
    (True, True): words(
        "0 for {group}: what you held on {date} is valid for life, or retired and can't be renewed, so there was "
        "nothing to renew."
    ),
    (False, True): words(
        "0 for {group}: on {date} you held only retired {group} certifications, which can't be renewed."
    ),
}
"""By whether anything is for life, and whether anything is not."""


def is_for_life(holding: Holding) -> bool:
    """Whether a certification does not expire."""
    return holding.expires == FOR_LIFE


def in_data(day: date) -> str:
    """A date as data has it; that it is for life where it does not come."""
    return LIFE if day == FOR_LIFE else str(day)


def until(day: date) -> Sentence:
    """Until when something is renewed, within a sentence."""
    return Sentence(words("for life")) if day == FOR_LIFE else Sentence(words("until {day}"), {"day": day})


def change(certification: str, old: date | None, new: date | None) -> Sentence | None:
    """That a certification would be valid for life, or would be so no more; None of any other date."""
    values: dict[str, Shown] = {"certification": certification, "new": new or ""}
    if new == FOR_LIFE:
        return Sentence(words("{certification}: valid for life."), values)
    return Sentence(NO_MORE[new is not None], values) if old == FOR_LIFE else None


NO_MORE: Final = {
    False: words("{certification}: held no more; it was valid for life."),
    True: words("{certification}: due on {new}, and not valid for life."),
}
"""Of what was held for life: whether it still has a date."""


def state(cycle: Cycle) -> Sentence | None:
    """Where somebody stands who holds it for life, in a few words; None of what expires."""
    if has_no_end(cycle):
        return Sentence(words("Valid for life"))
    return Sentence(words("Renewed for life")) if cycle.new_expiry == FOR_LIFE else None


def holding_state(holding: Holding) -> Sentence | None:
    """The same of one certification."""
    return Sentence(HOLDING[holding.state is HoldingState.RETIRED]) if is_for_life(holding) else None


HOLDING: Final = {False: words("Valid for life"), True: words("Retired, and valid for life")}
"""Whether the program has retired it."""


def step(found: ExpiryStep) -> Sentence | None:
    """Why a certification does not expire any more; None of a step that gives it a date."""
    if found.new != FOR_LIFE:
        return None
    return Sentence(STEPS.get(found.cause, RENEWED), {"on": found.on})


def nothing_needed(policy: Policy, group: str) -> Sentence:
    """What it takes to keep what does not expire."""
    return Sentence(words("{group}: nothing is needed, it is valid for life."), {"group": policy.group(group).name})


def renewed(group: str, cycle: Cycle) -> Sentence:
    """How a cycle was renewed since when nothing of it expires."""
    values: dict[str, Shown] = {"group": group, "met": cycle.met_on or cycle.end}
    return Sentence(words("Renewed on {met}: your {group} certifications are valid for life now."), values)


STEPS: Final = {
    ExpiryCause.AWARD: words("Awarded on {on}: it is valid for life, and does not expire."),
    ExpiryCause.JOINED: words("It joined a cycle that was renewed already, and is valid for life as all of it is."),
    ExpiryCause.NEXT_CYCLE: words("The next cycle began, and from then on it is valid for life."),
}
RENEWED: Final = words("Renewed on {on} for life: it does not expire any more.")
"""Why it does not expire."""
VERDICT: Final = words("There is nothing to renew: it is valid for life.")
"""What is to be said of a cycle that has no end."""
RULE: Final = words("Nothing: it is valid for life")
"""What is required of it."""
OF_GROUP: Final = words("{group}: it is valid for life, and nothing renews it.")
OF_ALL: Final = words("A certification is valid for life, and nothing renews it.")
