"""Whether a cycle lacks more on a later day, as being late takes more by then."""

from datetime import date
from decimal import Decimal
from itertools import takewhile

from recert.policy.assessment import Cycle
from recert.policy.deadline_words import late_after
from recert.policy.exam_alone import last_by_units
from recert.policy.explain_own_way import OF_UNITS
from recert.policy.late_days import growing
from recert.policy.late_minima import governing, more_of
from recert.policy.lateness import Surcharge
from recert.policy.model import Group, Policy
from recert.policy.stages.value import rounded


def grows(policy: Policy, group: Group, cycle: Cycle, today: date, row: Surcharge) -> bool:
    """Whether waiting on takes more units, as what being late takes grows before the last day to renew by units."""
    until = last_by_units(policy, cycle)
    firsts = takewhile(lambda first: first <= until, growing(policy, group.key, late_after(policy, cycle.end), row))
    return any(today < first and more_missing(policy, group, cycle, today, first) for first in firsts)


def more_missing(policy: Policy, group: Group, cycle: Cycle, today: date, on: date) -> bool:
    """Whether more units are missing on a day than today, in all or of a category, for the group's own way or another.

    Whoever lacks but some of a category may have more than enough of all for what is taken later, too.
    """
    row = governing(policy, group.key, cycle.end, on)
    if row is None:
        return False
    more = _late_units(policy, group, cycle, row, on) - cycle.surcharge
    needed = [(cycle.required, max(cycle.missing, _demanded(group, cycle))), *_ways(cycle)]
    in_all = more > 0 and any(required + more - cycle.counted > missing for required, missing in needed)
    return in_all or _more_of_any(group, cycle, governing(policy, group.key, cycle.end, today), row)


def more_units(policy: Policy, group: Group, cycle: Cycle, on: date) -> Decimal | None:
    """How many more units are missing on a day than today; None where that isn't certain, as categories lack some."""
    row = governing(policy, group.key, cycle.end, on)
    if row is None or more_of(row, group) or cycle.missing != cycle.required - cycle.counted:
        return None
    return _late_units(policy, group, cycle, row, on) - cycle.surcharge


def _demanded(group: Group, cycle: Cycle) -> Decimal:
    """How many units every way lacks by a demand: they are of all that is required as well."""
    kinds = {rule.key: rule.kind for rule in group.demands}
    lacking = (total.missing for total in cycle.demands if not total.way and kinds.get(total.demand) in OF_UNITS)
    return max(lacking, default=Decimal(0))


def _ways(cycle: Cycle) -> list[tuple[Decimal, Decimal]]:
    """How many units each other way requires that takes any, and how many of them are missing."""
    return [(way.required, max(way.required - cycle.counted, Decimal(0))) for way in cycle.ways if way.required]


def _late_units(policy: Policy, group: Group, cycle: Cycle, row: Surcharge, on: date) -> Decimal:
    """How many units being late takes on a day by what governs then: a share is rounded as the rules round it."""
    amount = share_of(policy, cycle, row) if row.share else row.amount
    begun = 1
    if row.every_months:
        begun = _begun(policy, group, cycle, row, on)
    return amount * begun


def share_of(policy: Policy, cycle: Cycle, row: Surcharge) -> Decimal:
    """How many units a share is of what a cycle requires."""
    steps = (cycle.required - cycle.surcharge) / policy.step
    return rounded(int(policy.rounding), int(row.amount * 100) * int(steps), 10_000) * policy.step


def _begun(policy: Policy, group: Group, cycle: Cycle, row: Surcharge, on: date) -> int:
    """How many times its months have begun."""
    begun = 0
    for first in growing(policy, group.key, late_after(policy, cycle.end), row):
        if first > on:
            break
        begun += 1
    return begun


def _more_of_any(group: Group, cycle: Cycle, now: Surcharge | None, row: Surcharge) -> bool:
    """Whether more of a category is missing by a row than by the one of today, which is among what is required."""
    totals = {total.category: total for total in cycle.categories}
    had = more_of(now, group) if now else {}
    for category, amount in more_of(row, group).items():
        total, more = totals.get(category), amount - had.get(category, Decimal(0))
        if more > 0 and (total is None or total.required + more > total.amount):
            return True
    return False
