"""What nothing renews, in sentences: until when it is held, and that it is over then."""

from typing import Final

from recert.policy.assessment import Cycle, CycleState, DueYear
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, words


def is_never_renewed(policy: Policy, group: str) -> bool:
    """Whether nothing renews what is of the group with this key."""
    return policy.cycle_of(group).never_renewed


def until(cycle: Cycle) -> Sentence:
    """Until when it is held, for whoever asks what it takes."""
    return Sentence(UNTIL[cycle.pause is not None], {"end": cycle.end})


UNTIL: Final = {
    False: words("It can't be renewed: it is valid until {end}, and over after that."),
    True: words("It can't be renewed: it is held until {end}, and over after that."),
}
"""Whether it is suspended, and so not valid."""


def state(cycle: Cycle) -> Sentence:
    """That it is over, in a few words."""
    return Sentence(words("Over: it was held until {end}"), {"end": cycle.end})


def verdict(cycle: Cycle) -> Sentence:
    """What becomes, or became, of its cycle."""
    return until(cycle) if cycle.state is CycleState.OPEN else Sentence(ENDED, {"end": cycle.end})


ENDED: Final = words("It could not be renewed: it was held until {end}, and has been over since.")
RULE: Final = words("Nothing: it can't be renewed, and is over after its cycle")
"""What is required of it."""
OF_GROUP: Final = words("{group}: nothing renews it, and after its cycle it is over.")


def matters(policy: Policy, group: str, cycle: Cycle, year: DueYear) -> bool:
    """Whether a year that is missed ends anything: what nothing renews may be over by then all the same."""
    return year.due < cycle.end or not is_never_renewed(policy, group)
