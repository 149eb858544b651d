"""The rules in force as people read them, and the texts that were published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from recert.desk.moves import listed
from recert.desk.visit import Visit, staff_who_may
from recert.policy import explain
from recert.records.models import PolicyVersion


@staff_who_may("rules.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rules in force with their sources, and every version."""
    versions = PolicyVersion.objects.filter(program=visit.program).select_related("published_by").defer("text")
    context = {
        **visit.context("policy"),
        "versions": list(versions.order_by("-number")),
        "moves": listed(visit),
        "limits": {kind.key: kind.limit.uses for kind in visit.policy.types if kind.limit},
        "worth": {kind.key: explain.worth_of(kind, visit.today) for kind in visit.policy.types},
    }
    return render(request, "desk/policy/show.html", context)


@staff_who_may("rules.view")
def version(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One published text, as it was published."""
    found = PolicyVersion.objects.select_related("published_by").filter(program=visit.program, number=number).first()
    if found is None:
        raise Http404
    return render(request, "desk/policy/version.html", {**visit.context("policy"), "version": found})
