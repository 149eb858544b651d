"""Recording, correcting and withdrawing activities."""

import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import (
    Corrected,
    Recorded,
    Refused,
    add_evidence,
    correct_activity,
    record_activity,
    remove_evidence,
    staged,
    withdraw_activity,
)
from recert.records.models import Activity, Evidence, Renewal, StagedEvidence
from recert.records.progress import Progress, progress
from tests.records.conftest import TODAY, draft, file, record_courses, recorded


def units(seen: Progress, group: str = "aca") -> int:
    return next(int(s.cycles[-1].counted) for s in seen.assessment.groups if s.group == group)


def refused(outcome: Any) -> Refused:
    assert isinstance(outcome, Refused), outcome
    return outcome


def only(outcome: Any) -> Any:
    (problem,) = refused(outcome).problems
    return problem


def kept_files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_candidate_records_an_activity(grace: Candidate, evidence_folder: Path) -> None:
    found = recorded(grace, name="  Cloud \t basics ", notes="All\r\nday")
    assert (found.activity.name, found.activity.name_key, found.activity.notes) == (
        "Cloud basics",
        "cloud basics",
        "All\nday",
    )
    assert (units(found.progress_before), units(found.progress)) == (0, 10)
    evidence = Evidence.objects.get(activity=found.activity)
    assert (evidence.name, evidence.media_type) == ("done.png", "image/png")
    assert (evidence_folder / str(evidence.file.name)).stat().st_size == evidence.size
    event = Event.objects.get(verb="activity.recorded")
    assert (event.candidate, event.subject) == (grace.pk, f"activity:{found.activity.pk}")
    grace.refresh_from_db()
    assert grace.version == 2


def test_fifty_units_renew_the_level_at_once(grace: Candidate) -> None:
    first = record_courses(grace, 4)
    assert not any(found.renewals for found in first)
    last = recorded(grace, "Course 5", date(2026, 3, 5))
    (renewal,) = last.renewals
    assert (renewal.group, renewal.new_expiry, renewal.state) == ("aca", date(2028, 12, 10), "granted")
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs[-2:] == ["activity.recorded", "renewal.granted"]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"type": "sleeping"}, "type", "does not know"),
        ({"day": date(2026, 6, 16)}, "date", "is in the future"),
        ({"day": date(1026, 6, 16)}, "date", "Check the year"),
        ({"name": " "}, "name", "Give the name"),
        ({"name": "x" * 201}, "name", "longer than 200"),
        ({"name": "a\x00b"}, "name", "can't be shown"),
        ({"name": "a‮b"}, "name", "can't be shown"),
        ({"name": "a\ud800b"}, "name", "can't be shown"),
        ({"notes": "x" * 2001}, "notes", "longer than 2,000"),
        ({"notes": "a\x00b"}, "notes", "can't be shown"),
        ({"language": "klingon!"}, "language", "from the list"),
        ({"files": ()}, "files", "at least one picture or PDF"),
        ({"files": tuple(file(shade=n) for n in range(6))}, "files", "6 files"),
    ],
)
def test_a_mistake_is_told_at_its_place(grace: Candidate, change: dict[str, Any], field: str, words: str) -> None:
    problem = only(record_activity(SYSTEM, grace, draft(**change)))
    assert problem.field == field
    assert words in problem.sentence
    assert not Activity.objects.exists()
    assert not Event.objects.filter(verb="activity.recorded").exists()


def test_all_mistakes_are_told_at_once(grace: Candidate) -> None:
    outcome = refused(record_activity(SYSTEM, grace, draft(name="", day=date(2027, 1, 1), files=())))
    assert {problem.field for problem in outcome.problems} == {"name", "date", "files"}


def test_today_is_not_the_future(grace: Candidate) -> None:
    assert recorded(grace, day=TODAY)


@pytest.mark.parametrize("name", ["Größe und Maß", "नमस्ते क्‍ष", "दाम 👩‍💻", "İstanbul", "ŉ" * 200])
def test_names_of_all_scripts_are_kept(grace: Candidate, name: str) -> None:
    assert recorded(grace, name=name).activity.name == name


