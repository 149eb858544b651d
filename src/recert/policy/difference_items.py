"""The words of `difference` for what only one of two policies has."""

from collections.abc import Iterable
from typing import Final

from recert.policy.cascades import Cascade, Trigger
from recert.policy.difference_place import Place
from recert.policy.model import Way
from recert.policy.relief import Relief
from recert.policy.replacements import Replacement
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words

ADDED: Final[dict[str, str]] = {
    "missed": words("{of}: a year that is missed has an effect of its own: what can be renewed {then}."),
    "suspension": words("What is not renewed in its grace is suspended, and can come back."),
    "cascades": words("{item} is added: it renews {renewed}."),
    "circumstances": words("{item} is added: it may be so of a person for a time, and takes off {removes}."),
    "designations": words(
        "{item} is added: a designation, from {since} on. What counts for it: {counts}. "
        "It is lost {lost} when too few do."
    ),
    "needs": words("{of}: it takes {at_least} of {item}."),
    "deadline": words("There is a deadline before the end; what is done after it {later}."),
    "earlier": words("Cycles had another length before {before}: {months} months."),
    "kept": words("Carried units of {item} count for it again."),
    "portfolio": words("{of}: what is required follows from what is held."),
    "counters": words("{item} is added: it is counted besides units, from {types}."),
    "demands": words("{item} is added: renewing takes it too."),
    "choices": words("{of}: {item} is among the choices."),
    "ways": words("{item} is added: another way to renew."),
    "groups": words("{item} is added: what is renewed together under the key {name}."),
    "certifications": words("{item} is added, in {group}, with the exam {exam}."),
    "types": words("{item} is added: a way to earn units."),
    "moves": words("{item} is added: a mass move of what is due {days}, on {on}."),
    "categories": words("{item} is added: a category of units."),
    "caps": words("{item} is added: a limit in units for {types}."),
    "minima": words("{of}: of {item} there is a minimum."),
    "more_of": words("{of}: it takes {amount} more of {item}."),
    "each": words("A shorter first cycle: {amount} of {item} for each step of months."),
    "allocation": words("An activity serves those alone to which it is assigned, at most {most}."),
    "reaches": words("One activity of {item} may serve {most}."),
    "division": words("{of}: the holder chooses between {categories}; splitting one is {split}."),
    "of_which": words("{of}: some of it is of {item}."),
    "audit": words(
        "Entries are audited: {percent} % of each type. A renewal that lacks what failed is {after_renewal}."
    ),
    "widened": words("When more than {when} % of the last {of_last} failed, {to} % are audited."),
    "candidates": words("Of those who renewed {percent} % are audited, and provide evidence within {days} days."),
    "reasons": words("A rejection may say: {sentence}"),
}
ADDED_OF_ONE: Final[dict[tuple[str, bool], str]] = {
    ("demands", False): words("{of}: {item} is added: renewing takes it too."),
    ("demands", True): words("{of}: {item} is added: this way takes it too."),
    ("ways", False): words("{of}: {item} is added: another way to renew."),
}
"""What is new in one of several groups, and what is in one way alone."""
REMOVED_OF_ONE: Final[dict[tuple[str, bool], str]] = {
    ("demands", False): words("{of}: {item} is taken out: renewing does not take it any more."),
    ("demands", True): words("{of}: {item} is taken out: this way does not take it any more."),
    ("ways", False): words("{of}: {item} is taken out: nothing is renewed this way any more."),
}
ADDED_WITHIN: Final = words("{item} is added: a category of units, within {within}.")
REMOVED: Final[dict[str, str]] = {
    "missed": words("{of}: a year that is missed only keeps the cycle from being renewed."),
    "retake": words("Passing the exam again no longer renews."),
    "own_retake": words("{of}: passing the exam again is as for others again."),
    "own_proration": words("A shorter first cycle requires again what the program says of all."),
    "shrinks": words("{of}: in a first cycle that is shorter than the others it takes as much as in a whole one."),
    "proration": words("A first cycle that is shorter than the others requires as much as they do."),
    "suspension": words("Nothing is suspended any more."),
    "cascades": words("{item} is taken out: it renews nothing else any more."),
    "replacements": words("{item} is taken out: what it ended goes on beside it."),
    "circumstances": words("{item} is taken out: it takes nothing off any more."),
    "designations": words("{item} is taken out: nobody holds it any more."),
    "needs": words("{of}: it takes none of {item} any more."),
    "deadline": words("There is no deadline before the end any more."),
    "earlier": words("Cycles of before then have the usual length."),
    "earlier_graces": words("What ended {item} has the usual grace."),
    "kept": words("Carried units of {item} count for it no more."),
    "portfolio": words("{of}: what is required no longer follows from what is held."),
    "counters": words("{item} is taken out: it is not counted any more."),
    "demands": words("{item} is taken out: renewing does not take it any more."),
    "choices": words("{of}: {item} is not among the choices any more."),
    "ways": words("{item} is taken out: nothing is renewed this way any more."),
    "groups": words("{item} is taken out: nothing is renewed under it any more."),
    "certifications": words("{item} is taken out: whoever holds it holds it no more."),
    "types": words("{item} is taken out: activities of this type count nothing any more."),
    "moves": words("{item} is taken out: a date that it moved is as it was before."),
    "categories": words("{item} is taken out: nothing is counted by this category any more."),
    "caps": words("{item} is taken out: there is no such limit any more."),
    "minima": words("{of}: nothing of {item} is needed any more."),
    "more_of": words("{of}: it takes no more of {item}."),
    "each": words("A shorter first cycle: as much of {item} as in a whole one."),
    "measure": words("{of}: no longer recorded in {many}; each is worth the same."),
    "allocation": words("An activity serves all again, instead of those to which it is assigned."),
    "reaches": words("One activity of {item} may serve as many as any other again."),
    "division": words("{of}: the holder no longer chooses between {categories}."),
    "of_which": words("{of}: nothing of it is of {item} any more."),
    "audit": words("Nothing is audited by rules any more."),
    "widened": words("As many are audited always, however many failed."),
    "candidates": words("Those who renewed are not audited as a whole any more."),
    "reasons": words("A rejection does not say “{name}” any more."),
}


