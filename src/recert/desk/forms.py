"""What the desk's forms share: the fields of an award and of a sitting, and refusals beside the fields."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recert.people.models import Candidate
from recert.people.queries import named
from recert.policy.model import Policy
from recert.records.actions import Refused


class DayField(forms.DateField):
    """A day, as browsers' date fields send it."""

    def __init__(self, **options: Any) -> None:
        told = {
            "required": _("Enter a date."),
            "invalid": _("That is not a date. Write it as year, month and day, for example 2026-03-27."),
            **options.pop("error_messages", {}),
        }
        widget = forms.DateInput(format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%m/%d/%Y"], error_messages=told, **options)


class ReasonField(forms.CharField):
    """Why something is done; it goes into the journal."""

    def __init__(self, **options: Any) -> None:
        told = {"required": _("Say why: your colleagues will read it.")}
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=_("Reason"), max_length=2000, widget=widget, error_messages=told, **options)


class FactForm(forms.Form):
    """A candidate and a certification. `seen` is what the person had before their eyes when they confirmed."""

    candidate = forms.CharField(
        label=_("Candidate"),
        max_length=254,
        help_text=_("Their candidate ID, or an email address of theirs."),
        error_messages={"required": _("Enter a candidate ID or an email address.")},
    )
    certification = forms.ChoiceField(
        label=_("Certification"),
        error_messages={
            "required": _("Choose a certification."),
            "invalid_choice": _("Choose one of the certifications in the list."),
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, program: str, policy: Policy, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.program = program
        field = self.fields["certification"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", gettext("Choose one")), *_choices(policy)]

    def clean_candidate(self) -> Candidate:
        """The candidate meant."""
        text = self.cleaned_data["candidate"]
        found = named(self.program, text)
        if found is None:
            raise forms.ValidationError(
                gettext(
                    "No candidate has “%(text)s” as their ID or address. Search for them by name, or import a file "
                    "to record somebody new."
                ),
                params={"text": text},
            )
        return found


def _choices(policy: Policy) -> list[tuple[str, str]]:
    return [(each.code, f"{each.code} ({each.exam}) {each.title}") for each in policy.certifications]


def refuse(form: forms.Form, refused: Refused) -> None:
    """Puts each problem beside its field, or on top where no field is to blame."""
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 for anything that is no page."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def day_asked(text: str | None, otherwise: date) -> date:
    """The day in an address; the other one for what is none, or is in no century that anybody asks for."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return otherwise
    return found if 1950 <= found.year < 2200 else otherwise


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, though it be nothing; None where nothing was sent yet."""
    return request.POST if request.method == "POST" else None
