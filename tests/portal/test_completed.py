"""Whoever recorded what completed a cycle is told so of that activity, and of no other."""

from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, History
from recert.policy.plan import plan
from recert.portal.effect import done
from tests.policy.test_nothing_asked import taking


@pytest.mark.parametrize(("units", "ethics"), [(0, 20), (20, 20), (30, 20)])
def test_what_gave_a_category_the_last_of_its_units_is_what_renewed(units: int, ethics: int) -> None:
    policy = taking(units, ethics)
    kinds = {"1": "local-event", "2": "course", "3": "local-event", "4": "course", "5": "course"}
    activities = tuple(Activity(ref, kind, date(2025, 3, int(ref)), ref) for ref, kind in kinds.items())
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), activities=activities)
    (standing,) = assess(plan(policy), history, date(2025, 6, 1)).groups
    known = {activity.ref: activity for activity in activities}
    told = {each.activity: done(policy, standing, each, known).renews for each in standing.entries}
    assert standing.cycles[0].met_on == date(2025, 3, 4)
    assert [ref for ref, renews in told.items() if renews] == ["4"]
