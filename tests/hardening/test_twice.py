"""The same form sent more than once, in every way that people and browsers do it: one activity."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect

from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.models import Activity, Evidence
from recert.requests.models import Request
from tests.conftest import Cast
from tests.portal.conftest import ada, enter, today
from tests.records import files
from tests.records.conftest import evidence_folder

__all__ = ["ada", "evidence_folder", "today"]

NEW = "/atlassian/activities/new/course/"
NAME = "Permissions for admins"


def screenshot() -> FilePayload:
    return {"name": "done.png", "mimeType": "image/png", "buffer": files.encoded(files.picture(), "PNG")}


def fill_in(page: Page) -> None:
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Evidence").set_input_files(screenshot())


def press(page: Page) -> None:
    page.get_by_role("button", name="Record this activity").click()


def recorded(page: Page) -> None:
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def check_once() -> None:
    activity = Activity.objects.get(name=NAME)
    assert Evidence.objects.filter(activity=activity).count() == 1
    assert Event.objects.filter(subject=f"activity:{activity.pk}").count() == 1


def test_a_double_click_records_once(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    fill_in(desk)
    desk.get_by_role("button", name="Record this activity").dblclick()
    recorded(desk)
    check_once()


def test_without_javascript_a_double_click_records_once(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    enter(plain_page, cast.candidate)
    plain_page.goto(NEW)
    fill_in(plain_page)
    plain_page.get_by_role("button", name="Record this activity").dblclick()
    recorded(plain_page)
    check_once()


def test_going_back_and_sending_again_records_once(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto(NEW)
    fill_in(page)
    press(page)
    recorded(page)
    page.go_back()
    if not page.get_by_label("Name", exact=True).input_value():
        fill_in(page)
    press(page)  # the same form, or a new one that is told that it was recorded before
    again = page.get_by_role("alert").filter(has_text="You recorded")
    expect(page.get_by_role("heading", name=NAME).or_(again)).to_be_visible()
    check_once()


def test_two_tabs_with_the_same_entry_record_once(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    other = desk.context.new_page()
    for tab in (desk, other):
        tab.goto(NEW)
        fill_in(tab)
    press(desk)
    recorded(desk)
    press(other)
    expect(other.get_by_role("alert")).to_contain_text("You recorded")
    expect(other.get_by_label("Name", exact=True)).to_have_value(NAME)
    check_once()


def test_a_double_click_asks_once(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    enter(plain_page, cast.candidate)
    plain_page.goto("/atlassian/requests/new/name/")
    plain_page.get_by_label("Full name").fill("Ada Lovelace")
    plain_page.get_by_label("Reason").fill("I married.")
    plain_page.get_by_role("button", name="Send this request").dblclick()
    expect(plain_page.get_by_role("region", name="To be called Ada Lovelace")).to_be_visible()
    assert Request.objects.count() == Event.objects.filter(verb="request.made").count() == 1


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.candidate, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def typed(submission: uuid.UUID, **other: Any) -> dict[str, Any]:
    upload = SimpleUploadedFile("done.png", files.encoded(files.picture(), "PNG"), "image/png")
    told = {"date": "2026-06-10", "name": NAME, "language": "en", "notes": "", "submission": str(submission)}
    return {**told, "files": upload, "record": "1", **other}


def test_a_request_that_is_retried_records_once(client: Client, ada: Candidate) -> None:
    submission = uuid.uuid4()
    answers = [client.post(NEW, typed(submission)) for _time in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    check_once()


def test_a_form_that_was_changed_after_it_was_sent_is_not_guessed_about(client: Client, ada: Candidate) -> None:
    submission = uuid.uuid4()
    client.post(NEW, typed(submission))
    answer = client.post(NEW, typed(submission, name="Something else"))
    assert answer.status_code == 422
    assert "This form was sent before" in answer.content.decode()
    assert Activity.objects.filter(date=date(2026, 6, 10)).count() == 1


def test_withdrawing_twice_leaves_one_event(client: Client, ada: Candidate) -> None:
    activity = Activity.objects.filter(candidate=ada)[0]
    for _time in range(2):
        assert client.post(f"/atlassian/activities/{activity.pk}/withdraw/").status_code == 302
    assert Event.objects.filter(subject=f"activity:{activity.pk}", verb="activity.withdrawn").count() == 1


def test_a_correction_sent_twice_leaves_one_event(client: Client, ada: Candidate) -> None:
    activity = Activity.objects.filter(candidate=ada, name="Boards and backlogs").get()
    form = {**typed(activity.submission), "type": "course", "date": "2025-09-02", "seen": str(activity.version)}
    del form["files"]
    assert client.post(f"/atlassian/activities/{activity.pk}/correct/", form).status_code == 302
    client.post(f"/atlassian/activities/{activity.pk}/correct/", form)
    assert Event.objects.filter(subject=f"activity:{activity.pk}", verb="activity.corrected").count() == 1