def test_the_same_activity_twice_is_refused_and_names_the_first(grace: Candidate) -> None:
    first = recorded(grace, name="Cloud basics").activity
    problem = only(record_activity(SYSTEM, grace, draft(name="  CLOUD   Basics")))
    assert (problem.field, problem.activity) == ("name", first.pk)
    assert "You recorded “Cloud basics” of March 2, 2026 before" in problem.sentence
    assert recorded(grace, day=date(2026, 3, 3))


def test_a_withdrawn_activity_may_be_recorded_again(grace: Candidate) -> None:
    withdraw_activity(SYSTEM, recorded(grace).activity)
    assert recorded(grace)


def test_the_same_form_again_is_the_same_activity(grace: Candidate, evidence_folder: Path) -> None:
    sent = draft()
    first, again = (record_activity(SYSTEM, grace, sent) for _ in range(2))
    assert isinstance(first, Recorded) and isinstance(again, Recorded)
    assert again.repeated and again.activity == first.activity
    assert Event.objects.filter(verb="activity.recorded").count() == 1
    assert kept_files(evidence_folder) == 1


def test_the_same_form_again_after_a_correction_is_still_the_same_activity(grace: Candidate) -> None:
    sent = draft()
    first = record_activity(SYSTEM, grace, sent)
    assert isinstance(first, Recorded)
    correct_activity(SYSTEM, first.activity, replace(sent, name="Another name"))
    again = record_activity(SYSTEM, grace, sent)
    assert isinstance(again, Recorded) and again.repeated


@pytest.mark.parametrize("change", [{"name": "Another"}, {"files": (file(shade=9),)}])
def test_the_same_form_with_other_contents_is_refused_with_a_link(grace: Candidate, change: dict[str, Any]) -> None:
    sent = draft()
    first = record_activity(SYSTEM, grace, sent)
    assert isinstance(first, Recorded)
    problem = only(record_activity(SYSTEM, grace, replace(sent, **change)))
    assert problem.activity == first.activity.pk
    assert "This form was sent before and became “Cloud basics” of March 2, 2026" in problem.sentence


def test_two_candidates_may_send_the_same_form_key(grace: Candidate) -> None:
    other = Candidate.objects.create(program="atlassian", number="AT00000043", email="ben@example.org")
    key = uuid.uuid4()
    assert recorded(grace, submission=key).activity != recorded(other, submission=key).activity


def test_files_of_a_refused_form_wait_for_it(grace: Candidate, evidence_folder: Path) -> None:
    sent = draft(name="", files=(file("one.png"), file("two.png", shade=2)))
    refused(record_activity(SYSTEM, grace, sent))
    assert [row.name for row in staged(grace, sent.submission)] == ["one.png", "two.png"]
    found = record_activity(SYSTEM, grace, replace(sent, name="Cloud basics", files=()))
    assert isinstance(found, Recorded)
    assert found.activity.evidence.count() == 2
    assert not StagedEvidence.objects.exists()
    assert kept_files(evidence_folder) == 2


def test_of_too_many_files_the_first_five_wait(grace: Candidate, evidence_folder: Path) -> None:
    sent = draft(files=tuple(file(f"{n}.png", shade=n) for n in range(7)))
    assert "The first 5 were kept" in only(record_activity(SYSTEM, grace, sent)).sentence
    assert [row.name for row in staged(grace, sent.submission)] == [f"{n}.png" for n in range(5)]
    assert kept_files(evidence_folder) == 5


def test_a_file_chosen_again_that_waits_already_is_one_file(grace: Candidate) -> None:
    sent = draft(name="")
    refused(record_activity(SYSTEM, grace, sent))
    found = record_activity(SYSTEM, grace, replace(sent, name="Cloud basics"))
    assert isinstance(found, Recorded) and found.activity.evidence.count() == 1


