"""Whether the journal is whole: every entry's hash covers the one before, up to the last."""

from dataclasses import dataclass

from recert.journal.change import digest_data, digest_event
from recert.journal.models import Event, Head


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold: the entry's number, and what is wrong with it."""

    number: int
    what: str


def first_break(program: str) -> Break | None:
    """Walks a program's chain from its first entry. None when it is whole; erased data are no break."""
    number, previous = 0, "0" * 64
    for event in Event.objects.filter(program=program).order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number:
            return Break(number, "missing")
        if event.previous != previous or event.hash != digest_event(event):
            return Break(number, "altered")
        if event.data and event.data_digest != digest_data(event.salt, event.data):
            return Break(number, "data altered")
        previous = event.hash
    head = Head.objects.filter(program=program).first()
    if head is not None and (head.number, head.hash) != (number, previous):
        return Break(number + 1, "missing")
    return None
