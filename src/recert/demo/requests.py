"""What the demo's candidates ask for, and a report: something for staff to decide."""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.people.queries import present
from recert.records.progress import progress
from recert.records.refusal import Refused
from recert.requests.actions import Asked, ask, report
from recert.requests.models import Request
from recert.requests.queries import extendable

_NAMESPACE: Final = UUID("5b9c7f0a-3f52-4d0e-8f5b-6f1c3f6f4a11")
WORDS: Final = (
    "I was on parental leave from January to May and could not go to the courses I had booked.",
    "The exam center in our town was closed after the flood; the next date is in the new year.",
)
REPORT: Final = "Their page shows a certificate with a number that is not theirs. I saw it last week."


def load_requests(program: str) -> None:
    """Two people who hold something ask for three months more, one for another name, and somebody reports one."""
    holders = [who for who in present(program).filter(user=None).order_by("pk")[:20] if extendable(progress(who))]
    for who, words in zip(holders, WORDS, strict=False):
        meant = extendable(progress(who))[0]
        until = max(meant.expires, progress(who).today) + timedelta(days=90)
        _asked(who, Asked(Request.Kind.EXTENSION, words, _key(who), code=meant.code, until=until))
    for who in holders[2:3]:
        _asked(who, Asked(Request.Kind.NAME, "I married in spring.", _key(who), name=f"{who.name}-Lind"))
    for who in holders[3:4]:
        report(program, Asked(Request.Kind.REPORT, REPORT, _key(who), about=who.number))


def _key(who: Candidate) -> UUID:
    return uuid5(_NAMESPACE, who.number)


def _asked(who: Candidate, asked: Asked) -> None:
    """One request, once. A refusal is a bug of the demo."""
    if Request.objects.filter(program=who.program, submission=asked.submission).exists():
        return
    outcome = ask(SYSTEM, who, asked)
    if isinstance(outcome, Refused):
        raise RuntimeError(outcome.problems[0].sentence)
