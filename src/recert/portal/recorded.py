"""Pages about activities, where the program records any; where it does not, what renews stands in their place."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recert.policy import rule_words
from recert.portal.visit import Visit
from recert.records import programs

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def where_recorded(page: Page[P]) -> Page[P]:
    """The page, or what renews certifications of a program that records no activities."""

    @wraps(page)
    def shown(request: HttpRequest, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return page(request, visit, *args, **kwargs) if visit.recorded else what_renews(request, visit)

    return shown


def what_renews(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What renews each group, and which certifications renew others; nothing else is on record here."""
    policy = programs.current(visit.program)
    context = {
        **visit.context("catalog"),
        "policy": policy,
        "asked": rule_words.asked(policy),
        "cascades": [told for told, _ in rule_words.cascades(policy)],
    }
    return render(request, "portal/catalog/renews.html", context)
