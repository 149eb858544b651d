"""What differs between two policies, and which of it has no day, so that it holds for what is over as well."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

from recert.policy.cycles import CycleRule
from recert.policy.difference import differences
from recert.policy.model import Policy, Value
from recert.policy.sentence import Sentence, all_of, words

WITHOUT_DAY: Final = {
    "cycle": words("the cycle"),
    "suspension": words("being suspended"),
    "surcharges": words("being late"),
    "deadline": words("the deadline"),
    "carry": words("what is carried"),
}
"""Parts of a policy whose answers hold whenever, by their field, as a sentence calls them."""
SAID: Final = frozenset(
    [
        *("source", "months", "earlier", "renewed_next", "renewed_next_from"),
        *("grace_days", "grace_months", "earlier_graces"),
    ]
)
"""Fields of a cycle that change nothing, that have a day, or of which it is said with what differs."""


def differences_told(before: Policy, after: Policy) -> tuple[Sentence, ...]:
    """What differs, and at the end what of it changes cycles that are over."""
    parts = [Sentence(called) for name, called in WITHOUT_DAY.items() if _differs(name, before, after)]
    found = differences(before, after)
    if _oldest_grace(before.cycle) != _oldest_grace(after.cycle):
        found = (*found, Sentence(EARLIER_GRACE))
    return (*found, Sentence(HOLDS, {"parts": all_of(parts)})) if parts else found


EARLIER_GRACE: Final = words("[[cycle.earlier_grace]] keeps a grace for what ended before a day.")
HOLDS: Final = words(
    "What is said here of {parts} has no day: it holds for cycles that are over, too, and may change what became of "
    "them."
)


def _differs(name: str, before: Policy, after: Policy) -> bool:
    return list(_answers(name, getattr(before, name))) != list(_answers(name, getattr(after, name)))


def _answers(name: str, found: Any) -> Iterator[Any]:
    """Its answers, without where they are written, and without values that have days."""
    skipped = SAID if name == "cycle" else {"source"}
    for one in found if isinstance(found, tuple) else (found,):
        for each in fields(one) if one is not None else ():
            value = getattr(one, each.name)
            dated = isinstance(value, tuple) and any(isinstance(item, Value) for item in value)
            if each.name not in skipped and not dated:
                yield each.name, value
        if isinstance(one, CycleRule):
            yield "grace", _oldest_grace(one)


def _oldest_grace(rule: CycleRule) -> tuple[int, int]:
    """The grace in days and months of what ended before any day that is named."""
    for grace in rule.earlier_graces:
        return grace.days, grace.months
    return rule.grace_days, rule.grace_months
