"""What an activity serves, as it is stored: whole thousandths by category, and the keys of groups."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from recert.policy.history import Part
from recert.policy.lowering import THOUSANDTHS
from recert.policy.parts import written


def parts_of(divided: Mapping[str, int]) -> tuple[Part, ...]:
    """Stored parts as the rules read them."""
    return tuple(Part(category, Decimal(much) / THOUSANDTHS) for category, much in divided.items())


def parts_of_text(text: str) -> str:
    """Stored parts, as the database gives them as text, as the tables of a population have them."""
    return "" if text == "{}" else written(parts_of(json.loads(text)))


def check_divided(value: Any) -> None:
    """ValidationError where something is not how much is for which category."""
    if not isinstance(value, dict) or any(not key or type(much) is not int or much <= 0 for key, much in value.items()):
        raise ValidationError(_("Parts are whole thousandths, more than none, by category."))


def check_serves(value: Any) -> None:
    """ValidationError where something is no list of different groups."""
    if not isinstance(value, list) or any(not isinstance(key, str) or not key for key in value):
        raise ValidationError(_("An activity serves groups, named by their keys."))
    if len(set(value)) < len(value):
        raise ValidationError(_("A group is named twice."))
