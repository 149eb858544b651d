"""Events of the journal, told to staff."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from recert.design.formats import day, until
from recert.journal.models import Event
from recert.journal.vocabulary import VOCABULARY
from recert.people.models import Candidate
from recert.policy.model import Policy
from recert.requests.models import Request


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its sentence, who did it, whom it is about, why, and which details became what."""

    event: Event
    sentence: str
    by: str
    candidate: Candidate | None
    reason: str
    changes: tuple[tuple[str, str, str], ...]


def told(events: Sequence[Event], policy: Policy) -> list[Told]:
    """These events in words, with one query for everybody they are about."""
    people = Candidate.objects.in_bulk({event.candidate for event in events if event.candidate})
    return [_told(event, people.get(event.candidate or 0), policy) for event in events]


def _told(event: Event, candidate: Candidate | None, policy: Policy) -> Told:
    values = defaultdict(lambda: "…", {name: written(name, value, policy) for name, value in event.data.items()})
    before, after = event.data.get("before"), event.data.get("after")
    changes = (
        tuple(
            (name, written(name, before.get(name), policy), written(name, value, policy))
            for name, value in (after or {}).items()
            if isinstance(before, dict) and before.get(name) != value
        )
        if isinstance(after, dict)
        else ()
    )
    if event.verb == "activity.corrected":
        values["fields"] = ", ".join(name for name, _old, _new in changes) or "…"
    sentence = _(VOCABULARY[event.verb].sentence)
    return Told(
        event=event,
        sentence=sentence.format_map(values),
        by=who(event),
        candidate=candidate,
        reason="" if "{reason}" in sentence else str(event.data.get("reason", "")),
        changes=changes,
    )


def who(event: Event) -> str:
    """Who did it, by name, or the system."""
    return str(event.actor) if event.actor_id else _("the system")


def written(field: str, value: Any, policy: Policy) -> str:
    """A value as staff know it: dates written out, groups and types by their names."""
    if value in (None, ""):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if field == "group":
        return next((group.name for group in policy.groups if group.key == value), str(value))
    if field == "kind" and value in Request.Kind.values:
        return str(Request.Kind(value).label)
    if field == "type":
        return next((kind.title for kind in policy.types if kind.key == value), str(value))
    try:
        if field == "new_expiry":
            return until(date.fromisoformat(value))
        return day(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else str(value)
    except ValueError:
        return str(value)
