"""Where a candidate stands: facts → rules → standing. Nothing here is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from recert.people.models import Candidate
from recert.policy import history as rules
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, Entry
from recert.policy.facts import name_key
from recert.policy.history import History, Status
from recert.policy.model import Policy
from recert.policy.plan import Plan
from recert.records import clock, programs
from recert.records.history import Rows, read_rows
from recert.records.models import Activity, Renewal


@dataclass(frozen=True, slots=True)
class Progress:
    """One candidate on one day. `activities` are the rows by reference, newest first, withdrawn ones included.

    `renewals` come without their statements; reading one costs a query.
    """

    candidate: Candidate
    policy: Policy
    rules: programs.Rules
    plan: Plan
    history: History
    assessment: Assessment
    today: date
    activities: Mapping[str, Activity]
    renewals: tuple[Renewal, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an activity would do. `entries` is what it would count for, by group; `renews` the cycles it would complete.

    `duplicate` is the same activity, recorded before: this one would be refused. `similar` have the same name and type
    on another day of the same cycle.
    """

    before: Assessment
    after: Assessment
    entries: Mapping[str, Entry]
    renews: tuple[Cycle, ...]
    similar: tuple[Activity, ...]
    duplicate: Activity | None


def progress(candidate: Candidate, *, today: date | None = None) -> Progress:
    """Where a candidate stands today, in three short queries. NoPolicyError when the program has no policy."""
    return progress_of(candidate, read_rows(candidate), today=today)


def progress_of(candidate: Candidate, rows: Rows, *, today: date | None = None) -> Progress:
    """The same from rows that were read already."""
    found = programs.in_force(candidate.program, rows.digest)
    plan = found.plan
    day = today or clock.today(plan.policy)
    history = rows.history
    return Progress(
        candidate=candidate,
        policy=plan.policy,
        rules=found.rules,
        plan=plan,
        history=history,
        assessment=assess(plan, history, day),
        today=day,
        activities={str(activity.pk): activity for activity in rows.activities},
        renewals=rows.renewals,
    )


def without(seen: Progress, ref: str) -> Progress:
    """The same candidate as if one activity had never been recorded."""
    history = replace(seen.history, activities=tuple(a for a in seen.history.activities if a.ref != ref))
    return replace(
        seen,
        history=history,
        assessment=assess(seen.plan, history, seen.today),
        activities={key: row for key, row in seen.activities.items() if key != ref},
    )


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
    return Preview(
        before=seen.assessment,
        after=after,
        entries=entries,
        renews=_newly_renewed(seen.assessment, after),
        similar=tuple(row for row in named if row.date != draft.on and _same_cycle(after, str(row.pk), entries)),
        duplicate=next((row for row in named if row.date == draft.on), None),
    )


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
