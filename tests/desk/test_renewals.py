"""Staff settle a renewal that a later correction no longer supports."""

from datetime import date

import pytest
from django.test import Client

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import correct_credential, retire_certification, settle_program, withdraw_activity
from recert.records.models import Renewal
from tests.desk.conftest import DESK, text
from tests.records.conftest import record_courses

State = Renewal.State


@pytest.fixture
def contested(grace: Candidate) -> Renewal:
    """Renewed with five courses, one of which was withdrawn later."""
    recorded = record_courses(grace, 5)
    withdraw_activity(SYSTEM, recorded[1].activity)
    return Renewal.objects.get()


def page(renewal: Renewal) -> str:
    return f"{DESK}/renewals/{renewal.pk}/"


def test_staff_find_what_is_in_question(auditor: Client, contested: Renewal) -> None:
    assert "1 renewal is in question." in text(auditor.get(f"{DESK}/"))
    assert "Grace Ibarra" in text(auditor.get(f"{DESK}/renewals/"))


def test_the_page_shows_the_statement_beside_the_facts_and_what_a_decision_does(
    owner: Client, contested: Renewal
) -> None:
    said = text(owner.get(page(contested)))
    for words in (
        "Units 50 of 50",
        "Counted: 50 of 50 then, 40 of 50 now.",
        "“Course 2” (March 2, 2026) counted 10 then. Now: 0 for Associate: you withdrew it.",
        "ACA-ACF expires on December 10, 2026, earlier than December 10, 2028.",
    ):
        assert words in said, words


def test_an_owner_upholds_it(owner: Client, contested: Renewal) -> None:
    told = {"decision": "uphold", "reason": "The course was taken, the picture was wrong"}
    for _time in range(2):
        assert owner.post(page(contested), told).status_code == 302
    assert Renewal.objects.get().state == State.UPHELD
    assert "No renewal is in question" in text(owner.get(f"{DESK}/renewals/"))
    assert "Record this decision" not in text(owner.get(page(contested)))


def test_it_takes_two_people_to_take_it_back(owner: Client, senior: Client, contested: Renewal) -> None:
    told = {"decision": "take_back", "reason": "Not theirs"}
    assert owner.post(page(contested), told).status_code == 302
    assert Renewal.objects.get().state == State.CONTESTED
    assert "You proposed this, so somebody else has to agree." in text(owner.get(page(contested)))
    assert "You proposed this" in text(owner.post(page(contested), told))
    assert Renewal.objects.get().state == State.CONTESTED
    assert "By Otto Owner: Not theirs" in text(senior.get(page(contested)))
    assert senior.post(page(contested), told).status_code == 302
    assert Renewal.objects.get().state == State.TAKEN_BACK
    assert "The facts alone say" in text(owner.get(page(contested)))
    assert "Active until December 10, 2026" in text(owner.get(f"{DESK}/candidates/AT00000042/"))


def test_a_decision_needs_a_choice_and_a_reason(owner: Client, contested: Renewal) -> None:
    said = text(owner.post(page(contested), {"decision": "", "reason": ""}))
    assert "Choose one of the two." in said and "Say why" in said
    kept = owner.post(page(contested), {"decision": "", "reason": "A long explanation"})
    assert "A long explanation" in kept.content.decode()
    assert Renewal.objects.get().state == State.CONTESTED


def test_an_auditor_reads_and_decides_nothing(auditor: Client, contested: Renewal) -> None:
    assert "A senior auditor or the program's owner decides." in text(auditor.get(page(contested)))
    assert auditor.post(page(contested), {"decision": "uphold", "reason": "x"}).status_code == 404


def test_a_renewal_that_the_facts_give_needs_no_decision(owner: Client, grace: Candidate) -> None:
    record_courses(grace, 5)
    found = Renewal.objects.get()
    assert "they give this renewal by themselves" in text(owner.get(page(found)))
    assert "Nothing is left to decide" in text(owner.post(page(found), {"decision": "take_back", "reason": "x"}))


def test_a_corrected_award_and_a_retirement_are_told(owner: Client, grace: Candidate) -> None:
    record_courses(grace, 5)
    correct_credential(SYSTEM, grace.credentials.get(), date(2024, 11, 10), None, "The list says so")
    retire_certification(SYSTEM, "atlassian", "ACA-CONFE", date(2026, 1, 1), "Replaced")
    settle_program("atlassian")
    said = text(owner.get(page(Renewal.objects.get())))
    assert "ACA-ACF: awarded on December 10, 2024 then, on November 10, 2024 now." in said
    assert "ACA-CONFE was retired as of January 1, 2026." in said
    assert "The cycle was December 10, 2024 to December 10, 2026" in said
