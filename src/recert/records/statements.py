"""The statement of a renewal: what it rests on and what it gives, complete enough to derive it again by itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, ExpiryCause, GroupStanding, Route
from recert.policy.history import Activity, Award, Circumstance, Exam, Extension, Grant, History, Part, Status
from recert.policy.model import Policy
from recert.policy.plan import Plan
from recert.records.programs import Rules, made_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Derived:
    """A renewal that the facts give, with the statement that shows it."""

    group: str
    cycle: Cycle
    statement: Json


def derive(plan: Plan, rules: Rules, history: History, group: str, cycle: Cycle) -> Derived:
    """States a renewed cycle as it was on the day it was met: whatever happened later is no part of it."""
    assert cycle.met_on is not None  # noqa: S101 (a renewed cycle has its day)
    known = until(history, cycle.met_on, plan.policy)
    statement: Json = {
        "as_of": cycle.met_on.isoformat(),
        "group": group,
        "cycle": cycle.number,
        "rules": rules_as_json(rules),
        "facts": history_as_json(known),
        "result": result(known, assess(plan, known, cycle.met_on), group, cycle.number),
    }
    return Derived(group, cycle, statement)


def derive_again(statement: Json) -> Json:
    """What the statement's own facts give under its own rules: must equal its result."""
    history = history_from_json(statement["facts"])
    plan = made_of(rules_from_json(statement["rules"]))
    assessment = assess(plan, history, date.fromisoformat(statement["as_of"]))
    return result(history, assessment, statement["group"], statement["cycle"])


def until(history: History, day: date, policy: Policy) -> History:
    """The facts up to a day, in an order of their own."""
    on = policy.counted_on
    return History(
        awards=tuple(sorted((a for a in history.awards if a.on <= day), key=lambda a: (a.on, a.ref))),
        exams=tuple(sorted((e for e in history.exams if e.on <= day), key=lambda e: (e.on, e.ref))),
        activities=tuple(sorted((a for a in history.activities if on(a) <= day), key=lambda a: (on(a), a.ref))),
        grants=tuple(sorted((g for g in history.grants if g.met_on <= day), key=lambda g: (g.group, g.cycle))),
        circumstances=tuple(
            sorted((c for c in history.circumstances if c.since <= day), key=lambda c: (c.since, c.kind, c.ref))
        ),
        extensions=tuple(sorted((e for e in history.extensions if e.on <= day), key=lambda e: (e.on, e.of, e.ref))),
    )


def renewed(assessment: Assessment, group: str, number: int) -> Cycle | None:
    """The cycle, if the facts alone renewed it: by units, by retake or by another certification."""
    for standing in assessment.groups:
        for cycle in standing.cycles:
            if standing.group == group and cycle.number == number and by_facts(cycle):
                return cycle
    return None


def by_facts(cycle: Cycle) -> bool:
    """Whether this cycle was renewed, and not merely by a renewal granted before."""
    return cycle.state == CycleState.RENEWED and cycle.route in {Route.UNITS, Route.RETAKE, Route.CASCADE}


def result(history: History, assessment: Assessment, group: str, number: int) -> Json:
    """The rows of an assessment that a statement shows."""
    standing = next((s for s in assessment.groups if s.group == group), None)
    cycle = next((c for c in standing.cycles if c.number == number), None) if standing else None
    if standing is None or cycle is None:
        return {}
    known = {activity.ref: activity for activity in history.activities}
    return {
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
        "required": str(cycle.required),
        "counted": str(cycle.counted),
        "route": cycle.route.name.lower(),
        "met_on": _iso(cycle.met_on),
        "new_expiry": _iso(cycle.new_expiry),
        "types": [
            {"type": t.type, "amount": str(t.amount), "counted": t.counted, "recorded": t.recorded} for t in cycle.types
        ],
        "entries": [
            {
                "activity": entry.activity,
                "type": known[entry.activity].type,
                "on": known[entry.activity].on.isoformat(),
                "name": known[entry.activity].name,
                "amount": str(entry.amount),
                "reason": entry.reason.name.lower(),
            }
            for entry in standing.entries
            if entry.cycle == number
        ],
        "certifications": _certifications(standing, cycle),
    }


