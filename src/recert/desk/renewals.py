"""Renewals in question: granted once, and no longer given by the facts as corrected. Staff decide."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.difference import differences, stated
from recert.desk.forms import ReasonField, page_number, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import RENEWALS, change_told, renewal_state
from recert.people.may import others_may
from recert.records.actions import Refused, propose_taking_back, take_back_renewal, uphold_renewal
from recert.records.models import Renewal
from recert.records.progress import progress
from recert.records.what_if import without_renewal

SIZE = 25
QUESTIONED = (Renewal.State.CONTESTED, Renewal.State.SUSPENDED)


class DecisionForm(forms.Form):
    """What becomes of a renewal in question, and why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            ("uphold", gettext_lazy("Uphold it: the renewal stays, whatever the facts say now")),
            (
                "take_back",
                gettext_lazy("Take it back: the facts alone say where the candidate stands. It takes two people"),
            ),
        ],
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    reason = ReasonField(help_text=gettext_lazy("The candidate and your colleagues will read it."))


@staff_who_may("candidate.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Those to decide, the oldest first."""
    found = (
        Renewal.objects.filter(candidate__program=visit.program, candidate__merged_into=None, state__in=QUESTIONED)
        .select_related("candidate")
        .defer("statement")
        .order_by("granted_at", "pk")
    )
    page = Paginator(found, SIZE).get_page(page_number(request))
    names = {group.key: group.name for group in visit.policy.groups}
    return render(request, "desk/renewals/index.html", {**visit.context("renewals"), "page": page, "names": names})


@staff_who_may("candidate.view")
def show(request: HttpRequest, visit: Visit, renewal: int) -> HttpResponse:
    """The statement as granted beside what the facts say now, and the decision where there is one to make."""
    found = (
        Renewal.objects.select_related("candidate", "proposed_by")
        .filter(pk=renewal, candidate__program=visit.program)
        .first()
    )
    if found is None:
        raise Http404
    visit.looks_at(found.candidate)
    form = DecisionForm(posted(request))
    if request.method == "POST":
        if not visit.may("renewal.settle"):
            raise Http404
        if form.is_valid() and _decided(request, visit, form, found):
            return redirect("desk:renewal", visit.program, found.pk)
    return render(request, "desk/renewals/show.html", {**visit.context("renewals"), "form": form, **page(visit, found)})


def _decided(request: HttpRequest, visit: Visit, form: DecisionForm, renewal: Renewal) -> bool:
    alone = not others_may(visit.user, "renewal.settle", visit.program)
    take_back = propose_taking_back if renewal.proposed_by_id is None and not alone else take_back_renewal
    decide = uphold_renewal if form.cleaned_data["decision"] == "uphold" else take_back
    done = decide(visit.actor, renewal, form.cleaned_data["reason"])
    if isinstance(done, Refused):
        refuse(form, done)
        return False
    told = {
        Renewal.State.UPHELD: _("The renewal is upheld."),
        Renewal.State.TAKEN_BACK: _("The renewal was taken back."),
    }
    waiting = _("Proposed. Until somebody else agrees, nothing changes.")
    messages.success(request, told.get(Renewal.State(done.state), waiting))
    return True


def page(visit: Visit, renewal: Renewal) -> dict[str, Any]:
    """What the page tells about a renewal."""
    seen = progress(renewal.candidate)
    state = Renewal.State(renewal.state)
    return {
        "renewal": renewal,
        "candidate": renewal.candidate,
        "group": next((g.name for g in visit.policy.groups if g.key == renewal.group), renewal.group),
        "state": renewal_state(state),
        "kind": RENEWALS[state],
        "stated": stated(visit.policy, renewal),
        "differences": differences(seen, renewal) if state != Renewal.State.TAKEN_BACK else [],
        "effects": [change_told(change) for change in without_renewal(seen, renewal).changes],
        "undecided": state in QUESTIONED,
        "proposer": renewal.proposed_by,
        "own_proposal": renewal.proposed_by_id == visit.user.pk,
    }
