"""Deciding about several entries at once, after seeing what that does to each of them."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recert.audits.actions import Step, decide
from recert.audits.models import Audit
from recert.audits.outlook import Outlook, outlook
from recert.audits.transitions import BY_VERB
from recert.desk.audits.consequences import told
from recert.desk.audits.queue import read_filter
from recert.desk.forms import posted
from recert.desk.visit import Visit, staff_who_may
from recert.records.progress import progress
from recert.records.refusal import Refused

MOST: Final = 25
"""How many are decided at once: as many as a slice of the queue shows."""
VERBS: Final = ("accept", "reject")


class SeveralForm(forms.Form):
    """One decision for all that were picked."""

    verb = forms.ChoiceField(
        label=gettext_lazy("Decision for all of them"),
        widget=forms.RadioSelect,
        choices=[("accept", gettext_lazy("Accept")), ("reject", gettext_lazy("Reject"))],
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Words to the candidates"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to reject. Each of the candidates reads them."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, visit: Visit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = visit.policy.audit
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Choose one")),
            *((each.key, each.sentence) for each in (rules.reasons if rules else ())),
        ]

    def clean(self) -> dict[str, Any]:
        """A rejection needs its reason and its words, as one by one."""
        said = super().clean() or self.cleaned_data
        if said.get("verb") == "reject":
            if not said.get("reason"):
                self.add_error("reason", _("Choose the reason. The candidates are told it."))
            if not said.get("words", "").strip():
                self.add_error("words", _("Say it in a sentence or two: the candidates read this."))
        return said


@dataclass(frozen=True, slots=True)
class Picked:
    """One entry that was picked, and what the decision would do, or why it can't be taken."""

    audit: Audit
    outlook: Outlook | None
    refused: str = ""


@staff_who_may("audit.decide")
def decide_several(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The entries picked in the queue, the decision, its preview, and its taking. Each is decided by itself."""
    wanted = read_filter(visit, request.POST)
    audits = picked(request, visit)
    if not audits:
        messages.info(request, _("Pick the entries first."))
        return to_queue(visit, wanted.query())
    asked = "verb" in request.POST
    form = SeveralForm(visit, posted(request) if asked else None)
    context: dict[str, Any] = {**visit.context("audits"), "form": form, "shown": wanted, "audits": audits}
    if asked and form.is_valid():
        seal = " ".join(f"{each.pk}:{each.version}" for each in audits)
        verb = form.cleaned_data["verb"]
        if "confirm" in request.POST and form.cleaned_data["seen"] == f"{verb} {seal}":
            left = _decide_all(request, visit, form, audits)
            if not left:
                return to_queue(visit, wanted.query())
            context["left"] = left
        else:
            context |= {
                "rows": [
                    (row, told(visit, row.outlook) if row.outlook else []) for row in preview(visit, verb, audits)
                ],
                "seal": f"{verb} {seal}",
            }
    return render(request, "desk/audits/several.html", context)


def picked(request: HttpRequest, visit: Visit) -> list[Audit]:
    """The entries whose boxes were ticked, of this program, still waiting for a decision."""
    keys = [
        int(key) for key in request.POST.getlist("pick")[:MOST] if key.isascii() and key.isdecimal() and len(key) < 18
    ]
    found = Audit.objects.filter(pk__in=keys, program=visit.program, state__in=BY_VERB["accept"].sources)
    return list(found.select_related("activity__candidate__user", "claim").order_by("-risk", "entered_at", "pk"))


def preview(visit: Visit, verb: str, audits: list[Audit]) -> list[Picked]:
    """What the decision would do to each candidate, one entry at a time."""
    rows = []
    for audit in audits:
        if audit.activity.candidate.user_id == visit.user.pk:
            rows.append(Picked(audit, None, _("This is your own activity. Somebody else decides about it.")))
            continue
        seen = progress(audit.activity.candidate)
        rows.append(Picked(audit, outlook(visit.policy, seen, audit.activity, BY_VERB[verb])))
    return rows


def _decide_all(request: HttpRequest, visit: Visit, form: SeveralForm, audits: list[Audit]) -> list[Picked]:
    """Decides each; returns those that were refused, with why."""
    said = form.cleaned_data
    left, done = [], 0
    for audit in audits:
        outcome = decide(visit.user, audit, Step(said["verb"], said["reason"], said["words"], audit.version))
        if isinstance(outcome, Refused):
            left.append(Picked(audit, None, outcome.problems[0].sentence))
        else:
            done += 1
    if done:
        words = {
            "accept": ngettext("%(num)s entry accepted.", "%(num)s entries accepted.", done),
            "reject": ngettext("%(num)s entry rejected.", "%(num)s entries rejected.", done),
        }
        messages.success(request, words[said["verb"]] % {"num": done})
    return left


def to_queue(visit: Visit, query: str) -> HttpResponse:
    """Back to the part of the queue that the person came from."""
    answer = redirect("desk:audits", visit.program)
    answer["Location"] += f"?{query}" if query else ""
    return answer
