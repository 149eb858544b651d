"""Applying a file of awards, exam results or activities: all of it, as previewed, or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.records.actions.activities import Recorded
from recert.records.actions.by_staff import record_by_staff
from recert.records.actions.candidates import enroll
from recert.records.actions.credentials import record_credential, record_exam
from recert.records.imports.lines import Kind, Line, read_lines
from recert.records.imports.preview import ImportPreview, preview_import
from recert.records.models import Credential, ExamResult
from recert.records.programs import current
from recert.records.refusal import Refused, refuse


@dataclass(frozen=True, slots=True)
class Imported:
    """What was recorded: lines, of which candidates are new, and how many were on record already."""

    recorded: int
    newcomers: int
    duplicates: int


def apply_import(actor: Actor, program: str, kind: Kind, content: bytes, digest: str) -> Imported | Refused:
    """Records a file as its preview with this digest showed it. Applied again, it finds everything on record."""
    with transaction.atomic():
        # Everybody is locked before the first event, in one order: two files at once wait and never block each other.
        named = read_lines(program, current(program), kind, content).lines
        keys = {line.person.candidate.pk for line in named if line.person.candidate}
        list(Candidate.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        seen = preview_import(program, kind, content, actor)
        refused = _refusal(seen, digest)
        if refused:
            return refused
        fresh = enroll(actor, program, current(program), seen.newcomers)
        for line in seen.lines:
            _record(actor, line.person.candidate or fresh[line.person.email], kind, line)
    return Imported(len(seen.lines), len(seen.newcomers), len(seen.duplicates))


def _refusal(seen: ImportPreview, digest: str) -> Refused | None:
    if seen.problems:
        return refuse("file", _("Some lines can't be recorded. Correct them in the file and send it again."))
    if seen.lines and seen.digest != digest:
        return refuse("file", _("What this file would do has changed since the preview. Look at it again."))
    return None


def _record(actor: Actor, candidate: Candidate, kind: Kind, line: Line) -> None:
    done: Credential | ExamResult | Recorded | Refused
    if line.draft is not None:
        done = record_by_staff(actor, candidate, line.draft)
    elif kind is Kind.AWARDS:
        done = record_credential(actor, candidate, line.certification, line.on, line.expires)
    else:
        done = record_exam(actor, candidate, line.certification, line.on, passed=line.passed)
    if isinstance(done, Refused):  # the preview has checked all of it, with everybody locked
        raise RuntimeError(f"Line {line.line} was refused after its preview: {done.problems}")
