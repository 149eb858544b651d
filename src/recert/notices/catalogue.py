"""Which events become mail, and to whom. The words are in `jinja2/notices/<verb>.txt`: a subject, then the body."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from recert.journal.models import Event
from recert.people.models import Candidate, User
from recert.requests.models import Request


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address, and what its reader is called and reads in."""

    address: str
    name: str
    language: str


Recipients = Callable[[Event], Iterator[Recipient]]


def candidate(event: Event) -> Iterator[Recipient]:
    """Whom the event is about, at the main address of their account, or the one that staff recorded."""
    about = Candidate.objects.select_related("user", "merged_into__user")
    found = about.filter(pk=event.candidate or 0).first()
    if found is not None:
        yield reached(found.merged_into or found)


def reached(found: Candidate) -> Recipient:
    """A candidate by mail."""
    if found.user is None:
        return Recipient(found.email, found.name, _LANGUAGE)
    return Recipient(found.user.email, found.name or found.user.name, found.user.language)


def both(event: Event) -> Iterator[Recipient]:
    """Both candidates of a merge, at every address that may be one person's or another's."""
    key = event.subject.partition(":")[2]
    pair = Candidate.objects.select_related("user").filter(pk__in=[event.candidate or 0, key]).order_by("pk")
    found = {each.address.lower(): each for each in map(reached, pair)}
    for address in event.data.get("addresses", []):
        found.setdefault(address.lower(), Recipient(address, "", _LANGUAGE))
    yield from found.values()


def reporter(event: Event) -> Iterator[Recipient]:
    """Who wrote a report, if they left an address for the answer."""
    asked = Request.objects.filter(pk=event.subject.partition(":")[2], kind=Request.Kind.REPORT).first()
    if asked and asked.answer_to:
        yield Recipient(asked.answer_to, "", _LANGUAGE)


_LANGUAGE: Final[str] = User._meta.get_field("language").default
"""Of whoever has no account."""

CATALOGUE: Final[dict[str, Recipients]] = {
    "activity.returned": candidate,
    "activity.rejected": candidate,
    "activity.unanswered": candidate,
    "appeal.granted": candidate,
    "appeal.refused": candidate,
    "candidate.merged": both,
    "candidate.separated": both,
    "review.asked": candidate,
    "review.reminded": candidate,
    "review.extended": candidate,
    "review.overdue": candidate,
    "review.passed": candidate,
    "review.failed": candidate,
    "review.called_off": candidate,
    "review.granted": candidate,
    "review.refused": candidate,
    "year.due": candidate,
    "year.suspended": candidate,
    "request.granted": candidate,
    "request.refused": candidate,
    "request.looked_into": reporter,
    "request.nothing_found": reporter,
}
"""Verb → who is told. A verb in here has a template of the same name; a test sees to it."""

UNDOES: Final = {"review.called_off": "review.asked"}
"""What ends as if it had never begun, and what began it: of what began and ended since mail was last written nobody is
told."""
