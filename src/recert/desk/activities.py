"""Recording an activity for a candidate, and withdrawing what staff recorded: what that does is shown before."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import amount, day, say
from recert.desk.circumstances import PAGE, WithdrawForm, page_of
from recert.desk.confirming import confirmed, seal
from recert.desk.forms import DayField, posted
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import change_told
from recert.people.models import Candidate
from recert.policy import explain, formula_words
from recert.policy.model import ActivityType, in_force
from recert.policy.what_if import changes, numbered
from recert.records.actions import ActivityDraft, Refused, check_by_staff, record_by_staff, withdraw_by_staff
from recert.records.drafts import as_fact
from recert.records.forms.activity import ActivityForm, field_of
from recert.records.models import Activity
from recert.records.oneself import is_own
from recert.records.progress import Progress, preview_in, progress
from recert.records.what_if import DRAFT, without_activity


class StaffForm(ActivityForm):
    """An activity as staff record it: the candidates' form, without what asks for evidence."""

    date = DayField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("The day it was done. Of several days, the last."),
    )
    began = DayField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Where it took several days: it counts by this one."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("As the candidate knows it."),
        error_messages={"required": gettext_lazy("Enter the name of the activity.")},
    )
    provider = forms.CharField(
        label=gettext_lazy("Provider"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Who gave it."),
        error_messages={"required": gettext_lazy("Enter who gave it.")},
    )
    notes = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The candidate reads it."),
    )
    language = None  # type: ignore[assignment] # of evidence, and there is none
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@staff_who_may("activity.record")
def choose(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """The types: first those that staff alone record."""
    candidate = visit.candidate(number)
    kinds = [(kind, worth(visit, kind)) for kind in visit.policy.types]
    apart = any(kind.by_staff for kind in visit.policy.types)
    context = {
        **visit.context("candidates"),
        "candidate": candidate,
        "own": is_own(visit.actor, candidate),
        "shelves": [
            (_("Recorded by staff alone"), [each for each in kinds if each[0].by_staff]),
            (
                _("Recorded by candidates too") if apart else _("Types of activity"),
                [each for each in kinds if not each[0].by_staff],
            ),
        ],
    }
    return render(request, "desk/activities/choose.html", context)


def worth(visit: Visit, kind: ActivityType) -> str:
    """What one of a type is worth today."""
    value = in_force(kind.worth, visit.today)
    return say(formula_words.worth(visit.policy, kind, value)) if value else _("No units")


@staff_who_may("activity.record")
def record(request: HttpRequest, visit: Visit, number: str, kind: str) -> HttpResponse:
    """The form of a type, what the activity would count for, and its recording. Sent twice, it is one."""
    candidate = visit.candidate(number)
    known = next((each for each in visit.policy.types if each.key == kind), None)
    if known is None:
        raise Http404
    now = progress(candidate)
    form = StaffForm(posted(request), initial={"submission": uuid4()})
    form.ask(visit.policy, known, now.held)
    context = {**visit.context("candidates"), "candidate": candidate, "type": known, "form": form}
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST and on_record(candidate, form):  # sent twice: it is done
            return redirect("desk:candidate", visit.program, candidate.number)
        wanted = form.draft(visit.policy, known)
        if confirmed(request, form, candidate) and _recorded(request, visit, candidate, form, wanted):
            return redirect("desk:candidate", visit.program, candidate.number)
        if form.is_valid():
            context |= _looked_at(visit, now, form, wanted)
    return render(request, "desk/activities/record.html", context)


def on_record(candidate: Candidate, form: StaffForm) -> bool:
    """Whether this very form was recorded."""
    return Activity.objects.filter(candidate=candidate, submission=form.cleaned_data["submission"]).exists()


def _recorded(request: HttpRequest, visit: Visit, candidate: Candidate, form: StaffForm, wanted: ActivityDraft) -> bool:
    done = record_by_staff(visit.actor, candidate, wanted)
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    messages.success(request, _("Recorded: %(name)s.") % {"name": done.activity.name})
    return True


def refuse(form: StaffForm, refused: Refused) -> None:
    """Puts each problem beside its field."""
    for problem in refused.problems:
        form.add_error(field_of(form, problem.field), problem.sentence)


def _looked_at(visit: Visit, now: Progress, form: StaffForm, wanted: ActivityDraft) -> dict[str, Any]:
    """What it would do, to be confirmed; nothing where it would be refused."""
    checked = check_by_staff(visit.actor, now, wanted)
    if isinstance(checked, Refused):
        refuse(form, checked)
        return {}
    return {"effects": effect(visit, now, checked), "seal": seal(form, now.candidate)}


def effect(visit: Visit, now: Progress, wanted: ActivityDraft) -> list[str]:
    """What it would count for, level by level, and which dates that changes."""
    fact = as_fact(wanted, DRAFT)
    found = preview_in(now, fact)
    known = {**{activity.ref: activity for activity in now.history.activities}, DRAFT: fact}
    told = [
        say(explain.entry(visit.policy, standing, entry, known))
        for standing in found.after.groups
        for entry in standing.entries
        if entry.activity == DRAFT
    ]
    if not told:
        told = [_("Nothing yet: no certification is held. It counts from the first one on.")]
    for other in found.similar:
        told.append(_("The same name is on record on %(day)s too.") % {"day": day(other.date)})
    dates = [change_told(change) for change in changes(found.before, found.after)]
    return told + (dates or [_("No expiry date changes.")])


@staff_who_may("activity.record")
def withdraw(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """Taking what staff recorded off what counts, what that does, and why it is done."""
    found = Activity.objects.select_related("candidate").filter(pk=activity, by_staff=True).first()
    if found is None or found.candidate.program != visit.program or found.candidate.merged_into_id:
        raise Http404
    candidate = found.candidate
    if found.status == Activity.Status.WITHDRAWN:  # sent twice: it is done
        return redirect("desk:candidate", visit.program, candidate.number)
    form = WithdrawForm(posted(request))
    context = page_of(visit, candidate, form, _("Withdraw an activity"), _("Withdraw it"))
    context["about"] = _("%(name)s of %(date)s") % {"name": found.name, "date": day(found.date)}
    if request.method == "POST" and form.is_valid():
        if confirmed(request, form, candidate):
            done = withdraw_by_staff(visit.actor, found, form.cleaned_data["reason"])
            if not isinstance(done, Refused):
                messages.success(request, _("Withdrawn. It stays on record and counts no more."))
                return redirect("desk:candidate", visit.program, candidate.number)
            form.add_error("reason", done.problems[0].sentence)
        if form.is_valid():
            context |= {"effects": lost(visit, progress(candidate), str(found.pk)), "known": False}
            context["seal"] = seal(form, candidate)
    return render(request, PAGE, context)


def lost(visit: Visit, now: Progress, ref: str) -> list[str]:
    """What each level would count without the activity, and which dates change; what was renewed by it is told."""
    told = []
    for standing in now.assessment.groups:
        for entry in standing.entries:
            cycle = numbered(standing, entry.cycle) if entry.activity == ref else None
            if cycle is None or not entry.amount:
                continue
            values = {
                "level": visit.policy.group(standing.group).name,
                "amount": amount(entry.amount),
                "units": visit.policy.unit if entry.amount == 1 else visit.policy.units,
            }
            told.append(_("%(level)s counts %(amount)s %(units)s less.") % values)
            if cycle.met_on and cycle.counted - entry.amount < cycle.required:
                sentence = _("The renewal of %(level)s was granted with these: it stands until staff decide about it.")
                told.append(sentence % values)
    dates = [change_told(change) for change in without_activity(now, ref).changes]
    return (told or [_("It counts for nothing as it is.")]) + (dates or [_("No expiry date changes.")])
