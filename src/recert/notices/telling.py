"""Telling people by mail what happened to them: the journal, read in order, each entry once.

A place for each program says how far its journal was read. It moves in the transaction that writes the mails, by a
conditional update: of two workers who read the same entries one finds that it has moved, and writes nothing.
"""

import re
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from recert.design.formats import day
from recert.journal.models import Event, Head
from recert.notices.actions import move_place, place_of, write
from recert.notices.catalogue import CATALOGUE, UNDOES, Recipient
from recert.records.models import Program

READER: Final = "mail"
BATCH: Final = 500
"""Entries read in one transaction."""
BLANK: Final = re.compile(r"\n{3,}")
"""More than one blank line. Jinja drops the end of a line that ends in a tag: templates have two where one is meant."""


def tell() -> int:
    """Reads on where the last one ended, in every program; says how many mails were written."""
    return sum(_tell_program(program) for program in Head.objects.order_by("program").values_list("program", flat=True))


def _tell_program(program: str) -> int:
    written = 0
    while True:
        with transaction.atomic():
            place = place_of(READER, program)
            numbers = Event.objects.filter(program=program, number__gt=place.number).order_by("number")
            last = numbers.values_list("number", flat=True)[:BATCH]
            upto = max(last, default=place.number)
            if upto == place.number or not move_place(place, upto):
                return written
            told = Event.objects.filter(program=program, number__gt=place.number, number__lte=upto, verb__in=CATALOGUE)
            written += sum(_told(event) for event in _worth_telling(list(told.order_by("number"))))


def _worth_telling(events: list[Event]) -> list[Event]:
    """Without those about what both began and was called off among them: nobody has heard of it yet."""
    known = {(event.verb, event.subject) for event in events}
    undone = {subject for verb, subject in known if verb in UNDOES and (UNDOES[verb], subject) in known}
    return [event for event in events if event.subject not in undone]


def _told(event: Event) -> int:
    """Writes the mails of one event. One whose data were erased tells nothing any more."""
    if not event.data:
        return 0
    return sum(len(write(compose(event, recipient))) for recipient in CATALOGUE[event.verb](event))


def compose(event: Event, recipient: Recipient) -> EmailMessage:
    """The mail about an event in the words of its template, in the reader's language."""
    with translation.override(recipient.language):
        context = {
            "event": event,
            "data": {name: _readable(value) for name, value in event.data.items()},
            "name": recipient.name,
            "program": event.program,
            "program_name": Program.objects.filter(pk=event.program).values_list("name", flat=True).first() or "",
        }
        subject, _end, body = render_to_string(f"notices/{event.verb}.txt", context).lstrip().partition("\n")
    body = BLANK.sub("\n\n", body).strip() + "\n"
    return EmailMessage(subject.strip(), body, settings.DEFAULT_FROM_EMAIL, [recipient.address])


def _readable(value: Any) -> Any:
    """A day written out; anything else as it is."""
    try:
        return day(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value
