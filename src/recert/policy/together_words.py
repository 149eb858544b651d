"""One way for several cycles in words: whether it is for all of them, and which of them it renews late."""

from collections.abc import Iterator, Sequence

from recert.policy.lowering import allocated
from recert.policy.model import Policy
from recert.policy.planning.way import Outlook
from recert.policy.sentence import Sentence, all_of, words


def title(found: Outlook) -> Sentence:
    """For how many of them it is."""
    return Sentence(TITLES[is_for_all(found)])


def of_which(policy: Policy, found: Outlook) -> Iterator[Sentence]:
    """Which of them it renews late, and for which no way was found."""
    planned = {goal.group: goal.by for goal in found.of}
    late = [each.goal.group for each in found.targets if planned.get(each.goal.group, each.goal.by) > each.goal.by]
    for groups, (several, one) in ((late, LATE), (_left_out(found), LEFT_OUT)):
        if groups:
            names = all_of([policy.group(key).name for key in groups])
            yield Sentence(several, {"groups": names}, one=one, count=len(groups))


def each_by_itself(policy: Policy, found: Outlook) -> Sentence | None:
    """That no way for all was looked for, where activities are assigned and some may serve several; None otherwise."""
    rule, waiting = policy.allocation, [target for target in found.targets if target.goal.cycle.by_units]
    if rule is None or len(waiting) < 2:
        return None
    serving = [kind.title for kind in policy.types if not allocated(policy, kind) or rule.most_of(kind.key) > 1]
    if not serving:
        return None
    return Sentence(BY_ITSELF, {"types": ", ".join(f"“{title}”" for title in serving)})


BY_ITSELF = words(
    "Each is planned by itself, as some activities serve only what they are assigned to. These may serve several at "
    "once, so that together it may take fewer: {types}."
)


def is_for_all(found: Outlook) -> bool:
    """Whether it is for all that can be renewed by units."""
    return not _left_out(found)


def _left_out(found: Outlook) -> Sequence[str]:
    planned = {goal.group for goal in found.of}
    return [t.goal.group for t in found.targets if t.goal.cycle.by_units and t.goal.group not in planned]


TITLES = {False: words("One way for several of them"), True: words("One way for all of them")}
LATE = (words("{groups} are renewed late by it."), words("{groups} is renewed late by it."))
LEFT_OUT = (
    words("{groups} are left out: no way was found for them."),
    words("{groups} is left out: no way was found for it."),
)
"""Several of them, and one."""
