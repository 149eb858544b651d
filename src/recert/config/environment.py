"""Settings from the environment, typed and loud: a wrong value stops the start and says what to write instead."""

import contextlib
import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """A yes/no setting, written 1 or 0."""
    text = os.environ.get(name, "")
    if text == "":
        return default
    if text not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {text!r}: write 1 for yes or 0 for no.")
    return text == "1"


def count(name: str, *, default: int) -> int:
    """A number of things, 0 or more."""
    text = os.environ.get(name, "")
    if text == "":
        return default
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is {text!r}: write a whole number such as 1.")
    return int(text)


def port() -> int:
    """PORT, or 8000: where `recert serve` listens unless it is told otherwise."""
    found = count("PORT", default=8000)
    if not 0 < found < 65536:
        raise ImproperlyConfigured(f"PORT is {found}: write a number from 1 to 65535.")
    return found


def slug(name: str, *, default: str) -> str:
    """A key as it stands in addresses: small letters, digits and dashes."""
    text = os.environ.get(name, "") or default
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ImproperlyConfigured(f"{name} is {text!r}: write a key such as {default}.")
    return text


def words(name: str, *, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    text = os.environ.get(name, "")
    return [word.strip() for word in text.split(",") if word.strip()] or default


def url(name: str, *, default: str) -> str:
    """An http or https address without a path."""
    text = os.environ.get(name, "") or default
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
        raise ImproperlyConfigured(f"{name} is {text!r}: write an address such as https://recert.example.org.")
    return text.rstrip("/")


def folder(name: str, *, default: Path) -> Path:
    """A folder, made when it is not there."""
    path = Path(os.environ.get(name, "") or default).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(f"{name} is {path}: that folder can't be made ({problem.strerror}).") from problem
    return path


def secret(name: str, *, kept_in: Path) -> str:
    """A secret of at least 32 characters; made once and kept in a file only this user reads when not given."""
    text = os.environ.get(name, "")
    if not text:
        if not kept_in.exists():
            made = secrets.token_urlsafe(48)
            fresh = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(made)
            with contextlib.suppress(FileExistsError):  # of two first starts at once, one wins and both read the same
                os.link(fresh, kept_in)
            fresh.unlink()
        text = kept_in.read_text().strip()
    if len(text) < 32:
        raise ImproperlyConfigured(f"{name} is too short: write at least 32 random characters.")
    return text


def database(name: str, *, embedded: Path) -> dict[str, Any]:
    """The database: `postgresql://user:password@host:port/name`, or the embedded SQLite file when not given."""
    text = os.environ.get(name, "")
    if not text:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": embedded,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
            },
        }
    parts = urlsplit(text)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} is not a PostgreSQL address: write postgresql://user:password@host:5432/name, "
            "or leave it out for the embedded database."
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    prepared = query.pop("prepared", "1")
    return {
        "ENGINE": "recert.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Statements that are run again and again are kept prepared (`recert.people.prepared`). A pooler that can't
        # follow them, as PgBouncer before 1.21, needs ?prepared=0.
        "OPTIONS": {**query, "prepare_threshold": None if prepared == "0" else 5},
    }


def mail(name: str) -> dict[str, Any] | None:
    """The server that takes mail, as the arguments of Django's SMTP backend; None when not given.

    `smtp://user:password@host:587?tls=starttls`; `tls` is starttls (the default, except to this machine), ssl or none.
    """
    text = os.environ.get(name, "")
    if not text:
        return None
    parts = urlsplit(text)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    tls = parse_qs(parts.query).get("tls", ["none" if here else "starttls"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "ssl", "none"}:
        raise ImproperlyConfigured(
            f"{name} is not a mail server's address: write smtp://user:password@host:587?tls=starttls "
            "(or tls=ssl, tls=none)."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or {"starttls": 587, "ssl": 465, "none": 25}[tls],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls == "starttls",
        "use_ssl": tls == "ssl",
        "timeout": 20,
    }


def sender(name: str, *, host: str) -> str:
    """Whom mails are from: `Recert <certification@example.org>`."""
    text = os.environ.get(name, "") or f"Recert <no-reply@{host}>"
    if "@" not in parseaddr(text)[1]:
        raise ImproperlyConfigured(f"{name} is {text!r}: write an address such as Recert <certification@example.org>.")
    return text


def storage(name: str, *, folder: Path) -> dict[str, Any]:
    """Where evidence is kept: `s3://bucket?endpoint=https://…&region=…`, or a folder when not given."""
    text = os.environ.get(name, "")
    if not text:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    parts = urlsplit(text)
    if parts.scheme != "s3" or not parts.netloc:
        raise ImproperlyConfigured(f"{name} is {text!r}: write s3://bucket?endpoint=https://host, or leave it out.")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "endpoint_url": query.get("endpoint"),
            "region_name": query.get("region"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
