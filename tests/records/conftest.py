"""A program in force and a candidate in it, on a fixed day."""

import io
import uuid
from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db.models import AutoField

from recert.journal.change import SYSTEM
from recert.journal.models import Event, Head
from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions import ActivityDraft, publish_policy, record_activity, record_credential, run_move
from recert.records.actions.activities import Recorded
from recert.records.evidence import Cleaned, clean
from recert.records.models import Credential, Evidence, MoveRun, PolicyVersion, Program, StagedEvidence
from tests.records import files

POLICY = Path(__file__).parents[2] / "programs" / "atlassian" / "policy.toml"
TODAY = date(2026, 6, 15)


def keep_evidence_in(told: dict[str, Any], settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes this the evidence storage, as if the settings had said so when the process started."""
    settings.STORAGES = {**settings.STORAGES, "evidence": told}
    storages.__init__()  # type: ignore[misc] # forgets the storages made before
    for model in (Evidence, StagedEvidence):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storages["evidence"])


@pytest.fixture(autouse=True)
def evidence_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a folder of its own for evidence."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    options = {"location": folder, "file_permissions_mode": 0o600}
    keep_evidence_in({**settings.STORAGES["evidence"], "OPTIONS": options}, settings, monkeypatch)
    return folder


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Turns the calendar to a day."""

    def turn(day: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    turn(TODAY)
    return turn


PUBLISHED: dict[datetime, list[list[Any]]] = {}
"""The rows that publishing the reference program made in an empty database, by the time of day in the test."""


def publish() -> None:
    """The reference program with both of its mass moves run. Where it was done before, its rows are put there again.

    Tests do it by the thousand. How a program is published and moved is tested in test_programs.py, which does it.
    """
    alone = not any(model._default_manager.exists() for model in (Program, Event, Credential))
    if not alone or clock.now() not in PUBLISHED:
        publish_and_move()
        if alone:
            PUBLISHED[clock.now()] = [
                list(model._default_manager.all()) for model in (Program, PolicyVersion, MoveRun, Event, Head)
            ]
        return
    for rows in PUBLISHED[clock.now()]:
        made = [copy(row) for row in rows]
        for row in made:
            if isinstance(row._meta.pk, AutoField):
                row.pk = None  # numbered as they come
        type(made[0])._default_manager.bulk_create(made)


def publish_and_move() -> None:
    assert isinstance(publish_policy(SYSTEM, POLICY.read_text(), str(POLICY)), PolicyVersion)
    for key in ("2024-to-september", "2025-one-year-later"):
        assert isinstance(run_move(SYSTEM, "atlassian", key), MoveRun)


def join(number: str = "AT00000042", email: str = "grace@example.org") -> Candidate:
    return Candidate.objects.create(program="atlassian", number=number, name="Grace Ibarra", email=email)


@pytest.fixture
def program(db: None, today: Any) -> str:
    publish()
    return "atlassian"


@pytest.fixture
def grace(program: str) -> Candidate:
    """Holds one Associate certification until 2026-12-10: 50 units renew it until 2028-12-10."""
    made = join()
    record_credential(SYSTEM, made, "ACA-ACF", date(2024, 12, 10))
    return made


@cache
def file(name: str = "done.png", *, shade: int = 0) -> Cleaned:
    """A cleaned picture, made once; another shade is another picture. How pictures are cleaned: test_evidence.py."""
    image = files.picture()
    image.putpixel((0, 0), (shade, shade, shade))
    found = clean(name, io.BytesIO(files.encoded(image, "PNG")))
    assert isinstance(found, Cleaned)
    return found


def draft(name: str = "Cloud basics", day: date = date(2026, 3, 2), **other: Any) -> ActivityDraft:
    """A course with evidence, as a candidate would type it."""
    told = {"type": "course", "language": "en", "notes": "", "submission": uuid.uuid4(), "files": (file(),), **other}
    return ActivityDraft(name=name, date=day, **told)


def recorded(candidate: Candidate, *args: Any, **options: Any) -> Recorded:
    found = record_activity(SYSTEM, candidate, draft(*args, **options))
    assert isinstance(found, Recorded), found
    return found


def record_courses(candidate: Candidate, count: int, *, first: int = 1) -> list[Recorded]:
    return [
        recorded(candidate, f"Course {n}", date(2026, 3, n), files=(file(shade=n),))
        for n in range(first, first + count)
    ]


def drop_courses() -> None:
    """Publishes rules that have no courses any more."""
    usual = POLICY.read_text()
    without = usual[: usual.index("[activity.course]")] + usual[usual.index("[activity.global-event]") :]
    assert isinstance(publish_policy(SYSTEM, without, str(POLICY)), PolicyVersion)
