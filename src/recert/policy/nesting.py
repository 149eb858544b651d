"""Categories within others: what counts for one counts, once, for all those that it lies within."""

from collections.abc import Iterable, Sequence

from recert.policy.model import ActivityType, Category, Policy


def around(categories: Sequence[Category], key: str) -> tuple[str, ...]:
    """A category and those that it lies within, from the inside out; nothing where no category is named."""
    known, found = {category.key: category.within for category in categories}, list[str]()
    while key and key not in found:  # a circle is refused, but must not hang what is read before that is seen
        found.append(key)
        key = known.get(key, "")
    return tuple(found)


def inside(categories: Sequence[Category], keys: Iterable[str]) -> tuple[str, ...]:
    """Some categories and all that lie within them, in the order of the policy."""
    chosen = set(keys)
    return tuple(c.key for c in categories if not chosen.isdisjoint(around(categories, c.key)))


def outermost(categories: Sequence[Category], keys: Iterable[str]) -> tuple[str, ...]:
    """Of some categories those that lie within no other of them: together they are all of them, each unit once."""
    chosen = set(keys)
    return tuple(c.key for c in categories if chosen.intersection(around(categories, c.key)) == {c.key})


def divides(policy: Policy, kind: ActivityType) -> bool:
    """Whether an activity of a type may be of several categories."""
    return bool(kind.division or kind.of_which) or len(around(policy.categories, kind.category)) > 1


def of_type(policy: Policy, kind: ActivityType) -> tuple[str, ...]:
    """All categories of which an activity of a type may be, in whole or in part."""
    own = kind.division.categories if kind.division else (kind.category,)
    named = (*own, *(within.category for within in kind.of_which))
    return tuple(dict.fromkeys(key for each in named for key in around(policy.categories, each)))
