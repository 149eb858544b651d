"""The effect of a draft on everybody: who gains, who loses, when; and publishing it once that was seen."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.tasks import async_task

from recert.desk.cells import cell
from recert.desk.chart import Chart, chart_of
from recert.desk.drafting import changes
from recert.desk.forms import ReasonField, day_asked, page_number, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.people.may import others_may
from recert.people.models import Candidate
from recert.policy.compare import Counts
from recert.policy.effect import Titles, of_demands, of_group, overall, titles_of
from recert.policy.sentence import Sentence
from recert.records import effects
from recert.records.actions import Refused, publish_draft
from recert.records.effects import Result
from recert.records.models import PolicyDraft
from recert.records.rulebook import Checked, check

SIZE: Final = 25
ROWS: Final = 2_000
"""Rows of an export for which candidates are looked up at once."""
KINDS: Final = ("gained", "lost", "mixed", "same")


class PublishForm(forms.Form):
    """Why the rules change. `effect` is the seal of what the person has looked at, from the day `as_of`."""

    reason = ReasonField(help_text=gettext_lazy("It stays with this version, for colleagues and auditors."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    effect = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class OfGroup:
    """One group: what happens in it in sentences, month by month, and drawn."""

    key: str
    name: str
    sentences: tuple[Sentence, ...]
    months: tuple[tuple[date, Counts], ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Affected:
    """One candidate in one group, by both rules."""

    candidate: Candidate
    group: str
    row: dict[str, Any]


@staff_who_may("rules.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was found for the draft as it is kept, from today or another day; or how far the work is."""
    draft = PolicyDraft.objects.select_related("changed_by", "proposed_by").filter(program=visit.program).first()
    as_of = day_asked(request.POST.get("as_of") or request.GET.get("as_of"), visit.today)
    told = posted(request)
    if told is not None and not visit.may("policy.change"):
        raise Http404
    if draft is None:
        return render(request, "desk/policy/effect.html", {**visit.context("policy"), "draft": None})
    found = check(visit.program, draft.text, draft.cases)
    proposal = {"reason": draft.proposal} if draft.proposed_by_id not in {None, visit.user.pk} else {}
    form = PublishForm(told if told is not None and told.get("do") == "publish" else None, initial=proposal)
    if form.is_bound:
        if form.is_valid() and _published(request, visit, form, as_of):
            return redirect("desk:policy", visit.program)
    elif found.policy is not None and (told is not None or visit.may("policy.change")):
        _look(visit, draft, as_of, again=told is not None)
        if told is not None:
            return redirect(f"{request.path}?as_of={as_of.isoformat()}")
    return _shown(request, visit, draft, as_of, found, form)


def _look(visit: Visit, draft: PolicyDraft, as_of: date, *, again: bool) -> None:
    """Works the effect out while the person waits, or asks the worker to."""
    kept = effects.find(draft, as_of)
    if kept.result is not None and not again:
        return
    if effects.is_small(visit.program):
        effects.work_out(visit.program, draft.text, as_of.isoformat())
    elif (again or kept.under is None) and effects.begin(draft, as_of):
        async_task("recert.records.effects.work_out", visit.program, draft.text, as_of.isoformat())


def _published(request: HttpRequest, visit: Visit, form: PublishForm, as_of: date) -> bool:
    told = form.cleaned_data
    done = publish_draft(
        visit.actor, visit.program, told["reason"], seen=told["seen"], as_of=as_of, effect=told["effect"]
    )
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    if isinstance(done, PolicyDraft):
        messages.success(request, _("Proposed. Until somebody else agrees, the rules stay as they are."))
        return True
    async_task("recert.records.actions.settle_program", visit.program)
    messages.success(request, _("Version %(number)s is in force.") % {"number": done.number})
    return True


def _shown(
    request: HttpRequest, visit: Visit, draft: PolicyDraft, as_of: date, found: Checked, form: PublishForm
) -> HttpResponse:
    kept = effects.find(draft, as_of)
    context: dict[str, Any] = {
        **visit.context("policy"),
        "draft": draft,
        "as_of": as_of,
        "found": found,
        "changes": changes(visit.program, found),
        "form": form,
        "under": kept.under,
        "result": kept.result,
        "others": others_may(visit.user, "policy.change", visit.program),
    }
    if kept.result is not None:
        context |= _of_result(request, visit, found, kept.result)
    return render(request, "desk/policy/effect.html", context)


