"""What is on record of a person for a later day and counted on by a way to renew, in sentences."""

from recert.policy.history import Circumstance, Extension
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def counted_on(policy: Policy, fact: Circumstance | Extension) -> Sentence:
    """That a circumstance to come, or an extension to be given, is counted on."""
    if isinstance(fact, Extension):
        values: dict[str, Shown] = {"on": fact.on, "to": fact.to}
        return Sentence(words("The extension to {to} that is on record for {on} is counted on."), values)
    title = next(kind.title for kind in policy.circumstances if kind.key == fact.kind)
    values = {"title": title, "first": fact.since, "last": fact.until or ""}
    return Sentence(COUNTED_ON[fact.until is not None], values)


COUNTED_ON = {
    False: words("What is on record from {first} on is counted on: {title}."),
    True: words("What is on record from {first} to {last} is counted on: {title}."),
}
"""Whether it is known until when it is so."""
