"""What needs attention, and the ways to everything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.audits import reviews
from recert.audits.models import Audit, Review
from recert.audits.transitions import QUEUED
from recert.desk.moves import listed
from recert.desk.renewals import QUESTIONED
from recert.desk.requests import open_requests
from recert.desk.story import told
from recert.desk.visit import Visit, staff_who_may
from recert.journal.models import Event
from recert.journal.vocabulary import ROUTINE
from recert.people.queries import present
from recert.records.models import Renewal


def audits_waiting(visit: Visit) -> tuple[int, int]:
    """How many entries, and how many audits of whole candidates, wait for an auditor; 0 for who does not decide."""
    if not visit.may("audit.decide"):
        return 0, 0
    entries = Audit.objects.filter(program=visit.program, state__in=QUEUED)
    return entries.count(), Review.objects.filter(program=visit.program, state__in=reviews.QUEUED).count()


@staff_who_may("candidate.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Renewals in question and mass moves not yet run come first; then the search; then what was done lately."""
    done = Event.objects.filter(program=visit.program).exclude(verb__in=ROUTINE)
    events = done.select_related("actor").order_by("-number")[:6]
    entries, whole = audits_waiting(visit)
    context = {
        **visit.context("home"),
        "contested": Renewal.objects.filter(
            candidate__program=visit.program, state__in=QUESTIONED, candidate__merged_into=None
        ).count(),
        "requests": open_requests(visit).count(),
        "audits": entries,
        "reviews": whole,
        "moves": [move for move in listed(visit) if move.run is None],
        "candidates": present(visit.program).count(),
        "events": told(list(events), visit.policy),
    }
    return render(request, "desk/home/show.html", context)
