"""Asking for something, and reporting abuse. The same form sent again is the same request."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from recert.journal.change import SYSTEM, Actor, Change, change
from recert.people.models import Candidate
from recert.people.queries import plain
from recert.records.actions.writing import lock
from recert.records.circumstances import extended_name
from recert.records.programs import current
from recert.records.progress import Progress, progress
from recert.records.refusal import Problem, Refused, refuse
from recert.requests.models import Request
from recert.requests.queries import extension_asked_problems, name_asked_problems, upgrade_asked_problems

Kind, State = Request.Kind, Request.State
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as typed. Which fields a kind has says `Request`."""

    kind: Request.Kind
    words: str
    submission: UUID
    code: str = ""
    target: str = ""
    until: date | None = None
    name: str = ""
    about: str = ""
    answer_to: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the request's row."""
        names = ("kind", "words", "submission", "code", "target", "until", "name", "about", "answer_to")
        return {name: getattr(self, name) for name in names}


def ask(actor: Actor, candidate: Candidate, asked: Asked) -> Request | Refused:
    """A candidate asks for an extension, an upgrade or another name."""
    asked = _tidy(asked)
    with transaction.atomic():
        locked = lock(candidate)
        sent = Request.objects.filter(program=locked.program, submission=asked.submission).first()
        if sent is not None:
            same = sent.candidate_id == locked.pk and _columns(sent) == asked.columns
            return sent if same else _changed_since()
        found = tuple(_problems(progress(locked), asked))
        if found:
            return Refused(found)
        if Request.objects.filter(candidate=locked, kind=asked.kind, code=asked.code, state=State.OPEN).exists():
            sentence = _("You asked for this before, and it is still open. Withdraw that request to ask anew.")
            return refuse("code" if asked.code else "name", sentence)
        with change(actor, "request.made", program=locked.program) as made:
            request = Request.objects.create(program=locked.program, candidate=locked, **asked.columns)
            describe(made, request)
    return request


def report(program: str, asked: Asked) -> Request | Refused:
    """Somebody tells of abuse. Who it was is not kept, whether they are signed in or not."""
    asked = _tidy(asked)
    found = tuple(_report_problems(asked))
    if found:
        return Refused(found)
    try:
        with change(SYSTEM, "request.made", program=program) as made:
            request = Request.objects.create(program=program, **asked.columns)
            describe(made, request)
    except IntegrityError:  # sent twice, perhaps at the same moment
        return Request.objects.get(program=program, submission=asked.submission)
    return request


def describe(made: Change, request: Request) -> None:
    """What every event about a request says: of what kind, and what was asked but for names and words."""
    made.candidate, made.subject = request.candidate_id, f"request:{request.pk}"
    made.data.update(kind=request.kind)
    code = extended_name(current(request.program), request.code) if request.code else ""
    told = {"code": code, "target": request.target, "until": request.until}
    made.data.update({name: value for name, value in told.items() if value})


def _tidy(asked: Asked) -> Asked:
    """Without what no column can hold, and without needless spaces."""
    return replace(
        asked,
        words=asked.words.replace("\x00", "").replace("\r\n", "\n").strip()[:MOST_WORDS],
        name=plain(asked.name),
        about=plain(asked.about),
    )


def _columns(sent: Request) -> dict[str, Any]:
    names = ("kind", "words", "submission", "code", "target", "until", "name", "about", "answer_to")
    return {name: getattr(sent, name) for name in names}


def _changed_since() -> Refused:
    return refuse("", _("This form was sent before, with other words. Look at your requests first."))


def _problems(seen: Progress, asked: Asked) -> Iterator[Problem]:
    if asked.kind == Kind.EXTENSION:
        yield from extension_asked_problems(seen, asked.code, asked.until)
    elif asked.kind == Kind.UPGRADE:
        yield from upgrade_asked_problems(seen, asked.code, asked.target)
    elif asked.kind == Kind.NAME:
        yield from name_asked_problems(seen, asked.name)
    if not asked.words:
        yield Problem("words", _("Say why: staff decide by what they read here."))


def _report_problems(asked: Asked) -> Iterator[Problem]:
    if not asked.about:
        yield Problem("about", _("Say whom it is about: a candidate ID, a name, or whatever you know."))
    if not asked.words:
        yield Problem("words", _("Say what happened."))
