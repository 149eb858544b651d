"""A crowd of candidates, written into the tables at once: accounts, sessions, credentials and activities."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, models, transaction

from recert.journal.change import SYSTEM
from recert.people.models import Candidate, Session, User
from recert.people.sessions import SessionStore
from recert.policy.facts import name_key
from recert.records.actions import publish_policy, run_move
from recert.records.models import Activity, Credential

POLICY: Final = Path(__file__).parents[2] / "programs/atlassian/policy.toml"
ACTIVITIES_EACH: Final = 10
TYPES: Final = ("course", "course", "local-event", "course", "global-event")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A candidate who is signed in: the two cookies of their browser."""

    session: str
    csrf: str


def write(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Many rows by the fastest way in: COPY on PostgreSQL, one prepared statement on SQLite."""
    given = list(rows)
    fields = [field for field in model._meta.concrete_fields if field.name in given[0]]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    values = [[field.get_db_prep_save(row[field.name], connection) for field in fields] for row in given]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for line in values:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608 - our tables


def gather(people: int, signed_in: int) -> list[Visitor]:
    """The program, its candidates with both levels halfway through, and sessions for some of them."""
    publish_policy(SYSTEM, POLICY.read_text(), str(POLICY))
    for move in ("2024-to-september", "2025-one-year-later"):
        run_move(SYSTEM, "atlassian", move)
    now, today = datetime.now(UTC), datetime.now(UTC).date()
    keys = range(1, people + 1)
    write(User, ({**account(key), "joined_at": now} for key in keys))
    write(Candidate, ({**candidate(key), "created_at": now} for key in keys))
    held = (("ACA-JSWE", 400), ("ACA-ACF", 300), ("ACP-JCA", 200))
    write(
        Credential,
        (
            {
                "candidate": key,
                "certification": code,
                "awarded": today - timedelta(days=ago + key % 90),
                "recorded_at": now,
            }
            for key, (code, ago) in product(keys, held)
        ),
    )
    write(Activity, (activity(key, n, now, today) for key, n in product(keys, range(ACTIVITIES_EACH))))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return sign_in(signed_in)


def account(key: int) -> dict[str, Any]:
    email = f"person{key}@example.org"
    return {"id": key, "email": email, "name": f"Person {key}", "password": "!", "language": "en", "is_active": True}


def candidate(key: int) -> dict[str, Any]:
    told = {"number": f"AT{key:08d}", "name": f"Person {key}", "email": f"person{key}@example.org"}
    return {"id": key, "program": "atlassian", "user": key, "version": 1, **told}


def activity(key: int, n: int, now: datetime, today: date) -> dict[str, Any]:
    name = f"Course {n} about boards and backlogs"
    return {
        "id": uuid.uuid4(),
        "candidate": key,
        "type": TYPES[n % len(TYPES)],
        "date": today - timedelta(days=150 + 47 * n + key % 40),
        "name": name,
        "name_key": name_key(name),
        "language": "en",
        "notes": "",
        "status": 0,
        "thousandths": 1000,
        "submission": uuid.uuid4(),
        "submitted": "",
        "version": 1,
        "recorded_at": now,
        "changed_at": now,
    }


def sign_in(count: int) -> list[Visitor]:
    """Sessions as a sign-in would have made them."""
    rows, visitors = list[dict[str, Any]](), list[Visitor]()
    for user in User.objects.order_by("pk")[:count]:
        told = {
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": user.get_session_auth_hash(),
        }
        key = secrets.token_hex(16)
        row = SessionStore(key).create_model_instance(told)
        rows.append({field.name: getattr(row, field.attname) for field in Session._meta.concrete_fields})
        visitors.append(Visitor(key, secrets.token_hex(16)))
    write(Session, rows)
    return visitors
