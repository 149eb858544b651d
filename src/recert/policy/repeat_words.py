"""What a step of a plan can't be once more, in a sentence."""

from typing import Final

from recert.policy.again import Again
from recert.policy.model import Policy
from recert.policy.planning.way import Step
from recert.policy.sentence import Sentence, Shown, any_of, words

NAMED: Final = 4
"""So many names are told; where there are more, that they are on record."""


def unlike(policy: Policy, found: Step) -> Sentence | None:
    """Which activities on record a step has to differ from; None where it may be any."""
    if not found.unlike:
        return None
    kind = policy.type(found.type)
    names = [Sentence("“{name}”", {"name": name}) for name in found.unlike]
    values: dict[str, Shown] = {"names": any_of(names), "again": _again(kind.again, kind.again_months)}
    return Sentence(UNLIKE[len(names) <= NAMED], values)


def _again(rule: Again, months: int) -> Sentence:
    """When the same counts another time."""
    one = words("the same counts again after one month")
    return Sentence(AGAIN[rule], {"months": months}, one=one if rule is Again.AFTER else "", count=months)


UNLIKE: Final = {
    True: words("Another than {names}: {again}."),
    False: words("Another than what is on record: {again}."),
}
"""Whether what it has to differ from is named."""
AGAIN: Final = {
    Again.NEXT_CYCLE: words("the same counts once in a cycle"),
    Again.NEVER: words("the same counts only once"),
    Again.AFTER: words("the same counts again after {months} months"),
    Again.NEXT_YEAR: words("the same counts once in a calendar year"),
    Again.YEAR_BETWEEN: words("the same doesn't count in two calendar years that follow each other"),
}
