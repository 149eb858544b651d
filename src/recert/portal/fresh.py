"""Conditional requests: a page stays the same until the facts, the rules, the day or the reader change."""

import hashlib

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from recert.portal.visit import Visit


def page_etag(request: HttpRequest, visit: Visit) -> str | None:
    """The tag of a page as this reader would see it now. None while a message waits to be shown once.

    The form secret is part of it: a page kept from before a sign-in holds a form that would be refused.
    """
    if len(get_messages(request)):
        return None
    get_token(request)
    parts = (
        settings.VERSION,
        request.get_full_path(),
        request.META["CSRF_COOKIE"],
        visit.user.pk,
        visit.user.name,
        visit.user.email,
        visit.candidate.pk,
        visit.candidate.version,
        visit.version,
        visit.today,
        get_language(),
        request.headers.get("HX-Request", ""),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
