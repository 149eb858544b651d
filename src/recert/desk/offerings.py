"""The events and courses that the program knows of: what entries are compared with, and what candidates are shown."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recert.desk.forms import page_number, posted
from recert.desk.visit import Visit, staff_who_may
from recert.records.actions.offerings import record_offerings, remove_offering
from recert.records.models import Offering
from recert.records.offerings import Wrong, read_lines
from recert.records.types import type_on_record

SIZE: Final = 50


class LinesForm(forms.Form):
    """Lines of what is offered."""

    lines = forms.CharField(
        label=gettext_lazy("Events and courses"),
        max_length=300_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write a line for each.")},
    )


@staff_who_may("rules.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is known, the latest first; more of it, line by line; and taking one away."""
    form = LinesForm(posted(request))
    wrong: list[Wrong] = []
    if request.method == "POST":
        if not visit.may("offering.change"):
            raise Http404
        if "remove" in request.POST:
            _removed(request, visit)
            return redirect("desk:offerings", visit.program)
        if form.is_valid():
            found, wrong = read_lines(form.cleaned_data["lines"], visit.policy)
            if not wrong:
                _recorded(request, record_offerings(visit.actor, visit.program, found))
                return redirect("desk:offerings", visit.program)
    known = Offering.objects.filter(program=visit.program).order_by("-begins", "title", "pk")
    page = Paginator(known, SIZE).get_page(page_number(request))
    context: dict[str, Any] = {
        **visit.context("offerings"),
        "form": form,
        "wrong": wrong,
        "page": page,
        "titles": {each.type: type_on_record(visit.policy, each.type).title for each in page.object_list},
        "example": next((kind.key for kind in visit.policy.types), ""),
        "keys": [(kind.key, kind.title) for kind in visit.policy.types],
    }
    return render(request, "desk/offerings/index.html", context)


def _recorded(request: HttpRequest, many: int) -> None:
    if many:
        messages.success(request, ngettext("%(num)s recorded.", "%(num)s recorded.", many) % {"num": many})
    else:
        messages.info(request, _("All of these are known already."))


def _removed(request: HttpRequest, visit: Visit) -> None:
    key = request.POST["remove"]
    if key.isascii() and key.isdecimal() and len(key) < 18:
        remove_offering(visit.actor, visit.program, int(key))
        messages.success(request, _("Removed. What was examined before stays as it was found."))
