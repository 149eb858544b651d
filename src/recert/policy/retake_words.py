"""What passing the exam again renews, and from when its date counts, in sentences: where it is not the usual."""

from collections.abc import Iterator

from recert.policy.retake import OwnRetake, Retake
from recert.policy.sentence import Sentence, Shown, words


def besides(rule: Retake) -> Iterator[Sentence]:
    """Of all of a program: that one exam renews a whole group, and that its date is counted from the pass."""
    if rule.whole_group:
        yield Sentence(WHOLE_GROUP)
    if rule.from_pass:
        yield Sentence(FROM_PASS)


def besides_of(group: Shown, rule: OwnRetake) -> Iterator[Sentence]:
    """The same of one group, by its name."""
    if rule.whole_group:
        yield Sentence(ALL_OF, {"group": group})
    if rule.from_pass:
        yield Sentence(OF_FROM_PASS, {"group": group})


WHOLE_GROUP = words(
    "One exam renews all that is active of its group; its time is that before the earliest expiry among them."
)
FROM_PASS = words("The date that an exam gives is counted from the day of the pass.")
ALL_OF = words(
    "{group}: one exam renews all that is active of it; its time is that before the earliest expiry among them."
)
OF_FROM_PASS = words("{group}: the date that an exam gives is counted from the day of the pass.")
