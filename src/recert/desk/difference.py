"""A renewal's statement beside what the facts say now: in sentences, what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from recert.design.formats import amount, day, say
from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.model import Policy
from recert.records.models import Renewal
from recert.records.progress import Progress
from recert.records.renewals import before
from recert.records.statements import history_from_json, rules_as_json
from recert.records.types import type_on_record


@dataclass(frozen=True, slots=True)
class Row:
    """One activity of the statement."""

    on: date
    name: str
    type: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stated:
    """The statement as it was granted."""

    route: str
    counted: Decimal
    required: Decimal
    start: date
    end: date
    rows: tuple[Row, ...]


def stated(policy: Policy, renewal: Renewal) -> Stated:
    """Reads a pinned statement."""
    result = renewal.statement["result"]
    routes = {
        "units": _("Continuing education"),
        "retake": _("Retaking the exam"),
        "grant": _("An earlier renewal"),
        "cascade": _("Another certification"),
    }
    return Stated(
        route=routes.get(result["route"], result["route"]),
        counted=Decimal(result["counted"]),
        required=Decimal(result["required"]),
        start=date.fromisoformat(result["start"]),
        end=date.fromisoformat(result["end"]),
        rows=tuple(
            Row(date.fromisoformat(e["on"]), e["name"], type_on_record(policy, e["type"]).title, Decimal(e["amount"]))
            for e in result["entries"]
        ),
    )


def differences(seen: Progress, renewal: Renewal) -> list[str]:
    """What differs between the statement and the facts and rules as they are; empty where nothing does."""
    alone = before(seen.history, renewal.group, renewal.cycle)
    found = next((s for s in assess(seen.plan, alone, seen.today).groups if s.group == renewal.group), None)
    cycle = next((c for c in found.cycles if c.number == renewal.cycle), None) if found else None
    result = renewal.statement["result"]
    return [
        *_total(result, cycle),
        *_rules(seen, renewal.statement["rules"]),
        *_awards(seen, renewal.statement),
        *_exams(seen, renewal.statement),
        *_entries(seen, result, found),
    ]


def _total(result: dict[str, Any], cycle: Cycle | None) -> Iterator[str]:
    if cycle is None:
        yield _("By the facts as they are now, there is no such cycle.")
        return
    if (cycle.start.isoformat(), cycle.end.isoformat()) != (result["start"], result["end"]):
        yield _("The cycle was %(old)s to %(end)s; it is %(start)s to %(new)s now.") % {
            "old": day(date.fromisoformat(result["start"])),
            "end": day(date.fromisoformat(result["end"])),
            "start": day(cycle.start),
            "new": day(cycle.end),
        }
    if cycle.counted != Decimal(result["counted"]) or cycle.required != Decimal(result["required"]):
        any_required = cycle.required or Decimal(result["required"])
        told = _("Counted: %(old)s of %(meant)s then, %(new)s of %(required)s now.")
        yield (told if any_required else _("Counted: %(old)s then, %(new)s now.")) % {
            "old": amount(Decimal(result["counted"])),
            "meant": amount(Decimal(result["required"])),
            "new": amount(cycle.counted),
            "required": amount(cycle.required),
        }


def _rules(seen: Progress, told: dict[str, Any]) -> Iterator[str]:
    now = rules_as_json(seen.rules)
    if now["policy"] != told["policy"]:
        yield _("Another version of the policy is in force since.")
    for code, on in now["retired"].items():
        if told["retired"].get(code) != on:
            yield _("%(code)s was retired as of %(day)s.") % {"code": code, "day": day(date.fromisoformat(on))}
    if set(now["moves"]) - set(told["moves"]):
        yield _("A mass move of expiry dates was run since.")


def _awards(seen: Progress, statement: dict[str, Any]) -> Iterator[str]:
    then = {award.ref: award for award in history_from_json(statement["facts"]).awards}
    as_of = date.fromisoformat(statement["as_of"])
    for award in seen.history.awards:
        old = then.get(award.ref)
        values = {"code": award.certification, "new": day(award.on), "old": day(old.on) if old else ""}
        if old is None and award.on <= as_of:
            yield _("%(code)s, awarded on %(new)s, was recorded since.") % values
        elif old and old.on != award.on:
            yield _("%(code)s: awarded on %(old)s then, on %(new)s now.") % values
        elif old and old.expires != award.expires:
            yield _("%(code)s: the issuer's expiry date was corrected.") % values


def _exams(seen: Progress, statement: dict[str, Any]) -> Iterator[str]:
    now = {exam.ref: exam for exam in seen.history.exams}
    for old in history_from_json(statement["facts"]).exams:
        exam = now.get(old.ref)
        values = {"code": old.certification, "day": day(old.on)}
        if exam is None or exam.passed != old.passed:
            yield _("The result of the exam for %(code)s on %(day)s was corrected.") % values
        elif exam.on != old.on:
            yield _("The exam for %(code)s was on %(day)s then, on %(new)s now.") % {**values, "new": day(exam.on)}


def _entries(seen: Progress, result: dict[str, Any], found: GroupStanding | None) -> Iterator[str]:
    known = {activity.ref: activity for activity in seen.history.activities}
    now = {entry.activity: entry for entry in found.entries} if found else {}
    for old in result["entries"]:
        entry, was = now.get(old["activity"]), Decimal(old["amount"])
        if was and (entry is None or entry.amount != was or entry.cycle != result.get("cycle", entry.cycle)):
            why = say(explain.entry(seen.policy, found, entry, known)) if entry and found else _("It is gone.")
            yield _("“%(name)s” (%(day)s) counted %(was)s then. Now: %(why)s") % {
                "name": old["name"],
                "day": day(date.fromisoformat(old["on"])),
                "was": amount(was),
                "why": why,
            }