def _certifications(standing: GroupStanding, cycle: Cycle) -> list[Json]:
    """Whose dates the renewal changed, on the day it was met."""
    return [
        {"certification": holding.certification, "old": _iso(step.old), "new": step.new.isoformat()}
        for holding in standing.holdings
        for step in holding.steps
        if step.on == cycle.met_on and step.new != step.old and step.old is not None and step.cause not in PUT_OFF
    ]


PUT_OFF = frozenset({ExpiryCause.EXTENSION, ExpiryCause.CIRCUMSTANCE})
"""What changes a date on the day of a renewal, and is no part of it."""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def rules_as_json(rules: Rules) -> Json:
    """The rules by their digests and dates."""
    return {
        "policy": rules.policy,
        "retired": {code: day.isoformat() for code, day in sorted(rules.retired.items())},
        "moves": sorted(rules.moves),
    }


def rules_from_json(told: Json) -> Rules:
    """The rules that a statement names."""
    retired = {code: date.fromisoformat(day) for code, day in told["retired"].items()}
    return Rules(told["policy"], retired, frozenset(told["moves"]))


def history_as_json(history: History) -> Json:
    """Facts as they stand in a statement: short rows, in the order of the fields of `policy.history`."""
    return {
        **_dated_as_json(history),
        "awards": [[a.certification, a.on.isoformat(), _iso(a.expires), a.ref] for a in history.awards],
        "exams": [[e.certification, e.on.isoformat(), e.passed, e.ref] for e in history.exams],
        "activities": [
            [a.ref, a.type, a.on.isoformat(), a.name, int(a.status), str(a.quantity), *_besides(a)]
            for a in history.activities
        ],
        "grants": [
            [
                g.group,
                g.cycle,
                g.met_on.isoformat(),
                g.end.isoformat(),
                g.new_expiry.isoformat(),
                list(g.certifications),
            ]
            for g in history.grants
        ],
    }


def _dated_as_json(history: History) -> Json:
    """What is so for a time, and extensions, where there are any."""
    told: Json = {}
    if history.circumstances:
        told["circumstances"] = [
            [c.kind, c.since.isoformat(), _iso(c.until), str(c.units), c.ref] for c in history.circumstances
        ]
    if history.extensions:
        told["extensions"] = [[e.of, e.on.isoformat(), e.to.isoformat(), e.ref] for e in history.extensions]
    return told


def _besides(activity: Activity) -> list[Any]:
    """By whom it was, what it serves and its first day, where that is said: nothing is added where nobody asked."""
    if activity.parts or activity.serves or activity.began:
        parts = [[part.category, str(part.quantity)] for part in activity.parts]
        began = [activity.began.isoformat()] if activity.began else []
        return [activity.provider, parts, list(activity.serves), *began]
    return [activity.provider] if activity.provider else []


def _activity_from_json(
    ref: str, kind: str, on: str, name: str, status: int, quantity: str = "1", *besides: Any
) -> Activity:
    """One activity. Older statements don't say how much it was, and many not what is said besides."""
    rest: list[Any] = [*besides, *("", (), (), "")[len(besides) :]]
    provider, parts, serves, began = rest
    return Activity(
        ref,
        kind,
        date.fromisoformat(on),
        name,
        Status(status),
        Decimal(quantity),
        provider=provider,
        parts=tuple(Part(category, Decimal(much)) for category, much in parts),
        serves=tuple(serves),
        began=date.fromisoformat(began) if began else None,
    )


def history_from_json(told: Json) -> History:
    """The facts that a statement names."""
    day = date.fromisoformat
    return History(
        awards=tuple(Award(code, day(on), day(ends) if ends else None, ref) for code, on, ends, ref in told["awards"]),
        exams=tuple(Exam(code, day(on), passed, ref) for code, on, passed, ref in told["exams"]),
        activities=tuple(_activity_from_json(*each) for each in told["activities"]),
        grants=tuple(
            Grant(group, cycle, day(met), day(end), day(expiry), tuple(codes))
            for group, cycle, met, end, expiry, codes in told["grants"]
        ),
        circumstances=tuple(
            Circumstance(kind, day(since), day(until) if until else None, Decimal(units), ref)
            for kind, since, until, units, ref in told.get("circumstances", ())
        ),
        extensions=tuple(Extension(of, day(on), day(to), ref) for of, on, to, ref in told.get("extensions", ())),
    )
