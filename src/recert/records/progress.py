"""Where a candidate stands: facts → rules → standing. Nothing here is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from recert.people.models import Candidate
from recert.policy import history as rules
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, Entry
from recert.policy.facts import name_key
from recert.policy.history import History, Status
from recert.policy.model import Policy
from recert.policy.plan import Plan
from recert.records import clock, programs
from recert.records.history import activity_rows, as_fact, read_facts, renewal_rows
from recert.records.models import Activity, Renewal

Days = tuple[date | None, date]
"""The first and the last day of an activity. One of which no first day is known has its last one alone."""


@dataclass(frozen=True)
class Progress:
    """One candidate on one day: the facts, and what the rules make of them. Rows are read when somebody asks."""

    candidate: Candidate
    rules: programs.Rules
    plan: Plan
    history: History
    assessment: Assessment
    today: date

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        return self.plan.policy

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        """The rows by reference, newest first, withdrawn ones included."""
        return {str(activity.pk): activity for activity in activity_rows(self.candidate)}

    @cached_property
    def renewals(self) -> tuple[Renewal, ...]:
        """The renewals on record, without their statements."""
        return tuple(renewal_rows(self.candidate))

    @property
    def held(self) -> tuple[str, ...]:
        """The groups of which the candidate holds anything, or did."""
        return tuple(standing.group for standing in self.assessment.groups)

    def as_if(self, history: History) -> "Progress":
        """The same candidate on the same day with other facts."""
        return replace(self, history=history, assessment=assess(self.plan, history, self.today))


@dataclass(frozen=True, slots=True)
class Preview:
    """What an activity would do. `entries` is what it would count for, by group; `renews` the cycles it would complete.

    `duplicate` is the same activity, recorded before: this one would be refused. `similar` have the same name and type
    on other days of the same cycle.
    """

    before: Assessment
    after: Assessment
    entries: Mapping[str, Entry]
    renews: tuple[Cycle, ...]
    similar: tuple[Activity, ...]
    duplicate: Activity | None


def progress(candidate: Candidate, *, today: date | None = None) -> Progress:
    """Where a candidate stands today, in one statement. NoPolicyError when the program has no policy."""
    digest, history = read_facts(candidate)
    found = programs.in_force(candidate.program, digest)
    day = today or clock.today(found.plan.policy)
    return Progress(candidate, found.rules, found.plan, history, assess(found.plan, history, day), day)


def adding(seen: Progress, activity: Activity) -> Progress:
    """The same candidate with one activity more, which is on record by now."""
    return seen.as_if(replace(seen.history, activities=(as_fact(activity), *seen.history.activities)))


def without(seen: Progress, ref: str) -> Progress:
    """The same candidate as if one activity had never been recorded. Its row is still there."""
    return seen.as_if(replace(seen.history, activities=tuple(a for a in seen.history.activities if a.ref != ref)))


def preview(candidate: Candidate, draft: rules.Activity, *, replacing: Activity | None = None) -> Preview:
    """What a draft would do, recorded anew or in place of one on record. Nothing is written."""
    return preview_in(progress(candidate), draft, replacing=replacing)


def preview_in(seen: Progress, draft: rules.Activity, *, replacing: Activity | None = None) -> Preview:
    """The same beside a progress that was read already."""
    replaced = str(replacing.pk) if replacing else ""
    others = tuple(a for a in seen.history.activities if a.ref not in {replaced, draft.ref})
    after = assess(seen.plan, replace(seen.history, activities=(*others, draft)), seen.today)
    entries = {
        standing.group: entry for standing in after.groups for entry in standing.entries if entry.activity == draft.ref
    }
    named = [
        seen.activities[a.ref]
        for a in others
        if draft.name.strip()
        and a.status != Status.WITHDRAWN
        and a.type == draft.type
        and name_key(a.name) == name_key(draft.name)
    ]
    days = (draft.began, draft.on)
    same = [row for row in named if same_days(seen.policy, (row.began, row.date), days)]
    return Preview(
        before=seen.assessment,
        after=after,
        entries=entries,
        renews=_newly_renewed(seen.assessment, after),
        similar=tuple(row for row in named if row not in same and _same_cycle(after, str(row.pk), entries)),
        duplicate=same[0] if same else None,
    )


def same_days(policy: Policy, one: Days, other: Days) -> bool:
    """Whether two activities took place on the same days, by the first and last of each.

    Where the rules don't count by first days nobody is asked for them, and the last ones decide alone.
    """
    (one_began, one_last), (other_began, other_last) = one, other
    same_first = (one_began or one_last) == (other_began or other_last)
    return one_last == other_last and (same_first or not policy.asks_first_day)


def _newly_renewed(before: Assessment, after: Assessment) -> tuple[Cycle, ...]:
    had = {
        (standing.group, cycle.number)
        for standing in before.groups
        for cycle in standing.cycles
        if cycle.state == CycleState.RENEWED
    }
    return tuple(
        cycle
        for standing in after.groups
        for cycle in standing.cycles
        if cycle.state == CycleState.RENEWED and (standing.group, cycle.number) not in had
    )


def _same_cycle(after: Assessment, ref: str, entries: Mapping[str, Entry]) -> bool:
    return any(
        entry.activity == ref and entry.cycle and entry.cycle == entries[standing.group].cycle
        for standing in after.groups
        for entry in standing.entries
        if standing.group in entries
    )
