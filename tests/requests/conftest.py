"""A candidate with something to ask for, and staff who decide."""

import uuid
from datetime import date
from typing import Any

import pytest

from recert.journal.change import SYSTEM, Actor
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.requests.actions import Asked, Decision, ask, decide
from recert.requests.models import Request
from tests.conftest import Cast
from tests.records.conftest import evidence_folder, program, today

__all__ = ["evidence_folder", "program", "today"]

LATER = date(2027, 3, 1)
WHY = "The exam center was closed all winter."


@pytest.fixture
def ada(cast: Cast, program: str) -> Candidate:
    """ACA-ACF until December 10, 2026, and ACP-JPA, which is retired, on June 15, 2026."""
    found = Candidate.objects.get(user=cast.candidate)
    record_credential(SYSTEM, found, "ACA-ACF", date(2024, 12, 10))
    record_credential(SYSTEM, found, RETIRED, date(2023, 5, 1))
    return found


RETIRED, ACTIVE = "ACP-JPA", "ACP-MJCP"


def asked(kind: Request.Kind = Request.Kind.EXTENSION, **other: Any) -> Asked:
    """A request as a candidate would type it."""
    kinds: dict[Request.Kind, dict[str, Any]] = {
        Request.Kind.EXTENSION: {"code": "aca", "until": LATER},
        Request.Kind.UPGRADE: {"code": RETIRED, "target": ACTIVE},
        Request.Kind.NAME: {"name": "Ada Lovelace"},
        Request.Kind.REPORT: {"about": "AT00000001"},
    }
    return Asked(**{"kind": kind, "words": WHY, "submission": uuid.uuid4(), **kinds[kind], **other})


def made(candidate: Candidate, kind: Request.Kind = Request.Kind.EXTENSION, **other: Any) -> Request:
    found = ask(Actor(candidate.user), candidate, asked(kind, **other))
    assert isinstance(found, Request), found
    return found


def decided(by: Any, request: Request, verb: str = "grant", words: str = "So be it.", day: date | None = LATER) -> Any:
    return decide(Actor(by), request, Decision(verb, words, request.version, day))
