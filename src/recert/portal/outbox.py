"""The mails that would have been sent, for whoever develops or tries out: `/outbox/`. Nowhere else does it exist."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from recert.notices.models import Mail

SHOWN = 100


def only_in_development() -> None:
    """Anywhere else there is nothing at this address: the mails hold links that sign people in."""
    if not settings.DEVELOPMENT:
        raise Http404


def index(request: HttpRequest) -> HttpResponse:
    """The newest mails."""
    only_in_development()
    return render(request, "outbox/index.html", {"mails": Mail.objects.order_by("-pk")[:SHOWN]})


def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail."""
    only_in_development()
    return render(request, "outbox/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})
