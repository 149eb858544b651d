"""The rules in force as people read them, and the texts that were published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from recert.desk.moves import listed
from recert.desk.visit import Visit, staff_who_may
from recert.policy import explain
from recert.policy.difference import differences
from recert.policy.model import Policy
from recert.policy.read import parse_policy
from recert.policy.sentence import Sentence
from recert.records.models import PolicyDraft, PolicyVersion


@staff_who_may("rules.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rules in force with their sources, and every version."""
    versions = PolicyVersion.objects.filter(program=visit.program).select_related("published_by").defer("text", "cases")
    context = {
        **visit.context("policy"),
        "versions": list(versions.order_by("-number")),
        "moves": listed(visit),
        "draft": PolicyDraft.objects.select_related("changed_by").filter(program=visit.program).first(),
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
    before = PolicyVersion.objects.filter(program=visit.program, number__lt=number).order_by("-number").first()
    context = {
        **visit.context("policy"),
        "version": found,
        "before": before.number if before else None,
        "changes": _changes(before, found),
    }
    return render(request, "desk/policy/version.html", context)


def _changes(before: PolicyVersion | None, after: PolicyVersion) -> tuple[Sentence, ...]:
    """What a version says other than the one before it."""
    one, other = (parse_policy(version.text) if version else None for version in (before, after))
    return differences(one, other) if isinstance(one, Policy) and isinstance(other, Policy) else ()
