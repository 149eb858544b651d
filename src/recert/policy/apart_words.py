"""What is awarded after a cycle's end, while that can still be renewed, in sentences."""

from collections.abc import Iterator
from typing import Final

from recert.policy.apart import Later, awarded_later, began, may_be_apart
from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, all_of, words

RULE: Final = words(
    "What is awarded after the end of a cycle that can still be renewed goes on with it if it is renewed. If it lapses "
    "instead, a cycle of its own began with that award."
)


def rule(policy: Policy) -> Iterator[Sentence]:
    """The rule, where anything can be awarded so late."""
    if may_be_apart(policy):
        yield Sentence(RULE)


def ahead(policy: Policy, standing: GroupStanding) -> Iterator[Sentence]:
    """What becomes of that, for somebody of whom it is so now."""
    if found := awarded_later(policy, standing):
        yield Sentence(AHEAD, _values(found))


AHEAD: Final = words(
    "What was awarded after that end ({codes}) goes on together with the rest if this cycle is renewed. If it lapses "
    "instead, a cycle of its own began on {on}, which ends on {ends}: what was done since {on} counts in that one then."
)


def since(standing: GroupStanding, cycle: Cycle) -> Iterator[Sentence]:
    """What became of it, for somebody whose cycle lapsed."""
    if found := began(standing, cycle):
        yield Sentence(SINCE, _values(found))


SINCE: Final = words(
    "What was awarded after that end ({codes}) began a cycle of its own on {on}: what was done since then counts there."
)


def _values(found: Later) -> dict[str, Shown]:
    return {"codes": all_of(found.codes), "on": found.on, "ends": found.ends}
