"""Who takes part in a round and who is drawn, before it is started; and what became of one."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Min, Q, QuerySet

from recert.audits import sampling
from recert.audits.figures import Span
from recert.audits.models import Review, ReviewStep, Round
from recert.audits.reviews import OPEN
from recert.policy.auditing import CandidateAudit
from recert.records.models import Renewal

State = Review.State

BY_UNITS: Final = "units"
"""The route of a renewal that rests on activities: of others there is no evidence to provide."""
FAILED: Final = (State.FAILED, State.APPEALED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What starting a round would do. `drawn` pairs the key of a renewal with its number.

    `otherwise` were renewed without activities; `before` took part in an earlier round, `reviewed` of them were drawn.
    """

    span: Span
    month: date
    rate: int
    renewed: int
    otherwise: int
    before: int
    reviewed: int
    drawn: tuple[tuple[int, int], ...]

    @property
    def seal(self) -> str:
        """A digest of all of it: what somebody was shown is what they start."""
        told = (self.span.first, self.span.last, self.month, self.rate, self.renewed, self.drawn)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def ref(renewal: int) -> str:
    """What the seed draws of a renewal with this key."""
    return f"renewal:{renewal}"


def drawing(span: Span, rules: CandidateAudit, month: date, seed: str) -> Drawing:
    """Who would be drawn among those whose renewal was granted in these days. A fixed number of queries.

    Everybody takes part once for each renewal: drawing again until the right ones come out is no draw.
    """
    first, end = span.instants
    found = Renewal.objects.filter(
        candidate__program=span.program, candidate__merged_into=None, granted_at__gte=first, granted_at__lt=end
    ).exclude(state=Renewal.State.TAKEN_BACK)
    rows = list(found.order_by("pk").values_list("pk", "route", "granted_at", "review"))
    earlier = list(Round.objects.filter(program=span.program).values_list("first", "last"))
    by_units = [(key, granted, review) for key, route, granted, review in rows if route == BY_UNITS]
    fresh = [key for key, granted, review in by_units if review is None and not _in(earlier, granted, span)]
    rate = sampling.hundredths(rules.percent)
    numbers = [(key, sampling.number(seed, ref(key))) for key in fresh]
    return Drawing(
        span=span,
        month=month,
        rate=rate,
        renewed=len(fresh),
        otherwise=len(rows) - len(by_units),
        before=len(by_units) - len(fresh),
        reviewed=sum(review is not None for _key, _granted, review in by_units),
        drawn=tuple((key, number) for key, number in numbers if number < rate),
    )


def _in(earlier: list[tuple[date, date]], granted: datetime, span: Span) -> bool:
    on = granted.astimezone(span.zone).date()
    return any(first <= on <= last for first, last in earlier)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of those drawn. Whoever provided late is among `overdue` as well, who failed and was
    granted the appeal among `passed`.
    """

    drawn: int
    provided: int
    overdue: int
    undecided: int
    passed: int
    failed: int
    appealed: int
    called_off: int


def open_reviews(found: Round) -> QuerySet[Review]:
    """Those of a round that nobody has decided about yet."""
    rows = Review.objects.filter(round=found, state__in=OPEN).order_by("pk")
    return rows.select_related("renewal__candidate__merged_into").defer("renewal__statement")


def by_state(found: Round) -> dict[str, int]:
    """How many of a round are in each state in which any are, in the order of what may happen."""
    rows = Review.objects.filter(round=found).order_by().values_list("state").annotate(many=Count("pk"))
    many: dict[str, int] = dict(rows)
    return {str(state): many[state] for state in State if state in many}


def report(found: Round) -> Report:
    """Counts the reviews of a round: by what happened to each at any time, and by how it stands."""
    steps = ReviewStep.objects.filter(review__round=found).order_by().values_list("verb")
    ever = dict(steps.annotate(many=Count("review", distinct=True)))
    now = Review.objects.filter(round=found).aggregate(
        drawn=Count("pk"),
        passed=Count("pk", filter=Q(state=State.PASSED)),
        failed=Count("pk", filter=Q(state__in=FAILED)),
        called_off=Count("pk", filter=Q(state=State.CALLED_OFF)),
    )
    return Report(
        drawn=now["drawn"],
        provided=ever.get("provide", 0),
        overdue=ever.get("expire", 0),
        undecided=now["drawn"] - now["passed"] - now["failed"] - now["called_off"],
        passed=now["passed"],
        failed=now["failed"],
        appealed=ever.get("appeal", 0),
        called_off=now["called_off"],
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """One round in the figures: how its reviews stand, and how many were appealed at any time with what came of it.

    `waiting` are those with time to provide evidence or with evidence to look at. `oldest` is since when the oldest
    that is not ended stands as it does, those under appeal among them.
    """

    round: Round
    drawn: int
    waiting: int
    overdue: int
    passed: int
    failed: int
    called_off: int
    appealed: int
    granted: int
    refused: int
    oldest: datetime | None


def standings(span: Span) -> list[Standing]:
    """Every round that was started in this time, the latest first. Two queries."""
    first, end = span.instants
    rounds = Round.objects.filter(program=span.program, started_at__gte=first, started_at__lt=end)
    many = {
        "drawn": Count("reviews"),
        "waiting": Count("reviews", filter=Q(reviews__state__in=(State.ASKED, State.PROVIDED))),
        "overdue": Count("reviews", filter=Q(reviews__state=State.OVERDUE)),
        "passed": Count("reviews", filter=Q(reviews__state=State.PASSED)),
        "failed": Count("reviews", filter=Q(reviews__state__in=FAILED)),
        "called_off": Count("reviews", filter=Q(reviews__state=State.CALLED_OFF)),
        "oldest": Min("reviews__entered_at", filter=Q(reviews__state__in=[*OPEN, State.APPEALED])),
    }
    found = list(rounds.annotate(**many).order_by("-last", "-pk"))
    steps = ReviewStep.objects.filter(review__round__in=rounds, verb__in=("appeal", "grant", "refuse")).order_by()
    told = steps.values_list("review__round", "verb").annotate(many=Count("review", distinct=True))
    said = {(key, verb): count for key, verb, count in told}
    return [
        Standing(
            each,
            **{name: getattr(each, name) for name in many},
            appealed=said.get((each.pk, "appeal"), 0),
            granted=said.get((each.pk, "grant"), 0),
            refused=said.get((each.pk, "refuse"), 0),
        )
        for each in found
    ]
