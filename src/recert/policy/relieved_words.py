"""Of which years of somebody more or less is asked than of others, in sentences, and why; and what asks less at all."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recert.policy.assessment import AskedYear, Cycle, DemandTotal, DueYear
from recert.policy.demand_years import due_years, year_of
from recert.policy.explain_demands import rule_of
from recert.policy.measure_words import unit_asked
from recert.policy.model import Demand, Policy
from recert.policy.relief import Relief, is_eased
from recert.policy.relief_words import titles
from recert.policy.sentence import Sentence, Shown, words


def relieved(policy: Policy, group: str, cycle: Cycle) -> Iterator[Sentence]:
    """Of which years of a cycle more or less is asked than of others, what else asks less, and why."""
    open_to = {"", *(way.way for way in cycle.ways)}
    for total in cycle.demands:
        found = rule_of(policy.group(group), total)
        if total.way in open_to and (total.required or not found.only_late):
            yield from _of_demand(policy, cycle, found, total)
            for choice, of_choice in zip(found.choices, total.choices, strict=True):
                yield from _of_demand(policy, cycle, choice, of_choice)


def changed(policy: Policy, group: str, before: Cycle, after: Cycle) -> Iterator[Sentence]:
    """What asks another amount than it did, of years of a cycle or at all, as other facts are on record."""
    had = {(total.way, total.demand): total for total in before.demands}
    for total in after.demands:
        rule, old = rule_of(policy.group(group), total), had[total.way, total.demand]
        yield from _changed(policy, after, rule, old, total)
        for choice, was, now in zip(rule.choices, old.choices, total.choices, strict=True):
            yield from _changed(policy, after, choice, was, now)


def _changed(policy: Policy, cycle: Cycle, rule: Demand, was: DemandTotal, now: DemandTotal) -> Iterator[Sentence]:
    if is_eased(rule):
        if was.required != now.required:
            values: dict[str, Shown] = {"title": rule.title, "old": was.required, "new": now.required}
            text = words("{title}: {new} instead of {old} {unit} are asked.")
            yield Sentence(text, {**values, "unit": unit_asked(policy, rule, was.required)})
        return
    years = due_years(policy, cycle, rule, now) if now.asked else ()
    for year, old, new in zip(years, was.asked, now.asked, strict=False):  # of a cycle that moved there may be others
        if old.amount != new.amount:
            values = {"title": rule.title, "year": year_of(year), "old": old.amount}
            text = words("{title}: {new} instead of {old} {unit} are asked of {year}.")
            yield Sentence(text, {**values, "new": new.amount, "unit": unit_asked(policy, rule, old.amount)})


def _of_demand(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> Iterator[Sentence]:
    if is_eased(rule):
        yield from (_less(policy, rule, None, asked) for asked in total.asked if asked.relief)
        return
    years = due_years(policy, cycle, rule, total) if total.asked else ()
    pairs = list(zip(years, total.asked, strict=False))  # without those that a renewal took from the cycle
    for (_, before), (year, asked) in pairwise(pairs):
        if before.whole != asked.whole and (before.whole or not rule.consecutive):  # the first years have none before
            yield _from_then_on(policy, rule, year, (before.whole, asked.whole))
    for year, asked in pairs:
        if asked.relief:
            yield _less(policy, rule, year, asked)


def _from_then_on(policy: Policy, rule: Demand, year: DueYear, amounts: tuple[Decimal, Decimal]) -> Sentence:
    """That another amount is asked of a year than of the one before: as its first day decides, or that was over."""
    before, whole = amounts
    values: dict[str, Shown] = {"title": rule.title, "year": year_of(year), "before": before, "whole": whole}
    return Sentence(FROM_THEN_ON[rule.by_year], {**values, "unit": unit_asked(policy, rule, before)})


FROM_THEN_ON: Final = {
    True: words(
        "{title}: {whole} instead of {before} {unit} are asked from {year} on, by what holds on its first day."
    ),
    False: words("{title}: {whole} instead of {before} {unit} are asked from {year} on: what came before was over."),
}
"""Whether each year is asked what holds on its own first day."""


def _less(policy: Policy, rule: Demand, year: DueYear | None, asked: AskedYear) -> Sentence:
    """That less is asked of a year, or by what looks at none."""
    relief = rule.reliefs[asked.relief - 1]
    values: dict[str, Shown] = {
        "title": rule.title,
        "year": year_of(year) if year else "",
        "asked": asked.amount,
        "whole": asked.whole,
        "unit": unit_asked(policy, rule, asked.whole),
        "reason": _because(policy, relief, asked.months),
    }
    return Sentence((LESS if year else LESS_AT_ALL)[asked.amount > 0], values)


def _because(policy: Policy, relief: Relief, months: int) -> Shown:
    """What takes something off a year, and how much of the year it covers: enough days, or so many months."""
    names = titles(relief, policy.circumstances)
    if relief.from_days == 1:
        return names
    if relief.from_days:
        return Sentence(words("{names} ({days} days or more)"), {"names": names, "days": relief.from_days})
    values: dict[str, Shown] = {"names": names, "months": months}
    return Sentence(words("{names} ({months} months)"), values, one=words("{names} (1 month)"), count=months)


LESS = {
    True: words("{title}: {asked} instead of {whole} {unit} are asked of {year}, because of: {reason}."),
    False: words("{title}: nothing is asked of {year}, because of: {reason}."),
}
"""By whether anything is left."""
LESS_AT_ALL = {
    True: words("{title}: {asked} instead of {whole} {unit} are asked, because of: {reason}."),
    False: words("{title}: nothing is asked, because of: {reason}."),
}
"""The same where no years are looked at."""
