"""For how many months a renewal is, where that is not a cycle's length, in sentences."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from recert.policy.assessment import Cycle
from recert.policy.cycles import FOR_LIFE
from recert.policy.lengths import own_lengths
from recert.policy.model import Group, Policy, Value, in_force
from recert.policy.retake import Retake
from recert.policy.sentence import Sentence, Shown, words

Told = tuple[Sentence, str]


def renews_for(value: Value) -> Sentence:
    """For how many months a way renews."""
    if value.unlimited:
        return Sentence(words("It renews for life"))
    text, one = words("It renews for {months} months"), words("It renews for one month")
    return Sentence(text, {"months": value.amount}, one=one, count=value.amount)


def by_exam(values: tuple[Value, ...]) -> Iterator[Told]:
    """For how many months passing the exam again renews, and in which cycles."""
    for at, value in enumerate(values):
        text, one = FOR_LIFE_BY_EXAM[at > 0] if value.unlimited else BY_EXAM[at > 0]
        shown: dict[str, Shown] = {"months": value.amount, "since": value.since}
        yield Sentence(text, shown, one=one, count=value.amount), value.source


def by_exam_of(group: Group, values: tuple[Value, ...]) -> Iterator[Told]:
    """The same of one group, by its name."""
    for at, value in enumerate(values):
        text, one = FOR_LIFE_BY_EXAM_OF[at > 0] if value.unlimited else BY_EXAM_OF[at > 0]
        shown: dict[str, Shown] = {"group": group.name, "months": value.amount, "since": value.since}
        yield Sentence(text, shown, one=one, count=value.amount), value.source


BY_EXAM = {
    False: (
        words("Passing the exam again renews for {months} months."),
        words("Passing the exam again renews for one month."),
    ),
    True: (
        words("In cycles that begin on {since} or later passing the exam again renews for {months} months."),
        words("In cycles that begin on {since} or later passing the exam again renews for one month."),
    ),
}
BY_EXAM_OF = {
    False: (
        words("{group}: passing the exam again renews for {months} months."),
        words("{group}: passing the exam again renews for one month."),
    ),
    True: (
        words("{group}: in cycles that begin on {since} or later passing the exam again renews for {months} months."),
        words("{group}: in cycles that begin on {since} or later passing the exam again renews for one month."),
    ),
}
"""By whether it is so from a later day on; with the words of one month."""
FOR_LIFE_BY_EXAM = {
    False: (words("Passing the exam again renews for life."), ""),
    True: (words("In cycles that begin on {since} or later passing the exam again renews for life."), ""),
}
FOR_LIFE_BY_EXAM_OF = {
    False: (words("{group}: passing the exam again renews for life."), ""),
    True: (words("{group}: in cycles that begin on {since} or later passing the exam again renews for life."), ""),
}
"""The same of what does not expire any more."""


def by_way(policy: Policy, group: Group, cycle: Cycle, key: str) -> Sentence | None:
    """For how many months one of the ways would renew a cycle; None where it is as many as ever."""
    months = next((way.months for way in cycle.ways if way.way == key), 0)
    return _instead(policy, group, months)


def by_pass(policy: Policy, group: Group, rule: Retake, start: date) -> Sentence | None:
    """The same of passing the exam again, in a cycle that began on a day."""
    values = rule.renews_for
    value = (in_force(values, start) or values[0]) if values else None
    return _instead(policy, group, months_of(value) if value else 0)


def months_of(value: Value) -> int:
    """For how many months a value renews; `FOR_LIFE` where what it renews has no end."""
    return FOR_LIFE if value.unlimited else int(value.amount)


def _instead(policy: Policy, group: Group, months: int) -> Sentence | None:
    usual = policy.months_of(group.key)
    if months in (0, usual):
        return None
    if months == FOR_LIFE:
        return Sentence(words("It renews for life."))
    text, one = (
        words("It renews for {months} months, not for {usual}."),
        words("It renews for one month, not for {usual}."),
    )
    return Sentence(text, {"months": months, "usual": usual}, one=one, count=Decimal(months))


def then(told: Sentence, more: Sentence | None) -> Sentence:
    """A sentence, and what is to be said after it."""
    return Sentence(words("{told} {more}"), {"told": told, "more": more}) if more else told


def longer(policy: Policy, group: Group, cycle: Cycle) -> Sentence | None:
    """That another way than the one that renews a cycle would renew it for longer; None where none would."""
    usual = policy.months_of(group.key)
    known = {way.way: way.months or usual for way in cycle.ways}
    if group.required or group.portfolio:
        known[""] = usual
    if max(known.values(), default=0) > known.get(cycle.way, usual):
        return Sentence(words("Another way renews for longer."))
    return None


def several(policy: Policy, group: str) -> bool:
    """Whether not all renewals of a group are for equally long."""
    own = {months_of(value) for value in own_lengths(policy, group)}
    return len({*own, policy.months_of(group)}) > 1
