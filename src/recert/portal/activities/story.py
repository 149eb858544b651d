"""What happened to an activity, told from the journal."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from recert.design.formats import day
from recert.journal.models import Event
from recert.journal.vocabulary import VOCABULARY
from recert.people.models import User
from recert.policy import serving_words
from recert.policy.model import Policy
from recert.policy.parts import read_parts
from recert.policy.telling import named
from recert.records.actions.activities import FIELDS
from recert.records.forms.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened: when, in a sentence, by whom, and which details became what."""

    at: datetime
    sentence: str
    by: str
    changes: tuple[tuple[str, str, str], ...]


def story(subject: str, policy: Policy, reader: User) -> list[Turn]:
    """Everything that the candidate may know about one subject, oldest first."""
    events = Event.objects.filter(subject=subject).order_by("number")
    return [turn(event, policy, reader) for event in events if VOCABULARY[event.verb].candidate_sees]


def turn(event: Event, policy: Policy, reader: User) -> Turn:
    """One event in words. Data that were erased are left out, the event stays."""
    told = defaultdict(lambda: "…", {name: written(name, value, policy) for name, value in event.data.items()})
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    if event.verb == "activity.corrected":
        told["fields"] = ", ".join(label(field) for field in FIELDS if field in after) or "…"
    return Turn(
        at=event.at,
        sentence=_(VOCABULARY[event.verb].sentence).format_map(told),
        by=who(event, reader),
        changes=tuple(
            (label(name), written(name, before.get(name), policy), written(name, value, policy))
            for name, value in after.items()
        ),
    )


def who(event: Event, reader: User) -> str:
    """Who did it, as the reader may know it: themselves, the program's staff, or the system."""
    if event.actor_id is None:
        return _("by the system")
    return _("by you") if event.actor_id == reader.pk else _("by the program's staff")


def label(field: str) -> str:
    """A field's name in a sentence."""
    names = {
        "type": _("type"),
        "date": _("date"),
        "began": _("first day"),
        "name": _("name"),
        "quantity": _("how much"),
        "provider": _("provider"),
        "parts": _("categories"),
        "serves": _("counts for"),
        "language": _("language"),
        "notes": _("notes"),
    }
    return names.get(field, field)


def written(field: str, value: Any, policy: Policy) -> str:
    """A value as the reader knows it."""
    if value in (None, ""):
        return _("nothing")
    if field in {"date", "began"}:
        return day(date.fromisoformat(value))
    if field == "type":
        return next((kind.title for kind in policy.types if kind.key == value), str(value))
    if field == "parts":
        return serving_words.shares(policy, read_parts(str(value)) or ())
    if field == "serves":
        return ", ".join(named(policy.groups, key) for key in str(value).split())
    if field == "language":
        return dict(LANGUAGES).get(value, str(value))
    return str(value)
