"""Recording: choosing a type, filling in the form while seeing what it will be worth, and sending it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.policy.model import ActivityType
from recert.portal.activities import files
from recert.portal.activities.reading import fill_in
from recert.portal.activities.refusing import refuse
from recert.portal.activities.worth import Typed, worth
from recert.portal.kinds import kinds
from recert.portal.recorded import where_recorded
from recert.portal.visit import Visit, candidates_only
from recert.records.actions import Refused, record_activity
from recert.records.forms.activity import ActivityForm
from recert.records.forms.amounts import parse_amount, parse_day
from recert.records.forms.serving import fields_for, parts_typed, serves_typed
from recert.records.models import Activity
from recert.records.progress import Progress, progress
from recert.records.types import is_dropped


@candidates_only
@where_recorded
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The types of activity as clear choices, each with its worth and what of its limit is used."""
    seen = progress(visit.candidate)
    found = kinds(seen)
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "kinds": [each for each in found if not each.type.by_staff],
        "by_staff": [each.type for each in found if each.type.by_staff],
    }
    return render(request, "portal/activities/choose.html", context)


@candidates_only
def preview(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The panel beside the form, asked for while it is being typed. A correction may name another type."""
    seen = progress(visit.candidate)
    chosen = request.GET.get("type") != ""  # which a correction may have to choose
    type_ = known_type(seen, request.GET.get("type") or kind)
    replacing = seen.activities.get(request.GET.get("replacing", ""))
    typed = typed_so_far(seen, type_, request.GET.get)
    found = worth(seen, typed, replacing=replacing) if chosen else None
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "type": type_,
        "worth": found,
        "chosen": chosen,
        "activity": replacing,
    }
    return render(request, "portal/activities/worth.html", context)


def known_type(seen: Progress, kind: str) -> ActivityType:
    """The type of this key. Http404 when the program has none."""
    try:
        return seen.policy.type(kind)
    except KeyError:
        raise Http404 from None


@candidates_only
@where_recorded
def record(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The form; a link may say the day, the name and how much it was.

    Files that came are kept under its submission, so that no mistake elsewhere loses them.
    """
    seen = progress(visit.candidate)
    type_ = known_type(seen, kind)
    if type_.by_staff and request.method != "POST":  # what is typed already is refused with the form
        messages.info(request, _("The program itself records “%(type)s”.") % {"type": type_.title})
        return redirect("activity_choose", visit.program)
    if request.method != "POST":
        asked = ("date", "began", "name", "quantity", "provider", *fields_for(seen.policy, type_, seen.held))
        known = {key: request.GET[key] for key in asked if key in request.GET}
        form = ActivityForm(initial={"submission": uuid4(), "language": "en", **known})
        form.ask(seen.policy, type_, seen.held)
        return page(request, visit, seen, type_, form=form)
    if "record" not in request.POST:
        return look(request, visit, seen, type_)
    form = ActivityForm(request.POST)
    form.ask(seen.policy, type_, seen.held)
    came, problems = files.received(request)
    if form.is_valid() and not problems:
        done = record_activity(visit.actor, visit.candidate, form.draft(seen.policy, type_, came))
        if isinstance(done, Refused):
            problems = refuse(form, done, visit.program)
        else:
            return redirect("activity", visit.program, done.activity.pk)
    else:
        problems += files.keep(request, visit.candidate, came)
    return page(request, visit, seen, type_, form=form, problems=problems)


def typed_so_far(seen: Progress, kind: ActivityType, value: Callable[[str], Any]) -> Typed:
    """What stands in the fields on which the worth depends."""
    return Typed(
        kind,
        parse_day(str(value("date") or "")),
        str(value("name") or ""),
        parse_amount(str(value("quantity") or "")),
        provider=str(value("provider") or ""),
        parts=parts_typed(kind, value),
        serves=serves_typed(seen.policy, kind, value),
        began=parse_day(str(value("began") or "")),
    )


def look(request: HttpRequest, visit: Visit, seen: Progress, kind: ActivityType) -> HttpResponse:
    """Nothing is recorded yet: what it is worth so far, one file fewer, or what is read in a file fills in the rest."""
    came, problems = files.received(request)
    problems += files.keep(request, visit.candidate, came)
    typed: Mapping[str, object] = request.POST.dict()
    if "read" in request.POST and not problems:
        filled = fill_in(request, visit, kind, typed)
        (messages.success if filled.good else messages.info)(request, filled.sentence)
        typed = filled.values
    form = ActivityForm(initial={**typed})
    form.ask(seen.policy, kind, seen.held)
    return page(request, visit, seen, kind, form=form, problems=problems)


def watched(seen: Progress) -> dict[str, Any]:
    """Which fields the worth depends on, and whether any type asks what an activity serves."""
    asked = dict.fromkeys(name for kind in seen.policy.types for name in fields_for(seen.policy, kind, seen.held))
    return {
        "asks": bool(asked),
        "params": ",".join(["date", "began", "name", "quantity", "provider", *asked, "type", "replacing"]),
    }


def page(
    request: HttpRequest,
    visit: Visit,
    seen: Progress,
    kind: ActivityType,
    *,
    form: ActivityForm,
    problems: tuple[str, ...] = (),
    activity: Activity | None = None,
) -> HttpResponse:
    """The form's page, with what is typed, the files kept so far, and what it would be worth."""
    chosen = "type" not in form.fields or not is_dropped(seen.policy, form["type"].value() or "")
    typed = typed_so_far(seen, kind, lambda name: form[name].value() if name in form.fields else None)
    context: dict[str, Any] = {
        **visit.context("activities"),
        "policy": seen.policy,
        "type": kind,
        "form": form,
        "problems": problems,
        "held": files.held(form["submission"].value(), visit.candidate),
        "worth": worth(seen, typed, replacing=activity) if chosen else None,
        "chosen": chosen,
        "activity": activity,
        **watched(seen),
    }
    template = "portal/activities/correct.html" if activity else "portal/activities/record.html"
    return render(request, template, context, status=422 if form.errors or problems else 200)
