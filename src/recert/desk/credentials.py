"""Recording an award, and correcting one: what it does is shown before it is done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.confirming import confirmed, seal
from recert.desk.forms import DayField, FactForm, ReasonField, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import change_told
from recert.people.models import Candidate
from recert.records.actions import Refused, correct_credential, record_credential
from recert.records.awards import award_problems
from recert.records.models import Credential
from recert.records.progress import progress
from recert.records.what_if import WhatIf, with_award, with_award_corrected

EXPIRES = gettext_lazy("Only where the issuer set a date of its own. Left empty, the rules give the date.")


class AwardForm(FactForm):
    """An award as staff record it."""

    awarded = DayField(label=gettext_lazy("Awarded on"))
    expires = DayField(label=gettext_lazy("Expires on"), required=False, help_text=EXPIRES)
    field_order = ("candidate", "certification", "awarded", "expires")

    def facts(self) -> tuple[Any, ...]:
        """What the action takes."""
        return tuple(self.cleaned_data[name] for name in ("candidate", "certification", "awarded", "expires"))


class CorrectionForm(forms.Form):
    """An award's dates as they should be."""

    awarded = DayField(label=gettext_lazy("Awarded on"))
    expires = DayField(label=gettext_lazy("Expires on"), required=False, help_text=EXPIRES)
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@staff_who_may("credential.record")
def record(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, what the award would do, and its recording. Recorded again, it is the same award."""
    initial = {name: request.GET.get(name, "") for name in ("candidate", "certification")}
    form = AwardForm(visit.program, visit.policy, posted(request), initial=initial)
    context: dict[str, Any] = {**visit.context("candidates"), "form": form}
    if request.method == "POST" and form.is_valid():
        candidate, certification, awarded, expires = form.facts()
        for problem in award_problems(visit.policy, certification, awarded, expires):
            form.add_error(problem.field, problem.sentence)
        same = Credential.objects.filter(
            candidate=candidate, certification=certification, awarded=awarded, expires=expires
        ).exists()
        if same and "confirm" in request.POST:  # sent twice: it is done
            return redirect("desk:candidate", visit.program, candidate.number)
        if form.is_valid() and confirmed(request, form, candidate):
            done = record_credential(visit.actor, candidate, certification, awarded, expires)
            if not isinstance(done, Refused):
                return _done(request, visit, candidate, _("Recorded: %(code)s.") % {"code": certification})
            refuse(form, done)
        if form.is_valid():
            effect = None if same else with_award(progress(candidate), certification, awarded, expires)
            context |= {"candidate": candidate, "effects": _told(effect), "known": same, "seal": seal(form, candidate)}
    return render(request, "desk/credentials/record.html", context)


@staff_who_may("credential.record")
def correct(request: HttpRequest, visit: Visit, credential: int) -> HttpResponse:
    """The award's dates once more, what correcting them does, and why it is done."""
    found = Credential.objects.select_related("candidate").filter(pk=credential).first()
    if found is None or found.candidate.program != visit.program:
        raise Http404
    form = CorrectionForm(posted(request), initial={"awarded": found.awarded, "expires": found.expires})
    context: dict[str, Any] = {**visit.context("candidates"), "form": form, "credential": found}
    if request.method == "POST" and form.is_valid():
        awarded, expires = form.cleaned_data["awarded"], form.cleaned_data["expires"]
        for problem in award_problems(visit.policy, found.certification, awarded, expires):
            form.add_error(problem.field, problem.sentence)
        same = (found.awarded, found.expires) == (awarded, expires)
        if same and "confirm" in request.POST:  # sent twice: it is done
            return redirect("desk:candidate", visit.program, found.candidate.number)
        if form.is_valid() and confirmed(request, form, found.candidate):
            done = correct_credential(visit.actor, found, awarded, expires, form.cleaned_data["reason"])
            if not isinstance(done, Refused):
                return _done(request, visit, found.candidate, _("Corrected. All dates were worked out anew."))
            refuse(form, done)
        if form.is_valid():
            effect = with_award_corrected(progress(found.candidate), found, awarded, expires)
            context |= {"effects": _told(effect), "known": same, "seal": seal(form, found.candidate)}
    return render(request, "desk/credentials/correct.html", context)


def _told(effect: WhatIf | None) -> list[str]:
    return [change_told(change) for change in effect.changes] if effect else []


def _done(request: HttpRequest, visit: Visit, candidate: Candidate, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk:candidate", visit.program, candidate.number)
