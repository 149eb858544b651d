"""Exams that renew → sentences: by when to pass which, what that renews, and from when on it brings something back."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from recert.policy.explain_ways import when
from recert.policy.model import Policy
from recert.policy.planning.way import Goal, Sitting, Target
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words


def sitting(policy: Policy, goal: Goal, found: Sitting, as_of: date) -> Sentence:
    """When an exam may be passed, and what else it renews."""
    return _told(found, [found.certification], as_of, _last_of_grace(policy, goal, found, as_of))


def higher(policy: Policy, target: Target, as_of: date) -> Iterator[Sentence]:
    """Exams of other certifications that renew some of a group; those that renew the same in the same days together."""
    for _, same in groupby(target.higher, key=lambda each: (each.renews, each.again, each.first, each.last)):
        several = list(same)
        grace = _last_of_grace(policy, target.goal, several[0], as_of)
        yield _told(several[0], [each.certification for each in several], as_of, grace)


def _told(found: Sitting, codes: Sequence[str], as_of: date, grace: date | None) -> Sentence:
    values: dict[str, Shown] = {"certification": any_of(codes), "first": found.first, "last": found.last}
    told = Sentence((SITTINGS if found.again else FIRST_SITTINGS)[when(found.first, found.last, as_of)], values)
    if found.renews:
        text = words("{told}. That renews {others}, too.") if found.again else words("{told}. That renews {others}.")
        told = Sentence(text, {"told": told, "others": all_of(found.renews)})
    if grace:
        return Sentence(BACK[bool(found.renews)], {"told": told, "grace": grace})
    return told


def _last_of_grace(policy: Policy, goal: Goal, found: Sitting, as_of: date) -> date | None:
    """After which day an exam brings back what is suspended then; None where it is so already, or never will be."""
    rule, codes = policy.retake_of(goal.group), {found.certification, *found.renews}
    some = [each for each in goal.holdings if each.certification in codes]
    if rule and rule.whole_group and found.again:
        some = [*goal.holdings]
    last = min((each.grace_until for each in some if each.grace_until), default=goal.cycle.grace_until)
    return last if as_of <= last < found.last else None


BACK = {
    False: words("{told}. After {grace} that brings back what is suspended."),
    True: words("{told} After {grace} that brings back what is suspended."),
}
"""By whether it is told what else an exam renews."""
SITTINGS = {
    "by": words("Pass the exam of {certification} again, by {last}"),
    "on": words("Pass the exam of {certification} again, on {last}"),
    "between": words("Pass the exam of {certification} again, between {first} and {last}"),
}
"""An exam to be retaken, and when."""
FIRST_SITTINGS = {
    "by": words("Pass the exam of {certification}, by {last}"),
    "on": words("Pass the exam of {certification}, on {last}"),
    "between": words("Pass the exam of {certification}, between {first} and {last}"),
}
"""One to be passed for the first time."""
