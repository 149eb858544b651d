"""Why a cycle asks for more or less than others, in sentences: the same in a story, in the portal and on the desk."""

from collections.abc import Iterator

from recert.policy.assessment import Cycle
from recert.policy.circumstance_words import eased
from recert.policy.explain_proration import shorter
from recert.policy.governing_words import governing
from recert.policy.model import Policy
from recert.policy.relieved_words import relieved
from recert.policy.sentence import Sentence


def unusual(policy: Policy, group: str, cycle: Cycle) -> Iterator[Sentence]:
    """That it is a first one and shorter, which of several values governs it, and what circumstances took off."""
    yield from shorter(policy, group, cycle)
    yield from governing(policy, group, cycle)
    if less := eased(policy, cycle):
        yield less
    yield from relieved(policy, group, cycle)
