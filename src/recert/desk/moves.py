"""Mass moves of expiry that the policy describes: seen before they are run, and run once."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.tasks import async_task

from recert.desk.forms import page_number, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.people.models import Candidate
from recert.policy.moves import Move
from recert.records import programs
from recert.records.actions import Refused, run_move
from recert.records.actions.programs import not_yet
from recert.records.models import MoveRun
from recert.records.moves import Survey, survey

SIZE = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """A move of the policy, with its run if there was one."""

    move: Move
    run: MoveRun | None


class RunForm(forms.Form):
    """Moving dates can't be undone, so it takes more than a click."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have looked at who is affected, and this move is to be run. It can't be undone."),
        error_messages={"required": gettext_lazy("Tick this to say that you have looked at who is affected.")},
    )


def listed(visit: Visit) -> list[Listed]:
    """The newest policy's moves in their order."""
    runs = {run.move: run for run in MoveRun.objects.filter(program=visit.program).select_related("run_by")}
    return [Listed(move, runs.get(move.key)) for move in programs.newest(visit.program).moves]


@staff_who_may("rules.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every move with its state."""
    return render(request, "desk/moves/index.html", {**visit.context("moves"), "moves": listed(visit)})


@staff_who_may("candidate.view")
def show(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Who a move would affect, and the way to run it; or when it was run and by whom."""
    found = next((each for each in listed(visit) if each.move.key == key), None)
    if found is None:
        raise Http404
    form = RunForm(posted(request))
    if request.method == "POST":
        if not visit.may("move.run"):
            raise Http404
        if found.run is not None:
            return redirect("desk:move", visit.program, key)
        if form.is_valid() and _run(request, visit, form, key):
            return redirect("desk:move", visit.program, key)
    problem = not_yet(visit.program, found.move) if found.run is None else None
    context = {**visit.context("moves"), "found": found, "form": form, "problem": problem}
    if found.run is None and problem is None:
        number = page_number(request)
        seen = survey(visit.program, key, first=(number - 1) * SIZE, size=SIZE)
        context |= {
            "survey": seen,
            "rows": rows(seen),
            "page": Paginator(range(seen.certifications), SIZE).get_page(number),
        }
    return render(request, "desk/moves/show.html", context)


def _run(request: HttpRequest, visit: Visit, form: RunForm, key: str) -> bool:
    done = run_move(visit.actor, visit.program, key)
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    async_task("recert.records.actions.settle_program", visit.program)
    messages.success(request, _("The move was run. %(count)s candidates have new dates.") % {"count": done.affected})
    return True


def rows(seen: Survey) -> list[tuple[Candidate, str, object, object]]:
    """The rows of one page with their candidates, in one query."""
    people = Candidate.objects.in_bulk({moved.candidate for moved in seen.rows})
    return [(people[moved.candidate], moved.certification, moved.old, moved.new) for moved in seen.rows]
