"""Where a candidate stands, and what an activity would do before it is recorded."""

from datetime import date
from decimal import Decimal
from typing import Any

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.policy.assessment import CycleState, Reason
from recert.policy.history import Activity
from recert.records.actions import record_credential, withdraw_activity
from recert.records.progress import preview, progress, without
from tests.records.conftest import record_courses, recorded


def course(name: str = "Cloud basics", day: date = date(2026, 3, 9), ref: str = "draft") -> Activity:
    return Activity(ref=ref, type="course", on=day, name=name)


def test_a_candidate_sees_where_they_stand(grace: Candidate) -> None:
    recorded(grace)
    seen = progress(grace)
    (standing,) = seen.assessment.groups
    assert (standing.cycles[0].counted, standing.cycles[0].missing) == (Decimal(10), Decimal(40))
    assert [row.name for row in seen.activities.values()] == ["Cloud basics"]


def test_a_candidate_who_holds_nothing_stands_nowhere(program: str) -> None:
    nobody = Candidate.objects.create(program=program, number="AT00000050", email="n@example.org")
    seen = progress(nobody)
    assert (seen.assessment.groups, seen.renewals, dict(seen.activities)) == ((), (), {})


def test_the_day_is_the_programs(grace: Candidate, monkeypatch: Any) -> None:
    from datetime import UTC, datetime

    from recert.records import clock

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 15, 23, 59, tzinfo=UTC))
    assert progress(grace).today == date(2026, 6, 15)


def test_a_preview_shows_what_a_course_would_count(grace: Candidate, django_assert_num_queries: Any) -> None:
    recorded(grace)
    with django_assert_num_queries(1):
        seen = preview(grace, course("Another"))
    assert (seen.entries["aca"].amount, seen.entries["aca"].reason) == (Decimal(10), Reason.COUNTED)
    counted = [assessment.groups[0].cycles[0].counted for assessment in (seen.before, seen.after)]
    assert counted == [Decimal(10), Decimal(20)]
    assert (seen.renews, seen.similar, seen.duplicate) == ((), (), None)


def test_a_preview_shows_the_renewal_a_course_would_complete(grace: Candidate) -> None:
    record_courses(grace, 4)
    (cycle,) = preview(grace, course("Course 5")).renews
    assert (cycle.state, cycle.new_expiry) == (CycleState.RENEWED, date(2028, 12, 10))
    assert progress(grace).renewals == ()


def test_a_preview_names_the_duplicate_and_the_similar(grace: Candidate) -> None:
    same = recorded(grace, "Cloud Basics", date(2026, 3, 9)).activity
    other_day = recorded(grace, "cloud  basics", date(2026, 3, 10)).activity
    recorded(grace, "Cloud basics", date(2024, 3, 10))  # before the award: no cycle
    seen = preview(grace, course())
    assert (seen.duplicate, seen.similar) == (same, (other_day,))
    withdraw_activity(SYSTEM, same)
    assert preview(grace, course()).duplicate is None


def test_a_preview_of_a_correction_looks_past_the_activity_it_replaces(grace: Candidate) -> None:
    activity = recorded(grace).activity
    seen = preview(grace, Activity("draft", "global-event", date(2026, 3, 2), "Cloud basics"), replacing=activity)
    assert seen.after.groups[0].cycles[0].counted == 30
    again = preview(grace, course(activity.name, activity.date, str(activity.pk)), replacing=activity)
    assert again.duplicate is None and again.after.groups[0].cycles[0].counted == 10


def test_a_preview_counts_for_both_levels(grace: Candidate) -> None:
    record_credential(SYSTEM, grace, "ACP-JCA", date(2025, 6, 1))
    assert set(preview(grace, course()).entries) == {"aca", "acp"}


def test_a_draft_without_a_name_yet_is_previewed(grace: Candidate) -> None:
    recorded(grace)
    seen = preview(grace, course("", date(2026, 3, 2)))
    assert seen.duplicate is None and seen.entries["aca"].amount == 10


def test_where_a_candidate_would_stand_without_one_activity(grace: Candidate) -> None:
    activity = recorded(grace).activity
    seen = without(progress(grace), str(activity.pk))
    assert not seen.history.activities and seen.assessment.groups[0].cycles[0].counted == 0
