"""How much more of which categories a late renewal takes, group by group."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from recert.policy.deadline_words import late_after
from recert.policy.late_days import first_late, rows_of
from recert.policy.lateness import Surcharge
from recert.policy.model import Group, Policy


def more_of(row: Surcharge, group: Group) -> Mapping[str, Decimal]:
    """What is added to the minima of a group; nothing to what it has no minimum of."""
    own = {minimum.category for minimum in group.minima}
    return {more.category: more.amount for more in row.more_of if more.category in own}


def adds(policy: Policy, row: Surcharge, group: Group) -> bool:
    """Whether a group's renewals take anything more by it than what governs until then takes."""
    until = before(policy, row)
    if until is None:
        return bool(row.amount or more_of(row, group))
    return row.amount != until.amount or row.every_months > 0 or more_of(row, group) != more_of(until, group)


def governing(policy: Policy, group: str, end: date, on: date) -> Surcharge | None:
    """What governs a group's renewal, on a day, of a cycle that ends on another; None where nothing does."""
    last = late_after(policy, end)
    reached = [row for row in rows_of(policy, end) if first_late(policy, group, last, row) <= on]
    return reached[-1] if reached else None


def before(policy: Policy, row: Surcharge) -> Surcharge | None:
    """What governs until a row does; None where being late takes nothing until then."""
    rows = [each for each in policy.surcharges if each.ended_before == row.ended_before]
    at = rows.index(row)
    return rows[at - 1] if at else None
