"""What a group has of its own of cycles and of carrying: [group.KEY.cycle] and [group.KEY.carry]."""

from decimal import Decimal
from typing import Final

from recert.policy.cycles import FOR_LIFE, Anchor, CycleRule, Ends, Rhythm
from recert.policy.lateness import DoneSuspended
from recert.policy.model import Group, Policy
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.reading.conditions import read_first_day
from recert.policy.reading.cycles import ENDS, RHYTHMS, first_cycle, rhythm_faults, said_once
from recert.policy.reading.values import Amounts, values
from recert.policy.toml import Document, Table

UNSAID: Final = OwnCycle("")
RENEWED: Final = {"never": True}
"""How it is said that nothing renews what is of a group. What renews it otherwise stands elsewhere."""


def read_own_cycle(table: Table) -> OwnCycle:
    """How the group's cycles differ from the program's."""
    first_months, first_ends = first_cycle(table)
    rhythm = table.choice("next_starts", RHYTHMS) if table.has("next_starts") else None
    months = table.length("months") if table.has("months") else None
    found = OwnCycle(
        source=table.text("source"),
        months=months,
        grace_days=table.integer("grace_days", 0, 3650) if table.has("grace_days") else None,
        grace_months=table.integer("grace_months", 1, 240) if table.has("grace_months") else None,
        ends=table.choice("ends", ENDS) if table.has("ends") else None,
        first_months=first_months,
        first_ends=None if first_months is None else first_ends,
        never_renewed=(table.has("renewed") and table.choice("renewed", RENEWED)) or months == FOR_LIFE,
        rhythm=rhythm,
        kept_months=table.integer("last_months", 1, 240) if rhythm is Rhythm.KEPT_LATE else 0,
        opens_months=table.integer("opens_months", 1, 240) if table.has("opens_months") else 0,
        opens_days=table.integer("opens_days", 1, 3650) if table.has("opens_days") else 0,
    )
    said_once(table)
    if found == OwnCycle(found.source):
        fix = "write what is its own, such as months, grace_days, ends or next_starts, or leave it out"
        table.problem(None, "it says of nothing that it is of the group's own", fix)
    table.done()
    return found


def read_own_carry(table: Table, step: Decimal) -> OwnCarry:
    """How much of a surplus is handed on."""
    found = OwnCarry(values(table, "most", Amounts("units", step, read_first_day)))
    if not found.most:
        fix = "write most = [{ from = DATE, units = N, source = … }], with 0 where nothing is carried"
        table.problem(None, "it has no amount", fix)
    table.done()
    return found


def check_own(document: Document, policy: Policy) -> None:
    """What a group has of its own contradicts nothing that is said of all."""
    for group in policy.groups:
        _check_cycle(document, policy.cycle, group)
        _check_rhythm(document, policy, group)
        if group.own_carry and policy.carry is None:
            fix = 'write [carry], and surplus = "carried" under [cycle]'
            document.problem(("group", group.key, "carry"), "it is not said what of a surplus is carried", fix)
    ends = [each for g in policy.groups for each in _ends(policy.cycle_of(g.key))]
    if policy.cycle.year_ends and Ends.END_OF_YEAR not in (*_ends(policy.cycle), *ends):
        fix = 'write ends = "end of year", or leave `year_ends` out'
        document.problem(("cycle", "year_ends"), "cycles don't end with a year", fix)


def _ends(rule: CycleRule) -> tuple[Ends, Ends]:
    return rule.ends, rule.first_ends


def _check_cycle(document: Document, rule: CycleRule, group: Group) -> None:
    own, place = group.own_cycle or UNSAID, ("group", group.key, "cycle")
    if rule.anchor is Anchor.CALENDAR and own.ends is not None:
        document.problem((*place, "ends"), "periods of the calendar end with themselves", "leave `ends` out")
    if rule.anchor is Anchor.CALENDAR and own.first_months is not None:
        document.problem((*place, "first"), "the first period of the calendar has its own length", "leave `first` out")
    key = "grace_months" if own.grace_months is not None else "grace_days"
    if rule.earlier_graces and getattr(own, key) is not None:
        fix = f"leave `{key}` out, or `earlier_grace` under [cycle]"
        document.problem((*place, key), "earlier graces are said for all groups alike", fix)


def _check_rhythm(document: Document, policy: Policy, group: Group) -> None:
    """Where the next cycle starts in a group by a rule of its own contradicts nothing that is said of all."""
    own, rule, place = group.own_cycle or UNSAID, policy.cycle_of(group.key), ("group", group.key, "cycle")
    if own.rhythm is None:
        return
    for _, what, fix in rhythm_faults(rule):
        document.problem((*place, "next_starts"), what, fix)
    suspension = policy.suspension
    waits = suspension is not None and suspension.activity is DoneSuspended.NEXT_CYCLE
    if waits and rule.rhythm is Rhythm.RESTARTED:
        what = "the next cycle would begin after what belongs to it was done while this one was suspended"
        fix = 'write activity = "ended cycle" under [suspension], or another answer of `next_starts`'
        document.problem((*place, "next_starts"), what, fix)
    if policy.deadline and policy.deadline.cuts and rule.rhythm is not Rhythm.KEPT:
        what = "a cycle that ends with its renewal has no day so long before that as [deadline] says"
        document.problem(
            (*place, "next_starts"), what, 'write "where the last one ended", or another answer of `later`'
        )
