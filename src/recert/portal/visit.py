"""Who comes to a candidate's page: the candidate of that program, or nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase

from recert.journal.change import Actor
from recert.people.models import Candidate, User
from recert.people.prepared import Prepared, key, word
from recert.records import clock, programs
from recert.records.models import Program

P = ParamSpec("P")
CandidateView = Callable[Concatenate[HttpRequest, "Visit", P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Visit:
    """One candidate on their own pages. `version` is the program's: it grows with every change of its rules."""

    user: User
    candidate: Candidate
    name: str
    version: int
    today: date

    @property
    def program(self) -> str:
        """The program's key, as addresses have it."""
        return self.candidate.program

    @property
    def actor(self) -> Actor:
        """The person, as the journal names who did something."""
        return Actor(self.user)

    def context(self, here: str) -> dict[str, Any]:
        """What the frame of every page needs; `here` is the noun of the page in the navigation."""
        return {"visit": self, "program": self.program, "here": here, "today": self.today}


def _visits() -> QuerySet[Any]:
    program = Program.objects.filter(slug=OuterRef("program"))
    return Candidate.objects.filter(user=key(0), program=word(1)).annotate(
        program_name=Subquery(program.values("name")),
        program_version=Subquery(program.values("version")),
        program_rules=Subquery(program.values("rules")),
    )


_VISIT: Final = Prepared(_visits)


def visit_of(user: User, slug: str) -> Visit:
    """The visit of this person to their own pages, in one query. Http404 when they are no candidate there."""
    found = _VISIT.first(user.pk, slug)
    if found is None or found.program_name is None:
        raise Http404
    try:
        policy = programs.in_force(slug, found.program_rules).plan.policy
    except programs.NoPolicyError:
        raise Http404 from None
    return Visit(user, found, found.program_name, found.program_version, clock.today(policy))


def candidates_only(view: CandidateView[P]) -> Callable[..., HttpResponseBase]:
    """A view for a candidate about themselves. Whoever is not signed in is asked to; a stranger gets 404."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, program: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        assert isinstance(request.user, User)  # noqa: S101 - login_required has seen to it
        return view(request, visit_of(request.user, program), *args, **kwargs)

    return guarded
