"""What a candidate can do, and what it costs them: what ways to renew are made of."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from recert.policy.model import ActivityType, Policy
from recert.policy.planning.way import Wish

DEAREST: Final = 1_000_000
"""No cost is more, whatever it is counted in."""


class CanDoForm(forms.Form):
    """Types that may be among the steps, and for each what one costs, or one of what it is measured in.

    Without any type chosen all are; without costs the fewest activities are looked for.
    """

    def __init__(self, policy: Policy, typed: Any) -> None:
        super().__init__(typed)
        self.policy = policy
        asked = set(typed.getlist("type"))
        self.chosen = tuple(kind.key for kind in policy.types if kind.key in asked)
        self.fields |= {_name(kind): _cost(kind) for kind in policy.types}

    @property
    def costs(self) -> Mapping[str, Decimal]:
        """What was given; a form with errors has none."""
        found = ((kind.key, self.cleaned_data.get(_name(kind))) for kind in self.policy.types)
        return {} if self.errors else {key: cost for key, cost in found if cost is not None}

    @property
    def wish(self) -> Wish:
        """What a way may be made of."""
        return Wish(types=self.chosen, costs=self.costs)

    @property
    def used(self) -> list[str]:
        """With costs the titles of all that may be among the steps; without any none are named."""
        wish = self.wish
        return [kind.title for kind in self.policy.types if wish.allows(kind.key)] if wish.costs else []

    @property
    def is_changed(self) -> bool:
        """Whether other types were chosen than are looked at without any choice."""
        own = Wish().of_candidates(self.policy)
        return bool(self.chosen) and any(own.allows(k.key) != (k.key in self.chosen) for k in self.policy.types)

    @property
    def choices(self) -> list[tuple[ActivityType, bool]]:
        """Every type, and whether it may be among the steps; what it costs is another question."""
        allowed = Wish(types=self.chosen).of_candidates(self.policy)
        return [(kind, allowed.allows(kind.key)) for kind in self.policy.types]

    @property
    def priced(self) -> list[tuple[ActivityType, forms.BoundField]]:
        """Every type with the field of its cost."""
        return [(kind, self[_name(kind)]) for kind in self.policy.types]

    @property
    def asks_cost(self) -> bool:
        """Whether any cost was typed, right or wrong."""
        return any(bound.value() for _, bound in self.priced)


def _name(kind: ActivityType) -> str:
    return f"cost-{kind.key}"


def _cost(kind: ActivityType) -> forms.DecimalField:
    return forms.DecimalField(
        label=kind.title,
        required=False,
        widget=forms.TextInput,
        min_value=0,
        max_value=DEAREST,
        max_digits=9,
        decimal_places=2,
        error_messages={
            "invalid": _("That is not a number. Write it with digits, such as 25 or 12.50."),
            "min_value": _("A cost can't be less than 0. Leave it empty if you wouldn't do it at any cost."),
            "max_value": _("Write a number up to %(limit_value)s."),
            "max_decimal_places": _("Write no more than two digits after the point."),
            "max_digits": _("Write a number up to 1000000, with no more than two digits after the point."),
            "max_whole_digits": _("Write a number up to 1000000."),
        },
    )
