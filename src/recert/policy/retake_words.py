"""What passing the exam again renews, and from when its date counts, in sentences: where it is not the usual."""

from collections.abc import Iterator

from recert.policy.cycles import CycleRule, Rhythm
from recert.policy.model import Policy
from recert.policy.retake import CountedFrom, OwnRetake, Retake
from recert.policy.sentence import Sentence, Shown, words


def besides(rule: Retake) -> Iterator[Sentence]:
    """Of all of a program: that one exam renews a whole group, and that its date is counted from the pass."""
    if rule.whole_group:
        yield Sentence(WHOLE_GROUP)
    if rule.counted_from in FROM:
        yield Sentence(FROM[rule.counted_from])


def besides_of(group: Shown, rule: OwnRetake) -> Iterator[Sentence]:
    """The same of one group, by its name."""
    if rule.whole_group:
        yield Sentence(ALL_OF, {"group": group})
    if rule.counted_from in OF_FROM:
        yield Sentence(OF_FROM[rule.counted_from], {"group": group})


def counts_from_old(cycle: CycleRule, rule: Retake | OwnRetake) -> bool:
    """Whether the date of an exam is counted from the old one though that of another renewal may not be."""
    restarts = cycle.rhythm in (Rhythm.RESTARTED, Rhythm.KEPT_LATE)
    return restarts and rule.counted_from is CountedFrom.OLD_EXPIRY


def from_old(policy: Policy, rule: Retake) -> Iterator[Sentence]:
    """That it is, of all of a program."""
    groups = (policy.cycle_of(group.key) for group in policy.groups if group.own_retake is None)
    if any(counts_from_old(cycle, rule) for cycle in groups):
        yield Sentence(FROM_OLD)


def from_old_of(group: Shown, cycle: CycleRule, rule: OwnRetake) -> Iterator[Sentence]:
    """The same of one group, by its name."""
    if rule.renews and counts_from_old(cycle, rule):
        yield Sentence(OF_FROM_OLD, {"group": group})


WHOLE_GROUP = words(
    "One exam renews all that is active of its group; its time is that before the earliest expiry among them."
)
FROM = {
    CountedFrom.PASS: words("The date that an exam gives is counted from the day of the pass."),
    CountedFrom.AS_OTHERS: words("The date that an exam gives is counted as that of other renewals."),
}
FROM_OLD = words("The date that an exam gives is counted from the old one, on whatever day it is passed.")
ALL_OF = words(
    "{group}: one exam renews all that is active of it; its time is that before the earliest expiry among them."
)
OF_FROM = {
    CountedFrom.PASS: words("{group}: the date that an exam gives is counted from the day of the pass."),
    CountedFrom.AS_OTHERS: words("{group}: the date that an exam gives is counted as that of other renewals."),
}
OF_FROM_OLD = words("{group}: the date that an exam gives is counted from the old one, on whatever day it is passed.")
