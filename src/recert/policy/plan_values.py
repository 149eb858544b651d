"""Values that the start of a cycle decides, and the conditions that they name, as columns."""

from collections.abc import Iterable
from decimal import Decimal

from recert.policy.calendar import BEFORE, NEVER, number
from recert.policy.cascades import Trigger
from recert.policy.condition import Condition
from recert.policy.first_values import first_values
from recert.policy.lowering import Columns, lists
from recert.policy.model import Policy, Value
from recert.policy.plan_demands import demands_of


class Values:
    """The values of all settings, one after the other, and the conditions that they name."""

    def __init__(self, policy: Policy) -> None:
        self.step = policy.step
        self.looks_back = any(cascade.trigger is Trigger.RENEWED for cascade in policy.cascades)
        carried = [policy.carried_of(group.key) for group in policy.groups]
        carried += [minimum.values for minimum in policy.carry.kept] if policy.carry else []
        self.at_the_end = any(value.when for values in carried for value in values)
        every = (demand for group in policy.groups for _, demand in demands_of(group))
        by_years = [demand.values for demand in every if demand.by_year]
        by_years += [cap.most for cap in policy.caps if cap.by_year]
        self.by_years = any(value.when for values in by_years for value in values)
        self.since = list[int]()
        self.amount = list[int]()
        self.share = list[int]()
        self.when = list[int]()
        self.by_end = list[int]()
        self.conditions = list[Condition]()

    def add(self, items: Iterable[tuple[Value, ...]], step: Decimal | None = None) -> list[int]:
        """Takes in all items' values: `[i]` to `[i + 1]` are those of item i."""
        at = [len(self.since)]
        for values in items:
            always = len(first_values(values))
            for place, value in enumerate(values):
                self.since.append(BEFORE if place < always else number(value.since))
                steps = int(value.amount * 100 if value.share else value.amount / (step or self.step))
                self.amount.append(NEVER if value.unlimited else steps)
                self.share.append(int(value.share))
                self.when.append(self._condition(value.when))
                self.by_end.append(int(value.by_end))
            at.append(len(self.since))
        return at

    def _condition(self, when: Condition | None) -> int:
        if when is None:
            return -1
        if when not in self.conditions:
            self.conditions.append(when)
        return self.conditions.index(when)


def settings(values: Values, places: dict[str, int], kinds: dict[str, int]) -> Columns:
    """The columns of `Tables` about values and conditions; `places` are those of certifications."""
    conditions = values.conditions
    holds_at, holds = lists([[places[code] for code in when.holds] for when in conditions])
    lacks_at, lacks = lists([[places[code] for code in when.lacks] for when in conditions])
    true_at, true_of = lists([[kinds[key] for key in when.true_of] for when in conditions])
    untrue_at, untrue_of = lists([[kinds[key] for key in when.untrue_of] for when in conditions])
    anew = any(when.seen for when in conditions)
    return {
        "when_true_at": true_at,
        "when_true": true_of,
        "when_untrue_at": untrue_at,
        "when_untrue": untrue_of,
        "when_seen": [int(when.seen) for when in conditions],
        "value_since": values.since,
        "value_amount": values.amount,
        "value_share": values.share,
        "value_when": values.when,
        "value_by_end": values.by_end,
        "by_ends": int(any(values.by_end)),
        "notes": int(anew or any(values.by_end) or values.at_the_end or values.by_years),
        "anew": int(anew),
        "when_count": len(conditions),
        "when_cycle_from": [when.cycle_from for when in conditions],
        "when_cycle_to": [when.cycle_to or NEVER for when in conditions],
        "when_every": [when.every or 1 for when in conditions],
        "when_awarded_from": [number(w.awarded_from) if w.awarded_from else BEFORE for w in conditions],
        "when_awarded_before": [number(w.awarded_before) if w.awarded_before else NEVER for w in conditions],
        "when_held_months": [when.held_years * 12 for when in conditions],
        "when_held_from": [when.held_from for when in conditions],
        "when_held_to": [when.held_to or NEVER for when in conditions],
        "when_holds_at": holds_at,
        "when_holds": holds,
        "when_lacks_at": lacks_at,
        "when_lacks": lacks,
        "asks_others": int(bool(holds or lacks) or values.looks_back),
    }
