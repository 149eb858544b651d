"""What of an activity's form asks what it serves: its parts by category, and the credentials it is assigned to."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from recert.policy.history import Part
from recert.policy.lowering import allocated
from recert.policy.model import ActivityType, Policy
from recert.policy.sentence import number
from recert.policy.serving import Split
from recert.records.drafts import MOST
from recert.records.forms.amounts import parse_amount

PART: Final = "part_"
CATEGORY: Final = "category"
SERVES: Final = "serves_"


def fields_for(policy: Policy, kind: ActivityType, held: tuple[str, ...]) -> dict[str, forms.Field]:
    """The fields of a type: none where it is of one category and serves every credential that somebody holds."""
    return {**_parts(policy, kind), **_serves(policy, kind, held)}


def _parts(policy: Policy, kind: ActivityType) -> dict[str, forms.Field]:
    rule = kind.division
    if rule is None:
        return {}
    names = {key: policy.category(key).name for key in rule.categories}
    if rule.split is Split.NOT_ALLOWED:
        missing = _("Choose the category that it counts for.")
        found = forms.ChoiceField(
            label=_("Category"),
            choices=[("", _("Choose one")), *names.items()],
            error_messages={"required": missing, "invalid_choice": missing},
        )
        return {CATEGORY: found}
    fields: dict[str, forms.Field] = {
        PART + key: forms.DecimalField(
            label=format_lazy(_("{measures} of {category}"), measures=_many(kind), category=name),
            required=False,
            min_value=0,
            max_value=MOST,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"invalid": _("That is not a number. Write it with digits, such as 1.5.")},
        )
        for key, name in names.items()
    }
    first = fields[PART + rule.categories[0]]
    first.help_text = format_lazy(
        _("How much of it was of which category. Left empty, all of it is of {category}."),
        category=names[rule.categories[0]],
    )
    return fields


def _many(kind: ActivityType) -> str:
    return kind.measure.many.capitalize() if kind.measure else ""


def _serves(policy: Policy, kind: ActivityType, held: tuple[str, ...]) -> dict[str, forms.Field]:
    if not allocated(policy, kind) or len(held) < 2 or policy.allocation is None:
        return {}
    choices = [("", _("Decide later")), *((key, policy.group(key).name) for key in held)]
    help_text = _("It counts for what you choose here alone. You can change it later.")
    labels = [_("Counts for"), *[_("And for")] * (policy.allocation.most_of(kind.key) - 1)]
    return {
        f"{SERVES}{i}": forms.ChoiceField(
            label=label, choices=choices, required=False, help_text="" if i else help_text
        )
        for i, label in enumerate(labels[: len(held)])
    }


def parts_typed(kind: ActivityType, value: Callable[[str], object]) -> tuple[Part, ...]:
    """The parts that a form says; `value` gives what stands in a field. What is no number yet is left out."""
    rule = kind.division
    if rule is None:
        return ()
    if rule.split is Split.NOT_ALLOWED:
        chosen = str(value(CATEGORY) or "")
        whole = parse_amount(str(value("quantity") or "")) if kind.measure else Decimal(1)
        return (Part(chosen, whole),) if chosen in rule.categories and whole else ()
    typed = ((key, parse_amount(str(value(PART + key) or ""))) for key in rule.categories)
    return tuple(Part(key, much) for key, much in typed if much)


def serves_typed(policy: Policy, kind: ActivityType, value: Callable[[str], object]) -> tuple[str, ...]:
    """The groups that a form of a type names, each once, in the order of the policy."""
    most = policy.allocation.most_of(kind.key) if policy.allocation else 0
    named = {str(value(f"{SERVES}{i}") or "") for i in range(most)}
    return tuple(group.key for group in policy.groups if group.key in named)


def as_typed(kind: ActivityType, parts: tuple[Part, ...], serves: tuple[str, ...]) -> dict[str, str]:
    """What stands in the fields of something on record."""
    found = {f"{SERVES}{i}": key for i, key in enumerate(serves)}
    if kind.division and kind.division.split is Split.NOT_ALLOWED:
        return {**found, CATEGORY: parts[0].category} if parts else found
    return found | {PART + part.category: number(part.quantity) for part in parts}
