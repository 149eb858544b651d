"""Who comes to a page of the desk: somebody on that program's staff who may do what the page is for, or nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from recert.journal.change import Actor
from recert.people.actions import view_candidate
from recert.people.may import TABLE, roles
from recert.people.models import Candidate, StaffRole, User
from recert.policy.model import Policy
from recert.records import clock, programs
from recert.records.models import Program

P = ParamSpec("P")
StaffView = Callable[Concatenate[HttpRequest, "Visit", P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Visit:
    """One member of a program's staff, with what they may do there and the rules in force."""

    user: User
    program: str
    name: str
    roles: frozenset[str]
    policy: Policy
    today: date

    @property
    def actor(self) -> Actor:
        """The person, as the journal names who did something."""
        return Actor(self.user)

    @property
    def titles(self) -> str:
        """What they are here, in words."""
        return ", ".join(str(role.label) for role in StaffRole.Role if role in self.roles)

    def may(self, verb: str) -> bool:
        """Whether they may do this here. KeyError for a verb that nobody has."""
        return bool(TABLE[verb].roles & self.roles)

    def candidate(self, number: str) -> Candidate:
        """The program's candidate with this number, or whom that one was merged into; Http404 for none."""
        known = "\x00" not in number  # PostgreSQL refuses to look for it
        mine = Candidate.objects.filter(program=self.program).select_related("merged_into")
        found = mine.filter(number=number).first() if known else None
        if found is None:
            raise Http404
        return found.merged_into or found

    def looks_at(self, candidate: Candidate) -> None:
        """Records that this person saw the candidate's data. Once a day is enough."""
        view_candidate(self.user, candidate, self.today)

    def context(self, here: str) -> dict[str, Any]:
        """What the frame of every page needs; `here` is the noun of the page in the navigation."""
        return {"visit": self, "program": self.program, "policy": self.policy, "here": here, "today": self.today}


def visit_of(user: User, slug: str, verb: str) -> Visit:
    """The visit of this person to a page for those who may do this. Http404 for everybody else."""
    mine = roles(user, slug)
    program = Program.objects.filter(pk=slug).first() if mine & TABLE[verb].roles else None
    if program is None:
        raise Http404
    try:
        policy = programs.in_force(slug, program.rules).plan.policy
    except programs.NoPolicyError:
        raise Http404 from None
    return Visit(user, slug, program.name, mine, policy, clock.today(policy))


def staff_who_may(verb: str) -> Callable[[StaffView[P]], Callable[..., HttpResponseBase]]:
    """A view for staff who may do this. Whoever is not signed in is asked to; a stranger gets 404."""

    def guard(view: StaffView[P]) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, program: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            assert isinstance(request.user, User)  # noqa: S101 - login_required has seen to it
            return view(request, visit_of(request.user, program, verb), *args, **kwargs)

        return guarded

    return guard
