"""Recording what is so of a candidate for a time, saying until when, and withdrawing it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import day
from recert.desk.confirming import confirmed, seal
from recert.desk.forms import DayField, ReasonField, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import put_off_told, required_told
from recert.people.models import Candidate
from recert.policy import history as rules
from recert.policy.model import Policy
from recert.records.actions import Refused, end_circumstance, record_circumstance, withdraw_circumstance
from recert.records.circumstances import circumstance_problems, title_of, until_problems
from recert.records.history import so
from recert.records.models import Circumstance
from recert.records.progress import progress
from recert.records.what_if import DRAFT, WhatIf, with_circumstance, without

PAGE: Final = "desk/candidates/dated.html"
"""The page of every form about something dated of one candidate."""


class CircumstanceForm(forms.Form):
    """What is so, from when and until when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is so"), error_messages={"required": gettext_lazy("Choose what is so.")}
    )
    since = DayField(label=gettext_lazy("From"))
    until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Left empty while it has no end.")
    )
    units = forms.DecimalField(
        label=gettext_lazy("Units waived"),
        required=False,
        min_value=Decimal(0),
        max_digits=9,
        decimal_places=3,
        help_text=gettext_lazy("Only of what waives units."),
        error_messages={"invalid": gettext_lazy("Enter a number.")},
    )
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, policy: Policy, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose one")), *((kind.key, kind.title) for kind in policy.circumstances)]

    def facts(self) -> tuple[str, date, date | None, Decimal]:
        """What the action takes."""
        told = self.cleaned_data
        return told["kind"], told["since"], told["until"], told["units"] or Decimal(0)


class EndForm(forms.Form):
    """Until when it was so."""

    until = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Left empty while it has no end.")
    )
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why something is taken off the record."""

    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@staff_who_may("circumstance.record")
def record(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """The form, what it would do, and its recording. Recorded again, it is the same one."""
    candidate = visit.candidate(number)
    form = CircumstanceForm(visit.policy, posted(request))
    context = page_of(visit, candidate, form, _("Record a circumstance"), _("Record it"))
    if request.method == "POST" and form.is_valid():
        kind, since, until, units = form.facts()
        for problem in circumstance_problems(visit.policy, kind, since, until, units):
            form.add_error(problem.field, problem.sentence)
        same = Circumstance.objects.filter(
            candidate=candidate, kind=kind, since=since, until=until, withdrawn=False
        ).exists()
        if same and "confirm" in request.POST:  # sent twice: it is done
            return redirect("desk:candidate", visit.program, number)

        def act() -> object:
            return record_circumstance(visit.actor, candidate, kind, since, until, units, form.cleaned_data["reason"])

        def effect() -> WhatIf:
            return with_circumstance(progress(candidate), rules.Circumstance(kind, since, until, units, DRAFT))

        if form.is_valid() and step(request, form, context, act, effect):
            return done(request, visit, candidate, _("Recorded: %(what)s.") % {"what": title_of(visit.policy, kind)})
    return render(request, PAGE, context)


@staff_who_may("circumstance.record")
def end(request: HttpRequest, visit: Visit, circumstance: int) -> HttpResponse:
    """Until when it was so, and what that does."""
    found = circumstance_of(visit, circumstance)
    form = EndForm(posted(request), initial={"until": found.until})
    context = page_of(visit, found.candidate, form, _("Say until when it was so"), _("Keep this day"))
    context["about"] = about(visit, found)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        for problem in until_problems(found.since, until):
            form.add_error(problem.field, problem.sentence)
        if "confirm" in request.POST and found.until == until:  # sent twice: it is done
            return redirect("desk:candidate", visit.program, found.candidate.number)

        def act() -> object:
            return end_circumstance(visit.actor, found, until, form.cleaned_data["reason"])

        def effect() -> WhatIf:
            row = so(found)
            changed = rules.Circumstance(row.kind, row.since, until, row.units, row.ref)
            return with_circumstance(progress(found.candidate), changed)

        if form.is_valid() and step(request, form, context, act, effect):
            return done(request, visit, found.candidate, _("Changed. All dates were worked out anew."))
    return render(request, PAGE, context)


@staff_who_may("circumstance.record")
def withdraw(request: HttpRequest, visit: Visit, circumstance: int) -> HttpResponse:
    """Taking it off the record, and what that does."""
    found = circumstance_of(visit, circumstance)
    form = WithdrawForm(posted(request))
    context = page_of(visit, found.candidate, form, _("Withdraw a circumstance"), _("Withdraw it"))
    context["about"] = about(visit, found)
    if found.withdrawn:  # sent twice: it is done
        return redirect("desk:candidate", visit.program, found.candidate.number)
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return withdraw_circumstance(visit.actor, found, form.cleaned_data["reason"])

        def effect() -> WhatIf:
            return without(progress(found.candidate), so(found).ref)

        if step(request, form, context, act, effect):
            return done(request, visit, found.candidate, _("Withdrawn. All dates were worked out anew."))
    return render(request, PAGE, context)


def circumstance_of(visit: Visit, key: int) -> Circumstance:
    """The one meant; Http404 for none of this program's."""
    found = Circumstance.objects.select_related("candidate").filter(pk=key).first()
    if found is None or found.candidate.program != visit.program:
        raise Http404
    return found


def about(visit: Visit, found: Circumstance) -> str:
    """Which one, and of when."""
    values = {"title": title_of(visit.policy, found.kind), "since": day(found.since)}
    if found.until is None:
        return _("%(title)s, from %(since)s") % values
    return _("%(title)s, from %(since)s until %(until)s") % {**values, "until": day(found.until)}


def page_of(visit: Visit, candidate: Candidate, form: forms.Form, title: str, doing: str) -> dict[str, Any]:
    """What the page of such a form shows: its title, and the button that does it."""
    shown = {"form": form, "candidate": candidate, "title": title, "doing": doing, "about": ""}
    return {**visit.context("candidates"), **shown}


def step(
    request: HttpRequest,
    form: forms.Form,
    context: dict[str, Any],
    act: Callable[[], object],
    effect: Callable[[], WhatIf],
) -> bool:
    """Does it, where the person confirms what they were shown: whether it is done. Else shows what it does."""
    candidate: Candidate = context["candidate"]
    if confirmed(request, form, candidate):
        made = act()
        if not isinstance(made, Refused):
            return True
        refuse(form, made)
    if form.is_valid():
        found, now = effect(), progress(candidate)
        effects = [put_off_told(change) for change in found.changes]
        effects += required_told(now.policy, now.assessment, found.after)
        context |= {"effects": effects, "known": False, "seal": seal(form, candidate)}
    return False


def done(request: HttpRequest, visit: Visit, candidate: Candidate, sentence: str) -> HttpResponse:
    """Back to the file, which says so."""
    messages.success(request, sentence)
    return redirect("desk:candidate", visit.program, candidate.number)
