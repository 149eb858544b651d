"""Renewal by passing the exam again: [retake], and [group.KEY.retake] in place of it."""

from typing import Final

from recert.policy.cycles import Anchor, GraceActivity
from recert.policy.lateness import waits_while_suspended
from recert.policy.model import Group, Policy
from recert.policy.reading.lengths import OF_EXAMS, read_lengths
from recert.policy.retake import CountedFrom, OwnRetake, Retake
from recert.policy.toml import Document, Table

NOTHING: Final = "nothing"
RENEWS: Final = {"that certification": False, "all of its group": True}
"""Whether a pass renews the whole group."""
NEW_EXPIRY: Final = {
    "old expiry + cycle": CountedFrom.OLD_EXPIRY,
    "day of the pass + cycle": CountedFrom.PASS,
    "as of other renewals": CountedFrom.AS_OTHERS,
}
"""From when the new date is counted."""
FROM_OLD: Final = 'new_expiry = "old expiry + cycle"'


def read_retake(table: Table) -> Retake:
    """What a pass renews, when, and until when: each is asked for."""
    by_days = table.has("days")
    found = Retake(
        months=0 if by_days else table.integer("months", 1, 240),
        in_grace=table.flag("in_grace"),
        source=table.text("source"),
        days=table.integer("days", 1, 3650) if by_days else 0,
        whole_group=table.choice("renews", RENEWS),
        counted_from=table.choice("new_expiry", NEW_EXPIRY),
        renews_for=read_lengths(table, OF_EXAMS),
    )
    table.done()
    return found


def read_own_retake(table: Table) -> OwnRetake:
    """Whether passing the exam again renews, and how: the same questions as of the program, all of them."""
    whole_group = table.choice("renews", {**RENEWS, NOTHING: None})
    renews = whole_group is not None
    by_days = renews and table.has("days")
    found = OwnRetake(
        renews=renews,
        source=table.text("source"),
        months=table.integer("months", 1, 240) if renews and not by_days else 0,
        days=table.integer("days", 1, 3650) if by_days else 0,
        in_grace=renews and table.flag("in_grace"),
        whole_group=bool(whole_group),
        counted_from=table.choice("new_expiry", NEW_EXPIRY) if renews else CountedFrom.OLD_EXPIRY,
        renews_for=read_lengths(table, OF_EXAMS) if renews else (),
    )
    table.done()
    return found


def renewed_by_exam(table: Table, own: OwnRetake | None) -> bool:
    """Whether passing the exam again renews what is of a group that is being read."""
    return own.renews if own else table.document.top.has("retake")


def check_retakes(document: Document, policy: Policy) -> None:
    """A date that is counted from the pass contradicts nothing that is said of cycles; each is told once."""
    of = dict[tuple[str, ...], list[Group]]()
    for group in policy.groups:
        of.setdefault(("group", group.key, "retake") if group.own_retake else ("retake",), []).append(group)
    for place, groups in of.items():
        rule = policy.retake_of(groups[0].key)
        if rule is not None and rule.counted_from is CountedFrom.PASS:
            late = rule.in_grace and any(policy.cycle_of(group.key).has_grace for group in groups)
            _check_from_pass(document, policy, (*place, "new_expiry"), late=late)


def _check_from_pass(document: Document, policy: Policy, place: tuple[str, ...], *, late: bool) -> None:
    """`late`: whether a pass renews in a grace."""
    if policy.cycle.anchor is Anchor.CALENDAR:
        document.problem(place, "periods of the calendar can't be restarted", f"write {FROM_OLD}")
        return
    if policy.deadline is not None and policy.deadline.cuts:
        what = "a cycle that ends with its renewal has no day so long before that"
        document.problem(place, what, f"write {FROM_OLD}, or another answer of `later` under [deadline]")
    rule = policy.suspension
    by_exam = rule is not None and rule.by_exam
    waits = policy.cycle.grace_activity is GraceActivity.NEXT_CYCLE
    if (waits and (late or by_exam)) or (by_exam and waits_while_suspended(policy.cycle.grace_activity, rule)):
        what = "after a pass after the end the next cycle would begin after what belongs to it was done"
        document.problem(place, what, f"write {FROM_OLD}, or say that what is done after the end is of the ended cycle")
    elif rule is not None and by_exam and not (rule.by_units or rule.restarts):
        fix = f'write next_starts = "the day after the renewal" under [suspension], or {FROM_OLD} here'
        document.problem(place, "by [suspension] the next cycle starts where the last one ended after a pass", fix)
