"""Whether the journal is whole: every entry's hash covers the one before, up to the last."""

from collections.abc import Iterator

from recert.journal.chain import Break, Link, Walked, walk
from recert.journal.models import Event, Head


def links(program: str) -> Iterator[Link]:
    """A program's entries in the order of their numbers, as they stand in the database."""
    for event in Event.objects.filter(program=program).order_by("number").iterator(chunk_size=2000):
        yield link_of(event)


def link_of(event: Event) -> Link:
    """An entry as its hash covers it."""
    return Link(
        program=event.program,
        number=event.number,
        at=event.at.isoformat(),
        verb=event.verb,
        actor=event.actor_id,
        candidate=event.candidate,
        subject=event.subject,
        data=event.data,
        salt=event.salt,
        data_digest=event.data_digest,
        previous=event.previous,
        hash=event.hash,
    )


def first_break(program: str) -> Break | None:
    """Walks a program's chain from its first entry. None when it is whole; erased data are no break."""
    return verified(program).broken


def verified(program: str) -> Walked:
    """Walks a program's chain; an entry that is missing at its end shows by the head."""
    found = walk(links(program), program)
    head = Head.objects.filter(program=program).first()
    if found.broken is None and head is not None and (head.number, head.hash) != (found.links, found.last):
        return Walked(found.links, found.last, Break(found.links + 1, "missing"))
    return found


def holds(program: str, number: int, expected: str) -> bool:
    """Whether the entry with a number has a hash that somebody noted before: so nothing up to it was written anew."""
    return Event.objects.filter(program=program, number=number, hash=expected).exists()
