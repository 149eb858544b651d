"""Recording: choosing a type, filling in the form while seeing what it will be worth, and sending it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from recert.policy.model import ActivityType
from recert.portal.activities import files
from recert.portal.activities.form import ActivityForm, refuse
from recert.portal.activities.worth import Typed, parse_amount, parse_day, worth
from recert.portal.kinds import kinds
from recert.portal.visit import Visit, candidates_only
from recert.records.actions import ActivityDraft, Refused, record_activity
from recert.records.evidence import Cleaned
from recert.records.models import Activity
from recert.records.progress import Progress, progress


@candidates_only
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The types of activity as clear choices, each with its worth and what of its limit is used."""
    seen = progress(visit.candidate)
    context = {**visit.context("activities"), "policy": seen.policy, "kinds": kinds(seen)}
    return render(request, "portal/activities/choose.html", context)


@candidates_only
def preview(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The panel beside the form, asked for while it is being typed. A correction may name another type."""
    seen = progress(visit.candidate)
    type_ = known_type(seen, request.GET.get("type", kind))
    replacing = seen.activities.get(request.GET.get("replacing", ""))
    on = parse_day(request.GET.get("date", ""))
    much = parse_amount(request.GET.get("quantity", ""))
    typed = Typed(type_, on, request.GET.get("name", ""), much, request.GET.get("provider", ""))
    found = worth(seen, typed, replacing=replacing)
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "type": type_,
        "worth": found,
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
def record(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The form; a link may say the day, the name and how much it was.

    Files that came are kept under its submission, so that no mistake elsewhere loses them.
    """
    seen = progress(visit.candidate)
    type_ = known_type(seen, kind)
    if request.method != "POST":
        known = {key: request.GET[key] for key in ("date", "name", "quantity", "provider") if key in request.GET}
        form = ActivityForm(initial={"submission": uuid4(), "language": "en", **known})
        form.ask(seen.policy, [type_])
        return page(request, visit, seen, type_, form=form)
    if "record" not in request.POST:
        return look(request, visit, seen, type_)
    form = ActivityForm(request.POST)
    form.ask(seen.policy, [type_])
    came, problems = files.received(request)
    if form.is_valid() and not problems:
        done = record_activity(visit.actor, visit.candidate, draft(form, kind, came))
        if isinstance(done, Refused):
            problems = refuse(form, done, visit.program)
        else:
            return redirect("activity", visit.program, done.activity.pk)
    else:
        problems += files.keep(request, visit.candidate, came)
    return page(request, visit, seen, type_, form=form, problems=problems)


def draft(form: ActivityForm, kind: str, came: tuple[Cleaned, ...]) -> ActivityDraft:
    """What was typed, with the files that came with it."""
    return ActivityDraft(
        type=kind,
        date=form.cleaned_data["date"],
        name=form.cleaned_data["name"],
        language=form.cleaned_data["language"],
        notes=form.cleaned_data["notes"],
        submission=form.cleaned_data["submission"],
        files=came,
        quantity=form.cleaned_data.get("quantity") or Decimal(0),
        provider=form.cleaned_data.get("provider", ""),
    )


def look(request: HttpRequest, visit: Visit, seen: Progress, kind: ActivityType) -> HttpResponse:
    """Nothing is recorded yet: what it is worth so far, or one file fewer, with everything else as it was typed."""
    came, problems = files.received(request)
    problems += files.keep(request, visit.candidate, came)
    form = ActivityForm(initial=request.POST.dict())
    form.ask(seen.policy, [kind])
    return page(request, visit, seen, kind, form=form, problems=problems)


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
    told = {name: str(form[name].value() or "") for name in form.fields}
    much = parse_amount(told.get("quantity", ""))
    typed = Typed(kind, parse_day(told["date"]), told["name"], much, told.get("provider", ""))
    context: dict[str, Any] = {
        **visit.context("activities"),
        "policy": seen.policy,
        "type": kind,
        "form": form,
        "problems": problems,
        "held": files.held(form["submission"].value(), visit.candidate),
        "worth": worth(seen, typed, replacing=activity),
        "activity": activity,
    }
    template = "portal/activities/correct.html" if activity else "portal/activities/record.html"
    return render(request, template, context, status=422 if form.errors or problems else 200)
