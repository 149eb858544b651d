"""Browsers told from each other: a cookie with a random identifier, of which the store has a keyed digest alone.

The cookie is set when a candidate signs in and read when one does; no other request looks at it. It is apart from the
session, so that it outlives signing out and whatever else ends or renews a session.
"""

import re
import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

KEPT: Final = timedelta(days=90)
"""For how long it is kept who signed in from a browser."""
LASTS: Final = 365 * 24 * 3600
"""Seconds for which a browser keeps its identifier after a sign-in."""
_MADE_HERE: Final = re.compile(r"[\w-]{32}", re.ASCII)


def identifier(request: HttpRequest) -> str:
    """The browser's identifier: the one that it has, or else a new one. What was not made here is not taken."""
    told = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    return told if _MADE_HERE.fullmatch(told) else secrets.token_urlsafe(24)


def digest(identifier: str) -> str:
    """What is stored of an identifier. Nobody with the tables alone can tell whose browser a cookie is from.

    By the current secret key only: after it was replaced, browsers are new ones.
    """
    return salted_hmac("recert.people.browsers", identifier, algorithm="sha256").hexdigest()


def keep_identifier(response: HttpResponseBase, identifier: str) -> None:
    """Lets the browser keep its identifier for another year."""
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        identifier,
        max_age=LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def drop_identifier(response: HttpResponseBase) -> None:
    """Takes the identifier off the browser."""
    response.delete_cookie(settings.BROWSER_COOKIE_NAME, samesite="Lax")
