"""Evidence dropped first fills in the form; what was typed stays, and nothing is recorded before somebody looks."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from recert.people.models import Candidate
from recert.records.models import Activity
from tests.audits.test_looking import certificate
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.records import files

NEW = "/atlassian/activities/new/course/"


def evidence() -> bytes:
    return files.encoded(certificate("Ada Moreau", "Permissions for administrators", "June 10, 2026"), "PNG")


@pytest.fixture
def send(client: Client, cast: Cast, ada: Candidate) -> Callable[..., Any]:
    """Sends the form to be filled in."""
    client.force_login(cast.candidate)

    def through(content: bytes | None, **typed: str) -> Any:
        told: dict[str, Any] = {"read": "1", "submission": str(uuid4()), "date": "", "name": "", **typed}
        if content is not None:
            told["files"] = SimpleUploadedFile("certificate.png", content, "image/png")
        return client.post(NEW, told)

    return through


def test_evidence_that_is_dropped_first_fills_in_name_and_date(send: Callable[..., Any]) -> None:
    page = send(evidence()).content.decode()
    assert 'value="Permissions for administrators"' in page and 'value="2026-06-10"' in page
    assert "Read in the evidence: the name, the date. Look whether it is right." in page
    assert "certificate.png" in page
    assert not Activity.objects.filter(name__startswith="Permissions").exists()


def test_what_was_typed_stays(send: Callable[..., Any]) -> None:
    page = send(evidence(), name="My own words").content.decode()
    assert 'value="My own words"' in page and 'value="2026-06-10"' in page
    assert "Read in the evidence: the date." in page


def test_a_picture_without_words_fills_in_nothing_and_is_kept(send: Callable[..., Any]) -> None:
    page = send(files.encoded(files.picture(), "PNG")).content.decode()
    assert "Nothing could be read" in page and "certificate.png" in page


def test_without_evidence_there_is_nothing_to_read(send: Callable[..., Any]) -> None:
    assert "Add the evidence first" in send(None).content.decode()


def test_reading_often_has_a_limit_that_is_a_sentence(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recert.portal.activities.reading.read", lambda shown: None)
    said = [send(evidence()).content.decode() for _time in range(11)]
    assert "Nothing could be read" in said[9]
    assert "Evidence was read often in a short time." in said[10]


def test_a_candidate_fills_in_from_evidence_and_records(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    desk.get_by_label("Evidence").set_input_files(
        {"name": "certificate.png", "mimeType": "image/png", "buffer": evidence()}
    )
    desk.get_by_role("button", name="Fill in from the evidence").click()
    name = desk.get_by_label("Name", exact=True)
    expect(name).to_have_value("Permissions for administrators", timeout=150_000)  # as long as reading may take
    expect(desk.get_by_label("Date")).to_have_value("2026-06-10")
    check_page(desk)
    desk.get_by_role("button", name="Record this activity").click()
    expect(desk.get_by_role("heading", name="Permissions for administrators")).to_be_visible()
    assert Activity.objects.get(name="Permissions for administrators").date == date(2026, 6, 10)
