"""Years that are asked together, in sentences: which they are, and what a demand asks of them."""

from datetime import date
from typing import Final

from recert.policy.assessment import DueYear
from recert.policy.model import Demand, Policy, Value
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.shared_year_words import shared
from recert.policy.shared_years import PROGRAM_YEARS


def several(year: DueYear) -> Sentence:
    """Years in a row by the first and the last of them; of the cycle by their numbers, if all of them are of it."""
    first, before = year.year - year.together + 1, year.together - 1
    values: dict[str, Shown] = {"first": str(first), "year": str(year.year), "before": before}
    if year.of_calendar:
        return shared(Sentence(SEVERAL[True, before > 1], values), year.year, year.last, several=True)
    if first > 0:
        return Sentence(SEVERAL[False, before > 1], values)
    return Sentence(ACROSS[0], values, one=ACROSS[1], count=before)


def named(year: DueYear, last: date) -> Sentence:
    """The same where it is not said that they are the cycle's, with a last day."""
    values: dict[str, Shown] = {"years": several(year), "last": last, "year": str(year.year)}
    values["before"] = before = year.together - 1
    if year.of_calendar:
        return Sentence("{years}", values)
    if year.year > before:
        return Sentence(words("{years} of the cycle (to {last})"), values)
    return Sentence(ACROSS_NAMED[0], values, one=ACROSS_NAMED[1], count=before)


SEVERAL: Final = {
    (True, False): words("{first} and {year}"),
    (True, True): words("{first} to {year}"),
    (False, False): words("years {first} and {year}"),
    (False, True): words("years {first} to {year}"),
}
"""Whether they are those of the calendar, and whether there are more than two."""
ACROSS: Final = (
    words("year {year} with the {before} years before it"),
    words("year {year} with the year before it"),
)
ACROSS_NAMED: Final = (
    words("year {year} of the cycle with the {before} years before it (to {last})"),
    words("year {year} of the cycle with the year before it (to {last})"),
)
"""Those that begin in a cycle before, with the words of one year that does."""


def least(policy: Policy, rule: Demand, value: Value) -> Sentence:
    """What a demand asks of years in a row."""
    values: dict[str, Shown] = {
        "title": rule.title,
        "amount": value.amount,
        "unit": policy.unit if value.amount == 1 else policy.units,
        "years": Sentence(any_of_them(rule), {"many": rule.consecutive}),
    }
    if rule.kind.of_counter:
        counter = policy.counter(rule.of)
        values["unit"] = counter.one if value.amount == 1 else counter.many
    elif rule.of:
        values["category"] = policy.category(rule.of).name
        return Sentence(words("{title}: {amount} {unit} of {category} in {years}"), values)
    return Sentence(words("{title}: {amount} {unit} in {years}"), values)


def any_of_them(rule: Demand) -> str:
    """Of which years in a row something is asked."""
    return (ANY_OF_PROGRAM if rule.kind in PROGRAM_YEARS else ANY[rule.kind.of_shared_years])[rule.across_cycles]


ANY: Final = {
    False: {
        False: words("any {many} consecutive years of a cycle"),
        True: words("any {many} consecutive years, also across the end of a cycle"),
    },
    True: {
        False: words("any {many} consecutive years of the calendar in a cycle"),
        True: words("any {many} consecutive years of the calendar, also across the end of a cycle"),
    },
}
"""Whether of those of the calendar, and whether across the end of a cycle."""
ANY_OF_PROGRAM: Final = {
    False: words("any {many} consecutive years of the program in a cycle"),
    True: words("any {many} consecutive years of the program, also across the end of a cycle"),
}
IN_A_ROW: Final = {
    False: words("{of}: {many} years in a row are asked together, all of one cycle."),
    True: words("{of}: {many} years in a row are asked together, also those of the cycle before."),
}
"""The same of a demand, where it is said at what it looks."""
HAD: Final = {
    False: words("{title}: {much} in {year}"),
    True: words("{title}: {much} in {year}, which lack most"),
}
"""What they gave: whether anything is asked of other years."""
ALIKE: Final = words("{title}: {much} in each {together} years in a row")
ENOUGH: Final = words("{title}: each {together} years in a row gave as much as is asked of them")
