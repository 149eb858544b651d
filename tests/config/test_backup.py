"""A backup is complete, consistent, and can be restored."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from recert.notices.models import Mail


def can_dump() -> bool:
    """Whether this machine's pg_dump is there and as new as the server, as PostgreSQL asks for."""
    if connection.vendor == "sqlite":
        return True
    if shutil.which("pg_dump") is None:
        return False
    told = subprocess.run(["pg_dump", "--version"], capture_output=True, text=True, check=True).stdout
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    return int(re.findall(r"(\d+)\.", told)[0]) >= server


@pytest.mark.django_db(transaction=True)
def test_an_operator_backs_up_and_finds_everything_in_the_copy(tmp_path: Path) -> None:
    if not can_dump():
        with pytest.raises(CommandError, match="pg_dump"):
            call_command("backup", str(tmp_path / "copy"))
        return
    Mail.objects.create(to="ada@example.org", subject="Kept", body="…")
    name = storages["evidence"].save("2026/11/proof.png", ContentFile(b"proof"))
    call_command("backup", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / "evidence" / name).read_bytes() == b"proof"
    assert (tmp_path / "copy" / "secret-key").exists()
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "copy" / "recert.sqlite3") as copy:
            assert copy.execute("SELECT subject FROM notices_mail").fetchall() == [("Kept",)]
    else:
        assert (tmp_path / "copy" / "recert.pgdump").read_bytes().startswith(b"PGDMP")


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a folder that is not there yet"):
        call_command("backup", str(tmp_path))
