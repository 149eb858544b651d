"""Files of a form that came back with an error: kept for the form to come again, so that nobody chooses them twice."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions.writing import lock
from recert.records.evidence import MAX_FILES, Cleaned, Refused
from recert.records.evidence.store import Stored, discard, store
from recert.records.models import StagedEvidence

KEPT_FOR: Final = timedelta(days=1)
MAX_WAITING: Final = 25
"""Files one candidate may have waiting in all their unfinished forms; the oldest make room."""


def staged(candidate: Candidate, submission: UUID) -> list[StagedEvidence]:
    """The files that wait for this form, oldest first."""
    return list(StagedEvidence.objects.filter(candidate=candidate, submission=submission))


def stage(candidate: Candidate, submission: UUID, files: tuple[Cleaned, ...]) -> Refused | None:
    """Keeps cleaned files for a form. One that waits already is not kept twice. All of them, or none."""
    return keep(candidate, submission, store(files))


def keep(candidate: Candidate, submission: UUID, files: tuple[Stored, ...]) -> Refused | None:
    """The same for files that are in the storage already."""
    with transaction.atomic():
        locked = lock(candidate)
        known = {row.digest for row in staged(locked, submission)}
        fresh = [file for file in files if file.digest not in known]
        refused = _too_many(len(known) + len(fresh))
        if not refused:
            StagedEvidence.objects.bulk_create(_row(locked, submission, file) for file in fresh)
            _make_room(locked)
    discard(file.path for file in files if refused or file not in fresh)
    return refused


def _too_many(count: int) -> Refused | None:
    if count <= MAX_FILES:
        return None
    sentence = _("That would be {count} files; the most for one activity is {most}. Remove those that matter least.")
    return Refused(sentence.format(count=count, most=MAX_FILES))


def _row(candidate: Candidate, submission: UUID, file: Stored) -> StagedEvidence:
    return StagedEvidence(
        candidate=candidate,
        submission=submission,
        file=file.path,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        digest=file.digest,
    )


def _make_room(candidate: Candidate) -> None:
    waiting = StagedEvidence.objects.filter(candidate=candidate).order_by("-added_at", "id")
    _remove(waiting[MAX_WAITING:])


def unstage(candidate: Candidate, submission: UUID, key: UUID) -> bool:
    """Removes one waiting file; False when there is none with this key."""
    with transaction.atomic():
        return _remove(StagedEvidence.objects.filter(candidate=candidate, submission=submission, pk=key)) > 0


def sweep_staged() -> int:
    """Removes what has waited for longer than a day; run by the worker."""
    with transaction.atomic():
        return _remove(StagedEvidence.objects.filter(added_at__lt=clock.now() - KEPT_FOR))


def _remove(rows: Iterable[StagedEvidence]) -> int:
    """Rows first, files when the rows are gone for good: the other way round a rollback would leave a row alone."""
    gone = list(rows)
    StagedEvidence.objects.filter(pk__in=[row.pk for row in gone]).delete()
    paths = [row.file.name for row in gone if row.file.name]
    transaction.on_commit(lambda: discard(paths))
    return len(gone)
