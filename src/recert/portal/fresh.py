"""Conditional requests: a page stays the same until the facts, the rules, the day or the reader change."""

import hashlib

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response

from recert.portal.visit import Visit


def page_etag(request: HttpRequest, visit: Visit) -> str | None:
    """The tag of a page as this reader would see it now. None while a message waits to be shown once.

    The form secret is part of it: a page kept from before a sign-in holds a form that would be refused. A browser that
    has one already is given no token here: masking one is work, and a page that is not sent holds no form.
    """
    if len(get_messages(request)):
        return None
    if "CSRF_COOKIE" not in request.META:
        get_token(request)
    here = visit.arrival
    parts = (
        settings.VERSION,
        request.get_full_path(),
        request.META["CSRF_COOKIE"],
        here.user_id,
        here.user_name,
        here.user_email,
        here.id,
        here.version,
        here.program_version,
        visit.today,
        request.LANGUAGE_CODE,
        request.META.get("HTTP_HX_REQUEST", ""),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The short answer to a browser that has the page under this tag already; None where it has to be drawn."""
    asked = request.META
    if asked.get("HTTP_IF_NONE_MATCH") == etag and "HTTP_IF_MATCH" not in asked:
        # what nearly every browser sends: this tag, and nothing that would have to be taken apart
        return HttpResponseNotModified(headers={"ETag": etag})
    found = get_conditional_response(request, etag=etag)
    return found if isinstance(found, HttpResponse) else None
