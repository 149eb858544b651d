"""How long ways take, as far as the rules tell: what decides among ways with equally few activities.

What isn't measured in time, or earns more than its time usually does, is taken for as long as its units usually take:
programs give more for an hour of teaching because of the hours before it. So a book doesn't win for having no hours.
Of an exam or a fee, that has neither, nothing is known: it is taken for longer than anything else.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from recert.policy.durations import duration_of, goes_on_beside, share_of
from recert.policy.model import ActivityType, Policy, Value, in_force
from recert.policy.planning.trial import Use

UNKNOWN: Final = Fraction(1_000_000)
"""The hours of what has neither time nor units: more than a life has."""


def usual_hours(policy: Policy, on: date) -> Fraction:
    """How many hours a unit takes by most types that are measured in time, by the first named of equally many.

    1 where none are: then units are compared instead of hours.
    """
    found = Counter[Fraction]()
    for kind in policy.types:
        value, time = in_force(kind.worth, on), duration_of(kind)
        if value and time and value.amount and value.per and not value.formula:
            found[time.works * Fraction(value.per) / Fraction(value.amount)] += 1
    return found.most_common(1)[0][0] if found else Fraction(1)


def hours_of(kind: ActivityType, on: date, quantity: Decimal, usual: Fraction) -> Fraction:
    """How many hours one activity takes: those it is measured in, or those that its units usually take."""
    time, value = duration_of(kind), in_force(kind.worth, on)
    units = _units(value, quantity) if value else Fraction(0)
    if not (time or units):
        return UNKNOWN * Fraction(quantity)
    return max(time.works * Fraction(quantity) if time else Fraction(0), usual * units)


def _units(value: Value, quantity: Decimal) -> Fraction:
    """What one activity is worth by a value, before it is rounded; what is more the first time is a bonus."""
    rate, formula = Fraction(value.amount), value.formula
    if formula and formula.tiers:
        rate = max((Fraction(t.amount) for t in formula.tiers if t.least <= quantity), default=Fraction(0))
    elif value.per:
        rate = rate * Fraction(quantity) / Fraction(value.per)
    found = rate + Fraction(formula.plus if formula else 0)
    return min(found, Fraction(formula.most)) if formula and formula.most else found


def effort(policy: Policy, uses: Iterable[Use], usual: Fraction) -> Fraction:
    """How many hours all of this takes."""
    return sum((use.times * hours_of(policy.type(use.type), use.on, use.quantity, usual) for use in uses), Fraction(0))


def fits(policy: Policy, uses: Iterable[tuple[Use, date]], as_of: date) -> bool:
    """Whether all of this can be done, each use by its day: nobody has more than the hours of the days until then.

    Months and weeks of something, such as employment, leave time for everything else.
    """
    placed = tuple(uses)
    return all(_takes(policy, placed, as_of, until) <= 1 for until in {last for _, last in placed})


def _takes(policy: Policy, placed: Iterable[tuple[Use, date]], as_of: date, until: date) -> Fraction:
    """Which part of the days until one all takes that is to be done by then, or what goes on beside it: the greater."""
    taken = dict[str, Fraction]()
    for use, last in placed:
        if last <= until:
            kind = policy.type(use.type)
            beside = use.type if goes_on_beside(kind) else ""
            taken[beside] = taken.get(beside, Fraction(0)) + use.times * share_of(kind, use.quantity, as_of, until)
    return max(taken.values(), default=Fraction(0))
