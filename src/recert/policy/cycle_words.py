"""How a policy's cycles run, in sentences: from when, how long, and what is different about the first."""

from collections.abc import Iterator
from typing import Final

from recert.policy import apart_words, deadline_words, length_words, rhythm_words
from recert.policy.again import Again
from recert.policy.cycles import FOR_LIFE, Anchor, CycleRule, Ends, GraceActivity, Unmet
from recert.policy.grace_words import earlier_grace
from recert.policy.late_words import lateness
from recert.policy.lateness import DoneSuspended
from recert.policy.model import (
    ActivityType,
    Policy,
)
from recert.policy.own_words import own
from recert.policy.sentence import Sentence, words
from recert.policy.several_days import SeveralDays
from recert.policy.unmet_words import RULES
from recert.policy.year_only import waits_for_years
from recert.policy.year_words import day_of_year, either


def begins(policy: Policy) -> tuple[Sentence, ...]:
    """What cycles are counted from; where they are the calendar's, by group."""
    if policy.cycle.from_month:
        return (Sentence(FROM_MONTH[policy.cycle.before_award]),)
    if policy.cycle.anchor is Anchor.AWARD:
        return (Sentence(words("With each holder's own award")),)
    return tuple(
        Sentence(
            words("{group}: the same for everybody, counted from {day}"),
            {"group": group.name, "day": group.periods_from or policy.floor},
        )
        for group in policy.groups
    )


def particulars(policy: Policy) -> Iterator[tuple[Sentence, str]]:
    """What is not the same in every cycle, or not usual, and where it is written if not with the cycle."""
    rule = policy.cycle
    if rule.first_months is not None:
        text = FIRST[rule.first_ends] if rule.first_months else REST[rule.first_ends]
        yield Sentence(text, {"first": rule.first_months}), ""
    if rule.year_ends:
        days = either([day_of_year(text) for text in rule.year_ends])
        yield Sentence(words("The program's year ends on {days}."), {"days": days}), ""
    yield rhythm_words.next_starts(rule), ""
    yield from ((told, "") for told in rhythm_words.window(rule))
    yield from _until_then(rule)
    yield from deadline_words.rules(policy)
    yield from lateness(policy)
    yield from ((told, "") for told in apart_words.rule(policy))
    if policy.asks_first_day:
        yield Sentence(SEVERAL_DAYS[policy.several_days]), policy.floor_source
    if rule.renewed_next:
        told = AFTER_RENEWAL_FROM if rule.renewed_next_from else AFTER_RENEWAL
        yield Sentence(told, {"day": rule.renewed_next_from or policy.floor}), ""
    if rule.unmet is not Unmet.LAPSES:
        yield Sentence(RULES[rule.unmet]), ""
    same = policy.suspension is not None and policy.suspension.activity is DoneSuspended.AS_IN_GRACE
    late = LATE.get((policy.has_grace, same))
    if rule.grace_activity is not GraceActivity.ENDED_CYCLE and late:
        yield Sentence(IN_GRACE[rule.grace_activity], {"late": Sentence(late)}), ""
    yield from ((each, "") for each in years_in_grace(policy))
    yield from length_words.by_exam(policy.retake.renews_for if policy.retake else ())
    yield from own(policy)


def years_in_grace(policy: Policy) -> Iterator[Sentence]:
    """What is of the next cycle once one has ended, as nothing but years looks at it."""
    found = [(g, rule) for g in policy.groups for rule in g.demands if waits_for_years(policy, g, rule)]
    late = LATE.get((policy.has_grace, policy.suspension is not None))
    if found and late:
        titles = ", ".join(dict.fromkeys(rule.title for _, rule in found))
        takes = any(rule.missed and rule.missed.late_counts for _, rule in found)
        yield Sentence(YEARS_IN_GRACE[takes], {"late": Sentence(late), "titles": titles})


def _until_then(rule: CycleRule) -> Iterator[tuple[Sentence, str]]:
    """What was another length, or another grace, before a day."""
    for length in rule.earlier:
        sentence = UNTIL_THEN[length.months == FOR_LIFE]
        yield Sentence(sentence, {"day": length.before, "months": length.months}), length.source
    for grace in rule.earlier_graces:
        yield earlier_grace(grace), grace.source


UNTIL_THEN = {
    False: words("A certification awarded or renewed before {day} is valid for {months} months."),
    True: words("A certification awarded or renewed before {day} is valid for life."),
}
"""Whether it has no end."""
FROM_MONTH = {
    True: words(
        "On the first day of the month of each holder's own award; what was done in it before the award counts"
    ),
    False: words(
        "On the first day of the month of each holder's own award; what was done in it before the award does not count"
    ),
}
AFTER_RENEWAL = words(
    "Once a cycle is renewed, what is done on later days is of the next one, and counts there in full."
)
AFTER_RENEWAL_FROM = words(
    "Once a cycle is renewed, what is done on later days is of the next one, and counts there in full. That holds for "
    "what is done on or after {day}."
)
LATE = {
    (True, False): words("in grace"),
    (True, True): words("in grace or while it is suspended"),
    (False, True): words("while it is suspended"),
}
"""After a cycle's end, while it can still be renewed: by whether there is a grace, and suspension."""
YEARS_IN_GRACE = {
    False: words("What only a year asks for, and is done {late}, is of the years of the next cycle: {titles}."),
    True: words(
        "What only a year asks for, and is done {late}, is of the years of the next cycle, but for what a year that is "
        "over still lacks and can still be met by: {titles}."
    ),
}
"""Whether what is done late may count for the year that is over."""
IN_GRACE = {
    GraceActivity.ENDED_CYCLE_AS_NEEDED: words(
        "What is earned {late}, and not needed for the cycle that ended, begins the next one. It counts there "
        "as units alone, of no year and of no category, unless what is carried is said to count for one."
    ),
    GraceActivity.NEXT_CYCLE: words(
        "What is earned {late} is of the next cycle: the one that ended can still be renewed by what was earned "
        "before its end, and by what is counted besides units."
    ),
}


SEVERAL_DAYS = {
    SeveralDays.FIRST_DAY: words("An activity of several days counts by its first day."),
    SeveralDays.EACH_DAY: words("An activity of several days is divided by days between the cycles that it touches."),
}
FIRST = {
    Ends.SAME_DAY: words("The first cycle has {first} months, and ends on the same day of the month."),
    Ends.DAY_BEFORE: words("The first cycle has {first} months, and ends on the day before."),
    Ends.END_OF_MONTH: words("The first cycle has {first} months, and ends with the month."),
    Ends.END_OF_YEAR: words("The first cycle has {first} months, and ends with the year."),
}
REST = {
    Ends.END_OF_MONTH: words("The first cycle is what is left of the month."),
    Ends.END_OF_YEAR: words("The first cycle is what is left of the year."),
}
"""By when a first cycle ends that has no whole months."""


def again(kind: ActivityType) -> Sentence | None:
    """When the same activity counts another time, where not on any other day."""
    if kind.again is Again.ALWAYS:
        return None
    if kind.again is Again.AFTER:
        return Sentence(words("The same one again after {months} months"), {"months": kind.again_months})
    return Sentence(ONCE[kind.again])


ONCE: Final = {
    Again.NEXT_CYCLE: words("The same one once in a cycle"),
    Again.NEVER: words("Each one once"),
    Again.NEXT_YEAR: words("The same one once in a calendar year"),
    Again.YEAR_BETWEEN: words("The same one not in two calendar years that follow each other"),
}
"""How often the same one counts."""