def test_a_candidate_corrects_an_activity(grace: Candidate) -> None:
    activity = recorded(grace).activity
    outcome = correct_activity(SYSTEM, activity, draft(name="Cloud basics II", type="global-event"), seen=1)
    assert isinstance(outcome, Corrected)
    assert (outcome.activity.name, outcome.activity.version, units(outcome.progress)) == ("Cloud basics II", 2, 30)
    event = Event.objects.get(verb="activity.corrected")
    assert event.data["before"] == {"type": "course", "name": "Cloud basics"}
    assert event.data["after"] == {"type": "global-event", "name": "Cloud basics II"}


def test_a_correction_that_changes_nothing_leaves_nothing(grace: Candidate) -> None:
    activity = recorded(grace).activity
    outcome = correct_activity(SYSTEM, activity, draft())
    assert isinstance(outcome, Corrected) and outcome.activity.version == 1
    assert not Event.objects.filter(verb="activity.corrected").exists()


def test_a_correction_in_an_old_tab_does_not_overwrite_a_newer_one(grace: Candidate) -> None:
    activity = recorded(grace).activity
    correct_activity(SYSTEM, activity, draft(name="First"), seen=1)
    assert "changed meanwhile" in only(correct_activity(SYSTEM, activity, draft(name="Second"), seen=1)).sentence


def test_a_correction_into_an_activity_on_record_is_refused(grace: Candidate) -> None:
    first = recorded(grace, name="First").activity
    second = recorded(grace, name="Second").activity
    assert only(correct_activity(SYSTEM, second, draft(name="first"))).activity == first.pk


def test_a_candidate_withdraws_an_activity(grace: Candidate) -> None:
    activity = recorded(grace).activity
    done = withdraw_activity(SYSTEM, activity)
    assert not isinstance(done, Refused)
    assert units(done.progress) == 0
    withdraw_activity(SYSTEM, activity)
    assert Event.objects.filter(verb="activity.withdrawn").count() == 1
    assert "was withdrawn" in only(correct_activity(SYSTEM, activity, draft(name="x"))).sentence
    assert "was withdrawn" in only(add_evidence(SYSTEM, activity, (file(shade=1),))).sentence


def test_a_candidate_adds_and_removes_evidence(grace: Candidate, evidence_folder: Path) -> None:
    activity = recorded(grace).activity
    outcome = add_evidence(SYSTEM, activity, (file("more.png", shade=1), file("same.png")))
    assert isinstance(outcome, Corrected) and activity.evidence.count() == 2
    assert kept_files(evidence_folder) == 2
    assert "6 files" in only(add_evidence(SYSTEM, activity, tuple(file(shade=n) for n in range(2, 6)))).sentence
    assert kept_files(evidence_folder) == 2
    assert [e.data["name"] for e in Event.objects.filter(verb="evidence.added")] == ["more.png"]


@pytest.mark.django_db(transaction=True)
def test_removed_evidence_is_gone_and_the_last_one_stays(grace: Candidate, evidence_folder: Path) -> None:
    activity = recorded(grace).activity
    add_evidence(SYSTEM, activity, (file("more.png", shade=1),))
    first, second = activity.evidence.order_by("added_at", "name")
    assert isinstance(remove_evidence(SYSTEM, first), Corrected)
    assert isinstance(remove_evidence(SYSTEM, first), Corrected)
    assert "the only evidence" in only(remove_evidence(SYSTEM, second)).sentence
    assert kept_files(evidence_folder) == 1
    assert Event.objects.filter(verb="evidence.removed").count() == 1


def test_recording_an_activity_costs_a_known_number_of_queries(grace: Candidate) -> None:
    recorded(grace)
    sent = draft(name="Another")
    with CaptureQueriesContext(
        connection,
    ) as told:
        record_activity(SYSTEM, grace, sent)
    assert len([q for q in told.captured_queries if "SAVEPOINT" not in q["sql"]]) <= 20


def test_progress_costs_one_query(grace: Candidate, django_assert_num_queries: Any) -> None:
    record_courses(grace, 5)
    progress(grace)
    with django_assert_num_queries(1):
        seen = progress(grace)
    assert len(seen.activities) == 5
    assert [renewal.state for renewal in seen.renewals] == [Renewal.State.GRANTED]
