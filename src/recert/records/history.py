"""One person's facts, read in one statement, as the rules see them; and the rows behind them."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection, connections

from recert.people.driver import fetch
from recert.people.models import Candidate
from recert.people.prepared import Prepared, key
from recert.policy import history as rules
from recert.policy.lowering import THOUSANDTHS
from recert.records.models import Activity, Circumstance, Credential, ExamResult, Extension, Program, Renewal
from recert.records.serving import parts_of

HOLDING: Final = (Renewal.State.GRANTED, Renewal.State.CONTESTED, Renewal.State.UPHELD)
"""Renewals that hold, whatever the facts say by now."""

STATUSES: Final = tuple(rules.Status)
ONE: Final = Decimal(1)

# One statement instead of seven: whatever is asked of a database costs more than what it answers. Its first part says
# what the columns are: kind, key, code, three days, a number, a text, how much, by whom, by category, for which groups.
_SQL: Final = f"""
SELECT 0, CAST('' AS text), rules, CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS date), 0, CAST('' AS text), 0,
  CAST('' AS text), CAST('' AS text), CAST('' AS text)
FROM {Program._meta.db_table} WHERE slug = %s
UNION ALL
SELECT 1, CAST(id AS text), certification, awarded, expires, NULL, 0, '', 0, '', '', ''
FROM {Credential._meta.db_table} WHERE candidate_id = %s
UNION ALL
SELECT 2, CAST(id AS text), certification, taken, NULL, NULL, CASE WHEN passed THEN 1 ELSE 0 END, '', 0, '', '', ''
FROM {ExamResult._meta.db_table} WHERE candidate_id = %s
UNION ALL
SELECT 3, CAST(id AS text), type, date, began, NULL, status, name, thousandths,
  provider, CAST(divided AS text), CAST(serves AS text)
FROM {Activity._meta.db_table} WHERE candidate_id = %s
UNION ALL
SELECT 4, '', "group", met_on, "end", new_expiry, cycle, CAST(certifications AS text), 0, '', '', ''
FROM {Renewal._meta.db_table} WHERE candidate_id = %s AND state IN {tuple(map(str, HOLDING))}
UNION ALL
SELECT 5, CAST(id AS text), kind, since, until, NULL, 0, '', thousandths, '', '', ''
FROM {Circumstance._meta.db_table} WHERE candidate_id = %s AND NOT withdrawn
UNION ALL
SELECT 6, CAST(id AS text), code, given, until, NULL, 0, '', 0, '', '', ''
FROM {Extension._meta.db_table} WHERE candidate_id = %s AND NOT withdrawn
"""  # noqa: S608 (names of our own tables and states, nothing from outside)

_ACTIVITIES: Final = Prepared(
    lambda: Activity.objects.filter(candidate=key(0)).order_by("-date", "-recorded_at", "id"),
)
_RENEWALS: Final = Prepared(
    lambda: Renewal.objects.filter(candidate=key(0)).defer("statement").order_by("group", "cycle", "id")
)


def read_facts(candidate: Candidate) -> tuple[str, rules.History]:
    """The digest of the program's rules ("" for an unknown program), and the facts as those rules read them."""
    me, vendor = candidate.pk, connection.vendor
    day, ref = _READ[vendor]
    digest = ""
    awards, exams = list[rules.Award](), list[rules.Exam]()
    activities, granted = list[rules.Activity](), list[rules.Grant]()
    dated = list[tuple[int, Any, str, date, date | None, int]]()
    for kind, own, code, one, two, three, number, text, much, host, divided, serves in fetch(
        connections[connection.alias], _SQL, (candidate.program, *[me] * 6)
    ):
        if kind == 3:
            quantity = ONE if much == THOUSANDTHS else Decimal(much) / THOUSANDTHS
            parts = () if divided == "{}" else parts_of(json.loads(divided))
            assigned = () if serves == "[]" else tuple(json.loads(serves))
            said = (day(one), text, STATUSES[number], quantity, host, parts, assigned, day(two) if two else None)
            activities.append(rules.Activity(ref(own), code, *said))
        elif kind == 1:
            awards.append(rules.Award(code, day(one), day(two) if two else None, f"award:{own}"))
        elif kind == 2:
            exams.append(rules.Exam(code, day(one), bool(number), f"exam:{own}"))
        elif kind == 4:
            granted.append(rules.Grant(code, number, day(one), day(two), day(three), tuple(json.loads(text))))
        elif kind:
            dated.append((kind, own, code, day(one), day(two) if two else None, much))
        else:
            digest = code
    return digest, rules.History(tuple(awards), tuple(exams), tuple(activities), tuple(granted), *_dated(dated))


def _dated(
    found: Iterable[tuple[int, Any, str, date, date | None, int]],
) -> tuple[tuple[rules.Circumstance, ...], tuple[rules.Extension, ...]]:
    """What is so for a time, and extensions."""
    circumstances, extensions = list[rules.Circumstance](), list[rules.Extension]()
    for kind, own, code, one, two, much in found:
        if kind == 5:
            circumstances.append(rules.Circumstance(code, one, two, Decimal(much) / THOUSANDTHS, f"so:{own}"))
        elif two is not None:
            extensions.append(rules.Extension(code, one, two, f"extension:{own}"))
    return tuple(circumstances), tuple(extensions)


def so(row: Circumstance) -> rules.Circumstance:
    """A circumstance as the rules read it."""
    return rules.Circumstance(row.kind, row.since, row.until, row.units, f"so:{row.pk}")


def extension(row: Extension) -> rules.Extension:
    """An extension as the rules read it."""
    return rules.Extension(row.code, row.given, row.until, f"extension:{row.pk}")


def _with_dashes(key: str) -> str:
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _as_it_is(value: Any) -> Any:
    return value


_READ: Final[dict[str, tuple[Callable[[Any], date], Callable[[str], str]]]] = {
    "sqlite": (date.fromisoformat, _with_dashes),
    "postgresql": (_as_it_is, _as_it_is),
}
"""How each database gives a day and an activity's key."""


def activity_rows(candidate: Candidate) -> list[Activity]:
    """All activities, newest first."""
    return _ACTIVITIES.all(candidate.pk)


def renewal_rows(candidate: Candidate) -> list[Renewal]:
    """All renewals without their statements, in the order of their cycles. Reading a statement costs a query."""
    return _RENEWALS.all(candidate.pk)


def as_fact(activity: Activity) -> rules.Activity:
    """An activity as the rules read it."""
    status = STATUSES[activity.status]
    return rules.Activity(
        str(activity.pk),
        activity.type,
        activity.date,
        activity.name,
        status,
        activity.quantity,
        provider=activity.provider,
        parts=activity.parts,
        serves=tuple(activity.serves),
        began=activity.began,
    )


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
