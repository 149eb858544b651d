"""Renewals: granted by the facts, pinned with their statement, contested by later corrections, decided by staff."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy.assessment import Route
from recert.records import nightly
from recert.records.actions import (
    Corrected,
    Recorded,
    Refused,
    correct_activity,
    correct_credential,
    record_credential,
    record_exam,
    retire_certification,
    settle_program,
    take_back_renewal,
    uphold_renewal,
    withdraw_activity,
)
from recert.records.models import ExamResult, Renewal
from recert.records.progress import progress
from recert.records.renewals import verify_statements
from tests.records.conftest import draft, file, join, record_courses, recorded

EXPIRY = date(2028, 12, 10)


@pytest.fixture
def courses(grace: Candidate) -> list[Recorded]:
    """Five courses that renew the level."""
    return record_courses(grace, 5)


def renewal() -> Renewal:
    return Renewal.objects.get()


def expires(candidate: Candidate) -> date:
    (standing,) = progress(candidate).assessment.groups
    return standing.holdings[-1].expires


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__startswith="renewal.").order_by("number").values_list("verb", flat=True))


def test_a_renewal_pins_the_statement_that_shows_why(grace: Candidate, courses: list[Recorded]) -> None:
    found = renewal()
    told = found.statement["result"]
    assert (found.start, found.end, found.met_on) == (date(2024, 12, 10), date(2026, 12, 10), date(2026, 3, 5))
    assert (told["required"], told["counted"], told["route"]) == ("50", "50", "units")
    assert [entry["name"] for entry in told["entries"]] == [f"Course {n}" for n in range(1, 6)]
    assert {entry["reason"] for entry in told["entries"]} == {"counted"}
    assert told["certifications"] == [{"certification": "ACA-ACF", "old": "2026-12-10", "new": "2028-12-10"}]
    assert found.policy_digest == found.statement["rules"]["policy"] and len(found.policy_digest) == 64


def test_a_surplus_course_leaves_the_statement_as_it_is(grace: Candidate, courses: list[Recorded]) -> None:
    before = renewal().statement
    recorded(grace, "Course 6", date(2026, 4, 1), files=(file(shade=6),))
    assert renewal().statement == before
    assert verbs() == ["renewal.granted"]


def test_a_correction_of_a_name_is_stated_again(grace: Candidate, courses: list[Recorded]) -> None:
    correct_activity(SYSTEM, courses[0].activity, draft("Better name", date(2026, 3, 1)))
    assert renewal().statement["result"]["entries"][0]["name"] == "Better name"
    assert verbs() == ["renewal.granted", "renewal.restated"]
    event = Event.objects.get(verb="renewal.restated")
    assert event.data["prior"]["result"]["entries"][0]["name"] == "Course 1"
    assert not list(verify_statements())


def test_a_correction_that_would_undo_a_renewal_is_put_before_staff(grace: Candidate, courses: list[Recorded]) -> None:
    outcome = withdraw_activity(SYSTEM, courses[0].activity)
    assert isinstance(outcome, Corrected)
    assert renewal().state == Renewal.State.CONTESTED
    assert expires(grace) == EXPIRY
    (standing,) = outcome.progress.assessment.groups
    assert standing.cycles[0].route == Route.GRANT
    assert verbs() == ["renewal.granted", "renewal.contested"]


def test_a_contested_renewal_is_contested_once(grace: Candidate, courses: list[Recorded]) -> None:
    for course in courses[:3]:
        withdraw_activity(SYSTEM, course.activity)
    assert verbs() == ["renewal.granted", "renewal.contested"]


def test_a_contested_renewal_clears_when_the_facts_give_it_again(grace: Candidate, courses: list[Recorded]) -> None:
    withdraw_activity(SYSTEM, courses[0].activity)
    recorded(grace, "Another course", date(2026, 5, 1), files=(file(shade=7),))
    found = renewal()
    assert (found.state, found.met_on, found.new_expiry) == (Renewal.State.GRANTED, date(2026, 5, 1), EXPIRY)
    assert verbs() == ["renewal.granted", "renewal.contested", "renewal.cleared", "renewal.restated"]
    assert not list(verify_statements())


def test_staff_uphold_a_contested_renewal(grace: Candidate, courses: list[Recorded]) -> None:
    withdraw_activity(SYSTEM, courses[0].activity)
    assert isinstance(uphold_renewal(SYSTEM, renewal(), " "), Refused)
    assert isinstance(uphold_renewal(SYSTEM, renewal(), "Our own mistake"), Renewal)
    assert (renewal().state, expires(grace)) == (Renewal.State.UPHELD, EXPIRY)
    withdraw_activity(SYSTEM, courses[1].activity)
    assert renewal().state == Renewal.State.UPHELD
    assert verbs() == ["renewal.granted", "renewal.contested", "renewal.upheld"]


def test_staff_take_a_contested_renewal_back(grace: Candidate, courses: list[Recorded]) -> None:
    withdraw_activity(SYSTEM, courses[0].activity)
    before = Candidate.objects.get().version
    take_back_renewal(SYSTEM, renewal(), "The certificate was not theirs")
    assert (renewal().state, expires(grace)) == (Renewal.State.TAKEN_BACK, date(2026, 12, 10))
    assert Candidate.objects.get().version > before
    take_back_renewal(SYSTEM, renewal(), "Twice")
    assert verbs().count("renewal.taken_back") == 1
    recorded(grace, "Another course", date(2026, 5, 1), files=(file(shade=7),))
    assert expires(grace) == EXPIRY
    assert list(Renewal.objects.order_by("pk").values_list("state", flat=True)) == ["taken_back", "granted"]
    assert not list(verify_statements())


def test_a_renewal_that_the_facts_give_is_not_for_staff_to_decide(grace: Candidate, courses: list[Recorded]) -> None:
    outcome = take_back_renewal(SYSTEM, renewal(), "I want to")
    assert isinstance(outcome, Refused) and "Nothing is left to decide" in outcome.problems[0].sentence


def test_a_retake_renews_and_is_stated(grace: Candidate) -> None:
    assert isinstance(record_exam(SYSTEM, grace, "ACA-ACF", date(2026, 6, 12), passed=True), ExamResult)
    found = renewal()
    assert (found.route, found.new_expiry) == ("retake", EXPIRY)
    assert not list(verify_statements())


def test_a_second_level_is_renewed_by_the_same_courses(grace: Candidate, courses: list[Recorded]) -> None:
    record_credential(SYSTEM, grace, "ACP-JCA", date(2025, 1, 15))
    record_courses(grace, 5, first=11)
    assert sorted(Renewal.objects.values_list("group", flat=True)) == ["aca", "acp"]


def test_an_earlier_award_corrected_in_keeps_the_cycles_renewal_before_staff(
    grace: Candidate, courses: list[Recorded]
) -> None:
    credential = grace.credentials.get()
    correct_credential(SYSTEM, credential, date(2024, 11, 10), None, "The issuer's list says so")
    assert renewal().state == Renewal.State.CONTESTED
    assert renewal().new_expiry == EXPIRY


def test_a_later_award_corrected_in_restates_the_renewal(grace: Candidate, courses: list[Recorded]) -> None:
    credential = grace.credentials.get()
    correct_credential(SYSTEM, credential, date(2025, 1, 10), None, "The issuer's list says so")
    assert (renewal().state, renewal().new_expiry) == (Renewal.State.GRANTED, date(2029, 1, 10))


def test_a_change_of_rules_settles_everybody(grace: Candidate, courses: list[Recorded]) -> None:
    join("AT00000077", "other@example.org")
    retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2026, 1, 1), "Replaced")
    assert settle_program("atlassian") == 2
    assert renewal().state == Renewal.State.CONTESTED
    assert settle_program("atlassian") == 2
    assert verbs() == ["renewal.granted", "renewal.contested"]


def test_a_retirement_later_on_leaves_pinned_statements_as_they_are(grace: Candidate, courses: list[Recorded]) -> None:
    retire_certification(SYSTEM, "atlassian", "ACA-CONFE", date(2026, 6, 1), "Replaced")
    settle_program("atlassian")
    assert verbs() == ["renewal.granted"]
    assert not list(verify_statements())


def test_a_statement_changed_behind_our_back_is_found(grace: Candidate, courses: list[Recorded]) -> None:
    found = renewal()
    told: dict[str, Any] = found.statement
    told["facts"]["activities"] = told["facts"]["activities"][:-1]
    Renewal.objects.filter(pk=found.pk).update(statement=told)
    (difference,) = verify_statements()
    assert difference.renewal == found
    assert (difference.pinned["counted"], difference.derived["counted"]) == ("50", "40")


def test_recording_in_another_order_gives_the_same_standing(grace: Candidate) -> None:
    other = join("AT00000078", "other@example.org")
    record_credential(SYSTEM, other, "ACA-ACF", date(2024, 12, 10))
    days = [date(2026, 3, n) for n in range(1, 8)]
    for day in days:
        recorded(grace, f"Course {day}", day)
    for day in reversed(days):
        recorded(other, f"Course {day}", day)
    assert expires(grace) == expires(other) == EXPIRY
    mine, theirs = Renewal.objects.get(candidate=grace), Renewal.objects.get(candidate=other)
    assert [e["name"] for e in mine.statement["result"]["entries"]] == [
        e["name"] for e in theirs.statement["result"]["entries"]
    ]


def test_a_correction_seen_by_the_candidate_keeps_its_version(grace: Candidate, courses: list[Recorded]) -> None:
    sent = draft("Course 1", date(2026, 3, 1))
    outcome = correct_activity(SYSTEM, courses[0].activity, replace(sent, notes="Online"))
    assert isinstance(outcome, Corrected)
    assert verbs() == ["renewal.granted"]


def test_the_nightly_run_settles_what_a_change_of_rules_left_and_verifies_everything(
    grace: Candidate, courses: list[Recorded], caplog: pytest.LogCaptureFixture
) -> None:
    retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2026, 1, 1), "Replaced")
    assert nightly.settle() == 1
    assert renewal().state == Renewal.State.CONTESTED
    assert nightly.verify() == 0
    found = renewal()
    Renewal.objects.filter(pk=found.pk).update(statement={**found.statement, "result": {}})
    assert nightly.verify() == 1
    assert f"The statement of renewal {found.pk} no longer follows" in caplog.text


def test_a_granted_date_is_not_shortened_by_a_correction(grace: Candidate, courses: list[Recorded]) -> None:
    """The facts still give the renewal, but to an earlier date: staff decide, and meanwhile the later one holds."""
    correct_credential(SYSTEM, grace.credentials.get(), date(2024, 11, 10), None, "The issuer's list says so")
    assert renewal().state == Renewal.State.CONTESTED
    assert expires(grace) == EXPIRY
    take_back_renewal(SYSTEM, renewal(), "The award was a month earlier")
    assert expires(grace) == date(2028, 11, 10)
