"""What checks and pages ask the database."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from recert.audits.begun import audited_since
from recert.audits.checks import PICTURE
from recert.audits.known import Known, Offered
from recert.audits.likeness import Alike, with_same_picture
from recert.audits.models import Audit, Decision, Look, Review
from recert.audits.shown import shown
from recert.audits.transitions import BY_VERB, QUEUED
from recert.journal.models import Event
from recert.people.browsers import KEPT
from recert.people.models import Browser, Candidate, Merge
from recert.people.prepared import Given, Prepared, day, key, ref, word
from recert.people.queries import present
from recert.policy.model import Policy
from recert.records import clock
from recert.records.models import Activity, Evidence, Offering
from recert.records.offerings import called

State = Audit.State
WORTH_TELLING: Final = Q(found=True) | Q(found=None, check_name=PICTURE)
"""Findings, and pictures that people are to compare."""
SETTLED: Final = (State.REJECTED, State.APPEALED, State.REFUSED, State.WITHDRAWN)
"""States in which a change of the activity starts nothing by itself."""
PENDING: Final = BY_VERB["set aside"].sources
"""States in which somebody is waited for: an auditor, the candidate, or the system itself."""
MOST_OTHERS: Final = 20
"""How many other activities a finding names at the most."""


# What is asked of every activity that is examined: a program has thousands.
_READDRESSED: Final = Prepared(
    lambda: (
        Event.objects.filter(program=word(0), candidate=key(1), verb="candidate.readdressed")
        .order_by("-number")
        .values_list("at")[:1]
    )
)
_THAT_DAY: Final = Prepared(
    lambda: (
        Activity.objects.filter(candidate=key(0), date=day(1))
        .exclude(status=Activity.Status.WITHDRAWN)
        .values_list("pk")
    )
)
_LOOKS: Final = Prepared(lambda: Look.objects.filter(evidence__activity=ref(0)).order_by("evidence__added_at"))
_LISTED: Final = Prepared(lambda: Offering.objects.filter(program=word(0), type=word(1)).values_list("pk")[:1])
_TWINS: Final = Prepared(
    lambda: present(word(0)).filter(name=word(1), pk__lt=key(2)).order_by("pk").values_list("number")[:MOST_OTHERS]
)
_BROWSERS: Final = Prepared(
    lambda: Browser.objects.filter(seen__gte=day(0)).filter(_of(key(1), _merged(word(2)), key(3))).values_list("digest")
)
_SAME_FILE: Final = Prepared(
    lambda: (
        Evidence.objects.filter(digest__in=Evidence.objects.filter(activity=ref(0)).values("digest"))
        .filter(activity__candidate__program=word(1), activity__candidate__merged_into=None)
        .exclude(activity=ref(0))
        .exclude(activity__status=Activity.Status.WITHDRAWN)
        .values_list("activity_id")[: MOST_OTHERS * 5]
    )
)


def known(activity: Activity, policy: Policy) -> Known:
    """What the checks compare an activity with. A fixed number of queries."""
    zone = ZoneInfo(policy.time_zone)
    candidate = activity.candidate
    kind = next((each for each in policy.types if each.key == activity.type), None)
    readdressed = _READDRESSED.first(candidate.program, candidate.pk)
    looks, listed = _LOOKS.all(activity.pk), bool(_LISTED.all(candidate.program, activity.type))
    alike = with_same_picture(activity) if looks else Alike()
    return Known(
        type=activity.type,
        on=activity.date,
        recorded=activity.recorded_at.astimezone(zone).date(),
        joined=candidate.created_at.astimezone(zone).date(),
        proof=kind.proof if kind else "",
        twins=twins_of(candidate),
        browsers=browsers_of(candidate),
        readdressed=readdressed[0].astimezone(zone).date() if readdressed else None,
        that_day=len(_THAT_DAY.all(candidate.pk, activity.date)),
        same_file=with_same_file(activity),
        listed=listed,
        offered=offered(activity) if listed else (),
        same_picture=alike.same,
        pairs=alike.pairs,
        shown=shown(activity, looks),
    )


def offered(activity: Activity) -> tuple[Offered, ...]:
    """What the program knows to be offered under this name."""
    found = called(activity.candidate.program, activity.type, activity.name)
    return tuple(Offered(each.title, each.begins, each.ends) for each in found)[:MOST_OTHERS]


def twins_of(candidate: Candidate) -> tuple[str, ...]:
    """The numbers of the program's candidates of the same name who were there before."""
    if not candidate.name:
        return ()
    return tuple(number for (number,) in _TWINS.all(candidate.program, candidate.name, candidate.pk))


def _merged(program: str | Given) -> QuerySet[Merge]:
    """The merges that closed an account."""
    return Merge.objects.filter(program=program, user__isnull=False, reversed_at=None)


def _of(user: int | Given, merged: QuerySet[Merge], candidate: int | Given) -> Q:
    """What is of an account, or of one that was closed when its candidate was merged into this one."""
    return Q(user__isnull=False, user=user) | Q(user__in=merged.filter(into=candidate).values("user"))


