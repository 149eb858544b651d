"""One file of evidence, for its owner and the program's staff; for anyone else it isn't there."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest

from recert.people.may import may
from recert.people.models import User
from recert.records.evidence.serving import serve
from recert.records.models import Evidence


@login_required
def show(request: HttpRequest, program: str, evidence: UUID) -> FileResponse:
    """The file as it was cleaned on arrival, under headers that let it be looked at and nothing else."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required has seen to it
    found = (
        Evidence.objects.select_related("activity__candidate__merged_into")
        .filter(pk=evidence, activity__candidate__program=program)
        .first()
    )
    if found is None or not may_look(request.user, found):
        raise Http404
    try:
        return serve(found)
    except FileNotFoundError:
        raise Http404 from None


def may_look(user: User, evidence: Evidence) -> bool:
    """Its owner, and staff of its program who may."""
    candidate = evidence.activity.candidate
    candidate = candidate.merged_into or candidate
    return candidate.user_id == user.pk or may(user, "evidence.view", candidate.program)
