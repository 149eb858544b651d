"""Writing mails, and remembering how far the journal was read."""

from collections.abc import Iterable

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db.models import Q

from recert.notices.models import Mail, Place


def write(message: EmailMessage) -> list[Mail]:
    """Keeps a message for sending, one row for each address, in the transaction of the caller.

    So a mail exists exactly when what it tells of was saved.
    """
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    return [
        Mail.objects.create(to=to, subject=message.subject[:300], body=str(message.body), html=html, headers=headers)
        for to in message.recipients()
    ]


def forget(addresses: Iterable[str]) -> int:
    """Removes every mail to these addresses, sent or not; of a person who is erased."""
    wanted = Q(pk__in=[])
    for address in addresses:
        wanted |= Q(to__iexact=address)
    return Mail.objects.filter(wanted).delete()[0]


def place_of(reader: str, program: str) -> Place:
    """How far a reader of the journal has come in a program: at first to nowhere."""
    found, _fresh = Place.objects.get_or_create(reader=reader, program=program)
    return found


def move_place(place: Place, number: int) -> bool:
    """Moves on to this entry, in the transaction of what the reader makes of those up to it.

    False when another worker moved it since it was read: then nothing of what was read is ours.
    """
    return bool(Place.objects.filter(pk=place.pk, number=place.number).update(number=number))
