"""`recert doctor` finds what is wrong with an installation and says what to do about each."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from recert.config import state
from recert.notices.models import Mail

pytestmark = pytest.mark.django_db


def todo(subject: str) -> str:
    """What is to be done about a subject; empty when it is well."""
    (found,) = [each for each in state.examine() if each.subject == subject]
    return found.todo


def test_a_sick_installation_has_a_line_for_each_problem_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "problem  Worker: has never run" in said and "→ Start it beside the server: recert work" in said
    assert "One thing to look at." in said


def test_settings_that_are_wrong_are_found(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.DEVELOPMENT = ["*"], False
    assert any(each.subject == "Settings" and each.todo for each in state.examine())


def test_a_database_that_is_not_there_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    assert "DATABASE_URL" in todo("Database")


def test_a_database_that_is_not_up_to_date_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "unapplied", lambda: 2)
    assert todo("Migrations") == "Run: recert migrate"


def test_mail_that_waits_or_was_given_up_is_found(settings: Any) -> None:
    settings.MAIL_SERVER = {"host": "mail.example.org"}
    assert not todo("Mail")
    mail = Mail.objects.create(to="a@example.org", subject="x", body="x", due_at=None)
    assert "EMAIL_URL" in todo("Mail")
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() - timedelta(hours=2))
    assert "recert work" in todo("Mail")


def test_a_home_that_is_not_there_is_found(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "gone"
    assert "right to write" in todo("Home folder")


def test_evidence_that_can_not_be_stored_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.write_text("a file where the folder should be")
    monkeypatch.setitem(storages._storages, "evidence", FileSystemStorage(folder))  # type: ignore[attr-defined]
    assert "EVIDENCE_URL" in todo("Evidence")
    folder.unlink()
    assert not todo("Evidence")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    shutil.rmtree(folder)
