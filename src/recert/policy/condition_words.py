"""A condition in words: for whom a value holds."""

from collections.abc import Iterator, Sequence
from typing import Final

from recert.policy.circumstances import CircumstanceKind
from recert.policy.condition import Condition, Seen
from recert.policy.sentence import Sentence, all_of, any_of, words


def for_whom(when: Condition, kinds: Sequence[CircumstanceKind]) -> Sentence:
    """All that a condition asks: 'in the first cycle, awarded before January 1, 2020'.

    `kinds` are all circumstances that a policy knows: what is so of a person is called by its title.
    """
    first, *others = list(_clauses(when, kinds)) or [Sentence(words("for everybody"))]
    for clause in others:
        first = Sentence(words("{clause}, {another}"), {"clause": first, "another": clause})
    return first


def _clauses(when: Condition, kinds: Sequence[CircumstanceKind]) -> Iterator[Sentence]:
    yield from _cycles(when)
    if when.awarded_from:
        yield Sentence(words("awarded on or after {day}"), {"day": when.awarded_from})
    if when.awarded_before:
        yield Sentence(words("awarded before {day}"), {"day": when.awarded_before})
    if when.held_years:
        yield Sentence(
            words("held for {years} years or more"),
            {"years": when.held_years},
            one=words("held for a year or more"),
            count=when.held_years,
        )
    if when.held_from and when.held_from == when.held_to:
        yield Sentence(
            words("with {many} certifications held"),
            {"many": when.held_from},
            one=words("with one certification held"),
            count=when.held_from,
        )
    elif when.held_from:
        yield Sentence(words("with {many} or more certifications held"), {"many": when.held_from})
    if when.held_to and when.held_to != when.held_from:
        yield Sentence(words("with at most {many} certifications held"), {"many": when.held_to})
    if when.holds:
        yield Sentence(words("with {codes} held"), {"codes": ", ".join(when.holds)})
    if when.lacks:
        yield Sentence(words("without {codes}"), {"codes": ", ".join(when.lacks)})
    yield from _circumstances(when, kinds)


def _circumstances(when: Condition, kinds: Sequence[CircumstanceKind]) -> Iterator[Sentence]:
    titles = {kind.key: kind.title for kind in kinds}
    for texts, keys, joined in ((SO, when.true_of, all_of), (NOT_SO, when.untrue_of, any_of)):
        if keys:
            named = joined([Sentence(words("“{title}”"), {"title": titles.get(key, key)}) for key in keys])
            yield Sentence(texts[when.seen], {"kinds": named})


SO = {
    Seen.FIRST_DAY: words("with {kinds} on the first day of the cycle"),
    Seen.ANY_DAY: words("with {kinds} on any day of the cycle"),
    Seen.LAST_DAY: words("with {kinds} on the last day of the cycle"),
}
NOT_SO = {
    Seen.FIRST_DAY: words("without {kinds} on the first day of the cycle"),
    Seen.ANY_DAY: words("with {kinds} on no day of the cycle"),
    Seen.LAST_DAY: words("without {kinds} on the last day of the cycle"),
}
"""What is so of a person, by the day on which that is looked at."""


def _cycles(when: Condition) -> Iterator[Sentence]:
    first, last = when.cycle_from, when.cycle_to
    if when.every > 1:
        yield _every(when)
    elif last == 1 and first <= 1:
        yield Sentence(words("in the first cycle"))
    elif first > 1 and first == last:
        yield Sentence(words("in cycle {number}"), {"number": first})
    elif first > 1 and last:
        yield Sentence(words("in cycles {first} to {last}"), {"first": first, "last": last})
    elif first > 1:
        yield Sentence(words("from cycle {number} on"), {"number": first})
    elif last:
        yield Sentence(words("up to cycle {number}"), {"number": last})
    if when.every == 1:
        yield Sentence(words("in every cycle"))


def _every(when: Condition) -> Sentence:
    """Of every so many cycles which those are: they are counted from the award, wherever it begins to hold."""
    first = -(-when.cycle_from // when.every) * when.every
    numbers = [first + n * when.every for n in range(NAMED)]
    if when.cycle_to:
        last = when.cycle_to // when.every * when.every
        left = [number for number in numbers if number <= last]
        if left and left[-1] < last:
            named = ", ".join(map(str, left))
            return Sentence(words("in cycles {named} and so on up to {last}"), {"named": named, "last": last})
        if not left:
            return Sentence(words("in no cycle"))
        one = words("in cycle {named}")
        return Sentence(
            words("in cycles {named}"), {"named": all_of([str(number) for number in left])}, one=one, count=len(left)
        )
    return Sentence(words("in cycles {named} and so on"), {"named": ", ".join(map(str, numbers))})


NAMED: Final = 3
"""So many of all cycles are named."""
