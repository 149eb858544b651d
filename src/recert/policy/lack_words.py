"""How much a demand lacks, beside what it is called: a title may name an amount that is not the one that is missing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from recert.policy import yearly_choice_words
from recert.policy.assessment import Cycle, DemandTotal, DueYear
from recert.policy.consecutive_words import several
from recert.policy.demand_years import comes_again, met_by, short_years
from recert.policy.measure_words import is_named, unit_asked
from recert.policy.model import CounterOf, Demand, DemandKind, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.shared_year_words import shared_years_named
from recert.policy.year_words import years_named
from recert.policy.yearly_choices import chooses_by_year


def much(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle) -> Sentence | None:
    """How much is missing; None where nothing is, where its title says it, or where it is one of what it counts."""
    if chooses_by_year(rule):
        return yearly_choice_words.lacks(policy, rule, total, cycle)
    counter = policy.counter(rule.of) if rule.kind.of_counter else None
    by_no_amount = rule.kind is DemandKind.CATEGORIES or bool(rule.choices)
    if not total.missing or by_no_amount or (counter and counter.of is CounterOf.VALID):
        return None
    if rule.consecutive:
        return all_of([_together(policy, rule, cycle, year) for year in short_years(policy, cycle, rule, total)])
    if rule.kind.of_shared_years or rule.kind.of_cycle_years:
        return _of_years(policy, rule, short_years(policy, cycle, rule, total))
    values: dict[str, Shown] = {"missing": total.missing, "of": unit_asked(policy, rule, total.missing)}
    if total.amount:
        return Sentence(MORE, values)
    said = is_named(rule.title, total.required) if counter is None else total.required == 1
    return None if said else Sentence("{missing} {of}", values)


MORE: Final = words("{missing} {of} more")


def _of_years(policy: Policy, rule: Demand, years: Sequence[DueYear]) -> Sentence | None:
    """How much is missing in years that lack some of it: of all alike, or of each."""
    asked = {(year.missing, bool(year.amount)) for year in years}
    if not years or all(_is_plain(rule, year) for year in years):
        return None
    missing, some = next(iter(asked))
    values: dict[str, Shown] = {"missing": missing, "of": unit_asked(policy, rule, missing)}
    if len(years) == 1:
        return Sentence(MORE if some else "{missing} {of}", values)
    if len(asked) == 1:
        return Sentence(words("{missing} {of} in each"), values)
    alike = dict[Decimal, list[DueYear]]()
    for year in years:
        alike.setdefault(year.missing, []).append(year)
    return all_of([_of_alike(policy, rule, each) for each in alike.values()])


def _of_alike(policy: Policy, rule: Demand, years: Sequence[DueYear]) -> Sentence:
    """Years that lack the same, among others that don't."""
    first, *others = years
    if not others:
        return _of_year(policy, rule, first)
    values: dict[str, Shown] = {"missing": first.missing, "of": unit_asked(policy, rule, first.missing)}
    values["years"] = shared_years_named(years) if first.of_calendar else years_named([year.year for year in years])
    return Sentence(IN_EACH[first.of_calendar], values)


IN_EACH: Final = {
    False: words("{missing} {of} in each of years {years}"),
    True: words("{missing} {of} in each of {years}"),
}
"""What several years lack: whether they are of the calendar."""


def _of_year(policy: Policy, rule: Demand, year: DueYear) -> Sentence:
    values: dict[str, Shown] = {"missing": year.missing, "of": unit_asked(policy, rule, year.missing)}
    if year.of_calendar:
        return Sentence(words("{missing} {of} in {year}"), {**values, "year": shared_years_named([year])})
    return Sentence(words("{missing} {of} in year {year}"), {**values, "year": year.year})


def _together(policy: Policy, rule: Demand, cycle: Cycle, year: DueYear) -> Sentence:
    """How much several years in a row lack, and by when that may come."""
    values: dict[str, Shown] = {"missing": year.missing, "of": unit_asked(policy, rule, year.missing)}
    values |= {"years": several(year), "by": min(year.last, met_by(policy, cycle, rule))}
    return Sentence(TOGETHER[comes_again(policy, cycle, year)], values)


TOGETHER: Final = {
    False: words("{missing} {of} in {years} by {by}"),
    True: words("{missing} {of} in {years}"),
}
"""Whether their last day may come once more, as the cycle is earned for again while it is suspended."""


def _is_plain(rule: Demand, year: DueYear) -> bool:
    """Whether all that a year is asked is missing, and the title says how much that is, or it is one of a counter."""
    if year.amount:
        return False
    return year.required == 1 if rule.kind.of_counter else is_named(rule.title, year.required)
