"""Correcting and withdrawing an activity on record."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.audits.actions import examine
from recert.policy.assessment import Assessment, Cycle
from recert.policy.model import ActivityType, Group
from recert.policy.sentence import number
from recert.policy.what_if import numbered
from recert.portal.activities.index import own, type_of
from recert.portal.activities.recording import page
from recert.portal.activities.refusing import refuse
from recert.portal.visit import Visit, candidates_only
from recert.records.actions import Refused, correct_activity, withdraw_activity
from recert.records.actions.activities import FIELDS, SERVING
from recert.records.forms.activity import CorrectionForm
from recert.records.forms.serving import as_typed
from recert.records.models import Activity
from recert.records.progress import Progress, progress, without
from recert.records.types import is_dropped


@candidates_only
def correct(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """The form once more, filled in. What it is worth then is shown before it is sent."""
    seen = progress(visit.candidate)
    found = own(seen, activity)
    if found.status == Activity.Status.WITHDRAWN or found.by_staff or not offered(seen, found):
        return redirect("activity", visit.program, found.pk)
    form = correction(request, seen, found)
    known = chosen(request, seen, found)
    if "record" in request.POST and form.is_valid():
        wanted = form.draft(seen.policy, known)
        done = correct_activity(visit.actor, found, wanted, seen=form.cleaned_data["seen"])
        if not isinstance(done, Refused):
            messages.success(request, _("Corrected. What it counts for was worked out anew."))
            return redirect("activity", visit.program, found.pk)
        refuse(form, done, visit.program)
    return page(request, visit, seen, known, form=form, activity=found)


def correction(request: HttpRequest, seen: Progress, activity: Activity) -> CorrectionForm:
    """The form as it was sent, or as the activity is on record."""
    if "record" in request.POST:
        form = CorrectionForm(request.POST)
    elif request.method == "POST":
        form = CorrectionForm(initial=request.POST.dict())
    else:
        recorded = {field: getattr(activity, field) for field in FIELDS if field not in SERVING}
        recorded["quantity"] = number(activity.quantity)
        recorded |= as_typed(type_of(seen, activity), activity.parts, tuple(activity.serves))
        form = CorrectionForm(
            initial={**recorded, "submission": activity.submission, "seen": activity.version},
        )
    form.offer(seen.policy, chosen(request, seen, activity), seen.held, offered(seen, activity))
    if is_dropped(seen.policy, activity.type):
        form.ask_type(type_of(seen, activity).title, offered(seen, activity))
    return form


def offered(seen: Progress, activity: Activity) -> tuple[ActivityType, ...]:
    """The types that it may be corrected to."""
    return tuple(kind for kind in seen.policy.types if not kind.by_staff or kind.key == activity.type)


def chosen(request: HttpRequest, seen: Progress, activity: Activity) -> ActivityType:
    """The type that is chosen in the form; where it is none the one on record, or what is offered in its place."""
    kinds = offered(seen, activity)
    wanted = (each for key in (request.POST.get("type"), activity.type) for each in kinds if each.key == key)
    return next(wanted, kinds[0])


@dataclass(frozen=True, slots=True)
class Loss:
    """What withdrawing takes from one level. `after` is None where the cycle is gone with it."""

    group: Group
    amount: Decimal
    before: Cycle
    after: Cycle | None

    @property
    def renewal_in_doubt(self) -> bool:
        """Whether the renewal was granted with units that go: it stands until staff have looked at it."""
        return self.before.met_on is not None and self.before.counted - self.amount < self.before.required


@candidates_only
def withdraw(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """Says what withdrawing takes away before it does it. Done already, it leads back to the activity."""
    seen = progress(visit.candidate)
    found = own(seen, activity)
    if found.by_staff:
        return redirect("activity", visit.program, found.pk)
    if request.method == "POST":
        withdraw_activity(visit.actor, found)
        examine(found)
        messages.success(request, _("Withdrawn. It stays on record and counts no more."))
    if request.method == "POST" or found.status == Activity.Status.WITHDRAWN:
        return redirect("activity", visit.program, found.pk)
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "activity": found,
        "type": type_of(seen, found),
        "losses": losses(seen, str(found.pk)),
    }
    return render(request, "portal/activities/withdraw.html", context)


def losses(seen: Progress, ref: str) -> list[Loss]:
    """What each level would have without the activity, where it counts."""
    later = without(seen, ref).assessment
    return [
        Loss(seen.policy.group(standing.group), entry.amount, before, cycle_of(later, standing.group, entry.cycle))
        for standing in seen.assessment.groups
        for entry in standing.entries
        if entry.activity == ref and entry.amount and (before := numbered(standing, entry.cycle))
    ]


def cycle_of(assessment: Assessment, group: str, number: int) -> Cycle | None:
    """One cycle of one group in an assessment."""
    standing = next((each for each in assessment.groups if each.group == group), None)
    return numbered(standing, number) if standing else None
