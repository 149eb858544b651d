"""What is the same of several groups is told once, of all of them, however the policy's text came to say it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words

EVERY: Final = words("Every {word}")
ANY: Final = words("every {word}")
"""All groups, at the beginning of a sentence and within one."""
SEVERAL: Final = words("There are several: {names}.")


@dataclass(frozen=True, slots=True)
class Named:
    """How some groups are called where a sentence begins with them, and within one."""

    first: str
    within: str


T = TypeVar("T")
N = TypeVar("N")
Part = Callable[[Named], Iterable[T]]
"""What is told together of whatever groups are so called."""
ANYBODY: Final = Named("…", "…")
"""Whoever it is told of, to see whether it is the same of others."""


def shared(
    groups: Sequence[Group], parts: Callable[[Group], Iterable[Callable[[N], Iterable[T]]]], anybody: N
) -> Iterator[tuple[tuple[Group, ...], Callable[[N], Iterable[T]]]]:
    """All parts of what is told of groups, in their order, each with the groups of which it is the same.

    A part is told of whatever it is called with; `anybody` is what it is called with to see whether it is the same.
    """
    found = dict[tuple[tuple[str, ...], int], tuple[list[Group], Callable[[N], Iterable[T]]]]()
    for group in groups:
        times = Counter[tuple[str, ...]]()
        for part in parts(group):
            if told := tuple(map(str, part(anybody))):
                same, _ = found.setdefault((told, times[told]), ([], part))
                same.append(group)
                times[told] += 1
    yield from ((tuple(same), part) for same, part in found.values())


def called(policy: Policy, groups: Sequence[Group], by: Callable[[Group], str]) -> Named:
    """How groups are called: one by its name, several by their short names, and all of several by the word for them."""
    if len(groups) == 1:
        return Named(by(groups[0]), by(groups[0]))
    if len(groups) == len(policy.groups):
        return Named(*(str(Sentence(text, {"word": policy.group_word})) for text in (EVERY, ANY)))
    names = str(all_of([_short(policy, group) for group in groups]))
    return Named(names, names)


def in_full(group: Group) -> str:
    """A group's name, with its short one."""
    return group.name if group.short == group.name else f"{group.name} ({group.short})"


def all_named(policy: Policy) -> str:
    """What there is of groups, of which some are then called by their short names."""
    names: list[Shown] = [in_full(group) for group in policy.groups]
    return str(Sentence(SEVERAL, {"names": all_of(names)}))


def _short(policy: Policy, group: Group) -> str:
    """The short name; the whole one where that is of another group too."""
    same = [each for each in policy.groups if each.short == group.short]
    return group.short if len(same) == 1 else group.name