def browsers_of(candidate: Candidate) -> tuple[tuple[str, ...], ...]:
    """For each browser that a candidate signed in from lately, the numbers of the program's others who did.

    An account that was closed when its candidate was merged is still that of whoever was kept.
    """
    since, user = clock.now().date() - KEPT, candidate.user_id or 0  # nobody's key is 0
    mine = _BROWSERS.all(since, user, candidate.program, candidate.pk)
    if not mine:
        return ()
    found: dict[str, set[str]] = {digest: set() for (digest,) in mine}
    signed_in, merged = Browser.objects.filter(seen__gte=since), _merged(candidate.program)
    own = _of(user, merged, candidate.pk)
    others = signed_in.filter(digest__in=list(found)).exclude(own)
    here = others.filter(user__candidates__program=candidate.program)
    for digest, number in here.values_list("digest", "user__candidates__number"):
        found.setdefault(digest, set()).add(number)
    kept = dict(merged.filter(user__in=others.values("user")).values_list("user", "into__number"))
    for digest, user in others.filter(user__in=kept).values_list("digest", "user"):
        found.setdefault(digest, set()).add(kept[user])
    return tuple(tuple(sorted(numbers)) for numbers in found.values())


def with_same_file(activity: Activity) -> tuple[UUID, ...]:
    """Other activities of the program, anybody's, that have one of its files."""
    others = _SAME_FILE.all(activity.pk, activity.candidate.program)
    return tuple(sorted({other for (other,) in others}))[:MOST_OTHERS]


def failed_lately(program: str, kind: str, many: int) -> tuple[bool, ...]:
    """Of the last entries of a type that were drawn and that a person decided, the newest first: was it rejected?"""
    decided = Decision.objects.filter(
        program=program, audit__type=kind, verb__in=("accept", "reject"), by__isnull=False, chosen=Audit.Chosen.SAMPLE
    )
    return tuple(verb == "reject" for verb in decided.order_by("-at", "-id").values_list("verb", flat=True)[:many])


def unexamined(program: str, size: int) -> list[Activity]:
    """Activities that no audit knows yet, the oldest first: of those recorded since the program audits.

    What a merge left behind is on record once more with the candidate that was kept, and is examined there. What staff
    recorded is attested by that.
    """
    since = audited_since(program)
    if since is None:
        return []
    found = Activity.objects.filter(
        candidate__program=program,
        candidate__merged_into=None,
        audit=None,
        by_staff=False,
        status=Activity.Status.SUBMITTED,
        recorded_at__gte=since,
    )
    return list(found.select_related("candidate").order_by("recorded_at", "pk")[:size])


def changed(program: str, size: int) -> list[Activity]:
    """Activities that were changed since they were examined, while that matters."""
    newer = Q(audit__seen__lt=F("version")) & ~Q(audit__state__in=SETTLED)
    withdrawn = Q(status=Activity.Status.WITHDRAWN, audit__isnull=False) & ~Q(audit__state=State.WITHDRAWN)
    found = Activity.objects.filter(newer | withdrawn, candidate__program=program, candidate__merged_into=None)
    return list(found.select_related("candidate", "audit").order_by("pk")[:size])


def left_behind(program: str, size: int) -> list[Audit]:
    """Audits in which something is waited for, of activities that a merge left behind: the other one is audited."""
    found = Audit.objects.filter(activity__candidate__merged_into__isnull=False, program=program, state__in=PENDING)
    return list(found.select_related("activity__candidate").order_by("pk")[:size])


def come_back(program: str, size: int) -> list[Audit]:
    """Audits that were set aside for a merge that was taken apart since.

    What a candidate withdrew is withdrawn itself; of what was set aside, the audit alone.
    """
    found = Audit.objects.filter(activity__candidate__merged_into=None, program=program, state=State.WITHDRAWN)
    kept = found.exclude(activity__status=Activity.Status.WITHDRAWN)
    return list(kept.select_related("activity__candidate").order_by("pk")[:size])


def unread(program: str, size: int) -> list[Audit]:
    """Audits whose evidence no machine has looked at yet: what people are to look at first, then the oldest."""
    found = Audit.objects.filter(program=program, unread=True, activity__candidate__merged_into=None)
    found = found.exclude(state__in=SETTLED)
    waiting = found.filter(state__in=QUEUED).order_by("entered_at", "pk")[:size]
    rest = found.exclude(state__in=QUEUED).order_by("entered_at", "pk")[:size]
    both = [*waiting.select_related("activity__candidate"), *rest.select_related("activity__candidate")]
    return both[:size]


def due(program: str, today: date) -> QuerySet[Audit]:
    """Audits in which what was waited for is over. Those that a merge left behind wait until it is taken apart."""
    found = Audit.objects.filter(program=program, due__lt=today, activity__candidate__merged_into=None)
    return found.select_related("activity__candidate").order_by("pk")


def by_ref(refs: Iterable[str], program: str) -> dict[str, Activity]:
    """The activities that findings name, with their candidates."""
    found = Activity.objects.filter(pk__in=list(refs), candidate__program=program).select_related("candidate")
    return {str(activity.pk): activity for activity in found}


def waiting_reviews() -> list[str]:
    """The programs with audits of renewals in which something is waited for."""
    found = Review.objects.filter(due__isnull=False).order_by("program")
    return list(found.values_list("program", flat=True).distinct())


def reviews_to_remind(program: str, today: date) -> QuerySet[Review]:
    """Audits of renewals whose candidates are to be reminded, while there is time."""
    return _reviews(program).filter(remind__lte=today, due__gte=today).order_by("remind", "pk")


def reviews_due(program: str, today: date) -> QuerySet[Review]:
    """Audits of renewals in which the time for something is over."""
    return _reviews(program).filter(due__lt=today).order_by("due", "pk")


def _reviews(program: str) -> QuerySet[Review]:
    return Review.objects.filter(program=program).select_related("renewal__candidate__merged_into")
