"""`recert backup FOLDER`."""

import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    """A copy of everything that can't be made again, taken while people go on working."""

    help = "Copy the database, the evidence folder and the secret key to a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One folder, which must not exist yet."""
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """The database first: evidence is written before its row, so no row in the copy lacks its file."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, mode=0o700)
        except OSError as problem:
            raise CommandError(
                f"{folder} can't be made ({problem.strerror}). Name a folder that is not there yet."
            ) from problem
        self.stdout.write(f"Database: {copy_database(folder)}")
        self.stdout.write(f"Evidence: {copy_evidence(folder)}")
        key = settings.HOME / "secret-key"
        if key.exists():
            shutil.copy2(key, folder / "secret-key")
        self.stdout.write(
            "Keep this folder as safe as the installation itself: it holds people's data and the secret key."
        )


def copy_database(folder: Path) -> str:
    """One consistent state, whatever is written meanwhile. Returns what was written where."""
    if connection.vendor == "sqlite":
        target = folder / "recert.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return target.name
    target = folder / "recert.pgdump"
    command = ["pg_dump", "--format=custom", f"--file={target}", f"--dbname={address()}"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - no shell, our own words
    except FileNotFoundError:
        raise CommandError(
            "pg_dump is not installed: install PostgreSQL's client programs (postgresql-client)."
        ) from None
    except subprocess.CalledProcessError as problem:
        raise CommandError(f"pg_dump stopped: {problem.stderr.strip()}") from problem
    return target.name


def address() -> str:
    """The database as PostgreSQL's own programs name it."""
    wanted = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    values = {key: str(connection.settings_dict[name]) for key, name in wanted.items()}
    return " ".join(f"{key}='{escaped(value)}'" for key, value in values.items() if value)


def escaped(value: str) -> str:
    """A value inside the quotes of a connection string."""
    return value.replace("\\", "\\\\").replace("'", "\\'")


def copy_evidence(folder: Path) -> str:
    """The evidence folder; a bucket is copied by its own means."""
    options = settings.STORAGES["evidence"]["OPTIONS"]
    if "location" not in options:
        return f"in the bucket {options['bucket_name']}, which is not copied: use its own versions or replication"
    source = Path(options["location"])
    if source.exists():
        shutil.copytree(source, folder / "evidence")
    return "evidence"
