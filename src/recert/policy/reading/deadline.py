"""A deadline before a cycle's end."""

from typing import Final

from recert.policy.cycles import GraceActivity, Rhythm
from recert.policy.deadline import Deadline, Later
from recert.policy.lateness import waits_while_suspended
from recert.policy.lengths import lengths
from recert.policy.model import ActivityType, Policy
from recert.policy.reading.values import listed
from recert.policy.several_days import SeveralDays
from recert.policy.toml import Document, Table

LATER: Final = {
    "counts for nothing": Later.NOTHING,
    "counts for nothing until the end": Later.NOTHING_UNTIL_END,
    "is of the next cycle": Later.NEXT_CYCLE,
    "counts": Later.COUNTS,
}
RENEWING: Final = {"is late": True, "is in time": False}


def read_deadline(table: Table, types: tuple[ActivityType, ...]) -> Deadline:
    """How long before the end it is, and what becomes of what is done later."""
    in_months = table.has("months")
    if in_months and table.has("days"):
        what = "it is said in days and in months, and not which of them holds"
        table.problem("months", what, "leave days or months out")
    found = Deadline(
        months=table.integer("months", 1, 240) if in_months else 0,
        days=0 if in_months else table.integer("days", 1, 3650),
        later=table.choice("later", LATER),
        types=listed(table, "of", "activity", [kind.key for kind in types]) if table.has("of") else (),
        late=table.choice("renewing_later", RENEWING),
        source=table.text("source"),
    )
    if not found.cuts and found.types:
        table.problem("of", "what is done later counts whatever it is", "leave `of` out, or write another `later`")
    if not found.cuts and not found.late:
        fix = 'write renewing_later = "is late", or another answer of `later`'
        table.problem("later", "nothing is different after the deadline", fix)
    table.done()
    return found


def check_deadline(document: Document, policy: Policy) -> None:
    """What only the whole can show: that it contradicts nothing that is said of the end, and does something."""
    rule = policy.deadline
    if rule is None:
        return
    _check_length(document, policy, rule)
    if rule.late:
        carry = policy.carry is not None and policy.carry.in_time
        demands = (d for g in policy.groups for each in (g.demands, *(w.demands for w in g.ways)) for d in each)
        if not (policy.surcharges or carry or any(demand.only_late for demand in demands)):
            fix = "write [[late]], or `late_from_day` or `late_after_months` in a demand"
            document.problem(("deadline", "renewing_later"), "nothing follows from being late", fix)
    if rule.cuts:
        _check_cut(document, policy, rule)


def _check_cut(document: Document, policy: Policy, rule: Deadline) -> None:
    """Where what is done later is not of the cycle, there is such a day in every cycle, and nothing says otherwise."""
    if policy.cycle.rhythm is not Rhythm.KEPT:
        fix = 'write "where the last one ended", or another answer of `later`'
        what = "a cycle that ends with its renewal has no day so long before that"
        document.problem(("cycle", "next_starts"), what, fix)
    if policy.several_days is SeveralDays.EACH_DAY:
        what = "what goes on beyond the deadline can't be divided there"
        document.problem(("counting", "several_days"), what, "write another answer, or another one of `later`")
    _check_grace(document, policy, rule)


def _check_length(document: Document, policy: Policy, rule: Deadline) -> None:
    """A day before a cycle's first is no deadline."""
    rules = [policy.cycle_of(group.key) for group in policy.groups]
    known = [months for own in rules for months in (own.months, own.first_months) if months is not None]
    shortest = min((*known, *(months for group in policy.groups for months in lengths(policy, group.key))), default=240)
    if rule.months >= shortest or rule.days >= 28 * shortest:
        key = "months" if rule.months else "days"
        fix = f"a cycle has {shortest} months" if shortest else "a first cycle may have but a day"
        document.problem(("deadline", key), "the deadline lies before the cycle begins", fix)


def _check_grace(document: Document, policy: Policy, rule: Deadline) -> None:
    """What is done after the end is not better off than what is done before it, unless that is said."""
    next_cycle = policy.cycle.grace_activity is GraceActivity.NEXT_CYCLE
    waits_on = waits_while_suspended(policy.cycle.grace_activity, policy.suspension)
    counts = (policy.has_grace and not next_cycle) or (policy.suspension is not None and not waits_on)
    if rule.later is Later.NEXT_CYCLE and not next_cycle:
        what = "what is done before the end would be of the next cycle, and what is done after it of the ended one"
        document.problem(("cycle", "grace_activity"), what, 'write grace_activity = "next cycle"')
    if rule.later is Later.NOTHING and counts:
        what = "what is done before the end would count for nothing, and what is done after it counts"
        where = 'activity = "next cycle" under [suspension]' if next_cycle else 'grace_activity = "next cycle"'
        fix = f'write {where}, or later = "counts for nothing until the end"'
        document.problem(("deadline", "later"), what, fix)
    if rule.later is Later.NOTHING_UNTIL_END and not counts:
        what = "nothing that is done after the end counts for the cycle that ended"
        document.problem(("deadline", "later"), what, 'write later = "counts for nothing"')
