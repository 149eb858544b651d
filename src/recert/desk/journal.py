"""What was done in the program, by whom, when: newest first."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.desk.story import told
from recert.desk.visit import Visit, staff_who_may
from recert.journal.models import Event, Head
from recert.journal.vocabulary import VOCABULARY
from recert.people.queries import every_key, named

SIZE = 50


@staff_who_may("journal.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page of events. Pages are cut by the number of an event, so that new ones don't move them."""
    verb, text = request.GET.get("verb", ""), request.GET.get("candidate", "").strip()
    before = request.GET.get("before", "")
    found, unknown = filtered(visit, verb, text)
    if before.isascii() and before.isdecimal() and len(before) < 19:
        found = found.filter(number__lt=int(before))
    events = list(found.select_related("actor").order_by("-number")[: SIZE + 1])
    filters = urlencode({"verb": verb, "candidate": text}) + "&"
    context = {
        **visit.context("journal"),
        "events": told(events[:SIZE], visit.policy),
        "older": events[SIZE - 1].number if len(events) > SIZE else None,
        "newest": not before,
        "filters": filters,
        "verbs": list(VOCABULARY),
        "verb": verb,
        "text": text,
        "unknown": unknown,
        "head": Head.objects.filter(program=visit.program).first(),
    }
    return render(request, "desk/journal/index.html", context)


def filtered(visit: Visit, verb: str, text: str) -> tuple[QuerySet[Event], bool]:
    """The events of this kind and about this candidate. The second says that nobody is called so."""
    found = Event.objects.filter(program=visit.program)
    if verb in VOCABULARY:
        found = found.filter(verb=verb)
    if not text:
        return found, False
    candidate = named(visit.program, text)
    return (found.filter(candidate__in=every_key(candidate)), False) if candidate else (found.none(), True)
