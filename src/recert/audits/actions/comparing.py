"""A person's word about two files of evidence that a machine could not tell apart. Nobody is asked twice."""

from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from recert.audits.checks import PICTURE, risk
from recert.audits.known import Answer, Pair
from recert.audits.models import Audit, Comparison, Finding
from recert.audits.pictures import compared, pairs_of
from recert.journal.change import Actor, change
from recert.people.may import may
from recert.people.models import Candidate, User
from recert.records import clock
from recert.records.models import Activity
from recert.records.refusal import Refused, refuse

VERBS: Final = {True: "evidence.matched", False: "evidence.told_apart"}


def compare(user: User, audit: Audit, files: frozenset[str], *, same: bool) -> Refused | None:
    """Keeps whether two files show the same, and says it on the sheets of both entries. Said before, it is done.

    Both candidates' rows are held, in the order of their keys: whoever examines an entry holds its candidate's too.
    """
    with change(Actor(user), VERBS[same], program=audit.program) as made:
        pair = _asked(audit, files)
        refused = _gone() if pair is None else _not_theirs(user, audit, pair)
        if refused is None and pair is not None and _kept(user, audit, pair, same=same):
            made.subject, made.candidate = f"activity:{audit.activity_id}", audit.activity.candidate_id
            made.data.update(name=audit.activity.name, other=f"activity:{pair.activity}")
        else:
            made.nothing()
    return refused


def _asked(audit: Audit, files: frozenset[str]) -> Pair | None:
    """The pair of this entry's sheet, with both candidates' rows locked. None where it is not asked about."""
    for sheet in Finding.objects.filter(audit=audit, check_name=PICTURE):
        for pair in pairs_of(sheet.evidence):
            if pair.files == files:
                concerned = Activity.objects.filter(pk__in=[audit.activity_id, pair.activity]).values("candidate")
                list(Candidate.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
                return pair
    return None


def _gone() -> Refused:
    return refuse("", _("These files are not to be compared any more. Look at the entry as it is now."))


def _not_theirs(user: User, audit: Audit, pair: Pair) -> Refused | None:
    found = Audit.objects.select_related("claim").get(pk=audit.pk)
    entries = Activity.objects.filter(pk__in=[audit.activity_id, pair.activity])
    if not may(user, "audit.decide", audit.program) or entries.filter(candidate__user=user).exists():
        return refuse("", _("Somebody else compares these: you may not, or one of them is your own."))
    if found.claimed_by_other(user.pk, clock.now()):
        sentence = _("%(name)s has this in hand. Take another one, or ask them to release it.")
        return refuse("", sentence % {"name": found.claim})
    return None


def _kept(user: User, audit: Audit, pair: Pair, *, same: bool) -> bool:
    """Writes the word, and what follows from it on both sheets. False where it was said before."""
    first, second = sorted(map(UUID, pair.files))
    known = Comparison.objects.filter(first=first, second=second).first()
    if known and known.same is same:
        return False
    said = {"same": same, "by": user, "at": clock.now()}
    Comparison.objects.update_or_create(first_id=first, second_id=second, defaults=said)
    both = Finding.objects.filter(audit__activity__in=[audit.activity_id, pair.activity], check_name=PICTURE)
    for sheet in both:
        _say(sheet, compared(sheet.evidence, pair.files, same=same))
    return True


def _say(sheet: Finding, answer: Answer) -> None:
    """Whoever has that entry open is told to look again."""
    if (sheet.found, sheet.evidence) == (answer.found, answer.evidence):
        return
    sheet.found, sheet.evidence = answer.found, answer.evidence
    sheet.save(update_fields=["found", "evidence"])
    rows = Finding.objects.filter(audit=sheet.audit_id)
    weight = risk((row.check_name, Answer(row.found, row.evidence)) for row in rows)
    Audit.objects.filter(pk=sheet.audit_id).update(risk=weight, version=F("version") + 1)
