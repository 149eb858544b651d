"""What one activity would do, without recording it."""

import datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from recert.design.formats import say
from recert.policy.asking import asks_provider
from recert.policy.duration_words import too_long
from recert.policy.history import Activity
from recert.policy.measure_words import between_steps, parts_between_steps
from recert.policy.model import ActivityType, Policy
from recert.policy.serving_words import wrong_parts
from recert.policy.what_if import WhatIf, what_if
from recert.portal.effect import Effect, effect
from recert.portal.recorded import where_recorded
from recert.portal.visit import Visit, candidates_only
from recert.records.drafts import MOST, SMALLEST
from recert.records.forms.activity import ask_how_much
from recert.records.forms.serving import as_typed, fields_for, parts_typed, serves_typed
from recert.records.progress import Progress, progress

DRAFT: Final = "draft"
AHEAD: Final = datetime.timedelta(days=3653)
"""How far ahead somebody may look: ten years."""


class WhatIfForm(forms.Form):
    """What might be done and when; how much, where the type is measured, and by whom, where that matters."""

    type = forms.ChoiceField(
        label=_("What"), error_messages={"invalid_choice": _("Choose one of the types in the list.")}
    )
    date = forms.DateField(
        label=_("When"),
        help_text=_("A day that is still to come, or one that was."),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day on which it would be done."),
            "invalid": _("That is not a date. Write it as year, month and day, for example 2026-03-27."),
        },
    )
    began = forms.DateField(
        label=_("First day"),
        required=False,
        help_text=_("Where it takes several days: it counts by this one."),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("That is not a date. Write it as year, month and day, for example 2026-03-27.")},
    )
    quantity = forms.DecimalField(
        label=_("How much"),
        widget=forms.TextInput,
        max_value=MOST,
        min_value=SMALLEST,
        max_digits=9,
        decimal_places=3,
        error_messages={
            "required": _("Say how much it would be: a number such as 1.5."),
            "invalid": _("That is not a number. Write it with digits, such as 1.5."),
        },
    )

    provider = forms.CharField(
        label=_("Provider"),
        required=False,
        max_length=200,
        error_messages={
            "max_length": _("The name may have up to %(limit_value)d characters; this one has %(show_value)d."),
        },
    )
    asked: tuple[str, ...] = ()

    def offer(self, policy: Policy, kind: ActivityType, today: datetime.date, held: tuple[str, ...]) -> None:
        """Offers the program's types; asks what the chosen one serves, how much, and by whom, where that matters."""
        self.asked = tuple(fields_for(policy, kind, held))
        self.fields |= fields_for(policy, kind, held)
        far = _("Choose a day within the next ten years.")
        self.fields["date"].validators.append(MaxValueValidator(today + AHEAD, message=far))
        if not policy.asks_first_day:
            self.fields.pop("began")
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(each.key, each.title) for each in policy.types]
        if kind.measure is None:
            self.fields.pop("quantity")
        else:
            self.fields["quantity"].label = format_lazy(_("How many {measures}"), measures=kind.measure.many)
            ask_how_much(self.fields["quantity"], kind)
        if not asks_provider(policy, kind.key):
            self.fields.pop("provider")
        elif kind.providers:
            names = ", ".join(kind.providers)
            self.fields["provider"].help_text = format_lazy(_("Activities of these count: {names}."), names=names)


@candidates_only
@where_recorded
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form; with `see`, what it would do. Another type chosen asks for what belongs to it."""
    seen = progress(visit.candidate)
    kind = _kind(seen.policy, request.GET.get("type", ""))
    asked = "see" in request.GET
    initial = {**request.GET.dict(), "type": kind.key}
    form = WhatIfForm(request.GET) if asked else WhatIfForm(initial=initial)
    form.offer(seen.policy, kind, seen.today, seen.held)
    context: dict[str, Any] = {
        **visit.context("progress"),
        "policy": seen.policy,
        "type": kind,
        "any_asks": any(
            each.measure or asks_provider(seen.policy, each.key) or fields_for(seen.policy, each, seen.held)
            for each in seen.policy.types
        ),
        "form": form,
        "asked": asked,
        "draft": None,
        "activity": None,
    }
    if asked and form.is_valid():
        draft = Activity(
            DRAFT,
            kind.key,
            form.cleaned_data["date"],
            quantity=form.cleaned_data.get("quantity", Decimal(1)),
            provider=form.cleaned_data.get("provider", ""),
            parts=parts_typed(kind, form.cleaned_data.get),
            serves=serves_typed(seen.policy, kind, form.cleaned_data.get),
            began=form.cleaned_data.get("began"),
        )
        wrong = wrong_parts(seen.policy, draft) or parts_between_steps(kind, draft.parts)
        uneven = between_steps(kind, draft.quantity)
        if draft.began and draft.began > draft.on:
            form.add_error("began", _("It can't begin after its last day."))
        elif uneven:
            form.add_error("quantity", say(uneven))
        elif wrong:
            form.add_error(form.asked[0], say(wrong))
        else:
            context |= _result(seen, visit, draft)
    return render(request, "portal/what_if/show.html", context, status=422 if form.errors else 200)


def _kind(policy: Policy, key: str) -> ActivityType:
    """The type of this key, or the first of the program."""
    return next((kind for kind in policy.types if kind.key == key), policy.types[0])


def _result(seen: Progress, visit: Visit, draft: Activity) -> dict[str, Any]:
    """What it would do, level by level, and where it is recorded for real with what was typed."""
    found = what_if(seen.plan, seen.history, (draft,), seen.today)
    typed = {"date": str(draft.on)} | (
        {"quantity": str(draft.quantity)} if seen.policy.type(draft.type).measure else {}
    )
    typed |= {"began": str(draft.began)} if draft.began else {}
    typed |= {"provider": draft.provider} if draft.provider else {}
    typed |= as_typed(seen.policy.type(draft.type), draft.parts, draft.serves)
    return {
        "draft": draft,
        "effects": _effects(seen.policy, found),
        "too_long": too_long(seen.policy, draft, seen.today),
        "record": f"{reverse('activity_new', args=[visit.program, draft.type])}?{urlencode(typed)}",
    }


def _effects(policy: Policy, found: WhatIf) -> list[Effect]:
    activities = {activity.ref: activity for activity in found.history.activities}
    return [
        effect(policy, each.standing, entry, activities, each.earlier)
        for each in found.groups
        for entry in each.entries
    ]
