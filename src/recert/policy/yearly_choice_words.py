"""Choices that each year meets by itself, in sentences: which years lack some, and how much each choice has there."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from recert.policy.assessment import Cycle, DemandTotal, DueYear
from recert.policy.demand_years import NO_YEAR, due_years, over, short_years, year_of, years_of
from recert.policy.measure_words import is_named, unit_asked
from recert.policy.model import Demand, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.shared_year_words import shared_years_named
from recert.policy.shared_years import PROGRAM_YEARS
from recert.policy.year_words import years_named


class _Of(NamedTuple):
    """How much a year gave of one of the choices, of how much; one that asks nothing of it is none."""

    rule: Demand
    gave: Decimal
    asked: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.asked - self.gave, Decimal(0))


def had(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, today: date) -> Sentence:
    """How many choices are met in the years that lack some, with how much of each there is; or that none does."""
    given = due_years(policy, cycle, rule, total)
    values: dict[str, Shown] = {"title": rule.title}
    if not given:
        return Sentence(NO_YEAR[rule.kind.of_shared_years, rule.kind in PROGRAM_YEARS], values)
    if lost := over(policy, cycle, rule, total, today):
        return _of_lost(policy, rule, total, cycle, max(lost, key=lambda year: year.missing))
    asked = [year for year in given if year.required] or list(given)
    short = [year for year in asked if year.missing]
    if not short:
        return Sentence(MET[len(asked) > 1], {**values, "years": len(asked), "year": year_of(asked[0])})
    told = Sentence("{title}:", values)
    for at, alike in enumerate(_alike(rule, total, cycle, short)):
        of: dict[str, Shown] = {"told": told, "amount": alike[0].amount, "required": alike[0].required}
        of["years"] = all_of([year_of(year) for year in alike])
        of["choices"] = _each(policy, rule, total, cycle, alike[0], _much)
        told = Sentence(FURTHER if at else FIRST, of)
    return told


def _of_lost(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, year: DueYear) -> Sentence:
    values: dict[str, Shown] = {"title": rule.title, "amount": year.amount, "required": year.required}
    values |= {"year": year_of(year), "choices": _each(policy, rule, total, cycle, year, _much)}
    return Sentence(words("{title}: {amount} of {required} met in {year}, which is over ({choices})"), values)


MET: Final = {False: words("{title}: met in {year}"), True: words("{title}: met in each of {years} years")}
"""What is said where no year lacks any: whether there are several."""
FIRST: Final = words("{told} {amount} of {required} met in {years} ({choices})")
FURTHER: Final = words("{told}; {amount} of {required} in {years} ({choices})")
"""What is said of the years that lack some, those together that gave the same."""


def lacks(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle) -> Sentence | None:
    """How many of which choices the years lack, and how much of each; None where nothing is missing."""
    short = list(_alike(rule, total, cycle, short_years(policy, cycle, rule, total)))
    told = [_of_years(policy, rule, total, cycle, alike, alone=len(short) == 1) for alike in short]
    return Sentence("{told}", {"told": "; ".join(map(str, told))}) if told else None


def _of_years(
    policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, years: Sequence[DueYear], *, alone: bool
) -> Sentence:
    first = years[0]
    values: dict[str, Shown] = {"many": first.missing}
    values["choices"] = _each(policy, rule, total, cycle, first, _lacking)
    one = words("one of: {choices}")
    told = Sentence(words("{many} of: {choices}"), values, one=one, count=first.missing)
    if alone and len(years) == 1:
        return told
    if alone:
        return Sentence(words("in each {told}"), {"told": told})
    if first.of_calendar:
        return Sentence(words("in {years} {told}"), {"told": told, "years": shared_years_named(years)})
    named = years_named([year.year for year in years])
    text = words("in years {years} {told}") if len(years) > 1 else words("in year {years} {told}")
    return Sentence(text, {"told": told, "years": named})


def of_year(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, year: DueYear) -> str:
    """How much of each choice a year has, of how much."""
    return _each(policy, rule, total, cycle, year, _much)


def _each(
    policy: Policy,
    rule: Demand,
    total: DemandTotal,
    cycle: Cycle,
    year: DueYear,
    told: Callable[[Policy, _Of], Sentence],
) -> str:
    """What is told of each choice of a year; where something is missing of those alone that lack something."""
    found = _choices(rule, total, cycle, year)
    between = "; " if told is _much else ", "
    return between.join(str(told(policy, each)) for each in found if each.missing or told is _much)


def _much(policy: Policy, found: _Of) -> Sentence:
    values: dict[str, Shown] = {"title": found.rule.title, "gave": found.gave, "asked": found.asked}
    values["unit"] = unit_asked(policy, found.rule, found.asked)
    return Sentence(words("{title}: {gave} of {asked} {unit}"), values)


def _lacking(policy: Policy, found: _Of) -> Sentence:
    """A choice by its title; with how much more it takes where there is some of it, or the title doesn't say it."""
    named = is_named(found.rule.title, found.asked)
    values: dict[str, Shown] = {"title": found.rule.title, "missing": found.missing}
    values["unit"] = unit_asked(policy, found.rule, found.missing)
    if found.gave:
        return Sentence(words("{title}: {missing} {unit} more"), values)
    return Sentence("{title}" if named else words("{title}: {missing} {unit}"), values)


def _choices(rule: Demand, total: DemandTotal, cycle: Cycle, year: DueYear) -> tuple[_Of, ...]:
    """How much there is of the choices that ask something of a year."""
    found = list[_Of]()
    for choice, of in zip(rule.choices, total.choices, strict=True):
        for place, each in enumerate(years_of(cycle, choice, of)):
            if each.year + (not each.of_calendar) == year.year and of.required_in(place):
                found.append(_Of(choice, each.amount, of.required_in(place)))
    return tuple(found)


def _alike(rule: Demand, total: DemandTotal, cycle: Cycle, years: Sequence[DueYear]) -> list[list[DueYear]]:
    """The years by what they lack: those together of which the same is to be told."""
    found = dict[object, list[DueYear]]()
    for year in years:
        key = (year.required, year.amount, tuple(each[1:] for each in _choices(rule, total, cycle, year)))
        found.setdefault(key, []).append(year)
    return list(found.values())
