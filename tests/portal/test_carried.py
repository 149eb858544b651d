"""Whoever records more than a level needs is told whether that level carries it."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, History
from recert.policy.plan import plan
from recert.portal.effect import effect
from tests.policy.test_own_rules import carrying, courses, of


@pytest.mark.parametrize(("most", "others"), [(20, 0), (0, 20)])
def test_each_level_says_whether_it_carries(most: int, others: int) -> None:
    policy = carrying(most, own=others)
    activities = tuple(replace(a, ref=a.name) for a in courses(8))
    awards = (Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2025, 1, 10)))
    found = assess(plan(policy), History(awards, activities=activities), date(2026, 6, 1))
    known: dict[str, Activity] = {a.ref: a for a in activities}
    for group, may in (("aca", most), ("acp", others)):
        standing = of(found, group)
        told = effect(policy, standing, standing.entries[-1], known, None)
        assert told.carries == (may > 0)
        assert ("may be carried into the next" in str(told.why)) == (may > 0)
        assert ("is not carried into the next" in str(told.why)) == (may == 0)
