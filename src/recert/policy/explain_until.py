"""Until when renewing takes no more than today, and what it takes from then on, in sentences."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import Final

from recert.policy.assessment import Cycle, CycleState
from recert.policy.deadline_words import late_after
from recert.policy.exam_alone import last_by_units
from recert.policy.governing_words import in_force_now, known
from recert.policy.late_days import first_late, growing, rows_of
from recert.policy.late_grown import more_missing, more_units
from recert.policy.model import CounterOf, Demand, DemandKind, Group, Policy, Value
from recert.policy.sentence import Sentence, Shown, words


def as_much_until(policy: Policy, group: Group, cycle: Cycle, today: date) -> date:
    """The last day to renew by on which it takes as much as today: being late may take more before the last of all."""
    return min([last_of_all(cycle), *_turns(policy, group, cycle, today)])


def last_of_all(cycle: Cycle) -> date:
    """The day to renew by, as it is for what a deadline doesn't cut: a fee may come after the last day to earn."""
    return cycle.not_retired(cycle.end) if cycle.state is CycleState.OPEN else cycle.due


def no_more_until(policy: Policy, group: Group, cycle: Cycle, today: date) -> date | None:
    """The last day before more is missing than today, in whichever state; None where it never will be."""
    return min(_turns(policy, group, cycle, today), default=None)


def once_more(policy: Policy, group: Group, cycle: Cycle, today: date, by: date) -> Decimal | None:
    """How many more units are missing from the first day on that takes more, up to another, be it known.

    None where there is another such day until then, or it is not certain.
    """
    firsts = {last + timedelta(days=1) for last in _turns(policy, group, cycle, today) if last < by}
    return more_units(policy, group, cycle, min(firsts)) if len(firsts) == 1 else None


def _turns(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[date]:
    """The days to come after each of which being late takes more."""
    last = late_after(policy, cycle.end)
    firsts = [first_late(policy, group.key, last, rule) for rule in group.demands if _may_be_asked(rule, cycle)]
    firsts += _surcharges(policy, group, cycle, today)
    until = last_by_units(policy, cycle)
    yield from (first - timedelta(days=1) for first in firsts if today < first <= until)


def _may_be_asked(rule: Demand, cycle: Cycle) -> bool:
    """Whether a demand is of late renewals alone, and may ask for anything in a cycle."""
    value = in_force_now(rule.values, cycle)
    return rule.only_late and (not known(rule.values, cycle) or (value is not None and value.amount > 0))


def _surcharges(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[date]:
    """The first days on which more is missing than today, as being late takes more units."""
    last, until = late_after(policy, cycle.end), last_by_units(policy, cycle)
    for row in rows_of(policy, cycle.end):
        firsts = takewhile(lambda first: first <= until, growing(policy, group.key, last, row))
        yield from (first for first in firsts if more_missing(policy, group, cycle, today, first))


def asked_later(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[tuple[date, Sentence]]:
    """What is demanded besides of whoever renews later, from which day on, where it is known to be of this cycle."""
    for first, rule, much in _only_late(policy, group, cycle):
        if today < first <= last_by_units(policy, cycle):
            values: dict[str, Shown] = {"day": first, "title": rule.title, "much": much or ""}
            yield first, Sentence(ALSO_TAKES[much is not None], values)


def demanded_from(policy: Policy, group: Group, cycle: Cycle, day: date) -> Iterator[Sentence]:
    """What is demanded besides of whoever renews on a day or later, and not of who does before, as far as known."""
    for first, rule, much in _only_late(policy, group, cycle):
        if first == day:
            values: dict[str, Shown] = {"title": rule.title, "much": much or ""}
            yield Sentence("{title} ({much})" if much else "{title}", values)


def _only_late(policy: Policy, group: Group, cycle: Cycle) -> Iterator[tuple[date, Demand, Sentence | None]]:
    """What late renewals of a cycle alone take besides units, from which day on, and how much of what it counts."""
    last = late_after(policy, cycle.end)
    for rule in group.demands if cycle.by_units else ():
        value = in_force_now(rule.values, cycle) if known(rule.values, cycle) else None
        if rule.only_late and value is not None and value.amount:
            yield first_late(policy, group.key, last, rule), rule, _much(policy, rule, value)


ALSO_TAKES: Final = {
    False: words("Renewed on {day} or later, it also takes: {title}."),
    True: words("Renewed on {day} or later, it also takes: {title} ({much})."),
}
"""Whether it is of so many of something, and of more than one."""


def _much(policy: Policy, rule: Demand, value: Value) -> Sentence | None:
    """How much of what it counts a demand asks for; None where that is one of it, or something else."""
    if rule.kind is not DemandKind.COUNTER or policy.counter(rule.of).of is CounterOf.VALID or value.amount == 1:
        return None
    return Sentence("{amount} {of}", {"amount": value.amount, "of": policy.counter(rule.of).many})
