"""The program's certifications, and retiring one as of a day."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.tasks import async_task

from recert.design.formats import day, say
from recert.desk.forms import DayField, ReasonField, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.people.models import Candidate
from recert.policy import explain_states
from recert.policy.assessment import HoldingState
from recert.policy.calendar import FOR_LIFE
from recert.policy.certification import Certification
from recert.policy.model import Group, Policy
from recert.records.actions import Refused, retire_certification
from recert.records.models import Retirement
from recert.records.retiring import Holder, Retiring, survey_retirement

SHOWN = 25


class RetireForm(forms.Form):
    """Retiring a certification. `seen` is the day whose consequences the person has looked at."""

    as_of = DayField(
        label=gettext_lazy("Retired as of"),
        help_text=gettext_lazy("From this day on it can't be awarded or renewed. It may lie in the future."),
    )
    reason = ReasonField(
        help_text=gettext_lazy("Candidates who hold it will ask."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Listed:
    """One level with its certifications; the retired ones last, each with staff's own retirement if there is one."""

    group: Group
    certifications: tuple[tuple[Certification, Retirement | None], ...]


@staff_who_may("rules.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All of them, level by level."""
    mine = {row.certification: row for row in Retirement.objects.filter(program=visit.program)}
    levels = [
        Listed(
            group,
            tuple(
                (each, mine.get(each.code))
                for each in sorted(visit.policy.certifications, key=lambda c: (c.retired is not None, c.code))
                if each.group == group.key
            ),
        )
        for group in visit.policy.groups
    ]
    return render(request, "desk/certifications/index.html", {**visit.context("certifications"), "levels": levels})


@staff_who_may("certification.retire")
def retire(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What becomes of those who hold it, and its retirement with a reason."""
    found = next((each for each in visit.policy.certifications if each.code == code), None)
    if found is None:
        raise Http404
    if found.retired is not None:
        return redirect("desk:certifications", visit.program)
    form = RetireForm(posted(request))
    context: dict[str, Any] = {**visit.context("certifications"), "form": form, "certification": found}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if "confirm" in request.POST and told["seen"] == str(told["as_of"]) and _retired(request, visit, form, code):
            return redirect("desk:certifications", visit.program)
        if form.is_valid():
            seen = survey_retirement(visit.program, code, told["as_of"], size=SHOWN)
            context |= {"survey": seen, "rows": rows(visit.policy, seen), "seal": str(told["as_of"])}
    return render(request, "desk/certifications/retire.html", context)


def _retired(request: HttpRequest, visit: Visit, form: RetireForm, code: str) -> bool:
    told = form.cleaned_data
    done = retire_certification(visit.actor, visit.program, code, told["as_of"], told["reason"])
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    async_task("recert.records.actions.settle_program", visit.program)
    messages.success(
        request, _("%(code)s is retired. Everybody who holds it keeps it until it expires.") % {"code": code}
    )
    return True


def rows(policy: Policy, seen: Retiring) -> list[tuple[Candidate, Holder, str]]:
    """The rows shown, with their candidates and what becomes of them."""
    people = Candidate.objects.in_bulk({holder.candidate for holder in seen.rows})
    return [(people[holder.candidate], holder, becomes(policy, holder)) for holder in seen.rows]


def becomes(policy: Policy, holder: Holder) -> str:
    """What becomes of one candidate's certification. Before the day of the retirement it is still active."""
    if holder.after.state == HoldingState.ACTIVE and holder.after.expires != FOR_LIFE:
        return _("Active, and held until %(day)s") % {"day": day(holder.after.expires)}
    return say(explain_states.holding_state(policy, holder.after))
