"""What a person would have with some facts more: where each group would stand, and which expiry dates would differ."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, Entry, ExamResult, ExpiryCause, GroupStanding, Holding
from recert.policy.history import Activity, Exam, History
from recert.policy.plan import Plan
from recert.policy.replaced_words import by_which
from recert.policy.sentence import Sentence

Key = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Change:
    """One certification whose expiry changes. `old` is None where it is awarded, `new` where it is held no more.

    `by`: what takes its place, where that ends it.
    """

    certification: str
    old: date | None
    new: date | None
    by: Sentence | None = None


@dataclass(frozen=True, slots=True)
class CycleEffect:
    """One cycle with the proposed facts; `before`: the same without them. `of_today`: it runs on the day of asking."""

    before: Cycle | None
    cycle: Cycle
    of_today: bool

    @property
    def renews(self) -> bool:
        """Whether the proposed facts renew the cycle."""
        return bool(self.cycle.met_on and not (self.before and self.before.met_on))


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """One group with the proposed facts, and `earlier` without them: each cycle that they renew, oldest first.

    The last of `cycles` is the one they fall in, else the last of all, renewed or not; the one that runs today is among
    them if nothing renews it. `entries`: what each proposed activity would count, and why.
    """

    standing: GroupStanding
    earlier: GroupStanding | None
    cycles: tuple[CycleEffect, ...]
    entries: tuple[Entry, ...]

    @property
    def renews(self) -> bool:
        """Whether the proposed facts renew anything."""
        return any(cycle.renews for cycle in self.cycles)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both assessments are of the same day, the last on which something is proposed; it is looked at on `today`."""

    today: date
    history: History
    before: Assessment
    after: Assessment
    groups: tuple[GroupEffect, ...]
    exams: tuple[ExamResult, ...]
    changes: tuple[Change, ...]


def what_if(
    plan: Plan, history: History, proposed: tuple[Activity, ...], as_of: date, exams: tuple[Exam, ...] = ()
) -> WhatIf:
    """What these activities and exams would change. Their references must not be those of facts on record."""
    day = max([as_of, *(activity.on for activity in proposed), *(exam.on for exam in exams)])
    extended = replace(history, activities=(*history.activities, *proposed), exams=(*history.exams, *exams))
    before, after = assess(plan, history, day), assess(plan, extended, day)
    earlier = {standing.group: standing for standing in before.groups}
    asked = before if day == as_of else assess(plan, history, as_of)
    running = {standing.group: standing.cycles[-1].number for standing in asked.groups if standing.cycles}
    refs, sat = {activity.ref for activity in proposed}, {exam.ref for exam in exams}
    return WhatIf(
        today=as_of,
        history=extended,
        before=before,
        after=after,
        groups=tuple(
            _effect(standing, earlier.get(standing.group), running.get(standing.group, 0), refs)
            for standing in after.groups
        ),
        exams=tuple(result for result in after.exams if result.ref in sat),
        changes=changes_of(plan, (history, extended), (before, after)),
    )


def _effect(standing: GroupStanding, earlier: GroupStanding | None, running: int, refs: set[str]) -> GroupEffect:
    entries = tuple(entry for entry in standing.entries if entry.activity in refs)
    fallen = {entry.cycle for entry in entries if entry.cycle}
    last = max(fallen) if fallen else len(standing.cycles) and standing.cycles[-1].number
    first = min({running, *fallen} - {0}, default=last)
    found = (
        CycleEffect(numbered(earlier, cycle.number) if earlier else None, cycle, cycle.number == running)
        for cycle in standing.cycles
        if first <= cycle.number <= last
    )
    cycles = tuple(each for each in found if each.cycle.number == last or each.renews or _is_lost(each))
    return GroupEffect(standing=standing, earlier=earlier, cycles=cycles, entries=entries)


def _is_lost(found: CycleEffect) -> bool:
    """Whether a cycle runs today that is over by then without having been renewed."""
    return found.of_today and found.cycle.met_on is None


def numbered(standing: GroupStanding, number: int) -> Cycle | None:
    """The cycle with this number; None for 0."""
    return next((cycle for cycle in standing.cycles if cycle.number == number), None)


def changes_of(
    plan: Plan, histories: tuple[History, History], found: tuple[Assessment, Assessment]
) -> tuple[Change, ...]:
    """The same dates of two histories, both as of one day; with what is replaced by what is earned on it.

    That is held through the day, and ends on the next one.
    """
    both = changes(*found)
    if not plan.policy.replacements:
        return both
    tomorrow = found[1].as_of + timedelta(days=1)
    before, after = (_replaced(assess(plan, history, tomorrow)) for history in histories)
    had, has = (expiries(each) for each in found)
    ended, told = dict[str, date](), list[Change]()
    for key in [key for key in after if key not in before and key in has]:
        groups, holding = after[key]
        ended[key[0]] = has[key]
        told.append(
            Change(key[0], had.get(key), holding.expires, by_which(plan.policy, holding, holding.steps[-1], groups))
        )
    others = (each for each in both if ended.get(each.certification) != each.new)
    return tuple(sorted([*others, *told], key=lambda each: each.new is None))


def _replaced(found: Assessment) -> dict[Key, tuple[Sequence[GroupStanding], Holding]]:
    """The awards that are over as something took their place, each with all that is held."""
    return {
        (each.certification, each.awarded): (found.groups, each)
        for standing in found.groups
        for each in standing.holdings
        if each.steps[-1].cause is ExpiryCause.REPLACED
    }


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Which expiry dates differ, by certification. One award that gives way to another of the same is one change."""
    had, has = expiries(before), expiries(after)
    gone = defaultdict[str, list[date]](list)
    for held, day in sorted(had.items()):
        if held not in has:
            gone[held[0]].append(day)
    found = list[Change]()
    for held, new in sorted(has.items()):
        replaced = gone[held[0]]
        old = had[held] if held in had else replaced.pop(0) if replaced else None
        if old != new:
            found.append(Change(held[0], old, new))
    found += [Change(code, old, None) for code, days in sorted(gone.items()) for old in days]
    return tuple(found)


def expiries(assessment: Assessment) -> dict[Key, date]:
    """The expiry of every award, by certification and day."""
    return {(h.certification, h.awarded): h.expires for standing in assessment.groups for h in standing.holdings}
