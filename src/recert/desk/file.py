"""A candidate's file, put together: what is on record, and what the rules make of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from recert.audits.models import Audit, Finding, Review
from recert.audits.queries import PENDING, WORTH_TELLING
from recert.design.formats import day
from recert.desk import requests, reviews
from recert.desk.audits import words
from recert.desk.story import Told, told
from recert.desk.visit import Visit
from recert.desk.words import HOLDINGS, RENEWALS, cycle_kind, renewal_state
from recert.journal.models import Event
from recert.journal.vocabulary import ROUTINE
from recert.people.models import Candidate, Merge
from recert.people.queries import every_key
from recert.policy import (
    apart_words,
    designation_words,
    explain,
    explain_exams,
    explain_renewals,
    explain_states,
    missed_words,
    replaced_words,
    retiring_words,
    unmet_words,
)
from recert.policy.assessment import WAITING, Cycle, Entry, GroupStanding, Holding, Route
from recert.policy.certification import Certification
from recert.policy.designations import DesignationStanding, designations
from recert.policy.ends_first import as_it_ends
from recert.policy.measure_words import quantity_of
from recert.policy.model import ActivityType, Group, Policy
from recert.policy.sentence import Sentence
from recert.policy.serving_words import shares
from recert.policy.still_to_earn import without_held
from recert.policy.telling import listed
from recert.policy.unusual_words import unusual
from recert.records.circumstances import extended_name, title_of
from recert.records.models import Activity, Credential, Evidence, Renewal
from recert.records.progress import Progress, progress
from recert.records.types import type_on_record

EVENTS = 15
"""The latest events shown; the journal has all of them."""


@dataclass(frozen=True, slots=True)
class Held:
    """One award of one certification with the story of its date. `credential` is its row, None where a pass awarded."""

    holding: Holding
    certification: Certification
    state: Sentence
    kind: str
    steps: tuple[tuple[date, Sentence], ...]
    credential: Credential | None


@dataclass(frozen=True, slots=True)
class Level:
    """One credential group with its running cycle."""

    group: Group
    cycle: Cycle
    kind: str
    state: Sentence
    besides: Sentence | None
    missing: Sentence | None
    told: tuple[Sentence, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """How the audit of an entry or of a renewal stands, in words, and what checks found while somebody is waited for.

    `row` is its key.
    """

    row: int
    state: str
    kind: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """One activity: what it counted for in each group, and its evidence."""

    activity: Activity
    details: tuple[str, ...]
    counts: tuple[tuple[Group, Entry, Sentence], ...]
    evidence: tuple[Evidence, ...]
    audit: Audited | None


@dataclass(frozen=True, slots=True)
class Granted:
    """One renewal on record. `review` is its audit, None where it was not drawn for one."""

    renewal: Renewal
    group: str
    state: str
    kind: str
    review: Audited | None


@dataclass(frozen=True, slots=True)
class Dated:
    """What is so of the candidate for a time, or extends what they hold. `row` is the key of its row."""

    row: int
    title: str
    since: date
    until: date | None
    units: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class File:
    """Everything about one candidate. `idle` are awards on record that the rules make nothing of.

    Audits, and what is asked for or reported, are there for whom their pages are.
    """

    levels: tuple[Level, ...]
    designations: tuple[tuple[DesignationStanding, Sentence, tuple[Sentence, ...]], ...]
    exams: tuple[Sentence, ...]
    circumstances: tuple[Dated, ...]
    extensions: tuple[Dated, ...]
    activities: tuple[Done, ...]
    renewals: tuple[Granted, ...]
    asked: tuple[requests.Line, ...]
    addresses: tuple[str, ...]
    idle: tuple[Credential, ...]
    merges: tuple[Merge, ...]
    events: list[Told]


def read_file(visit: Visit, candidate: Candidate) -> File:
    """A fixed number of queries, however long the file is."""
    seen = progress(candidate)
    awards = {f"{c.certification} {c.awarded}": c for c in Credential.objects.filter(candidate=candidate)}
    levels = tuple(_level(seen, standing, awards) for standing in seen.assessment.groups if standing.cycles)
    used = {held.credential.pk for level in levels for held in level.held if held.credential}
    merges = tuple(Merge.objects.filter(into=candidate, reversed_at=None).select_related("candidate").order_by("at"))
    about = Q(candidate__in=every_key(candidate)) | Q(subject=f"candidate:{candidate.pk}")
    done = Event.objects.filter(about, program=visit.program).exclude(verb__in=ROUTINE)
    events = done.select_related("actor")
    addresses = _addresses(candidate)
    known = (candidate, *(merge.candidate for merge in merges))
    traces = [*addresses, *(trace for each in known for trace in (each.number, each.name, each.email))]
    return File(
        levels=levels,
        designations=tuple(
            (each, designation_words.state(each), tuple(designation_words.told(each)))
            for each in designations(seen.plan, seen.assessment)
            if each.begun
        ),
        exams=tuple(
            explain_exams.exam(seen.policy, result, seen.assessment.groups)
            for result in reversed(seen.assessment.exams)
        ),
        circumstances=tuple(
            Dated(_row(found.ref), title_of(seen.policy, found.kind), found.since, found.until, found.units)
            for found in sorted(seen.history.circumstances, key=lambda each: (each.since, each.ref))
        ),
        extensions=tuple(
            Dated(_row(found.ref), extended_name(seen.policy, found.of), found.on, found.to)
            for found in sorted(seen.history.extensions, key=lambda each: (each.on, each.ref))
        ),
        activities=_activities(visit, seen),
        renewals=_renewals(visit, seen),
        asked=requests.concerning(visit, candidate, traces),
        addresses=addresses,
        idle=tuple(award for award in awards.values() if award.pk not in used),
        merges=merges,
        events=told(list(events.order_by("-number")[:EVENTS]), visit.policy),
    )


def _row(ref: str) -> int:
    """The key of the row behind a fact."""
    return int(ref.partition(":")[2])


def _addresses(candidate: Candidate) -> tuple[str, ...]:
    verified = EmailAddress.objects.filter(user=candidate.user_id or 0, verified=True).values_list("email", flat=True)
    return tuple(sorted(email for email in verified if email.lower() != candidate.email.lower()))


def _level(seen: Progress, standing: GroupStanding, awards: dict[str, Credential]) -> Level:
    cycle, still = standing.cycles[-1], without_held(seen.policy, seen.assessment)
    told = [
        *unusual(seen.policy, standing.group, cycle),
        explain.shared_date(seen.policy, standing),
    ]
    if cycle.route != Route.NONE or cycle.missed:
        told.insert(0, explain_renewals.renewal(seen.policy, standing.group, cycle))
        told.insert(1, replaced_words.of_group(seen.policy, standing))
    elif replaced := replaced_words.of_group(seen.policy, standing):
        told.insert(0, replaced)
    else:
        missed = (*unmet_words.before(seen.policy, standing), *unmet_words.ahead(seen.policy, cycle))
        ways = explain.ways_left(still, standing, seen.today)
        told = [*missed, *ways, *apart_words.ahead(seen.policy, standing), *told]
    told[:0] = missed_words.ahead(seen.policy, standing, seen.today)
    told += retiring_words.ahead(seen.policy, standing, seen.today)
    return Level(
        group=seen.policy.group(standing.group),
        cycle=cycle,
        kind=cycle_kind(standing, cycle),
        state=explain_states.state(seen.policy, standing),
        besides=explain_states.active_besides(standing),
        missing=explain.missing(still, seen.policy.group(standing.group), cycle, seen.today)
        if cycle.state in WAITING
        else None,
        told=tuple(sentence for sentence in told if sentence),
        held=tuple(
            Held(
                holding=holding,
                certification=seen.policy.certification(holding.certification),
                state=explain_states.holding_state(seen.policy, as_it_ends(seen.policy, standing, holding)),
                kind=HOLDINGS[holding.state],
                steps=tuple(
                    (step.on, told)
                    for step, told in explain_states.expiry_steps(
                        seen.policy, holding, standing, seen.assessment.groups
                    )
                ),
                credential=awards.get(f"{holding.certification} {holding.awarded}"),
            )
            for holding in sorted(standing.holdings, key=lambda h: (h.state, h.certification, h.awarded))
        ),
    )


def _activities(visit: Visit, seen: Progress) -> tuple[Done, ...]:
    files: dict[str, list[Evidence]] = {ref: [] for ref in seen.activities}
    for evidence in Evidence.objects.filter(activity__candidate=seen.candidate).order_by("added_at", "id"):
        files[str(evidence.activity_id)].append(evidence)
    known = {activity.ref: activity for activity in seen.history.activities}
    counts: dict[str, list[tuple[Group, Entry, Sentence]]] = {ref: [] for ref in seen.activities}
    for standing in seen.assessment.groups:
        group = seen.policy.group(standing.group)
        for entry in standing.entries:
            counts[entry.activity].append((group, entry, explain.entry(seen.policy, standing, entry, known)))
    audits = _audits(seen.candidate) if visit.may("audit.view") else {}
    return tuple(
        Done(
            activity=row,
            details=_details(seen.policy, type_on_record(seen.policy, row.type), row),
            counts=tuple(counts[ref]),
            evidence=tuple(files[ref]),
            audit=audits.get(ref),
        )
        for ref, row in seen.activities.items()
    )


def _audits(candidate: Candidate) -> dict[str, Audited]:
    """How each activity's audit stands, by the activity. Two queries."""
    findings: dict[int, list[str]] = {}
    sheets = Finding.objects.filter(WORTH_TELLING, audit__activity__candidate=candidate, audit__state__in=PENDING)
    for audit, check, found in sheets.order_by("pk").values_list("audit", "check_name", "found"):
        findings.setdefault(audit, []).append(words.finding_told(check, found)[0])
    audits = Audit.objects.filter(activity__candidate=candidate).values_list("activity", "pk", "state")
    return {
        str(activity): Audited(
            row, words.state_told(state), words.KINDS[Audit.State(state)], tuple(findings.get(row, ()))
        )
        for activity, row, state in audits
    }


