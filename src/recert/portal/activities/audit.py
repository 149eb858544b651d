"""The audit of an activity, for its candidate: how it stands, and what they can do about it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.audits.actions import Step, ask
from recert.portal.activities.audited import told
from recert.portal.activities.index import own
from recert.portal.visit import Visit, candidates_only
from recert.records.progress import progress
from recert.records.refusal import Refused


class WordsForm(forms.Form):
    """What the candidate says to whoever audits."""

    words = forms.CharField(
        label=gettext_lazy("Your words to the auditors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@candidates_only
def audit(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """How it stands, and the form of what can be done. An activity that nobody audits has no such page."""
    seen = progress(visit.candidate)
    found = own(seen, activity)
    standing = told(seen.policy, found)
    if standing is None:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verb = request.POST.get("verb", "")
        if verb not in {step.verb for step in standing.steps}:
            messages.info(request, _("This was changed meanwhile. Look at how it stands now."))
            return redirect("activity", visit.program, found.pk)
        done = ask(visit.user, standing.audit, Step(verb, words=form.cleaned_data["words"]))
        if not isinstance(done, Refused):
            messages.success(request, _done(verb))
            return redirect("activity", visit.program, found.pk)
        for problem in done.problems:
            form.add_error(problem.field or None, problem.sentence)
    context: dict[str, Any] = {
        **visit.context("activities"),
        "policy": seen.policy,
        "activity": found,
        "told": standing,
        "form": form,
    }
    return render(request, "portal/activities/audit.html", context, status=422 if form.errors else 200)


def _done(verb: str) -> str:
    return {
        "answer": _("Sent to the auditors. It counts meanwhile."),
        "resubmit": _("An auditor will look at it again."),
        "appeal": _("Your appeal was sent. Somebody who did not decide before looks at it."),
    }[verb]
