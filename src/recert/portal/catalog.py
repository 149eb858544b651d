"""What counts: every activity type, its worth, its limit and what of it is used, and the evidence that is enough."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.policy.model import ActivityType
from recert.portal.kinds import kinds
from recert.portal.recorded import where_recorded
from recert.portal.visit import Visit, candidates_only
from recert.records.models import Offering
from recert.records.progress import Progress, progress

COMING: Final = 12
"""How many of what comes up are shown."""


def coming(seen: Progress) -> list[tuple[Offering, ActivityType]]:
    """What takes place from today on, the next first, with what it would be recorded as."""
    known = {kind.key: kind for kind in seen.policy.types}
    found = Offering.objects.filter(program=seen.candidate.program, ends__gte=seen.today, type__in=known)
    return [(each, known[each.type]) for each in found.order_by("begins", "title", "pk")[:COMING]]


@candidates_only
@where_recorded
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The catalog, with the limits already used in the running cycle of each level."""
    seen = progress(visit.candidate)
    context = {**visit.context("catalog"), "policy": seen.policy, "kinds": kinds(seen), "coming": coming(seen)}
    return render(request, "portal/catalog/show.html", context)
