"""What counts: every activity type, its worth, its limit and what of it is used, and the evidence that is enough."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.portal.kinds import kinds
from recert.portal.visit import Visit, candidates_only
from recert.records.progress import progress


@candidates_only
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The catalog, with the limits already used in the running cycle of each level."""
    seen = progress(visit.candidate)
    context = {**visit.context("catalog"), "policy": seen.policy, "kinds": kinds(seen)}
    return render(request, "portal/catalog/show.html", context)