def _details(policy: Policy, kind: ActivityType, row: Activity) -> tuple[str, ...]:
    """What was said of an activity besides its name: its type, how much it was, by whom, and what it serves."""
    by = _("recorded by the program") if row.by_staff else ""
    serves = _("for %(groups)s") % {"groups": listed(policy.groups, row.serves)} if row.serves else ""
    began = _("from %(day)s") % {"day": day(row.began)} if row.began else ""
    found = (kind.title, began, quantity_of(kind, row.quantity), row.provider, shares(policy, row.parts), serves, by)
    return tuple(filter(None, found))


def _renewals(visit: Visit, seen: Progress) -> tuple[Granted, ...]:
    names = {group.key: group.name for group in seen.policy.groups}
    keys = [renewal.pk for renewal in seen.renewals] if visit.may("audit.view") else []
    audits = {
        renewal: Audited(row, reviews.state_told(state), reviews.KINDS[Review.State(state)])
        for renewal, row, state in Review.objects.filter(renewal__in=keys).values_list("renewal", "pk", "state")
    }
    return tuple(
        Granted(
            renewal=renewal,
            group=names.get(renewal.group, renewal.group),
            state=renewal_state(Renewal.State(renewal.state)),
            kind=RENEWALS[Renewal.State(renewal.state)],
            review=audits.get(renewal.pk),
        )
        for renewal in seen.renewals
    )
