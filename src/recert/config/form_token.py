"""The secret of a form, masked as Django masks it."""

import secrets
import string
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from django.utils.safestring import SafeString

LETTERS: Final = string.ascii_letters + string.digits
_MASKS: Final = bytes(ord(LETTERS[byte % len(LETTERS)]) for byte in range(256))
_PLACE: Final = {letter: place for place, letter in enumerate(LETTERS)}
_SUMS: Final = {
    (one, other): LETTERS[(_PLACE[one] + _PLACE[other]) % len(LETTERS)] for one in LETTERS for other in LETTERS
}


def form_token(request: HttpRequest) -> str:
    """What a form sends back: the browser's secret under a mask of its own, so that no two pages hold the same text.

    The same as Django's `get_token`, which draws 32 letters one by one and sends the cookie along with every page. The
    cookie lives for a year and every sign-in makes a new one, so that it needs no renewal in between.
    """
    secret = request.META.get("CSRF_COOKIE")
    return get_token(request) if secret is None else masked(secret)


def masked(secret: str) -> str:
    """The mask, then the secret under it. The mask is no secret, so some letters may come a little more often."""
    mask = secrets.token_bytes(len(secret)).translate(_MASKS).decode("ascii")
    return mask + "".join(map(_SUMS.__getitem__, zip(secret, mask, strict=True)))


def _field(request: HttpRequest) -> SafeString:
    return SafeString(f'<input type="hidden" name="csrfmiddlewaretoken" value="{form_token(request)}">')


form_input = lazy(_field, SafeString, str)
"""The hidden field, made when a form asks for it."""