def _of_result(request: HttpRequest, visit: Visit, found: Checked, result: Result) -> dict[str, Any]:
    names, titles = _names(visit, found), _titles(visit, found)
    effect = request.GET.get("effect", "")
    effect = effect if effect in KINDS else ""
    page = Paginator(range(_count(result, effect)), SIZE).get_page(page_number(request))
    return {
        "overall": tuple(overall(result.totals)),
        "groups": [_of_group(key, name, result, titles) for key, name in names.items()],
        "titles": titles,
        "since": effects.done_since(visit.program, result),
        "effect": effect,
        "page": page,
        "rows": _rows(result, effect, page.start_index() - 1 if page.paginator.count else 0, SIZE),
        "names": names,
        "states": states(),
        "kinds": {
            "gained": _("Gains"),
            "lost": _("Loses"),
            "mixed": _("Both: more time and more to do, or less"),
            "same": _("Other units only"),
        },
        "query": f"as_of={result.as_of.isoformat()}&effect={effect}&",
    }


def _names(visit: Visit, found: Checked) -> dict[str, str]:
    policies = (visit.policy, found.policy or visit.policy)
    return {group.key: group.name for policy in policies for group in policy.groups}


def _titles(visit: Visit, found: Checked) -> Titles:
    return titles_of(visit.policy, found.policy or visit.policy)


def states() -> dict[str, str]:
    """The states of the table in the words of every page."""
    return {
        "open": _("Active"),
        "renewed": _("Renewed"),
        "grace": _("In grace"),
        "suspended": _("Suspended"),
        "lapsed": _("Lapsed"),
        "held": _("Retired and held"),
        "ended": _("Ended"),
        "unmet": _("Not met"),
        "replaced": _("Replaced"),
        "not_held": _("Not held"),
    }


def _of_group(key: str, name: str, result: Result, titles: Titles) -> OfGroup:
    counts = result.totals.groups().get(key, Counts())
    drawn = [(month, each) for month, each in result.totals.by_month(key) if each.gained or each.lost]
    months = tuple(
        (month, each) for month, each in result.totals.by_month(key) if each.gained or each.lost or each.mixed
    )
    return OfGroup(key, name, (*of_group(counts), *of_demands(result.totals, key, titles)), months, chart_of(drawn))


def _table(result: Result, effect: str) -> Any:
    """The rows of this effect, all without one: gains first, then losses, then what is both."""
    if not result.changes.is_file():
        return None
    import pyarrow as pa  # it takes long to load, and few look at effects
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(result.changes)
    wanted = (effect,) if effect else KINDS
    kinds = table["effect"].cast("string")
    parts = [table.filter(pc.equal(kinds, kind)) for kind in wanted]
    return pa.concat_tables(parts)


def _count(result: Result, effect: str) -> int:
    table = _table(result, effect)
    return 0 if table is None else int(table.num_rows)


def _rows(result: Result, effect: str, first: int, size: int) -> list[Affected]:
    table = _table(result, effect)
    return [] if table is None else _named(table.slice(first, size).to_pylist())


def _named(rows: list[dict[str, Any]]) -> list[Affected]:
    """Rows with their candidates, in one query. Who is no candidate any more is left out."""
    people = Candidate.objects.in_bulk({row["person"] for row in rows})
    return [Affected(people[row["person"]], row["group"], row) for row in rows if row["person"] in people]


@staff_who_may("rules.view")
def export(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Who changes, as CSV."""
    draft = PolicyDraft.objects.filter(program=visit.program).first()
    as_of = day_asked(request.GET.get("as_of"), visit.today)
    result = effects.find(draft, as_of).result if draft else None
    if result is None:
        raise Http404
    answer = StreamingHttpResponse(_lines(result), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="effect-{as_of.isoformat()}.csv"'
    return answer


class _Echo:
    """What `csv` writes to, and gives back."""

    def write(self, text: str) -> str:
        return text


def _lines(result: Result) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    table = _table(result, "")
    columns = [] if table is None else [name for name in table.column_names if name != "person"]
    yield writer.writerow(["candidate", "name", *(columns or ["group", "effect"])])
    for first in range(0, 0 if table is None else table.num_rows, ROWS):
        for each in _named(table.slice(first, ROWS).to_pylist()):
            cells = (each.candidate.name, *(each.row[name] for name in columns))
            yield writer.writerow([each.candidate.number, *map(cell, cells)])
