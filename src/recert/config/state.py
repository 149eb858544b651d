"""What can be said about an installation that runs: each a name, whether it is well, and what to do when not."""

import importlib.util
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_q.models import Task

from recert.notices.models import Mail

QUIET: Final = timedelta(minutes=3)  # the worker sends mail every minute, so a task ends at least that often


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `recert doctor`. `todo` is empty when all is well."""

    subject: str
    said: str
    todo: str = ""


def unapplied() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def find_settings() -> Iterator[Finding]:
    """The system checks."""
    problems = run_checks(include_deployment_checks=True, tags=["recert", "models", "urls", "templates"])
    for each in problems:
        yield Finding("Settings", f"{each.msg} ({each.id})", each.hint or "Look the id up in docs/operating.md.")
    if not problems:
        yield Finding("Settings", "every check passed")


def find_database() -> Iterator[Finding]:
    """Reachable, new enough, up to date."""
    try:
        connection.ensure_connection()
        version = ".".join(map(str, connection.get_database_version()))
    except DatabaseError as problem:
        yield Finding("Database", f"can't be reached: {problem}", "Check DATABASE_URL, and that the server runs.")
        return
    yield Finding("Database", f"{connection.display_name} {version}")
    missing = unapplied()
    if missing:
        yield Finding("Migrations", f"{missing} not applied", "Run: recert migrate")
        return
    yield Finding("Migrations", "all applied")
    yield from find_worker()
    yield from find_mail()


def find_worker() -> Iterator[Finding]:
    """Alive is who finished something lately."""
    last = Task.objects.order_by("-stopped").values_list("stopped", flat=True).first()
    if last is None:
        yield Finding("Worker", "has never run", "Start it beside the server: recert work")
    elif timezone.now() - last > QUIET:
        yield Finding("Worker", f"last finished something at {last:%Y-%m-%d %H:%M} UTC", "Start it again: recert work")
    else:
        yield Finding("Worker", "running")


def find_mail() -> Iterator[Finding]:
    """Whether mail leaves."""
    given_up = Mail.objects.filter(sent_at=None, due_at=None).count()
    late = Mail.objects.filter(sent_at=None, due_at__lt=timezone.now() - timedelta(hours=1)).count()
    if settings.MAIL_SERVER is None:
        yield Finding("Mail", "no server set: mails are kept, and shown at /outbox/ in development")
    elif late:
        yield Finding(
            "Mail", f"{late} mails have waited for more than an hour", "Check that the worker runs: recert work"
        )
    elif given_up:
        yield Finding(
            "Mail", f"{given_up} mails were given up", "Check EMAIL_URL and the addresses; the log names each problem."
        )
    else:
        yield Finding("Mail", f"sent by {settings.MAIL_SERVER['host']}")


def find_folders() -> Iterator[Finding]:
    """Whether what has to be written can be."""
    home = Path(settings.HOME)
    if os.access(home, os.W_OK):
        yield Finding("Home folder", str(home))
    else:
        yield Finding(
            "Home folder", f"{home} can't be written", "Give the user that runs Recert the right to write there."
        )


def find_evidence() -> Iterator[Finding]:
    """Writes, reads and removes a small file where evidence is kept."""
    storage = storages["evidence"]
    try:
        name = storage.save(f"doctor/{uuid.uuid4()}", ContentFile(b"recert"))
        with storage.open(name) as file:
            same = file.read() == b"recert"
        storage.delete(name)
    except Exception as problem:  # a bucket's library raises its own kinds; whichever it is, the operator reads it here
        yield Finding(
            "Evidence", f"can't be stored: {problem}", "Check EVIDENCE_URL and its credentials, or the folder's rights."
        )
        return
    if same:
        yield Finding("Evidence", "stored, read and removed a test file")
    else:
        yield Finding("Evidence", "what was read is not what was stored", "Check the storage behind EVIDENCE_URL.")


def find_time_zones() -> Iterator[Finding]:
    """Policies name time zones."""
    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        yield Finding("Time zones", "no data", "Install the system's tzdata package, or: pip install tzdata")
    else:
        yield Finding("Time zones", "known")


def find_heic() -> Iterator[Finding]:
    """Photos as phones by Apple take them. An extra, so never a problem."""
    if importlib.util.find_spec("pillow_heif"):
        yield Finding("HEIC photos", "can be read")
    else:
        yield Finding("HEIC photos", "refused with a sentence; to accept them: pip install 'recert[heic]'")


FINDERS: Final[tuple[Callable[[], Iterator[Finding]], ...]] = (
    find_settings,
    find_database,
    find_folders,
    find_evidence,
    find_time_zones,
    find_heic,
)


def examine() -> Iterator[Finding]:
    """Everything, in order."""
    for find in FINDERS:
        yield from find()
