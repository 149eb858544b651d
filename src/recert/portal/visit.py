"""Who comes to a candidate's page: the candidate of that program, or nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from recert.journal.change import Actor
from recert.people.models import Candidate, Session, User
from recert.people.prepared import Prepared, moment, row_of, word
from recert.people.sessions import is_signed_in
from recert.records import clock, programs
from recert.records.models import Program

P = ParamSpec("P")
CandidateView = Callable[Concatenate[HttpRequest, "Visit", P], HttpResponseBase]


class Arrival(NamedTuple):
    """What one statement finds of a session: its sign-in, its account, the candidate there, and the program."""

    backend: str
    auth_hash: str
    password: str
    is_active: bool
    user_id: int
    user_name: str
    user_email: str
    user_language: str
    id: int
    number: str
    name: str
    email: str
    version: int
    program: str
    program_name: str
    program_version: int
    program_rules: str


def _arrivals() -> "QuerySet[Any, Any]":
    candidate = "user__candidates__"
    program = Program.objects.filter(slug=OuterRef(f"{candidate}program"))
    account = ("user__password", "user__is_active", "user_id", "user__name", "user__email", "user__language")
    columns = ("id", "number", "name", "email", "version", "program")
    return Session.objects.filter(
        session_key=word(0), expire_date__gt=moment(1), user__candidates__program=word(2)
    ).values_list(
        "backend",
        "auth_hash",
        *account,
        *(candidate + column for column in columns),
        Subquery(program.values("name")),
        Subquery(program.values("version")),
        Subquery(program.values("rules")),
    )


_ARRIVAL: Final = Prepared(_arrivals)


@dataclass(frozen=True)
class Visit:
    """One candidate on their own pages. The rows are made of the arrival when somebody asks for them.

    `recorded`: whether the program records activities.
    """

    arrival: Arrival
    today: date
    recorded: bool

    @cached_property
    def user(self) -> User:
        """The account."""
        here = self.arrival
        return row_of(
            User,
            id=here.user_id,
            name=here.user_name,
            email=here.user_email,
            language=here.user_language,
            password=here.password,
            is_active=here.is_active,
        )

    @cached_property
    def candidate(self) -> Candidate:
        """The candidate."""
        here = self.arrival
        return row_of(
            Candidate,
            id=here.id,
            program=here.program,
            number=here.number,
            user_id=here.user_id,
            name=here.name,
            email=here.email,
            version=here.version,
        )

    @property
    def name(self) -> str:
        """The program's name."""
        return self.arrival.program_name

    @property
    def program(self) -> str:
        """The program's key, as addresses have it."""
        return self.arrival.program

    @property
    def actor(self) -> Actor:
        """The person, as the journal names who did something."""
        return Actor(self.user)

    def context(self, here: str) -> dict[str, Any]:
        """What the frame of every page needs; `here` is the noun of the page in the navigation."""
        return {"visit": self, "program": self.program, "here": here, "today": self.today}


def arrive(request: HttpRequest, slug: str, signed_in: User | None = None) -> Visit | None:
    """The visit of whoever this session belongs to, in one statement. None for all but a candidate of the program.

    The request is theirs from then on, as if its session and its account had been read one after the other.
    `signed_in` is who it belongs to where Django has found that out before.
    """
    request.session.accessed = True  # the answer depends on the cookie
    key = request.session.session_key
    row = _ARRIVAL.first(key, timezone.now(), slug) if key else None
    if row is None:
        return None
    here = Arrival._make(row)
    if signed_in is None:
        holds = is_signed_in(here.backend, here.auth_hash, here.password, is_active=here.is_active)
    else:
        holds = signed_in.pk == here.user_id
    if not holds:
        return None
    try:
        policy = programs.in_force(slug, here.program_rules).plan.policy
    except programs.NoPolicyError:
        return None
    visit = Visit(here, clock.today(policy), policy.has_activities)
    request.user = SimpleLazyObject(lambda: visit.user)  # type: ignore[assignment] # as Django's own is
    return visit


def candidates_only(view: CandidateView[P]) -> Callable[..., HttpResponseBase]:
    """A view for a candidate about themselves. Whoever is not signed in is asked to; a stranger gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, program: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = arrive(request, program)
        if visit is None:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            visit = arrive(request, program, request.user)  # by a session that Django has renewed just now
        if visit is None:
            raise Http404
        return view(request, visit, *args, **kwargs)

    return guarded
