"""Recording an exam result: a pass awards, renews or does nothing, and the page says which and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.confirming import confirmed, seal
from recert.desk.forms import DayField, FactForm, posted
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import change_told
from recert.people.models import Candidate
from recert.policy import explain_exams
from recert.records.actions import Refused, record_exam
from recert.records.awards import exam_problems
from recert.records.models import ExamResult
from recert.records.progress import progress
from recert.records.what_if import with_exam


class SittingForm(FactForm):
    """A sitting as staff record it."""

    taken = DayField(label=gettext_lazy("Taken on"))
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        widget=forms.RadioSelect,
        choices=[("passed", gettext_lazy("Passed")), ("failed", gettext_lazy("Not passed"))],
        error_messages={"required": gettext_lazy("Choose whether the exam was passed.")},
    )
    field_order = ("candidate", "certification", "taken", "result")


@staff_who_may("exam.record")
def record(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, what the result would do, and its recording. Recorded again, it is the same sitting."""
    initial = {name: request.GET.get(name, "") for name in ("candidate", "certification")}
    form = SittingForm(visit.program, visit.policy, posted(request), initial=initial)
    context: dict[str, Any] = {**visit.context("candidates"), "form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        for problem in exam_problems(visit.policy, told["certification"], told["taken"]):
            form.add_error(problem.field, problem.sentence)
        if "confirm" in request.POST and on_record(form):  # sent twice: it is done
            return redirect("desk:candidate", visit.program, told["candidate"].number)
        if form.is_valid() and confirmed(request, form, told["candidate"]) and _recorded(request, visit, form):
            return redirect("desk:candidate", visit.program, told["candidate"].number)
        if form.is_valid():
            context |= effect(visit, form)
    return render(request, "desk/exams/record.html", context)


def _recorded(request: HttpRequest, visit: Visit, form: SittingForm) -> bool:
    told = form.cleaned_data
    passed = told["result"] == "passed"
    done = record_exam(visit.actor, told["candidate"], told["certification"], told["taken"], passed=passed)
    if isinstance(done, Refused):
        for problem in done.problems:
            form.add_error({"passed": "result"}.get(problem.field, problem.field), problem.sentence)
        return False
    messages.success(request, _("Recorded: exam for %(code)s.") % {"code": told["certification"]})
    return True


def on_record(form: SittingForm) -> bool:
    """Whether this very result is on record."""
    told = form.cleaned_data
    return ExamResult.objects.filter(
        candidate=told["candidate"],
        certification=told["certification"],
        taken=told["taken"],
        passed=told["result"] == "passed",
    ).exists()


def effect(visit: Visit, form: SittingForm) -> dict[str, Any]:
    """What the sitting would do, in sentences; nothing more where it is on record."""
    told = form.cleaned_data
    candidate: Candidate = told["candidate"]
    passed = told["result"] == "passed"
    known = on_record(form)
    found = with_exam(progress(candidate), told["certification"], told["taken"], passed=passed)
    return {
        "candidate": candidate,
        "known": known,
        "outcome": explain_exams.exam(visit.policy, found.sitting) if found.sitting and not known else None,
        "effects": [] if known else [change_told(change) for change in found.changes],
        "seal": seal(form, candidate),
    }
