"""When something goes wrong: a calm page that says what happened and what to do, and a reference that is in the log."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are mistaken for another when read aloud
LAST_RESORT: Final = (
    "<!DOCTYPE html><html lang=en><title>Recert</title><h1>Something went wrong on our side</h1>"
    "<p>Nothing you did caused it. Please try again in a minute. If it stays, tell us this reference: <b>{}</b></p>"
)

log = logging.getLogger("recert.errors")


@dataclass(frozen=True, slots=True)
class Mishap:
    """One page: what happened, what to do, and whether a reference would help anybody."""

    status: int
    title: str
    happened: str
    todo: str
    referenced: bool = True


def reference(request: HttpRequest) -> str:
    """The reference of what went wrong in this request, the same whenever asked."""
    made: str | None = getattr(request, "reference", None)
    if made is None:
        made = "R-" + "".join(secrets.choice(LETTERS) for _letter in range(6))
        request.reference = made  # type: ignore[attr-defined]
    return made


class Referenced(logging.Filter):
    """Puts the reference in front of what is logged about a request that went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets everything through."""
        made = getattr(getattr(record, "request", None), "reference", None)
        record.reference = f"[{made}] " if made else ""
        return True


def show(request: HttpRequest, mishap: Mishap) -> HttpResponse:
    """The page. It asks neither the session nor the database: they may be what is broken."""
    quoted = reference(request) if mishap.referenced else ""
    page = render_to_string("errors/page.html", {"mishap": mishap, "reference": quoted})
    return HttpResponse(page, status=mishap.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 when it was the size."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return show(
        request,
        Mishap(
            400,
            _("That request could not be read"),
            _("Your browser sent something this site does not understand. Nothing was changed."),
            _(
                "Go back and try again. If you followed a link, it may have been cut off: open it "
                "once more from the start."
            ),
        ),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return show(
        request,
        Mishap(
            403,
            _("You can’t do that here"),
            _("Your account is not allowed to do this. Nothing was changed."),
            _(
                "If you have another account, sign in with that one. If you think you should be "
                "allowed, tell the program’s staff."
            ),
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. Also for what exists and is not yours."""
    return show(
        request,
        Mishap(
            404,
            _("There is nothing at this address"),
            _("The page was moved or never existed, or it belongs to somebody else."),
            _(
                "Check the address for a missing letter, or start from the first page. If you are "
                "signed in with another account than usual, sign in with the right one."
            ),
            referenced=False,
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500. The traceback is in the log under the same reference."""
    mishap = Mishap(
        500,
        _("Something went wrong on our side"),
        _("It was not caused by what you did. What you had saved before is still there; the last step may not be."),
        _(
            "Please try again in a minute. If it happens again, tell us the reference below: it leads"
            " us straight to what happened."
        ),
    )
    try:
        return show(request, mishap)
    except Exception:
        log.exception("The error page could not be shown.", extra={"request": request})
        return HttpResponse(LAST_RESORT.format(reference(request)), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, when a form can't be told apart from one that another site sent."""
    return show(
        request,
        Mishap(
            403,
            _("This form had expired"),
            _(
                "It was opened too long ago, or in a browser that does not keep cookies for this "
                "site. Nothing was changed."
            ),
            _(
                "Go back, reload the page and send the form again. What you typed is usually still "
                "there when you go back. If it happens every time, allow cookies for this site."
            ),
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return show(
        request,
        Mishap(
            413,
            _("That was too large to send"),
            _("Up to five files of 10 MB each can be sent at once. Nothing was saved from this step."),
            _("Go back and choose fewer or smaller files. A screenshot, or a photo saved at a medium size, is enough."),
        ),
    )


@sync_only_middleware
def refuse_too_large(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses by the announced length, before anything is read or written to disk."""

    def respond(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_LIMIT:
            response = too_large(request)
            log.warning("A request of %s bytes was refused.", length, extra={"request": request})
            return response
        return get_response(request)

    return respond
