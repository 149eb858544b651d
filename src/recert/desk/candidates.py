"""Looking candidates up, and one candidate's file: everything on record on one page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from recert.desk.file import read_file
from recert.desk.forms import page_number
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import cycle_kind
from recert.people.models import Candidate
from recert.people.queries import matching, present
from recert.policy import explain_states
from recert.policy.assess import assess
from recert.policy.sentence import Sentence
from recert.records import programs
from recert.records.imports.lines import certification_code
from recert.records.moves import histories_of

SIZE = 25
Standing = tuple[str, Sentence, str, Sentence | None]
"""A level's name, where it stands with the kind of that, and what of it is active all the same."""


@staff_who_may("candidate.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody, or those whom the search found, with where they stand."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    page = Paginator(search(visit, text), SIZE).get_page(page_number(request))
    context = {
        **visit.context("candidates"),
        "text": text,
        "page": page,
        "standings": standings(visit, list(page.object_list)),
        "query": urlencode({"q": text}) + "&" if text else "",
    }
    return render(request, "desk/candidates/index.html", context)


def search(visit: Visit, text: str) -> QuerySet[Candidate]:
    """By number, name, address, or by the code of a certification or its exam."""
    code = certification_code(visit.policy, text)
    if not text:
        found = present(visit.program)
    elif any(code == known.code for known in visit.policy.certifications):
        holders = Q(credentials__certification=code) | Q(exams__certification=code, exams__passed=True)
        found = present(visit.program).filter(holders).distinct()
    else:
        found = matching(visit.program, text)
    return found.order_by("name", "number")


def standings(visit: Visit, candidates: Sequence[Candidate]) -> dict[int, list[Standing]]:
    """Where each of these stands, level by level: six queries, however many they are."""
    plan = programs.current_plan(visit.program)
    return {
        key: [
            (
                visit.policy.group(each.group).short,
                explain_states.state(visit.policy, each),
                cycle_kind(each, each.cycles[-1]),
                explain_states.active_besides(each),
            )
            for each in assess(plan, history, visit.today).groups
            if each.cycles
        ]
        for key, history in histories_of([candidate.pk for candidate in candidates])
    }


@staff_who_may("candidate.view")
def show(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """One candidate's file."""
    candidate = visit.candidate(number)
    if candidate.number != number:  # merged since
        return redirect("desk:candidate", visit.program, candidate.number)
    visit.looks_at(candidate)
    context = {**visit.context("candidates"), "candidate": candidate, "file": read_file(visit, candidate)}
    return render(request, "desk/candidates/show.html", context)
