"""How a cycle ended that was not renewed in time, and what can be done then, in sentences."""

from typing import Final

from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.coming_back_words import comes_back
from recert.policy.exam_alone import past_units
from recert.policy.explain_demands import lacking, took_a_way
from recert.policy.measure_words import is_without_units, lacked_units, reached
from recert.policy.missed_words import BACK, ended
from recert.policy.model import Group, Policy
from recert.policy.renewing_words import bringing_back
from recert.policy.sentence import Sentence, Shown, words


def lapsed(policy: Policy, group: Group, cycle: Cycle, before: Cycle | None = None) -> Sentence:
    """That a cycle lapsed, with what it had and what it lacked. `before`: the same one where it had something else."""
    if over := ended(policy, group.key, cycle):
        return over
    if past_units(policy, cycle) or (policy.suspension and not comes_back(policy, group)):
        return _not_brought_back(policy, group, cycle)
    told = _lapsed(policy, group, cycle, before)
    took = took_a_way(policy, group, cycle) if cycle.by_units else None
    return Sentence("{told} {took}", {"told": told, "took": took}) if took else told


def _lapsed(policy: Policy, group: Group, cycle: Cycle, before: Cycle | None) -> Sentence:
    """The same without the ways that there were."""
    has = reached(policy, cycle)
    if before is not None and before.counted != cycle.counted:
        has = Sentence(words("{reached} instead of {before}"), {"reached": has, "before": before.counted})
    values: dict[str, Shown] = {"reached": has, "last": cycle.renewable_until}
    missing = [*([str(lacked_units(policy, cycle))] if cycle.missing else []), *lacking(policy, group, cycle)]
    if len(missing) > bool(cycle.missing) or any(c.missing for c in cycle.categories):
        parted = any(c.missing for c in cycle.categories)
        values["missing"] = ("; " if parted else ", ").join(missing)
        return Sentence(LAPSED_FOR[cycle.required > 0 or cycle.counted > 0], values)
    if is_without_units(cycle):
        return Sentence(words("Not renewed by {last}, so it lapsed."), values)
    return Sentence(words("{reached}: not renewed by {last}, so it lapsed."), values)


def _not_brought_back(policy: Policy, group: Group, cycle: Cycle) -> Sentence:
    """Of one that units did not bring back any more once it was suspended: what they lacked is not why it lapsed."""
    ways = bringing_back(policy, group)
    values: dict[str, Shown] = {"grace": cycle.grace_until, "last": cycle.renewable_until, "ways": ways or ""}
    return Sentence(NOT_BROUGHT_BACK[ways is not None], values)


NOT_BROUGHT_BACK: Final = {
    False: words("Not renewed by {grace}, and nothing brings it back after that, so it lapsed after {last}."),
    True: words("Not renewed by {grace}. After that only {ways} would have brought it back, by {last}: it lapsed."),
}
"""Whether anything brings it back once it is suspended."""


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
