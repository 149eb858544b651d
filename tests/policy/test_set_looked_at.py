"""What is held decides what is required when it changes, and on no other day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.history import Award, History
from recert.policy.plan import plan
from recert.policy.portfolio import Portfolio
from tests.policy.test_missed import AWARD, DUE, fee, rules


@pytest.mark.parametrize("on", [DUE, DUE + timedelta(days=1)])
def test_a_year_that_is_due_leaves_the_set_as_it_was_looked_at(on: date) -> None:
    """One of two retires; nothing is awarded or lapses on the day after the year is due."""
    ten = Decimal(10)
    policy = rules()
    held = tuple(replace(c, alone=ten, added=ten) if c.group == "aca" else c for c in policy.certifications)
    held = tuple(replace(c, retired=date(2026, 6, 1), source="s") if c.code == "ACA-ACF" else c for c in held)
    groups = tuple(replace(g, required=(), portfolio=Portfolio(Decimal(0), True, "s")) for g in policy.groups)
    lowered = plan(replace(policy, certifications=held, groups=groups))
    history = History((AWARD, Award("ACA-ACF", AWARD.on)), (), (fee(date(2026, 3, 1)),))
    assert int(assess(lowered, history, on).groups[0].cycles[0].required) == 20
