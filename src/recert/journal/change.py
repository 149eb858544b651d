"""The only way to write: a transaction that leaves an event in the journal, or leaves nothing."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from recert.journal.chain import digest_data, digest_link
from recert.journal.models import Event, Head
from recert.journal.verify import link_of
from recert.journal.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: a person with an account, or the system itself."""

    user: AbstractBaseUser | None


SYSTEM = Actor(None)


@dataclass(slots=True)
class Change:
    """What is being done. Fill in while writing; `nothing()` when a repeat found it done already."""

    verb: str
    subject: str = ""
    candidate: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    dropped: bool = False

    def nothing(self) -> None:
        """Nothing was changed: leave no event."""
        self.dropped = True


@contextmanager
def change(actor: Actor, verb: str, *, program: str) -> Iterator[Change]:
    """One transaction and one event. An exception undoes both. KeyError for a verb not in the vocabulary."""
    VOCABULARY[verb]
    with transaction.atomic():
        made = Change(verb)
        yield made
        if not made.dropped:
            append(actor, made, program)


def append(actor: Actor, made: Change, program: str) -> Event:
    """Writes the next link of the program's chain. The head's row is locked until the transaction ends."""
    head = _locked_head(program)
    data = json.loads(json.dumps(made.data, cls=DjangoJSONEncoder))
    event = Event(
        program=program,
        number=head.number + 1,
        at=timezone.now(),
        verb=made.verb,
        actor_id=actor.user.pk if actor.user else None,
        candidate=made.candidate,
        subject=made.subject,
        data=data,
        salt=secrets.token_hex(16),
        previous=head.hash,
    )
    event.data_digest = digest_data(event.salt, data)
    event.hash = digest_link(link_of(event))
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.save(update_fields=["number", "hash"])
    return event


def erase(program: str, candidate: int) -> int:
    """Empties what the entries about a candidate tell. Returns how many entries that were.

    Their digests stay, so the chain holds as before. Without their salts nobody can find out what was there by trying.
    """
    _locked_head(program)
    told = Event.objects.filter(program=program, candidate=candidate).exclude(data={})
    return told.update(data={}, salt="")


def erase_entry(program: str, number: int) -> None:
    """Empties what one entry tells, as erasing a person does with all of theirs."""
    _locked_head(program)
    Event.objects.filter(program=program, number=number).update(data={}, salt="")


def _locked_head(program: str) -> Head:
    head = Head.objects.select_for_update().filter(program=program).first()
    if head is None:
        Head.objects.get_or_create(program=program)
        head = Head.objects.select_for_update().get(program=program)
    return head
