"""Where every certification stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.portal.designation import shown
from recert.portal.fresh import not_modified, page_etag
from recert.portal.level import levels
from recert.portal.review import asked_of
from recert.portal.visit import Visit, candidates_only
from recert.records.progress import progress


@candidates_only
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The progress page; a browser that has it already is told so before anything is read or drawn."""
    etag = page_etag(request, visit)
    unchanged = not_modified(request, etag) if etag else None
    if unchanged is not None:
        return unchanged
    seen = progress(visit.candidate)
    context = {
        **visit.context("progress"),
        "policy": seen.policy,
        "levels": levels(seen),
        "designations": shown(seen),
        "asked": asked_of(seen.policy, visit.candidate),
        "etag": etag,
    }
    response = render(request, "portal/progress/show.html", context)
    if etag:
        response.headers["ETag"] = etag
    return response
