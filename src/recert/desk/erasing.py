"""Erasing a person's data for good, by an administrator, after seeing what goes."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.forms import ReasonField, posted, refuse
from recert.desk.mentions import found_of
from recert.desk.visit import Visit, staff_who_may
from recert.notices.actions import forget
from recert.records.actions.erasing import count_erasure, erase_person, is_erased
from recert.records.mentions import known_traces
from recert.records.refusal import Refused


class ErasureForm(forms.Form):
    """The number once more, so that nobody is erased by a slip; and why."""

    number = forms.CharField(
        label=gettext_lazy("Candidate ID, once more"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the candidate ID of whom you erase.")},
    )
    reason = ReasonField(help_text=gettext_lazy("It stays in the journal, so name nobody. A case number is enough."))

    def __init__(self, wanted: str, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.wanted = wanted

    def clean_number(self) -> str:
        """The number of this page's candidate, and no other."""
        number = str(self.cleaned_data["number"]).strip()
        if number.upper() != self.wanted.upper():
            raise forms.ValidationError(
                _("That is another ID. This page is about %(number)s."), params={"number": self.wanted}
            )
        return number


@staff_who_may("person.erase")
def erase(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """What goes, and its erasing. Done already, it says so."""
    candidate = visit.candidate(number)
    form = ErasureForm(candidate.number, posted(request))
    if request.method == "POST" and not is_erased(candidate) and form.is_valid():
        with transaction.atomic():
            done = erase_person(visit.actor, candidate, form.cleaned_data["reason"])
            if not isinstance(done, Refused):
                forget(done.addresses)
        if isinstance(done, Refused):
            refuse(form, done)
        else:
            messages.success(request, _("Erased. The journal keeps that something was done, and no longer what."))
            return redirect("desk:person_erase", visit.program, candidate.number)
    context = {
        **visit.context("candidates"),
        "form": form,
        "candidate": candidate,
        "erased": is_erased(candidate),
        "counts": told(count_erasure(candidate)),
        "found": found_of(visit, candidate, known_traces(candidate, candidate.user)),
    }
    return render(request, "desk/erasing/erase.html", context)


def told(counts: dict[str, int]) -> list[tuple[str, int]]:
    """What goes, in the words of the pages; what nobody has a word for is counted together."""
    names = {
        "records.credential": _("Awards"),
        "records.examresult": _("Exam results"),
        "records.activity": _("Activities"),
        "records.evidence": _("Files of evidence"),
        "records.renewal": _("Renewals and their statements"),
        "records.circumstance": _("Circumstances"),
        "records.extension": _("Extensions"),
        "audits.audit": _("Audits"),
        "audits.review": _("Audits of renewals"),
        "requests.request": _("Requests"),
    }
    shown = [(name, counts[label]) for label, name in names.items() if label in counts]
    rest = sum(many for label, many in counts.items() if label not in names)
    return [*shown, (_("Further rows that belong to these"), rest)] if rest else shown
