"""What a group has of its own, in sentences, each with where it is written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy import length_words, life_words, proration_words, rhythm_words
from recert.policy.cycles import CycleRule, Ends
from recert.policy.exceptions import whom
from recert.policy.model import Group, Policy, Value
from recert.policy.never_words import OF_GROUP
from recert.policy.own import OwnCycle
from recert.policy.retake import OwnRetake
from recert.policy.retake_words import besides_of, from_old_of
from recert.policy.sentence import Sentence, Shown, words

Told = tuple[Sentence, str]


def own(policy: Policy) -> Iterator[Told]:
    """What is another rule in a group than in all others."""
    for group in policy.groups:
        if group.own_cycle:
            yield from ((sentence, group.own_cycle.source) for sentence in _cycle(policy, group, group.own_cycle))
        if group.own_retake:
            has_grace = policy.cycle_of(group.key).has_grace
            said = (
                retake(group.name, group.own_retake, has_grace=has_grace),
                *besides_of(group.name, group.own_retake),
                *from_old_of(group.name, policy.cycle_of(group.key), group.own_retake),
            )
            yield from ((sentence, group.own_retake.source) for sentence in said)
            yield from length_words.by_exam_of(group, group.own_retake.renews_for)
        if group.own_carry:
            for at, value in enumerate(group.own_carry.most):
                yield for_some(carried(policy, group, value), policy, group.own_carry.most, at), value.source
        if group.own_proration:
            yield proration_words.of_group(policy, group, group.own_proration), group.own_proration.source


LENGTHS: Final = {
    False: (words("{group}: a cycle has {months} months."), words("{group}: a cycle has one month.")),
    True: (
        words("{group}: a cycle has {months} months, and had no other length before."),
        words("{group}: a cycle has one month, and had no other length before."),
    ),
}
"""Its own length, by whether others had another one before a day."""


def _cycle(policy: Policy, group: Group, said: OwnCycle) -> Iterator[Sentence]:
    of: dict[str, Shown] = {"group": group.name}
    rule = policy.cycle_of(group.key)
    if said.for_life:
        yield Sentence(life_words.OF_GROUP, of)
    elif said.months is not None:
        text, one = LENGTHS[bool(policy.cycle.earlier)]
        yield Sentence(text, {**of, "months": rule.months}, one=one, count=Decimal(rule.months))
    if said.ends is not None:
        yield Sentence(ENDS[rule.ends], of)
    if said.first_months is not None:
        text = FIRST[rule.first_ends] if said.first_months else REST[rule.first_ends]
        yield Sentence(text, {**of, "first": said.first_months})
    if said.rhythm is not None:
        yield rhythm_words.of_group(group.name, rhythm_words.next_starts(rule))
    if said.has_window:
        yield from (rhythm_words.of_group(group.name, each) for each in rhythm_words.window(rule))
    if said.never_renewed and not said.for_life:
        yield Sentence(OF_GROUP, of)
    says_grace = said.grace_days is not None or said.grace_months is not None
    if says_grace and (rule.has_grace or policy.cycle.has_grace):  # nothing where there is none in either
        yield _grace(group, rule)


def _grace(group: Group, rule: CycleRule) -> Sentence:
    """For how long after the end what is of a group can still be renewed."""
    if not rule.grace_days and not rule.grace_months:
        return Sentence(NO_GRACE, {"group": group.name})  # a suspension may still follow
    in_months = rule.grace_months > 0
    count = rule.grace_months or rule.grace_days
    text, one = GRACE[in_months]
    return Sentence(text, {"group": group.name, "many": count}, one=one, count=Decimal(count))


def retake(group: Shown, rule: OwnRetake, *, has_grace: bool) -> Sentence:
    """Whether passing the exam again renews what is of a group, by its name, and when."""
    if not rule.renews:
        return Sentence(words("{group}: passing the exam again does not renew."), {"group": group})
    count = rule.days or rule.months
    text, one = RETAKE[rule.days > 0, rule.in_grace and has_grace]
    return Sentence(text, {"group": group, "many": count}, one=one, count=Decimal(count))


def carried(policy: Policy, group: Group, value: Value) -> Sentence:
    """How much of a surplus a group's cycle hands on, from a day on."""
    values: dict[str, Shown] = {"group": group.name, "most": value.amount, "unit": policy.units, "since": value.since}
    if not value.amount:
        return Sentence(words("{group}: nothing is carried into the next cycle, from {since} on."), values)
    text = words("{group}: up to {most} {unit} are carried into the next cycle, from {since} on.")
    one = words("{group}: up to {most} {unit} is carried into the next cycle, from {since} on.")
    return Sentence(text, {**values, "unit": policy.unit if value.amount == 1 else policy.units}, one, value.amount)


def for_some(told: Sentence, policy: Policy, values: tuple[Value, ...], at: int) -> Sentence:
    """That of one of several values, with for whom it holds where that is not for all."""
    some = whom(values, at, policy.circumstances)
    return Sentence(words("{told} That is so {whom}."), {"told": told, "whom": some}) if some else told


ENDS = {
    Ends.SAME_DAY: words("{group}: a cycle ends on the same day of the month as it began."),
    Ends.DAY_BEFORE: words("{group}: a cycle ends on the day before that day of the month on which it began."),
    Ends.END_OF_MONTH: words("{group}: a cycle ends with the month."),
    Ends.END_OF_YEAR: words("{group}: a cycle ends with the year."),
}
FIRST = {
    Ends.SAME_DAY: words("{group}: the first cycle has {first} months, and ends on the same day of the month."),
    Ends.DAY_BEFORE: words("{group}: the first cycle has {first} months, and ends on the day before."),
    Ends.END_OF_MONTH: words("{group}: the first cycle has {first} months, and ends with the month."),
    Ends.END_OF_YEAR: words("{group}: the first cycle has {first} months, and ends with the year."),
}
REST = {
    Ends.END_OF_MONTH: words("{group}: the first cycle is what is left of the month."),
    Ends.END_OF_YEAR: words("{group}: the first cycle is what is left of the year."),
}
"""By when a first cycle ends that has no whole months."""
NO_GRACE = words("{group}: there are no days of grace after the end.")
GRACE = {
    False: (
        words("{group}: for {many} days after the end it can still be renewed."),
        words("{group}: for one day after the end it can still be renewed."),
    ),
    True: (
        words("{group}: for {many} months after the end it can still be renewed."),
        words("{group}: for one month after the end it can still be renewed."),
    ),
}
"""By whether the grace is counted in months."""
RETAKE = {
    (False, False): (
        words("{group}: passing the exam again renews, within {many} months before the expiry."),
        words("{group}: passing the exam again renews, within one month before the expiry."),
    ),
    (False, True): (
        words("{group}: passing the exam again renews, within {many} months before the expiry or in its grace."),
        words("{group}: passing the exam again renews, within one month before the expiry or in its grace."),
    ),
    (True, False): (
        words("{group}: passing the exam again renews, within {many} days before the expiry."),
        words("{group}: passing the exam again renews, within one day before the expiry."),
    ),
    (True, True): (
        words("{group}: passing the exam again renews, within {many} days before the expiry or in its grace."),
        words("{group}: passing the exam again renews, within one day before the expiry or in its grace."),
    ),
}
"""By whether its time is counted in days, and whether it renews in a grace; with the words of one."""
