"""The form in which an activity is recorded and corrected."""

from decimal import Decimal

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from recert.policy.asking import asks_provider
from recert.policy.model import ActivityType, Policy
from recert.policy.sentence import number
from recert.records.drafts import ActivityDraft
from recert.records.evidence import Cleaned
from recert.records.forms.languages import LANGUAGES
from recert.records.forms.serving import CATEGORY, PART, SERVES, fields_for, parts_typed, serves_typed


class ActivityForm(forms.Form):
    """What a person types about an activity. Files come beside it; `submission` makes sending it twice one activity."""

    date = forms.DateField(
        label=_("Date"),
        help_text=_("The day you finished it. For an event of several days, its last day."),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the date on which you finished it."),
            "invalid": _("That is not a date. Write it as year, month and day, for example 2026-03-27."),
        },
    )
    began = forms.DateField(
        label=_("First day"),
        required=False,
        help_text=_("Where it took several days: it counts by this one. Leave it empty for a single day."),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("That is not a date. Write it as year, month and day, for example 2026-03-27.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As it is written in your evidence."),
        error_messages={
            "required": _("Enter the name of the activity, as it is written in your evidence."),
            "max_length": _("The name may have up to %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    quantity = forms.DecimalField(
        label=_("How much"),
        required=False,
        widget=forms.TextInput,
        error_messages={
            "required": _("Say how much it was: a number such as 1.5."),
            "invalid": _("That is not a number. Write it with digits, such as 1.5."),
        },
    )
    provider = forms.CharField(
        label=_("Provider"),
        required=False,
        max_length=200,
        help_text=_("Who gave it, as it is written in your evidence."),
        error_messages={
            "required": _("Enter who gave it, as it is written in your evidence."),
            "max_length": _("The name may have up to %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the documentation"),
        choices=LANGUAGES,
        initial="en",
        error_messages={"invalid_choice": _("Choose one of the languages in the list.")},
    )
    notes = forms.CharField(
        label=_("Notes"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Whatever helps somebody who looks at your evidence later."),
        error_messages={"max_length": _("Notes may have up to %(limit_value)d characters; these have %(show_value)d.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    asked: tuple[str, ...] = ()

    def ask(
        self, policy: Policy, kind: ActivityType, held: tuple[str, ...], others: tuple[ActivityType, ...] = ()
    ) -> None:
        """Asks what it serves; and its first day, how much it was, and who gave it, where that may matter alone."""
        self.asked = tuple(fields_for(policy, kind, held))
        self.fields |= fields_for(policy, kind, held)
        if not policy.asks_first_day:
            self.fields.pop("began")
        kinds = [kind, *others]
        self._ask_provider(policy, kinds)
        if kind.is_declared:
            self._ask_for_no_evidence(only=all(each.is_declared for each in kinds))
        measured = [kind for kind in kinds if kind.measure]
        if not measured:
            self.fields.pop("quantity")
            return
        field = self.fields["quantity"]
        field.required = len(measured) == len(kinds)
        names = {kind.measure.many for kind in measured if kind.measure}
        field.label = format_lazy(_("How many {measures}"), measures=" / ".join(sorted(names)))
        ask_how_much(field, kind)

    def draft(self, policy: Policy, kind: ActivityType, files: tuple[Cleaned, ...] = ()) -> ActivityDraft:
        """What was typed, once it is valid, with the files that came with it."""
        said = self.cleaned_data
        return ActivityDraft(
            type=kind.key,
            date=said["date"],
            name=said["name"],
            language=said.get("language", "en"),
            notes=said["notes"],
            submission=said["submission"],
            files=files,
            quantity=said.get("quantity") or Decimal(0),
            provider=said.get("provider", ""),
            parts=parts_typed(kind, said.get),
            serves=serves_typed(policy, kind, said.get),
            began=said.get("began"),
        )

    def _ask_for_no_evidence(self, *, only: bool) -> None:
        """The texts without evidence; `only`: of nothing else that may be chosen there is any, in whatever language."""
        self.fields["name"].help_text = _("What it was, such as a title.")
        self.fields["name"].error_messages["required"] = _("Enter the name of the activity.")
        self.fields["notes"].help_text = _("Whatever you want to keep with it.")
        if only:
            self.fields.pop("language")

    def _ask_provider(self, policy: Policy, kinds: list[ActivityType]) -> None:
        asking = [kind for kind in kinds if asks_provider(policy, kind.key)]
        if not asking:
            self.fields.pop("provider")
            return
        field = self.fields["provider"]
        field.required = len(asking) == len(kinds)
        names = ", ".join(dict.fromkeys(name for kind in asking for name in kind.providers))
        if names:
            field.help_text = format_lazy(_("Who gave it. Activities of these count: {names}."), names=names)


def ask_how_much(field: forms.Field, kind: ActivityType) -> None:
    """Says how an amount is written; where it is recorded in steps, in which."""
    field.help_text = _("A number such as 1.5.")
    if kind.measure and kind.measure.step:
        step, told = kind.measure.step, _("In steps of {step}, such as {example}.")
        field.help_text = format_lazy(told, step=number(step), example=number(3 * step))


class CorrectionForm(ActivityForm):
    """The same for an activity on record. `seen` is the version that the person had before their eyes."""

    type = forms.ChoiceField(label=_("Type"), error_messages={"required": _("Choose what this activity is.")})
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("type", "date", "began", "name", "quantity", "provider", "language", "notes", "submission", "seen")

    def offer(
        self, policy: Policy, kind: ActivityType, held: tuple[str, ...], offered: tuple[ActivityType, ...]
    ) -> None:
        """Offers these types, and asks what one of them asks."""
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(each.key, each.title) for each in offered]
        self.ask(policy, kind, held, offered)

    def ask_type(self, dropped: str, offered: tuple[ActivityType, ...]) -> None:
        """Asks what it is, as the type of this title is not among those that count any more: nothing is chosen."""
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose a type")), *((each.key, each.title) for each in offered)]
        field.help_text = format_lazy(_("“{title}” is not counted any more. Choose what this is now."), title=dropped)


def field_of(form: ActivityForm, field: str) -> str | None:
    """The field of a form beside which a problem stands: of parts and assignments the first that asks for them."""
    ours = {"parts": (PART, CATEGORY), "serves": (SERVES,)}.get(field, (field,))
    return next((name for name in form.fields if name == field or name.startswith(ours)), None)
