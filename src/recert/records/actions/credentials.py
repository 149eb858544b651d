"""Certifications awarded and exams taken, as staff record and correct them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.records.actions.writing import change_facts
from recert.records.awards import award_problems, exam_problems
from recert.records.models import Credential, ExamResult
from recert.records.programs import current
from recert.records.refusal import Problem, Refused, refuse


def record_credential(
    actor: Actor, candidate: Candidate, certification: str, awarded: date, expires: date | None = None
) -> Credential | Refused:
    """Records an award. The same award again is the same row; `expires` only where the issuer set its own date."""
    with change_facts(actor, "credential.recorded", candidate) as writing:
        found = Credential.objects.filter(
            candidate=writing.candidate, certification=certification, awarded=awarded
        ).first()
        if found is not None and found.expires == expires:
            writing.nothing()
            return found
        wrong = tuple(award_problems(current(candidate.program), certification, awarded, expires))
        if wrong or found is not None:
            writing.nothing()
            return Refused(wrong) if wrong else _other_expiry(found)
        made = Credential.objects.create(
            candidate=writing.candidate, certification=certification, awarded=awarded, expires=expires
        )
        writing.change.subject = f"credential:{made.pk}"
        writing.change.data.update(certification=certification, awarded=awarded, expires=expires)
    return made


def _other_expiry(found: Credential | None) -> Refused:
    day = date_format(found.expires) if found and found.expires else _("the one the rules give")
    sentence = _("This award is on record with another expiry date: {date}. Correct that award instead.")
    return refuse("expires", sentence.format(date=day))


def correct_credential(
    actor: Actor, credential: Credential, awarded: date, expires: date | None, reason: str
) -> Credential | Refused:
    """Corrects an award's dates. What was derived from them follows by itself."""
    with change_facts(actor, "credential.corrected", credential.candidate) as writing:
        found = Credential.objects.get(pk=credential.pk)
        if (found.awarded, found.expires) == (awarded, expires):
            writing.nothing()
            return found
        wrong = [*award_problems(current(writing.candidate.program), found.certification, awarded, expires)]
        if not reason.strip():
            wrong.append(Problem("reason", _("Say why: your colleagues will read it.")))
        if _taken(found, awarded):
            wrong.append(Problem("awarded", _("Another award of this certification has that day. Look at it first.")))
        if wrong:
            writing.nothing()
            return Refused(tuple(wrong))
        before = {"awarded": found.awarded, "expires": found.expires}
        found.awarded, found.expires = awarded, expires
        found.save(update_fields=["awarded", "expires"])
        writing.change.subject = f"credential:{found.pk}"
        writing.change.data.update(
            certification=found.certification,
            before=before,
            after={"awarded": awarded, "expires": expires},
            reason=reason.strip(),
        )
    return found


def _taken(credential: Credential, awarded: date) -> bool:
    others = Credential.objects.filter(
        candidate=credential.candidate_id, certification=credential.certification, awarded=awarded
    )
    return others.exclude(pk=credential.pk).exists()


def record_exam(
    actor: Actor, candidate: Candidate, certification: str, taken: date, *, passed: bool
) -> ExamResult | Refused:
    """Records a sitting. What a pass does (award, renew, nothing) the rules say."""
    with change_facts(actor, "exam.recorded", candidate) as writing:
        found = ExamResult.objects.filter(candidate=writing.candidate, certification=certification, taken=taken).first()
        if found is not None and found.passed == passed:
            writing.nothing()
            return found
        wrong = tuple(exam_problems(current(candidate.program), certification, taken))
        if wrong or found is not None:
            writing.nothing()
            return Refused(wrong) if wrong else _other_result()
        made = ExamResult.objects.create(
            candidate=writing.candidate, certification=certification, taken=taken, passed=passed
        )
        writing.change.subject = f"exam:{made.pk}"
        writing.change.data.update(certification=certification, taken=taken, passed=passed)
    return made


def _other_result() -> Refused:
    return refuse(
        "passed", _("A sitting of this exam on that day is on record with the other result. Correct it there.")
    )


def correct_exam(actor: Actor, exam: ExamResult, taken: date, reason: str, *, passed: bool) -> ExamResult | Refused:
    """Corrects a sitting's day or result. What was derived from it follows by itself."""
    with change_facts(actor, "exam.corrected", exam.candidate) as writing:
        found = ExamResult.objects.get(pk=exam.pk)
        if (found.taken, found.passed) == (taken, passed):
            writing.nothing()
            return found
        wrong = [*exam_problems(current(writing.candidate.program), found.certification, taken)]
        if not reason.strip():
            wrong.append(Problem("reason", _("Say why: your colleagues will read it.")))
        same = ExamResult.objects.filter(candidate=found.candidate_id, certification=found.certification, taken=taken)
        if same.exclude(pk=found.pk).exists():
            wrong.append(Problem("taken", _("Another sitting of this exam has that day. Look at it first.")))
        if wrong:
            writing.nothing()
            return Refused(tuple(wrong))
        before = {"taken": found.taken, "passed": found.passed}
        found.taken, found.passed = taken, passed
        found.save(update_fields=["taken", "passed"])
        writing.change.subject = f"exam:{found.pk}"
        writing.change.data.update(
            certification=found.certification,
            before=before,
            after={"taken": taken, "passed": passed},
            reason=reason.strip(),
        )
    return found
