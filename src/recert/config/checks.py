"""Mistakes of an installation, each with an id and what to do. `serve` refuses to start with an error among them.

They are deployment checks: `recert check --deploy`, `recert doctor` and `recert serve` run them; migrating does not
need them to pass.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Concern
from django.http.request import validate_host

TAG = "recert"


def is_here(host: str) -> bool:
    """Whether only this machine reaches the host."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def site_host() -> str:
    """The host in the site's address."""
    return urlsplit(settings.SITE_URL).hostname or ""


@register(TAG, deploy=True)
def check_address(app_configs: Sequence[Any] | None, **rest: Any) -> list[CheckMessage]:
    """The address people use, and what follows from it."""
    found: list[CheckMessage] = []
    here = is_here(site_host())
    if not settings.HTTPS and not here:
        found.append(
            Error(
                f"RECERT_URL is {settings.SITE_URL}: passwords would travel unencrypted.",
                hint="Put a server that speaks HTTPS in front, and set RECERT_URL to its https:// address.",
                id="recert.E001",
            )
        )
    if not validate_host(site_host(), settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"RECERT_HOSTS does not name {site_host()}, the host in RECERT_URL: every page would be refused.",
                hint=f"Set RECERT_HOSTS={site_host()}.",
                id="recert.E002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "RECERT_HOSTS is *: anybody could have links to another site mailed to your users.",
                hint="Name the hosts this site is reached by, separated by commas.",
                id="recert.E003",
            )
        )
    if settings.DEVELOPMENT and not here:
        found.append(
            Error(
                "RECERT_DEVELOPMENT is 1 on a public address: everybody could read all mails at /outbox/.",
                hint="Remove RECERT_DEVELOPMENT, or use an address of this machine.",
                id="recert.E004",
            )
        )
    if settings.HTTPS and not settings.PROXIES:
        found.append(
            Concern(
                "RECERT_URL is https but RECERT_PROXIES is 0: behind a server that speaks HTTPS every"
                " page would redirect "
                "to itself, and all visitors would share one limit of sign-in attempts.",
                hint=(
                    "Set RECERT_PROXIES to the number of servers in front that set X-Forwarded-For and "
                    "X-Forwarded-Proto."
                ),
                id="recert.W001",
            )
        )
    return found


@register(TAG, deploy=True)
def check_mail(app_configs: Sequence[Any] | None, **rest: Any) -> list[CheckMessage]:
    """Without mail nobody can prove an address, so nobody can sign up."""
    if settings.MAIL_SERVER is None and not settings.DEVELOPMENT:
        return [
            Error(
                "EMAIL_URL is not set: nobody can confirm an address, so nobody can sign up.",
                hint=(
                    "Set EMAIL_URL=smtp://user:password@host:587?tls=starttls, or RECERT_DEVELOPMENT=1 to"
                    " read mails at /outbox/."
                ),
                id="recert.E005",
            )
        ]
    return []
