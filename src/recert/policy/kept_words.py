"""Years that end or suspend what is held unless each is met by its day, as far as no step of a plan meets them, in
sentences.

An exam may be passed long after the first of them, and where there is no way by activities no step says what keeps it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from recert.policy.assessment import DueYear
from recert.policy.demand_years import short_years, year_of
from recert.policy.explain_demands import rule_of
from recert.policy.measure_words import unit_asked
from recert.policy.missed import Then, last_suspended
from recert.policy.model import Demand, Policy
from recert.policy.planning.way import Target
from recert.policy.sentence import Sentence, Shown, words


class Kept(NamedTuple):
    """A year that has to be met `by` a day, or what is held ends or is suspended."""

    rule: Demand
    year: DueYear
    by: date


def to_keep(policy: Policy, target: Target, today: date, then: Then) -> tuple[Kept, ...]:
    """The years to be met before the last exam that renews it, or before the day to plan for; the first of all first.

    Of those after which this follows, that what is held ends or is suspended.
    Empty where the steps of a way meet them, and none renews by an exam later than the first of them.
    """
    exams = (*target.sittings, *target.higher)
    way = target.best or target.afterwards
    if way and not exams:
        return ()
    last = max((exam.last for exam in exams), default=target.goal.by)
    return tuple(sorted((each for each in _years(policy, target, today, then) if each.year.due < last), key=_by))


def _years(policy: Policy, target: Target, today: date, then: Then) -> Iterator[Kept]:
    cycle, group = target.goal.cycle, policy.group(target.goal.group)
    for total in cycle.demands:
        rule = rule_of(group, total)
        if rule.missed is not None and rule.missed.then is then and not total.way:
            for year in short_years(policy, cycle, rule, total):
                by = year.due if rule.missed.late_counts else year.last
                if today <= by:
                    yield Kept(rule, year, by)


def _by(found: Kept) -> date:
    return found.by


def told(policy: Policy, target: Target, today: date) -> Iterator[tuple[Sentence, tuple[Sentence, ...]]]:
    """What becomes of what is held unless some years are met, and how much each lacks."""
    for then in UNLESS:
        if kept := to_keep(policy, target, today, then):
            yield unless_kept(policy, target, kept, then), tuple(year_to_keep(policy, each) for each in kept)


def unless_kept(policy: Policy, target: Target, kept: tuple[Kept, ...], then: Then) -> Sentence:
    """That what is held ends before it is renewed, or is suspended, unless some years are met: at least one."""
    by_exam = bool(target.sittings or target.higher)
    values: dict[str, Shown] = {
        "group": policy.group(target.goal.group).name,
        "due": min(each.year.due for each in kept),
        "by": target.goal.by,
    }
    cycle = target.goal.cycle
    ends = any(last_suspended(each.rule.missed, each.year.due, cycle.closes) for each in kept if each.rule.missed)
    text = SUSPENDED_AND_ENDED if by_exam and ends and then is Then.SUSPENDS else UNLESS[then][by_exam]
    return Sentence(text, values)


UNLESS: Final = {
    Then.ENDS: {
        True: words(
            "An exam passed after {due} renews only if all of this that is due before it is done, as your {group} "
            "certifications end otherwise:"
        ),
        False: words("Your {group} certifications end before {by} unless this is done:"),
    },
    Then.SUSPENDS: {
        True: words(
            "An exam renews it without that, but your {group} certifications are suspended once any of this was not "
            "done in time:"
        ),
        False: words("Your {group} certifications are suspended once any of this was not done in time:"),
    },
}
"""What keeps it: whether until an exam, or without anything that renews it."""
SUSPENDED_AND_ENDED: Final = words(
    "Your {group} certifications are suspended once any of this was not done in time, and end where that lasts too "
    "long. An exam renews them only before that:"
)
"""The same until an exam, where a suspension has an end."""


def year_to_keep(policy: Policy, found: Kept) -> Sentence:
    """How much is still to do for a year, and by when."""
    lack = found.year.missing
    values: dict[str, Shown] = {
        "title": found.rule.title,
        "year": year_of(found.year),
        "lack": lack,
        "more": unit_asked(policy, found.rule, lack),
        "by": found.by,
    }
    return Sentence(words("{title}, {year}: {lack} more {more} by {by}"), values)
