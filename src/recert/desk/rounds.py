"""Rounds of audits of whole candidates: starting one after seeing whom it concerns, and what became of it."""

import csv
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recert.audits.actions import Wanted, call_off_round, foresee, start_round
from recert.audits.figures import Span
from recert.audits.models import Review, Round
from recert.audits.rested import level_of
from recert.audits.reviews import OPEN
from recert.audits.rounds import Drawing, by_state, open_reviews, report
from recert.design.formats import ends
from recert.desk.cells import cell
from recert.desk.forms import DayField, ReasonField, page_number, posted, refuse
from recert.desk.reviews import KINDS, state_told
from recert.desk.visit import Visit, staff_who_may
from recert.records import clock
from recert.records.refusal import Refused

SIZE: Final = 50


class RoundForm(forms.Form):
    """From which day to which renewals were granted. `seen` is the seal of what was shown."""

    first = DayField(label=gettext_lazy("Renewed from"))
    last = DayField(label=gettext_lazy("Renewed until"), help_text=gettext_lazy("The last day takes part too."))
    submission = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class CallOffForm(forms.Form):
    """Why a round is called off."""

    reason = ReasonField(help_text=gettext_lazy("The candidates whose audit ends by it read this too."))


@staff_who_may("audit.decide")
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, whom it would concern, and its start. Sent again, it is the round that was started."""
    rules = visit.policy.audit.candidates if visit.policy.audit else None
    form = RoundForm(posted(request), initial={**_days(visit), "submission": uuid.uuid4()})
    context: dict[str, Any] = {**visit.context("audits"), "form": form, "rules": rules}
    if rules and request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        span = Span(visit.program, told["first"], told["last"], ZoneInfo(visit.policy.time_zone))
        if "confirm" in request.POST:
            done = start_round(visit.user, Wanted(span, told["submission"], told["seen"]))
            if isinstance(done, Round):
                return _started(request, visit, done)
            refuse(form, done)
        _show(context, form, foresee(span), visit.today + timedelta(days=rules.days))
    return render(request, "desk/rounds/start.html", context)


def _started(request: HttpRequest, visit: Visit, found: Round) -> HttpResponse:
    many = Review.objects.filter(round=found).count()
    sentence = ngettext("Started: %(num)s candidate is asked.", "Started: %(num)s candidates are asked.", many)
    messages.success(request, sentence % {"num": many})
    return redirect("desk:round", visit.program, found.pk)


def _show(context: dict[str, Any], form: RoundForm, found: Drawing | Refused, due: date) -> None:
    if isinstance(found, Refused):
        if not form.errors:
            refuse(form, found)
    else:
        context.update(drawing=found, due=due)


def _days(visit: Visit) -> dict[str, date]:
    """From where the last round ended, or the days of a month, up to yesterday."""
    last = Round.objects.filter(program=visit.program).order_by("-last").first()
    yesterday = visit.today - timedelta(days=1)
    after = last.last + timedelta(days=1) if last else visit.today - timedelta(days=30)
    return {"first": min(after, yesterday), "last": yesterday}


def round_of(visit: Visit, key: int) -> Round:
    """The program's round with this key; Http404 for none."""
    found = Round.objects.filter(pk=key, program=visit.program).select_related("started_by", "called_off_by").first()
    if found is None:
        raise Http404
    return found


@staff_who_may("audit.view")
def show(request: HttpRequest, visit: Visit, key: int) -> HttpResponse:
    """What became of those drawn; and all of them, or those in the state asked for. A fixed number of queries."""
    found = round_of(visit, key)
    many = by_state(found)
    asked = request.GET.get("state", "")
    state = asked if asked in many else ""
    rows = _reviews(found).filter(state=state) if state else _reviews(found)
    page = Paginator(rows, SIZE).get_page(page_number(request))
    lines = [
        (review, level_of(visit.policy, review.renewal), state_told(review.state), KINDS[Review.State(review.state)])
        for review in page
    ]
    context = {
        **visit.context("audits"),
        "round": found,
        "report": report(found),
        "page": page,
        "lines": lines,
        "can_end": visit.may("audit.decide") and not OPEN.isdisjoint(many),
        "query": f"state={state}&" if state else "",
        "filters": [
            ("?", _("All"), sum(many.values()), not state),
            *((f"?state={each}", state_told(each), count, each == state) for each, count in many.items()),
        ],
        "over": found.month < clock.today(visit.policy).replace(day=1),
    }
    return render(request, "desk/rounds/show.html", context)


@staff_who_may("audit.decide")
def call_off(request: HttpRequest, visit: Visit, key: int) -> HttpResponse:
    """How many end by it and how many were decided, and why it is called off. Called off before, it leads there."""
    found = round_of(visit, key)
    form = CallOffForm(posted(request))
    done: Round | Refused | None = found if found.called_off_at else None
    if done is None and request.method == "POST" and form.is_valid():
        done = call_off_round(visit.user, found, form.cleaned_data["reason"])
    if isinstance(done, Round):
        if request.method == "POST":
            messages.success(request, _("Called off. Whose audit ended by it is told by mail."))
        return redirect("desk:round", visit.program, found.pk)
    if isinstance(done, Refused):
        refuse(form, done)
    many = open_reviews(found).count()
    decided = Review.objects.filter(round=found).count() - many
    context = {**visit.context("audits"), "round": found, "form": form, "many": many, "decided": decided}
    return render(request, "desk/rounds/call_off.html", context)


def _reviews(found: Round) -> QuerySet[Review]:
    rows = Review.objects.filter(round=found).select_related("renewal__candidate__merged_into")
    return rows.defer("renewal__statement").order_by("pk")


@staff_who_may("audit.view")
def export(request: HttpRequest, visit: Visit, key: int) -> HttpResponse:
    """All reviews of a round as CSV, with the numbers they were drawn by."""
    found = round_of(visit, key)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="round-{found.pk}.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        [_("Candidate ID"), _("Name"), _("Level"), _("Renewed until"), _("Drawn"), _("State"), _("Since"), _("Due")]
    )
    writer.writerows([cell(value) for value in row] for row in _rows(visit, found))
    return answer


def _rows(visit: Visit, found: Round) -> Iterator[tuple[Any, ...]]:
    zone = ZoneInfo(visit.policy.time_zone)
    for review in _reviews(found):
        renewal = review.renewal
        who = renewal.candidate.merged_into or renewal.candidate
        since = review.entered_at.astimezone(zone).date()
        level = level_of(visit.policy, renewal)
        until = renewal.new_expiry if ends(renewal.new_expiry) else None
        yield who.number, who.name, level, until, review.drawn, state_told(review.state), since, review.due
