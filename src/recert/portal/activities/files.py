"""Evidence that comes with a form: cleaned, and kept under the form's submission until it is an activity's."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest

from recert.people.models import Candidate
from recert.records.actions import stage, staged, unstage
from recert.records.evidence import Cleaned, Refused, clean
from recert.records.models import StagedEvidence


def key(text: str) -> UUID | None:
    """A key that came with a form. None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def received(request: HttpRequest) -> tuple[tuple[Cleaned, ...], tuple[str, ...]]:
    """The files that came, each as a clean copy or as the sentence that says why not."""
    arrived = [clean(file.name or "", cast("BinaryIO", file)) for file in request.FILES.getlist("files")]
    return (
        tuple(file for file in arrived if isinstance(file, Cleaned)),
        tuple(file.sentence for file in arrived if isinstance(file, Refused)),
    )


def keep(request: HttpRequest, candidate: Candidate, files: tuple[Cleaned, ...]) -> tuple[str, ...]:
    """Keeps files for the form to come again, and lets go of the one to be removed. Returns what went wrong."""
    submission = key(request.POST.get("submission", ""))
    if submission is None:
        return ()
    gone = key(request.POST.get("remove", ""))
    if gone:
        unstage(candidate, submission, gone)
    refused = stage(candidate, submission, files) if files else None
    return (refused.sentence,) if refused else ()


def held(submission: object, candidate: Candidate) -> list[StagedEvidence]:
    """The files kept so far for a form."""
    found = key(str(submission))
    return staged(candidate, found) if found else []
