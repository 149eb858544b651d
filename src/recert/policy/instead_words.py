"""What of a long step has to be as it says, and what or when the rest of it may be → sentences."""

from collections.abc import Sequence

from recert.policy.measure_words import quantity_of
from recert.policy.model import Policy
from recert.policy.planning.way import Instead, Other, Step
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words


def instead(policy: Policy, found: Step) -> Sentence | None:
    """How little of a step is enough as it says, and what or when the rest may be; None where that is not known."""
    said = found.instead
    if said is None:
        return None
    kind = policy.type(found.type)
    values: dict[str, Shown] = {
        "own": quantity_of(kind, said.own),
        "what": _itself(policy, found, said),
        "others": any_of([_other(policy, found, other) for other in _of_any(policy, said.others)]),
        "parts": all_of([_part(policy, found, other, quantity_of(kind, much)) for other, much in said.parts]),
        "rest": quantity_of(kind, found.quantity - said.own),
        "by": found.last,
        "last": said.last,
    }
    later = said.others == (found.itself,)
    one, several = LATER if later else IN_PARTS if said.parts else OTHERS
    return Sentence(several, values, one=one, count=said.own)


def _of_any(policy: Policy, others: Sequence[Other]) -> Sequence[Other]:
    """The same, where every category of a type is among them with the type alone."""
    divisions = {kind.key: kind.division for kind in policy.types}
    whole = {
        key
        for key, division in divisions.items()
        if division and all(Other(key, each) in others for each in division.categories)
    }
    return list(dict.fromkeys(Other(it.type) if it.type in whole else it for it in others))


def _itself(policy: Policy, found: Step, said: Instead) -> Shown:
    """What a part of the step has to be: of its category, where the rest is of other categories of its type."""
    others = [*said.others, *(other for other, _ in said.parts)]
    if found.category and all(other.type == found.type for other in others):
        return policy.category(found.category).name
    return _named(policy, found.itself)


def _other(policy: Policy, found: Step, other: Other) -> Shown:
    if other.type == found.type:
        return policy.category(other.category).name if other.category else _named(policy, other)
    return _named(policy, other)


def _named(policy: Policy, other: Other) -> Sentence:
    title = Sentence("“{title}”", {"title": policy.type(other.type).title})
    if not other.category:
        return title
    return Sentence(words("{told} ({category})"), {"told": title, "category": policy.category(other.category).name})


def _part(policy: Policy, found: Step, other: Other, much: Shown) -> Sentence:
    return Sentence(words("{much} of {category}"), {"much": much, "category": _other(policy, found, other)})


LATER = (
    words("It is enough if {own} of that is done by {by}: the other {rest} may be done by {last}."),
    words("It is enough if {own} of that are done by {by}: the other {rest} may be done by {last}."),
)
OTHERS = (
    words("It is enough if {own} of that is {what}: the other {rest} may be {others}."),
    words("It is enough if {own} of that are {what}: the other {rest} may be {others}."),
)
IN_PARTS = (
    words("It is enough if {own} of that is {what}: the rest may be {parts}."),
    words("It is enough if {own} of that are {what}: the rest may be {parts}."),
)
"""What is enough of a step, of one and of several, where the rest may be later, or something else, all or in parts."""
