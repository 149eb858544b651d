"""What is so of people for a time, and extensions of theirs: their rows as the loop reads them."""

from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recert.policy.calendar import NEVER
from recert.policy.circumstances import Removes
from recert.policy.facts import EVERY
from recert.policy.lowering import THOUSANDTHS
from recert.policy.plan import Plan
from recert.population.load import Rows, days, words
from recert.population.thousandths import thousandths_of

Ints = NDArray[np.int32]


def circumstances_in(rows: Rows, plan: Plan, quiet: Plan) -> tuple[Ints, Ints, Ints, Ints]:
    """By row the first day, what is so, the last day (NEVER while it has none), and the units waived in steps."""
    kind = words(rows, "circumstance", plan.circumstances, quiet=quiet.circumstances)
    since = days(rows, "from")
    until = np.full_like(since, NEVER)
    if rows.has("until"):
        until = days(rows, "until", missing=NEVER)
        rows.reject(until < since, "until", "until is {value}, before its first day", "write a later day")
    return since, kind, until, _units(rows, plan, kind)


def _units(rows: Rows, plan: Plan, kind: Ints) -> Ints:
    waives = [each.removes is Removes.UNITS for each in plan.policy.circumstances]
    asked = np.array([*waives, False], dtype=np.bool_)[kind] if len(kind) else np.zeros(0, dtype=np.bool_)
    if not rows.has("units"):
        rows.reject(asked, "circumstance", "it is not said how many units {value} waives", "add a column units")
        return np.zeros_like(kind)
    found = thousandths_of(rows, "units")
    steps = np.zeros_like(kind)
    for amount in np.unique(found[asked]):
        exact = Decimal(int(amount)) / THOUSANDTHS
        same = asked & (found == amount)
        if not amount or exact % plan.policy.step:
            rows.reject(same, "units", "units is {value}", f"write a multiple of {plan.policy.step}")
        else:
            steps[same] = int(exact / plan.policy.step)
    idle = ~asked & (found != 0)
    rows.reject(idle, "units", "units is {value}, and no units are waived here", "leave it empty")
    return steps


def extensions_in(rows: Rows, plan: Plan, quiet: Plan) -> tuple[Ints, Ints, Ints, Any]:
    """By row the day, the group, the day to which it moves, and a bit for each certification that it concerns."""
    known = [*plan.groups, *(code for code in plan.certifications if code not in plan.groups)]
    of = words(
        rows, "certification", {name: i for i, name in enumerate(known)}, quiet={*quiet.groups, *quiet.certifications}
    )
    on, to = days(rows, "on"), days(rows, "to")
    rows.reject(to < on, "to", "to is {value}, before the day on which it was given", "write a later day")
    groups, masks = [0] * len(known), [EVERY] * len(known)
    for i, name in enumerate(known):
        if name in plan.groups:
            groups[i] = plan.groups[name]
        else:
            place = plan.certifications[name]
            groups[i] = plan.tables.certification_group[place]
            masks[i] = 1 << (place - plan.tables.group_at[groups[i]])
    return on, np.array(groups, dtype=np.int32)[of], to, np.array(masks, dtype=np.int64)[of]
