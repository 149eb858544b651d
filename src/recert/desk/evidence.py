"""One file of evidence, for staff who look at a candidate's activities."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest

from recert.desk.visit import Visit, staff_who_may
from recert.records.evidence.serving import serve
from recert.records.models import Evidence


@staff_who_may("evidence.view")
def show(request: HttpRequest, visit: Visit, evidence: UUID) -> FileResponse:
    """The file as it was cleaned on arrival. 404 for a file of another program."""
    found = (
        Evidence.objects.select_related("activity__candidate")
        .filter(pk=evidence, activity__candidate__program=visit.program)
        .first()
    )
    if found is None:
        raise Http404
    visit.looks_at(found.activity.candidate)
    try:
        return serve(found)
    except FileNotFoundError:
        raise Http404 from None
