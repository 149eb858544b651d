"""What `handbook` tells of groups: what each requires."""

from collections.abc import Iterator
from functools import partial

from recert.policy import serving_words
from recert.policy.blocks import Block, Heading, Listed, Paragraph
from recert.policy.difference_words import ALTERED
from recert.policy.handbook_besides import demands
from recert.policy.handbook_words import (
    FOR_EVERY,
    LAST_GOVERNS,
    NO_ACTIVITIES,
    NO_UNITS,
    NOTHING_RENEWS,
    ONLY_BY,
    TOGETHER,
)
from recert.policy.likeness import ANYBODY, Named, Part, all_named, called, in_full, shared
from recert.policy.model import Group, Minimum, Policy
from recert.policy.precedence import several_may_hold
from recert.policy.renewing_words import without_units
from recert.policy.serving_words import allocation, reaches
from recert.policy.telling import say, settings


def required(policy: Policy) -> Iterator[Block]:
    """What is required for renewing; what is the same of several groups is told once."""
    yield Heading("What is required")
    parts = tuple(shared(policy.groups, partial(_of_group, policy), ANYBODY))
    together = any(len(groups) > 1 for groups, _ in parts)
    words = say(TOGETHER, word=policy.group_word)
    yield Paragraph(f"{words} {all_named(policy)}" if together else words)
    serves = allocation(policy)
    every = say(FOR_EVERY, word=policy.group_word) if policy.has_activities else NO_ACTIVITIES
    yield Paragraph(str(serves) if serves else every)
    if policy.allocation and policy.allocation.reaches:
        yield Listed(tuple(str(sentence) for sentence, _ in reaches(policy)))
    yield Listed(tuple(told for groups, part in parts for told in part(called(policy, groups, in_full))))
    if any(several_may_hold(group) for group in policy.groups):
        yield Paragraph(LAST_GOVERNS)


def _of_group(policy: Policy, group: Group) -> Iterator[Part[str]]:
    yield lambda of: settings(policy, ("Group", "required"), of.first, group.required)
    if not group.required and not group.portfolio:
        ways = without_units(policy, group)
        only = NO_UNITS if policy.has_activities else ONLY_BY
        yield lambda of: [say(only, of=of.first, ways=ways) if ways else say(NOTHING_RENEWS, of=of.first)]
    yield from (partial(_minimum, policy, minimum) for minimum in group.minima)
    if group.periods_from:
        begins = ALTERED["Group", "periods_from"].begins
        yield lambda of: [say(begins, of=of.first, new=group.periods_from or "")]
    yield from demands(policy, group)


def _minimum(policy: Policy, minimum: Minimum, of: Named) -> Iterator[str]:
    within = f"{of.first}, {serving_words.category(policy, minimum.category)}"
    yield from settings(policy, ("Minimum", "values"), within, minimum.values)
