"""Years that end what is held unless each is met by its day, as far as no step of a plan meets them, in sentences.

An exam may be passed long after the first of them, and where there is no way by activities no step says what keeps it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from recert.policy.assessment import DueYear
from recert.policy.demand_years import short_years, year_of
from recert.policy.explain_demands import rule_of
from recert.policy.measure_words import unit_asked
from recert.policy.missed import Then
from recert.policy.model import Demand, Policy
from recert.policy.planning.way import Target
from recert.policy.sentence import Sentence, Shown, words


class Kept(NamedTuple):
    """A year that has to be met `by` a day, or what is held ends."""

    rule: Demand
    year: DueYear
    by: date


def to_keep(policy: Policy, target: Target, today: date) -> tuple[Kept, ...]:
    """The years to be met before the last exam that renews it, or before the day to plan for; the first of all first.

    Empty where the steps of a way meet them, and none renews by an exam later than the first of them.
    """
    exams = (*target.sittings, *target.higher)
    way = target.best or target.afterwards
    if way and not exams:
        return ()
    last = max((exam.last for exam in exams), default=target.goal.by)
    return tuple(sorted((each for each in _ending(policy, target, today) if each.year.due < last), key=_by))


def _ending(policy: Policy, target: Target, today: date) -> Iterator[Kept]:
    cycle, group = target.goal.cycle, policy.group(target.goal.group)
    for total in cycle.demands:
        rule = rule_of(group, total)
        if rule.missed is not None and rule.missed.then is Then.ENDS and not total.way:
            for year in short_years(policy, cycle, rule, total):
                by = year.due if rule.missed.late_counts else year.last
                if today <= by:
                    yield Kept(rule, year, by)


def _by(found: Kept) -> date:
    return found.by


def unless_kept(policy: Policy, target: Target, kept: tuple[Kept, ...]) -> Sentence:
    """That what is held ends before it is renewed unless some years are met, of which there is at least one."""
    by_exam = bool(target.sittings or target.higher)
    values: dict[str, Shown] = {
        "group": policy.group(target.goal.group).name,
        "due": min(each.year.due for each in kept),
        "by": target.goal.by,
    }
    return Sentence(UNLESS[by_exam], values)


UNLESS: Final = {
    True: words(
        "An exam passed after {due} renews only if all of this that is due before it is done, as your {group} "
        "certifications end otherwise:"
    ),
    False: words("Your {group} certifications end before {by} unless this is done:"),
}
"""What keeps it: whether until an exam, or without anything that renews it."""


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
