"""What an activity would do, or did, for each level: units, why, and which expiry results."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from recert.policy import explain
from recert.policy.assessment import WAITING, Cycle, Entry, GroupStanding, Reason
from recert.policy.explain_demands import is_nothing_due, needs_more
from recert.policy.history import Activity
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence
from recert.policy.what_if import numbered
from recert.portal.level import facts
from recert.records.progress import Preview, Progress


@dataclass(frozen=True, slots=True)
class Effect:
    """What one activity means for one level. `before` and `cycle` are the cycle it falls in, without and with it."""

    group: Group
    amount: Decimal
    why: Sentence
    before: Cycle | None
    cycle: Cycle | None
    renews: bool
    surplus: Decimal
    certifications: tuple[str, ...]
    needs_more: Sentence | None
    tallied: bool
    carries: bool  # whether some of what is over may begin the next cycle

    @property
    def counted_before(self) -> Decimal:
        """Units of the cycle without the activity."""
        return self.before.counted if self.before else Decimal(0)

    @property
    def is_open(self) -> bool:
        """Whether the cycle still waits for its renewal, with the activity counted."""
        return self.cycle is not None and self.cycle.state in WAITING


def effects(seen: Progress, found: Preview, draft: Activity) -> list[Effect]:
    """What an activity not yet recorded, or recorded otherwise, would do, level by level."""
    activities = {**facts(seen), draft.ref: draft}
    earlier = {standing.group: standing for standing in found.before.groups}
    return [
        effect(seen.policy, standing, found.entries[standing.group], activities, earlier.get(standing.group))
        for standing in found.after.groups
        if standing.group in found.entries
    ]


def effect(
    policy: Policy,
    standing: GroupStanding,
    entry: Entry,
    activities: Mapping[str, Activity],
    earlier: GroupStanding | None,
) -> Effect:
    """What one activity does for one level, compared with the level without it."""
    cycle = numbered(standing, entry.cycle)
    before = numbered(earlier, entry.cycle) if earlier else None
    renews = bool(cycle and cycle.met_on and not (before and before.met_on))
    surplus = Decimal(0)
    if cycle and cycle.met_on:
        surplus = max(cycle.counted - max(cycle.required, before.counted if before else Decimal(0)), Decimal(0))
    return Effect(
        group=policy.group(standing.group),
        amount=entry.amount,
        why=explain.entry(policy, standing, entry, activities),
        before=before,
        cycle=cycle,
        renews=renews,
        surplus=surplus,
        certifications=tuple(h.certification for h in standing.holdings if cycle and h.expires == cycle.new_expiry),
        needs_more=needs_more(policy, policy.group(standing.group), cycle),
        tallied=entry.reason == Reason.TALLIED,
        carries=bool(cycle and cycle.may_carry),
    )


def recorded(seen: Progress, ref: str) -> list[Effect]:
    """What an activity on record did, level by level."""
    known = facts(seen)
    return [
        done(seen.policy, standing, entry, known)
        for standing in seen.assessment.groups
        for entry in standing.entries
        if entry.activity == ref
    ]


def done(policy: Policy, standing: GroupStanding, entry: Entry, known: Mapping[str, Activity]) -> Effect:
    """What one entry did. It renewed the level when it is the one whose units reached the requirement."""
    cycle = numbered(standing, entry.cycle)
    renews = bool(cycle and cycle.met_on and reached_by(standing, cycle, known) == entry.activity)
    return Effect(
        group=policy.group(standing.group),
        amount=entry.amount,
        why=explain.entry(policy, standing, entry, known),
        before=None,
        cycle=cycle,
        renews=renews,
        surplus=Decimal(0),
        certifications=tuple(h.certification for h in standing.holdings if cycle and h.expires == cycle.new_expiry),
        needs_more=needs_more(policy, policy.group(standing.group), cycle),
        tallied=entry.reason == Reason.TALLIED,
        carries=bool(cycle and cycle.may_carry),
    )


def reached_by(standing: GroupStanding, cycle: Cycle, known: Mapping[str, Activity]) -> str | None:
    """The activity that completed what the cycle was renewed by; None where none did."""
    if is_nothing_due(cycle):
        return None
    demanded = any(total.required for total in cycle.demands if not total.way)
    if cycle.way or demanded or any(category.required for category in cycle.categories):
        counting = [e.activity for e in standing.entries if e.amount or e.reason == Reason.TALLIED]
        return next((ref for ref in reversed(counting) if known[ref].on == cycle.met_on), None)
    total = Decimal(0)
    for entry in sorted(standing.entries, key=lambda e: known[e.activity].on):
        if entry.cycle == cycle.number:
            total += entry.amount
            if entry.amount and total >= cycle.required:
                return entry.activity
    return None
