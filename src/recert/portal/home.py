"""The front door: what this is for whoever comes by, and for a person signed in the way to their pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from recert.people.models import Candidate, StaffRole, User
from recert.records.models import Program


def show(request: HttpRequest) -> HttpResponse:
    """Anonymous people read what this is; a person in one program goes there; others choose."""
    if not isinstance(request.user, User):
        return render(request, "portal/home/welcome.html", {"programs": Program.objects.order_by("name")})
    mine = list(Candidate.objects.filter(user=request.user).values_list("program", flat=True))
    staffed = list(StaffRole.objects.filter(user=request.user).values_list("program", flat=True).distinct())
    if len(mine) + len(staffed) == 1:
        return redirect("progress", mine[0]) if mine else redirect(f"/desk/{staffed[0]}/")
    programs = Program.objects.in_bulk([*mine, *staffed])
    context = {
        "mine": [programs[slug] for slug in mine if slug in programs],
        "staffed": [programs[slug] for slug in staffed if slug in programs],
    }
    return render(request, "portal/home/choose.html", context)
