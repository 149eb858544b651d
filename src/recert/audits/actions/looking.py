"""Looking at evidence by machine: fingerprints, and what is written in it. It takes seconds, so a worker does it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError
from PIL import Image

from recert.audits.looks.pages import Unseen, pages
from recert.audits.models import Audit, Look, Page, Place
from recert.audits.reading.lines import Unread
from recert.audits.reading.read import read
from recert.journal.change import SYSTEM, change
from recert.records.models import Evidence

if TYPE_CHECKING:
    from recert.audits.looks.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Sight:
    """What one file shows: a fingerprint for each page, its text as kept, or why there is none."""

    prints: "tuple[Fingerprint, ...]"
    reading: str
    problem: str


def look_at(evidence: Evidence) -> Look:
    """Looks at one file once; two who do it at once keep what the first one saw."""
    known = Look.objects.filter(evidence=evidence).first()
    if known is not None:
        return known
    seen = _sight(evidence)  # before the transaction: it takes seconds
    try:
        return _keep(evidence, seen)
    except IntegrityError:
        return Look.objects.get(evidence=evidence)


def _sight(evidence: Evidence) -> Sight:
    try:
        with evidence.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return Sight((), "", "gone")
    found = pages(content, evidence.media_type)
    if isinstance(found, Unseen):
        return Sight((), "", found.code)
    return _seen(found)


def _seen(found: tuple[Image.Image, ...]) -> Sight:
    from recert.audits.looks.fingerprint import fingerprint

    prints = tuple(fingerprint(page) for page in found)
    text = read(found)
    if isinstance(text, Unread):
        return Sight(prints, "", text.code)
    return Sight(prints, text.to_json(), "")


def _keep(evidence: Evidence, seen: Sight) -> Look:
    with change(SYSTEM, "evidence.looked_at", program=evidence.activity.candidate.program) as made:
        look = Look.objects.create(evidence=evidence, reading=seen.reading, problem=seen.problem)
        for number, found in enumerate(seen.prints):
            page = Page.objects.create(look=look, number=number, places=found.to_bytes())
            Place.objects.bulk_create(Place(page=page, band=band, spot=spot) for band, spot in found.rows())
        made.subject, made.candidate = f"activity:{evidence.activity_id}", evidence.activity.candidate_id
        made.data.update(name=evidence.name)
    return look


def look_through(audit: Audit) -> None:
    """Looks at all evidence of an entry; `examine` takes it into account when it is asked next."""
    for evidence in Evidence.objects.filter(activity=audit.activity_id).select_related("activity__candidate"):
        look_at(evidence)
    with change(SYSTEM, "audit.looked_through", program=audit.program) as made:
        if not Audit.objects.filter(pk=audit.pk, unread=True).update(unread=False, seen=0):
            made.nothing()
        made.subject, made.candidate = f"activity:{audit.activity_id}", audit.activity.candidate_id
        made.data.update(name=audit.activity.name)
