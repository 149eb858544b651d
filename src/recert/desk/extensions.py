"""Extending what a candidate holds to a later date, and withdrawing that."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import day
from recert.desk.circumstances import PAGE, WithdrawForm, done, page_of, step
from recert.desk.forms import DayField, ReasonField, posted
from recert.desk.visit import Visit, staff_who_may
from recert.policy import history as rules
from recert.policy.model import Policy
from recert.records.actions import record_extension, withdraw_extension
from recert.records.circumstances import extended_name, extension_problems
from recert.records.history import extension as as_fact
from recert.records.models import Extension
from recert.records.progress import progress
from recert.records.what_if import DRAFT, WhatIf, with_extension, without


class ExtensionForm(forms.Form):
    """What is extended, on which day, and to which."""

    code = forms.ChoiceField(
        label=gettext_lazy("What is extended"), error_messages={"required": gettext_lazy("Choose what is extended.")}
    )
    given = DayField(label=gettext_lazy("Given on"), help_text=gettext_lazy("What is held on that day is extended."))
    until = DayField(label=gettext_lazy("Extended until"), help_text=gettext_lazy("Nothing is shortened."))
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, policy: Policy, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        groups = [(group.key, _("All of %(group)s") % {"group": group.name}) for group in policy.groups]
        each = [(found.code, f"{found.code} {found.title}") for found in policy.certifications]
        field.choices = [("", _("Choose one")), *groups, *each]

    def facts(self) -> tuple[str, date, date]:
        """What the action takes."""
        return self.cleaned_data["code"], self.cleaned_data["given"], self.cleaned_data["until"]


@staff_who_may("extension.record")
def record(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """The form, what the extension would do, and its recording. Recorded again, it is the same one."""
    candidate = visit.candidate(number)
    form = ExtensionForm(visit.policy, posted(request), initial={"given": visit.today})
    context = page_of(visit, candidate, form, _("Extend an expiry date"), _("Extend it"))
    if request.method == "POST" and form.is_valid():
        code, given, until = form.facts()
        for problem in extension_problems(visit.policy, code, given, until):
            form.add_error(problem.field, problem.sentence)
        same = Extension.objects.filter(candidate=candidate, code=code, given=given, until=until, withdrawn=False)
        if "confirm" in request.POST and same.exists():  # sent twice: it is done
            return redirect("desk:candidate", visit.program, number)

        def act() -> object:
            return record_extension(visit.actor, candidate, code, given, until, form.cleaned_data["reason"])

        def effect() -> WhatIf:
            return with_extension(progress(candidate), rules.Extension(code, given, until, DRAFT))

        if form.is_valid() and step(request, form, context, act, effect):
            return done(
                request, visit, candidate, _("Extended: %(code)s.") % {"code": extended_name(visit.policy, code)}
            )
    return render(request, PAGE, context)


@staff_who_may("extension.record")
def withdraw(request: HttpRequest, visit: Visit, extension: int) -> HttpResponse:
    """Taking an extension off the record, and what that does."""
    found = Extension.objects.select_related("candidate").filter(pk=extension).first()
    if found is None or found.candidate.program != visit.program:
        raise Http404
    if found.withdrawn:  # sent twice: it is done
        return redirect("desk:candidate", visit.program, found.candidate.number)
    form = WithdrawForm(posted(request))
    context = page_of(visit, found.candidate, form, _("Withdraw an extension"), _("Withdraw it"))
    until = {"name": extended_name(visit.policy, found.code), "until": day(found.until)}
    context["about"] = _("%(name)s, until %(until)s") % until
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return withdraw_extension(visit.actor, found, form.cleaned_data["reason"])

        def effect() -> WhatIf:
            return without(progress(found.candidate), as_fact(found).ref)

        if step(request, form, context, act, effect):
            return done(request, visit, found.candidate, _("Withdrawn. All dates were worked out anew."))
    return render(request, PAGE, context)
