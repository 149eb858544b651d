"""What `difference` says in one sentence of two values that are only understood together."""

from typing import Any

from recert.policy.again import Again
from recert.policy.altered import MONTHS
from recert.policy.difference_place import Place
from recert.policy.model import ActivityType, Counter, CounterOf
from recert.policy.sentence import Sentence, Shown, words


def said_together(place: Place, before: Any, after: Any) -> tuple[tuple[Sentence, ...], frozenset[str]]:
    """The sentences, and the fields of which nothing more is to be said."""
    if isinstance(after, ActivityType) and before.again != after.again and Again.AFTER in (before.again, after.again):
        text = words("{of}: the same one {new}; until now it {old}.")
        told = place.say(text, new=_again(place, after), old=_again(place, before))
        return (told,), frozenset({"again", "again_months"})
    if isinstance(after, Counter) and before.of is CounterOf.VALID is not after.of:
        return (), frozenset({"valid_months"})  # it counts something else now, which is told
    return (), frozenset()


def _again(place: Place, kind: ActivityType) -> Shown:
    """When the same activity counts again."""
    if kind.again is not Again.AFTER:
        return place.shown(kind.again, ("ActivityType", "again"))
    months = Sentence(MONTHS[0], {"n": kind.again_months}, one=MONTHS[1], count=kind.again_months)
    return Sentence(words("counts again after {months}"), {"months": months})
