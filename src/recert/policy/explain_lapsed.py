"""How a cycle ended that was not renewed in time, and what can be done then, in sentences."""

from typing import Final

from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.explain_demands import lacking
from recert.policy.measure_words import lacked_units, reached
from recert.policy.missed_words import BACK, ended
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, words


def lapsed(policy: Policy, group: Group, cycle: Cycle, before: Cycle | None = None) -> Sentence:
    """That a cycle lapsed, with what it had and what it lacked. `before`: the same one where it had something else."""
    if over := ended(policy, group.key, cycle):
        return over
    has = reached(policy, cycle)
    if before is not None and before.counted != cycle.counted:
        has = Sentence(words("{reached} instead of {before}"), {"reached": has, "before": before.counted})
    values: dict[str, Shown] = {"reached": has, "last": cycle.renewable_until}
    missing = [*([str(lacked_units(policy, cycle))] if cycle.missing else []), *lacking(policy, group, cycle)]
    if len(missing) > bool(cycle.missing) or any(c.missing for c in cycle.categories):
        parted = any(c.missing for c in cycle.categories)
        values["missing"] = ("; " if parted else ", ").join(missing)
        return Sentence(LAPSED_FOR[cycle.required > 0 or cycle.counted > 0], values)
    return Sentence(words("{reached}: not renewed by {last}, so it lapsed."), values)


LAPSED_FOR: Final = {
    False: words("Not renewed by {last}, so it lapsed. Missing: {missing}."),
    True: words("{reached}: not renewed by {last}, so it lapsed. Missing: {missing}."),
}
"""Whether there were units, or any were required."""


def can_be_done(policy: Policy, standing: GroupStanding, cycle: Cycle) -> Sentence:
    """What can be done once a cycle lapsed; where another began since, only that nothing renews the one before."""
    told = Sentence(words("What is done after that day doesn't renew it."))
    if cycle is not standing.current:
        return told
    back = Sentence(BACK[policy.retake_of(standing.group) is not None])
    return Sentence(words("{first} {then}"), {"first": told, "then": back})
