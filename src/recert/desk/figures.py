"""Figures about auditing: how old the queue is, who decides what, what fails, how much is looked at."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recert.audits import figures
from recert.audits.figures import AGES, Share, Span
from recert.audits.models import Audit
from recert.audits.rounds import standings
from recert.audits.transitions import BY_VERB
from recert.desk.audits.words import chosen_told
from recert.desk.cells import cell
from recert.desk.chart import Chart, chart_of
from recert.desk.forms import day_asked
from recert.desk.visit import Visit, staff_who_may
from recert.policy.compare import Counts
from recert.records import clock

YEAR: Final = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page, under the key that its file is named by."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@staff_who_may("figures.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All tables of a time, the last year if none is asked for."""
    span = span_of(visit, request)
    months = figures.by_month(span)
    counts, oldest = figures.ages(visit.program)
    context = {
        **visit.context("figures"),
        "span": span,
        "tables": [each for each in tables(visit, span) if visit.policy.has_activities or any(map(_says, each.rows))],
        "chart": _chart(months),
        "waiting": sum(counts),
        "oldest": oldest,
        "appeals": figures.appeals(span),
        "query": f"from={span.first.isoformat()}&to={span.last.isoformat()}",
    }
    return render(request, "desk/figures/show.html", context)


def _says(row: tuple[Any, ...]) -> bool:
    """Whether there is any number in a row, and not 0 alone."""
    return any(isinstance(cell, int) and cell for cell in row)


@staff_who_may("figures.view")
def export(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One table as CSV."""
    found = next((table for table in tables(visit, span_of(visit, request)) if table.key == key), None)
    if found is None:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    writer = csv.writer(answer)
    writer.writerow(found.heads)
    writer.writerows([cell(value) for value in row] for row in found.rows)
    return answer


def span_of(visit: Visit, request: HttpRequest) -> Span:
    """The time asked for; what is no day, or the wrong way round, is the year up to today."""
    last = day_asked(request.GET.get("to", ""), visit.today)
    first = day_asked(request.GET.get("from", ""), last - YEAR)
    return Span(visit.program, min(first, last), last, ZoneInfo(visit.policy.time_zone))


def _chart(months: list[tuple[date, int, int]]) -> Chart | None:
    return chart_of([(month, Counts(gained=accepted, lost=rejected)) for month, accepted, rejected in months])


def tables(visit: Visit, span: Span) -> list[Table]:
    """Every table, also where nothing is in it yet."""
    types = {kind.key: kind.title for kind in visit.policy.types}
    rules = visit.policy.audit
    reasons = {each.key: each.sentence for each in rules.reasons} if rules else {}
    counts, _oldest = figures.ages(visit.program)
    young = [ngettext("Up to %(num)s day", "Up to %(num)s days", days) % {"num": days} for days in AGES]
    unsaid, why = {"": _("Not said")}, {chosen: chosen_told(chosen) for chosen in Audit.Chosen}
    older = _("More than %(days)s days") % {"days": AGES[-1]}
    months = figures.by_month(span)
    return [
        Table(
            "queue",
            _("How old the queue is"),
            (_("Age"), _("Entries")),
            tuple(zip([*young, older], counts, strict=True)),
        ),
        Table("auditors", _("Who decided what"), _auditor_heads(), _auditor_rows(span)),
        Table(
            "reasons",
            _("Reasons to reject"),
            (_("Reason"), _("Times")),
            tuple((reasons.get(key, key), count) for key, count in figures.by_reason(span)),
        ),
        Table("types", _("Rejected, by type"), _heads(_("Type")), _shares(figures.failures(span, "type"), types)),
        Table(
            "providers",
            _("Rejected, by provider"),
            _heads(_("Provider")),
            _shares(figures.failures(span, "provider"), unsaid),
        ),
        Table(
            "chosen",
            _("Rejected, by why it was looked at"),
            _heads(_("Why")),
            _shares(figures.failures(span, "chosen"), why),
        ),
        Table(
            "coverage",
            _("How much is looked at"),
            (_("Type"), _("Looked at"), _("Examined"), _("Percent")),
            _shares(figures.coverage(span), types),
        ),
        Table(
            "months",
            _("Decisions by month"),
            (_("Month"), _("Accepted"), _("Rejected")),
            tuple((f"{month:%Y-%m}", a, r) for month, a, r in months),
        ),
        Table("rounds", _("Audits of whole candidates, by round"), _round_heads(), _round_rows(span)),
    ]


def _round_heads() -> tuple[str, ...]:
    return (
        _("Renewed"),
        _("Drawn"),
        _("Waiting"),
        _("Overdue"),
        _("Passed"),
        _("Failed"),
        _("Called off"),
        _("Appealed"),
        _("Appeals granted"),
        _("Appeals refused"),
        _("Oldest, in days"),
    )


def _round_rows(span: Span) -> tuple[tuple[Any, ...], ...]:
    """Each round with how many days the oldest that is not ended stands as it does."""
    now = clock.now()
    return tuple(
        (
            _("%(first)s to %(last)s") % {"first": each.round.first, "last": each.round.last},
            *(each.drawn, each.waiting, each.overdue, each.passed, each.failed, each.called_off),
            *(each.appealed, each.granted, each.refused),
            (now - each.oldest).days if each.oldest else _("None"),
        )
        for each in standings(span)
    )


def _heads(first: str) -> tuple[str, ...]:
    return (first, _("Rejected"), _("Decided"), _("Percent"))


def _shares(found: list[Share], names: Mapping[Any, str]) -> tuple[tuple[Any, ...], ...]:
    return tuple((names.get(each.name, each.name), each.part, each.whole, each.percent) for each in found)


def _auditor_heads() -> tuple[str, ...]:
    return (_("Name"), *(str(BY_VERB[verb].title) for verb in figures.PERSONAL if verb != "revisit"))


def _auditor_rows(span: Span) -> tuple[tuple[Any, ...], ...]:
    """Reopening what was accepted and what was rejected is one column."""
    rows = []
    for name, told in figures.by_auditor(span):
        told = {**told, "reopen": told.get("reopen", 0) + told.get("revisit", 0)}
        rows.append((name, *(told.get(verb, 0) for verb in figures.PERSONAL if verb != "revisit")))
    return tuple(rows)
