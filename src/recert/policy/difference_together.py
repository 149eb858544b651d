"""What `difference` says in one sentence of two values that are only understood together."""

from collections.abc import Iterator
from typing import Any, Final

from recert.policy.again import Again
from recert.policy.altered import MONTHS
from recert.policy.difference_cycle import OF_COUNTING
from recert.policy.difference_place import Place
from recert.policy.handbook_words import ROUNDED
from recert.policy.model import ActivityType, Counter, CounterOf, Policy
from recert.policy.sentence import Sentence, Shown, words


def said_together(place: Place, before: Any, after: Any) -> tuple[tuple[Sentence, ...], frozenset[str]]:
    """The sentences, and the fields of which nothing more is to be said."""
    if isinstance(after, ActivityType):
        told = tuple(_of_type(place, before, after))
        return tuple(each for each, _ in told), frozenset(field for _, fields in told for field in fields)
    if isinstance(after, Counter) and before.of is CounterOf.VALID is not after.of:
        return (), frozenset({"valid_months"})  # it counts something else now, which is told
    if isinstance(after, Policy) and before.has_activities != after.has_activities:
        return tuple(_recorded(place, after)), OF_COUNTING
    return (), frozenset()


def _of_type(place: Place, before: ActivityType, after: ActivityType) -> Iterator[tuple[Sentence, tuple[str, ...]]]:
    """Of a type: when the same counts again, and whether anything has to be shown."""
    if before.again != after.again and Again.AFTER in (before.again, after.again):
        text = words("{of}: the same one {new}; until now it {old}.")
        yield place.say(text, new=_again(place, after), old=_again(place, before)), ("again", "again_months")
    if bool(before.evidence) != bool(after.evidence):
        yield place.say(SHOWN[bool(after.evidence)], new=after.evidence, old=before.evidence), ("evidence", "proof")


SHOWN: Final = {
    True: words("{of}: evidence is asked for: “{new}” Until now none was."),
    False: words("{of}: nothing has to be shown any more; the evidence was “{old}”"),
}
"""Whether evidence is asked for now. What is asked ends with a period of its own."""


def _recorded(place: Place, after: Policy) -> Iterator[Sentence]:
    """That activities are recorded where none were, from when and in what they count; or that none are any more."""
    if not after.has_activities:
        yield place.say(words("Activities are not recorded any more: what is on record counts for nothing."))
        return
    text = words("Activities are recorded now: they count from {floor} on, in {units}, in steps of {step}.")
    yield place.say(text, floor=after.floor, units=after.units, step=after.step)
    yield place.say(ROUNDED[after.rounding])
    if after.asks_first_day:
        days = place.shown(after.several_days, ("Policy", "several_days"))
        yield place.say(words("An activity of several days counts by its “{days}”."), days=days)


def _again(place: Place, kind: ActivityType) -> Shown:
    """When the same activity counts again."""
    if kind.again is not Again.AFTER:
        return place.shown(kind.again, ("ActivityType", "again"))
    months = Sentence(MONTHS[0], {"n": kind.again_months}, one=MONTHS[1], count=kind.again_months)
    return Sentence(words("counts again after {months}"), {"months": months})
