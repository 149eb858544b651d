"""Where what others wrote names somebody who is erased, and taking these words out: for those who erase."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recert.desk.forms import posted
from recert.desk.visit import Visit, staff_who_may
from recert.people.models import Candidate
from recert.people.naming import longest_first
from recert.records.actions.erasing import is_erased
from recert.records.actions.mentions import remove_mentions
from recert.records.mentions import JOURNAL, Mention, known_traces, mentions
from recert.requests.models import Request

REPORT: Final = "report"
PAGES: Final = {
    REPORT: ("request.decide", "desk:request"),
    "requests.request": ("candidate.view", "desk:request"),
    "audits.audit": ("audit.view", "desk:audit"),
    "audits.decision": ("audit.view", "desk:audit"),
    "audits.reviewstep": ("audit.view", "desk:review"),
    "audits.round": ("audit.view", "desk:round"),
    "records.activity": ("candidate.view", "desk:candidate"),
    "records.renewal": ("candidate.view", "desk:renewal"),
    "people.merge": ("candidate.view", "desk:candidate"),
    "records.retirement": ("rules.view", "desk:certifications"),
    "records.policyversion": ("rules.view", "desk:policy_version"),
    "records.policydraft": ("rules.view", "desk:policy_draft"),
    JOURNAL: ("journal.view", "desk:journal"),
}
"""Who may see the page of a text, and what that page is called."""
ALONE: Final = frozenset({"desk:certifications", "desk:policy_draft"})
"""Pages that are not of one thing."""


class MentionsForm(forms.Form):
    """What is looked for besides. It is in the form alone, and kept nowhere."""

    also = forms.CharField(
        label=gettext_lazy("Also look for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Names and addresses, one a line. They are kept nowhere."),
    )

    @property
    def words(self) -> list[str]:
        """What was typed, line by line."""
        return self.cleaned_data["also"].splitlines() if self.is_bound and self.is_valid() else []


@dataclass(frozen=True, slots=True)
class Told:
    """One text that names the person, in words. Without a link, whoever looks may not see its page, nor its words."""

    mention: Mention
    what: str
    link: str

    @property
    def excerpt(self) -> str:
        """The words around, for whoever may see the page."""
        return self.mention.excerpt if self.link else ""


@staff_who_may("person.erase")
def show(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    """Everything that was found, and taking out of it what is picked."""
    candidate = visit.candidate(number)
    form = MentionsForm(posted(request))
    words = longest_first([*known_traces(candidate, candidate.user), *form.words])
    picked = request.POST.getlist("pick")
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        if picked:
            done = remove_mentions(visit.actor, candidate, words, picked)
            messages.success(request, removed_told(done))
            return redirect("desk:person_mentions", visit.program, candidate.number)
        form.add_error(None, _("Pick the texts from which the words are taken out."))
    context = {
        **visit.context("candidates"),
        "form": form,
        "candidate": candidate,
        "erased": is_erased(candidate),
        "found": found_of(visit, candidate, words),
    }
    return render(request, "desk/mentions/show.html", context)


def removed_told(many: int) -> str:
    """What was done, for the message on the next page."""
    sentence = ngettext("Taken out of %(many)s text.", "Taken out of %(many)s texts.", many)
    return sentence % {"many": many}


def found_of(visit: Visit, candidate: Candidate, words: Iterable[str]) -> list[Told]:
    """What was found, in words."""
    found = mentions(candidate, longest_first(words))
    asked = [int(each.row) for each in found if each.label == "requests.request"]
    reports = set(Request.objects.filter(pk__in=asked, kind=Request.Kind.REPORT).values_list("pk", flat=True))
    return [
        _told(visit, each, REPORT if each.label == "requests.request" and int(each.row) in reports else each.label)
        for each in found
    ]


def _told(visit: Visit, mention: Mention, label: str) -> Told:
    right, page = PAGES[label]
    if not visit.may(right):
        link = ""
    elif label == JOURNAL:
        link = f"{reverse(page, args=[visit.program])}?before={int(mention.page) + 1}"
    else:
        link = reverse(page, args=[visit.program, *([] if page in ALONE else [mention.page])])
    return Told(mention, _what(label, mention), link)


def _what(label: str, mention: Mention) -> str:
    """What a text is, in a few words."""
    if label == JOURNAL:
        return _("Entry %(number)s of the journal: all that it tells goes") % {"number": mention.row}
    if label == REPORT:
        fields = {"about": _("whom it is about"), "words": _("what happened"), "answer": _("the answer")}
        told = fields.get(mention.field, _("the address for an answer"))
        return _("Report of abuse %(number)s: %(field)s") % {"number": mention.row, "field": told}
    return {
        "requests.request": _("A request: its answer") if mention.field == "answer" else _("A request: why"),
        "audits.audit": _("The audit of an entry: the words of its last step"),
        "audits.decision": _("The audit of an entry: the words of a step"),
        "audits.reviewstep": _("The audit of a renewal: the words of a step"),
        "audits.round": _("A round of audits: why it was called off"),
        "records.activity": _("An activity: its notes"),
        "records.renewal": _("A renewal: why it is to be taken back"),
        "people.merge": _("A merge: why it was taken apart"),
        "records.retirement": _("The retirement of a certification: why"),
        "records.policyversion": _("A version of the rules: why it was published"),
        "records.policydraft": _("The draft of the rules: why it is proposed"),
    }[label]
