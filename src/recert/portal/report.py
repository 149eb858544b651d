"""Reporting abuse: for anybody, signed in or not. Nothing is kept of who wrote it but an address, if they leave one."""

import uuid
from typing import Any, Final

from allauth.core import ratelimit
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.records.models import PolicyVersion, Program
from recert.records.refusal import Refused
from recert.requests import actions
from recert.requests.models import Request

LIMITED: Final = 429


class ReportForm(forms.Form):
    """Whom it is about, what happened, and where to answer, if anywhere."""

    about = forms.CharField(
        label=gettext_lazy("Whom is it about?"),
        max_length=200,
        help_text=gettext_lazy("A candidate ID if you know one, or a name, or a link."),
        error_messages={
            "required": gettext_lazy("Say whom it is about: a candidate ID, a name, or whatever you know."),
            "max_length": gettext_lazy("That may have up to %(limit_value)d characters; this has %(show_value)d."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("What you saw, where and when. Links help."),
        error_messages={
            "required": gettext_lazy("Say what happened."),
            "max_length": gettext_lazy("That may have up to %(limit_value)d characters; this has %(show_value)d."),
        },
    )
    answer_to = forms.EmailField(
        label=gettext_lazy("Email address for an answer"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Left empty, nobody can know who wrote this, and nobody can answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("That is not an email address. Check it, or leave it empty.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


def program_of(slug: str) -> Program:
    """The program; Http404 for none, or one without rules yet."""
    found = Program.objects.filter(pk=slug).first()
    if found is None or not PolicyVersion.objects.filter(program=found).exists():
        raise Http404
    return found


def show(request: HttpRequest, program: str) -> HttpResponse:
    """The form. What it answers never depends on whether somebody has the number that was typed."""
    found = program_of(program)
    initial = {"submission": uuid.uuid4(), "about": request.GET.get("about", "")[:200]}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="report"):
            form.add_error(None, _("Too many reports came from your network. Wait ten minutes and send it once more."))
            status = LIMITED
        elif _sent(found, form):
            return redirect("report_sent", program)
    context: dict[str, Any] = {"found": found, "program": program, "form": form}
    return render(request, "portal/report/show.html", context, status=status)


def _sent(program: Program, form: ReportForm) -> bool:
    made = actions.report(program.pk, actions.Asked(kind=Request.Kind.REPORT, **form.cleaned_data))
    if isinstance(made, Refused):
        for problem in made.problems:
            form.add_error(problem.field, problem.sentence)
        return False
    return True


def sent(request: HttpRequest, program: str) -> HttpResponse:
    """Thanks, in the same words for everybody."""
    return render(request, "portal/report/sent.html", {"found": program_of(program), "program": program})
