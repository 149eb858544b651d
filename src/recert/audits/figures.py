"""What auditing amounts to, in numbers: each figure one question to the database, of one program and a time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from recert.audits.models import Audit, Decision
from recert.audits.transitions import QUEUED
from recert.records import clock

State = Audit.State

AGES: Final = (1, 7, 30)
"""Days up to which an entry of the queue is young, and so on."""
MOST_SOURCES: Final = 20
PERSONAL: Final = ("accept", "return", "reject", "grant", "refuse", "reopen", "revisit")
"""Steps of staff."""


@dataclass(frozen=True, slots=True)
class Span:
    """A program, and the time from a day up to another one, both included, in its time zone."""

    program: str
    first: date
    last: date
    zone: ZoneInfo

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """From when up to before when."""
        end = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), self.zone), datetime.combine(end, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, under a name."""

    name: str
    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Rounded down; 0 of nothing."""
        return self.part * 100 // self.whole if self.whole else 0


def ages(program: str) -> tuple[list[int], datetime | None]:
    """How many of the queue are up to a day old, a week, a month, and older; and since when the oldest waits."""
    now = clock.now()
    edges = [now - timedelta(days=days) for days in AGES]
    queue = Audit.objects.filter(program=program, state__in=[*QUEUED, State.APPEALED])
    told = queue.aggregate(
        a=Count("pk", filter=Q(entered_at__gte=edges[0])),
        b=Count("pk", filter=Q(entered_at__lt=edges[0], entered_at__gte=edges[1])),
        c=Count("pk", filter=Q(entered_at__lt=edges[1], entered_at__gte=edges[2])),
        d=Count("pk", filter=Q(entered_at__lt=edges[2])),
    )
    oldest = queue.order_by("entered_at").values_list("entered_at", flat=True).first()
    return [told[key] for key in "abcd"], oldest


def _decisions(span: Span, *verbs: str) -> QuerySet[Decision]:
    first, end = span.instants
    return Decision.objects.filter(program=span.program, verb__in=verbs, at__gte=first, at__lt=end)


def by_auditor(span: Span) -> list[tuple[str, dict[str, int]]]:
    """How often each member of the staff took each step, by name."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    rows = _decisions(span, *PERSONAL).filter(by__isnull=False).values_list("by__name", "by__email", "by", "verb")
    for name, email, key, verb, count in rows.annotate(count=Count("pk")).order_by():
        found.setdefault((name or email, key), {})[verb] = count
    return [(name, found[name, key]) for name, key in sorted(found)]


def by_reason(span: Span) -> list[tuple[str, int]]:
    """How often each reason was given to reject, the most frequent first."""
    rows = _decisions(span, "reject").values_list("reason").annotate(count=Count("pk"))
    return [(reason, count) for reason, count in rows.order_by("-count", "reason")]


def appeals(span: Span) -> Share:
    """Of the appeals that were decided, how many confirmed the first decision."""
    granted, refused = _decisions(span, "grant").count(), _decisions(span, "refuse").count()
    return Share("", refused, granted + refused)


def failures(span: Span, field: str) -> list[Share]:
    """Of what a person accepted or rejected, how much was rejected: by "type", by "provider", or by "chosen"."""
    where = {"type": "audit__type", "provider": "audit__activity__provider", "chosen": "chosen"}[field]
    decided = _decisions(span, "accept", "reject").filter(by__isnull=False).annotate(name=F(where)).values("name")
    rows: Any = decided.annotate(whole=Count("pk"), part=Count("pk", filter=Q(verb="reject")))
    most = rows.order_by("-whole", "name")[:MOST_SOURCES]
    return [Share(row["name"], row["part"], row["whole"]) for row in most]


def coverage(span: Span) -> list[Share]:
    """Of what was examined, how much was put before a person, by type: the sample and whatever checks found."""
    entered = _decisions(span, "pass", "select").filter(before=State.WAITING).values("audit__type")
    rows: Any = entered.annotate(whole=Count("pk"), part=Count("pk", filter=Q(verb="select"))).order_by("audit__type")
    return [Share(row["audit__type"], row["part"], row["whole"]) for row in rows]


def by_month(span: Span) -> list[tuple[date, int, int]]:
    """Each month in which a person decided: how many were accepted, and how many rejected."""
    decided = _decisions(span, "accept", "reject").filter(by__isnull=False)
    rows = decided.annotate(month=TruncMonth("at", tzinfo=span.zone)).values("month")
    told: Any = rows.annotate(
        accepted=Count("pk", filter=Q(verb="accept")), rejected=Count("pk", filter=Q(verb="reject"))
    ).order_by("month")
    return [(row["month"].date(), row["accepted"], row["rejected"]) for row in told]
