"""Which years of the next cycle run already while the last one still waits for its renewal, and what they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from recert.policy.assessment import Cycle, CycleState
from recert.policy.calendar import add_months, day, number
from recert.policy.cycles import Unmet
from recert.policy.demand_years import lost_year
from recert.policy.explain_grace import too_late_for_units
from recert.policy.measure_words import unit_asked
from recert.policy.model import Demand, Group, Policy, Value
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.shared_year_words import shared
from recert.policy.shared_years import first_day, last_day, year_of_day
from recert.policy.situations import Situation, governing
from recert.policy.year_only import waits_for_years

MONTHS: Final = 12
"""Of a year."""


@dataclass(frozen=True, slots=True)
class _Year:
    """A year of the next cycle that has begun, as it is called there."""

    name: Sentence
    first: date
    last: date


def begun(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What each of them is asked by each demand: what is done now is of them, and its cycle has not begun yet."""
    if cycle.state is CycleState.OPEN:
        return
    units = cycle.by_units and too_late_for_units(policy, cycle)
    if policy.cycle.unmet is Unmet.LAPSES and lost_year(policy, group, cycle, today):
        return  # nothing that is recorded renews it, so no next one begins on the day after its end
    since, months = cycle.end + timedelta(days=1), policy.months_of(group.key)
    for rule in group.demands:
        waits = any(
            waits_for_years(policy, group, each) if each.kind.of_counter else units for each in rule.choices or (rule,)
        )
        if rule.only_late or not waits:  # what other counters look at is of the cycle that ended
            continue
        for year in _years(policy, rule, (since, months), today):
            if told := _asked(policy, rule, (since, months), year, today):
                yield told


def _years(policy: Policy, rule: Demand, cycle: tuple[date, int], today: date) -> Iterator[_Year]:
    """The years of a cycle that a demand looks at and that have begun, if it starts on a day and has so many months."""
    since, months = cycle
    until = day(add_months(number(since), months)) - timedelta(days=1)
    if rule.kind.of_shared_years:
        for year in range(year_of_day(policy, since), year_of_day(policy, min(today, until)) + 1):
            first, last = first_day(policy, year), last_day(policy, year)
            if since <= first and last <= until:
                yield _Year(shared(Sentence("{year}", {"year": str(year)}), year, last, several=False), first, last)
    for n in range(1, months // MONTHS + 1 if rule.kind.of_cycle_years else 1):
        begin, following = (day(add_months(number(since), MONTHS * k)) for k in (n - 1, n))
        if begin <= today:
            yield _Year(Sentence(words("year {number}"), {"number": n}), begin, following - timedelta(days=1))


def _asked(policy: Policy, rule: Demand, cycle: tuple[date, int], year: _Year, today: date) -> Sentence | None:
    """What is asked of a year; None where it is nothing. How much, where that does not depend on the person."""
    since, months = cycle
    same = not rule.reliefs and not rule.consecutive and all(value.when is None for value in rule.values)
    value = _value(rule, since, months, year) if same else None
    if same and (value is None or not value.amount):
        return None
    anyway, over = policy.cycle.unmet is not Unmet.LAPSES, year.last < today
    values: dict[str, Shown] = {
        "when": Sentence(ANYWAY if anyway else ONCE_RENEWED),
        "title": rule.title,
        "year": year.name,
        "first": year.first,
        "last": year.last,
        "state": Sentence(OVER if over else RUNS),
    }
    if value is None:
        return Sentence(IS_OF, values)
    values |= {"amount": value.amount, "unit": unit_asked(policy, rule, value.amount)}
    return Sentence(ASKS_FOR, values)


ASKS_FOR: Final = words(
    "{title}: {when}, {year} of the next one asks for {amount} {unit} of what is done from {first} to {last}. {state}"
)
IS_OF: Final = words("{title}: {when}, what is done from {first} to {last} is of {year} of the next one. {state}")
ONCE_RENEWED: Final = words("once this cycle is renewed")
ANYWAY: Final = words("whether or not this cycle is met")
RUNS: Final = words("It runs already.")
OVER: Final = words("It is over.")


def _value(rule: Demand, since: date, months: int, year: _Year) -> Value | None:
    """The value that governs a year of the next cycle: by the year's own first day, or the cycle's."""
    begin = number(year.first if rule.by_year else since)
    at = governing(rule.values, Situation(begin, add_months(number(since), months) - 1, None))
    return None if at is None else rule.values[at]
