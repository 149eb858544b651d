"""Taking apart two candidates who were merged."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.forms import ReasonField, posted, refuse
from recert.desk.visit import Visit, staff_who_may
from recert.people.models import Merge
from recert.records.actions.merging import separate
from recert.records.refusal import Refused


class SeparationForm(forms.Form):
    """Why they are taken apart."""

    reason = ReasonField(help_text=gettext_lazy("Both people will read it, and your colleagues."))


@staff_who_may("merge.reverse")
def reverse(request: HttpRequest, visit: Visit, merge: int) -> HttpResponse:
    """What goes back, why, and doing it. Done already, it leads to the one that is apart again."""
    found = Merge.objects.filter(pk=merge, program=visit.program).select_related("candidate", "into", "by").first()
    if found is None:
        raise Http404
    form = SeparationForm(posted(request))
    if request.method == "POST" and found.reversed_at is None and form.is_valid():
        done = separate(visit.actor, found, form.cleaned_data["reason"])
        if isinstance(done, Refused):
            refuse(form, done)
        else:
            messages.success(request, _("Taken apart. All dates were worked out anew, and both are told by mail."))
            found = done
    if found.reversed_at:
        return redirect("desk:candidate", visit.program, found.candidate.number)
    others = Merge.objects.filter(act=found.act).exclude(program=visit.program).order_by("program")
    context = {
        **visit.context("candidates"),
        "merge": found,
        "form": form,
        "moved": {label: len(keys) for label, keys in found.moved.items()},
        "elsewhere": list(others.values_list("program", flat=True)),
    }
    return render(request, "desk/merges/reverse.html", context)
