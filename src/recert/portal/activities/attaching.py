"""Adding and removing evidence of an activity on record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.portal.activities import files
from recert.portal.activities.index import own, type_of
from recert.portal.visit import Visit, candidates_only
from recert.records.actions import Refused, add_evidence, remove_evidence
from recert.records.models import Activity
from recert.records.progress import progress


@candidates_only
def evidence(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """The files of an activity, with more to add. Good files are added even where others are refused."""
    seen = progress(visit.candidate)
    found = own(seen, activity)
    if found.status == Activity.Status.WITHDRAWN or found.by_staff:
        return redirect("activity", visit.program, found.pk)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        problems = remove(request, visit, found) if "remove" in request.POST else add(request, visit, found)
        if not problems:
            return redirect("activity_evidence", visit.program, found.pk)
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "activity": found,
        "type": type_of(seen, found),
        "problems": problems,
        "files": list(found.evidence.order_by("added_at")),
    }
    return render(request, "portal/activities/evidence.html", context, status=422 if problems else 200)


def add(request: HttpRequest, visit: Visit, activity: Activity) -> tuple[str, ...]:
    """Adds the files that came; returns a sentence for each thing that was refused."""
    came, problems = files.received(request)
    if not came and not problems:
        return (_("Choose at least one picture or PDF."),)
    if came:
        done = add_evidence(visit.actor, activity, came)
        if isinstance(done, Refused):
            return (*problems, *(problem.sentence for problem in done.problems))
        messages.success(request, _("Evidence added."))
    return problems


def remove(request: HttpRequest, visit: Visit, activity: Activity) -> tuple[str, ...]:
    """Removes one file for good; returns why not, if so. One that is gone already stays gone."""
    wanted = files.key(request.POST["remove"])
    found = activity.evidence.filter(pk=wanted).first() if wanted else None
    if found is None:
        return ()
    done = remove_evidence(visit.actor, found)
    if isinstance(done, Refused):
        return tuple(problem.sentence for problem in done.problems)
    messages.success(request, _("Evidence removed."))
    return ()
