"""One person's facts, read in three short queries, as the rules see them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import connection

from recert.people.models import Candidate
from recert.people.prepared import Prepared, key
from recert.policy import history as rules
from recert.records.models import Activity, Credential, ExamResult, Program, Renewal

HOLDING: Final = (Renewal.State.GRANTED, Renewal.State.CONTESTED, Renewal.State.UPHELD)
"""Renewals that hold, whatever the facts say by now."""

_PROGRAM, _AWARD = 0, 1

# One statement instead of three: building a query costs more than running it.
_SQL: Final = f"""
SELECT 0, 0, rules, NULL, NULL, 0 FROM {Program._meta.db_table} WHERE slug = %s
UNION ALL
SELECT 1, id, certification, awarded, expires, 0 FROM {Credential._meta.db_table} WHERE candidate_id = %s
UNION ALL
SELECT 2, id, certification, taken, NULL, CASE WHEN passed THEN 1 ELSE 0 END FROM {ExamResult._meta.db_table}
WHERE candidate_id = %s
"""  # noqa: S608 (table names, nothing from outside)

_ACTIVITIES: Final = Prepared(
    lambda: Activity.objects.filter(candidate=key(0)).order_by("-date", "-recorded_at", "id"),
)
_RENEWALS: Final = Prepared(
    lambda: Renewal.objects.filter(candidate=key(0)).defer("statement").order_by("group", "cycle", "id")
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What is stored about one person. `digest` is of the program's rules, "" for an unknown program."""

    digest: str
    awards: tuple[rules.Award, ...]
    exams: tuple[rules.Exam, ...]
    activities: tuple[Activity, ...]
    renewals: tuple[Renewal, ...]

    @property
    def history(self) -> rules.History:
        """The facts as the rules read them, with the renewals that hold."""
        return rules.History(
            awards=self.awards,
            exams=self.exams,
            activities=tuple(as_fact(activity) for activity in self.activities),
            grants=grants(self.renewals),
        )

    def adding(self, activity: Activity) -> "Rows":
        """The same rows with one activity more, where it belongs."""
        every = sorted((activity, *self.activities), key=lambda a: (a.date, a.recorded_at), reverse=True)
        return replace(self, activities=tuple(every))


def read_rows(candidate: Candidate) -> Rows:
    """Three queries. Activities newest first, renewals in the order of their cycles."""
    digest, awards, exams = "", list[rules.Award](), list[rules.Exam]()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [candidate.program, candidate.pk, candidate.pk])
        for kind, key, text, first, second, passed in cursor.fetchall():
            if kind == _PROGRAM:
                digest = text
            elif kind == _AWARD:
                awards.append(rules.Award(text, _day(first), _day(second) if second else None, f"award:{key}"))
            else:
                exams.append(rules.Exam(text, _day(first), bool(passed), f"exam:{key}"))
    return Rows(
        digest=digest,
        awards=tuple(awards),
        exams=tuple(exams),
        activities=tuple(_ACTIVITIES.all(candidate.pk)),
        renewals=tuple(_RENEWALS.all(candidate.pk)),
    )


def _day(value: Any) -> date:
    """SQLite gives dates as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def as_fact(activity: Activity) -> rules.Activity:
    """An activity as the rules read it."""
    status = rules.Status(activity.status)
    return rules.Activity(str(activity.pk), activity.type, activity.date, activity.name, status)


def grants(renewals: Iterable[Renewal]) -> tuple[rules.Grant, ...]:
    """The renewals that hold, as the rules read them."""
    return tuple(
        rules.Grant(
            renewal.group,
            renewal.cycle,
            renewal.met_on,
            renewal.end,
            renewal.new_expiry,
            tuple(renewal.certifications),
        )
        for renewal in renewals
        if renewal.state in HOLDING
    )
