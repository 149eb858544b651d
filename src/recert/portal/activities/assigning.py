"""What is proposed that activities serve, where they can't serve every credential; one button takes it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.policy import allocating_told
from recert.policy.allocating import Proposal, propose
from recert.portal.visit import Visit, candidates_only
from recert.records.actions import Refused, assign_activities
from recert.records.progress import Progress, progress


@candidates_only
def assign(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The proposal and what it would do. Sent back as it was shown, all of it is stored, or nothing."""
    seen = progress(visit.candidate)
    if seen.policy.allocation is None:
        raise Http404
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        done = assign_activities(visit.actor, visit.candidate, sent(request))
        if not isinstance(done, Refused):
            messages.success(request, _("Assigned. What they count for was worked out anew."))
            return redirect("activities", visit.program)
        refused, seen = tuple(problem.sentence for problem in done.problems), progress(visit.candidate)
    found = propose(seen.plan, seen.history, seen.today)
    context = {**visit.context("activities"), "policy": seen.policy, "problems": refused, **_shown(seen, found)}
    return render(request, "portal/activities/assign.html", context, status=422 if refused else 200)


def sent(request: HttpRequest) -> dict[str, tuple[str, ...]]:
    """The assignments that the form says, by the keys of activities."""
    pairs = (text.partition("=") for text in request.POST.getlist("assigned"))
    return {ref: tuple(groups.split()) for ref, _, groups in pairs}


def _shown(seen: Progress, found: Proposal) -> dict[str, object]:
    known = {activity.ref: activity for activity in seen.history.activities}
    return {
        "assigned": [
            (f"{ref}={' '.join(groups)}", allocating_told.assigned(seen.policy, known[ref], groups))
            for ref, groups in found.assigned.items()
        ],
        "kept": [allocating_told.kept(seen.policy, known[ref], found) for ref in found.kept],
        "outcome": list(allocating_told.outcome(seen.policy, found)),
    }
