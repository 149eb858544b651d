"""Filling in the form from evidence that was dropped first: what a machine reads in it, for the candidate to check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from recert.audits.looks.pages import Unseen, pages
from recert.audits.reading.lines import Reading
from recert.audits.reading.proposal import Proposal, proposal
from recert.audits.reading.read import read
from recert.policy.model import ActivityType
from recert.portal.activities.files import held
from recert.portal.visit import Visit
from recert.records.models import StagedEvidence

MOST: Final = 2
"""Files that are read: the one that shows what was done is among the first, and each takes seconds."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says now, and what a person is told about it; `good` where anything was found."""

    values: Mapping[str, object]
    sentence: str
    good: bool


def fill_in(request: HttpRequest, visit: Visit, kind: ActivityType, typed: Mapping[str, object]) -> Filled:
    """What was typed, with empty fields filled in from the files kept for the form. What was typed stays."""
    waiting = held(typed.get("submission", ""), visit.candidate)
    if not waiting:
        return Filled(typed, _("Add the evidence first, then it can be read."), good=False)
    if not ratelimit.consume(request, action="read_evidence", user=visit.user):
        sentence = _("Evidence was read often in a short time. Wait a few minutes, or fill in the form yourself.")
        return Filled(typed, sentence, good=False)
    for file in waiting[:MOST]:
        found = _proposed(file, visit, kind)
        said = {"name": found.title, "date": found.day, "provider": found.provider if kind.providers else ""}
        fresh = {field: value for field, value in said.items() if value and not typed.get(field)}
        if fresh:
            return Filled({**typed, **fresh}, _told(fresh), good=True)
    sentence = _("Nothing could be read that would fill in an empty field. Fill in the form yourself.")
    return Filled(typed, sentence, good=False)


def _proposed(file: StagedEvidence, visit: Visit, kind: ActivityType) -> Proposal:
    try:
        with file.file.open("rb") as stored:
            shown = pages(stored.read(), file.media_type)
    except FileNotFoundError:
        return Proposal()
    found = None if isinstance(shown, Unseen) else read(shown)
    if not isinstance(found, Reading):
        return Proposal()
    return proposal(found, visit.candidate.name, kind.providers)


def _told(fresh: Mapping[str, object]) -> str:
    names = {"name": _("the name"), "date": _("the date"), "provider": _("the provider")}
    what = ", ".join(names[field] for field in fresh)
    return _("Read in the evidence: %(what)s. Look whether it is right.") % {"what": what}