RELIEF_GONE: Final[dict[tuple[bool, bool], str]] = {
    (True, False): words("{of}: as much is asked of each year again as before, also where {item} is so."),
    (True, True): words("{of}: where {item} is so, something else is taken off a year than before."),
    (False, False): words("{of}: as much is asked again as before, also where {item} is so."),
    (False, True): words("{of}: where {item} is so, something else is taken off than before."),
}
"""What is said of a relief that is there no more: whether it is one of years, and another has what it was about."""


def added_text(place: Place, field: str, item: object) -> str:
    """What is said of something new of a field: that of one way, or of one of several groups, is not everybody's."""
    if getattr(item, "within", ""):
        return ADDED_WITHIN
    of_one = ADDED_OF_ONE.get((field, place.inside is Way)) if place.of_some else None
    return of_one or ADDED.get(field, words("{item} is added."))


def removed_text(place: Place, field: str, item: object, left: Iterable[object]) -> str:
    """The same of what is there no more. `left`: the items of its field that there are."""
    if isinstance(item, Relief):
        others = {key for other in left if isinstance(other, Relief) for key in other.circumstances}
        return RELIEF_GONE[item.of_years, bool(others & {*item.circumstances})]
    of_one = REMOVED_OF_ONE.get((field, place.inside is Way)) if place.of_some else None
    return of_one or REMOVED.get(field, words("{item} is taken out."))


def cascade(place: Place, added: Cascade) -> Sentence:
    """What sets off a renewal that nothing did, since when, and what is renewed."""
    values: dict[str, Shown] = {
        "item": place.title(added),
        "of": any_of(added.of),
        "renewed": all_of(added.renewed),
        "since": added.since,
    }
    return Sentence(CASCADES[added.trigger], values)


def replacement(place: Place, added: Replacement) -> Sentence:
    """What takes the place of others that did not, since when, and of which."""
    values: dict[str, Shown] = {
        "item": place.title(added),
        "of": any_of(added.of),
        "replaced": all_of(added.replaced),
        "since": added.since,
    }
    return Sentence(REPLACEMENT, values)


REPLACEMENT: Final = words("{item} is added: who earns {of} on {since} or later holds {replaced} until that day only.")
CASCADES: Final = {
    Trigger.EARNED: words("{item} is added: who earns {of} on {since} or later has {renewed} renewed by that."),
    Trigger.RENEWED: words("{item} is added: who renews {of} on {since} or later has {renewed} renewed by that."),
}
