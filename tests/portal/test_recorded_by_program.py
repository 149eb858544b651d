"""What the program itself records: its candidates see it, are told so, and neither record nor change it."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.records.actions import Recorded, record_by_staff, withdraw_by_staff
from recert.records.models import Activity
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.recorded_by_staff import publish_attendance
from tests.records.conftest import draft, file

HERE = "/atlassian/activities"


@pytest.fixture
def mine(client: Client, cast: Cast, ada: Candidate) -> Client:
    """The candidate, signed in, under rules by which staff alone record some types."""
    publish_attendance()
    client.force_login(cast.candidate)
    return client


@pytest.fixture
def attended(mine: Client, cast: Cast, ada: Candidate) -> Activity:
    wanted = draft("Spring meeting", date(2026, 5, 7), type="attendance", files=(), notes="Seen at the desk.")
    done = record_by_staff(Actor(cast.owner), ada, wanted)
    assert isinstance(done, Recorded)
    return done.activity


def test_such_a_type_is_not_offered_and_it_is_said_who_records_it(mine: Client) -> None:
    page = mine.get(f"{HERE}/new/")
    assert f"{HERE}/new/attendance/" not in page.content.decode()
    assert f"{HERE}/new/course/" in page.content.decode()
    assert "The program itself records these, so you don't: Attendance, Committee work." in text(page)
    followed = mine.get(f"{HERE}/new/attendance/", follow=True)
    assert followed.redirect_chain[0][0] == f"{HERE}/new/"
    assert "The program itself records “Attendance”." in text(followed)


def test_a_form_that_comes_all_the_same_is_refused_with_what_was_typed(mine: Client) -> None:
    typed = {"date": "2026-05-07", "name": "Day one", "language": "en", "notes": "", "submission": str(uuid.uuid4())}
    sent = {**typed, "record": "1", "files": SimpleUploadedFile("a.png", file().content)}
    answer = mine.post(f"{HERE}/new/attendance/", sent)
    assert answer.status_code == 422
    assert "The program itself records “Attendance”: it appears among your activities once it did." in text(answer)
    assert 'value="Day one"' in answer.content.decode()
    assert not Activity.objects.filter(type="attendance").exists()


def test_what_counts_says_it_and_asks_for_no_evidence(mine: Client) -> None:
    page = mine.get("/atlassian/catalog/")
    assert f"{HERE}/new/attendance/" not in page.content.decode()
    assert "You need no evidence: the program itself records it" in text(page)
    assert page.content.decode().count("<figure>") == 4


def test_its_page_says_who_recorded_it_and_offers_nothing_to_change(mine: Client, attended: Activity) -> None:
    page = mine.get(f"{HERE}/{attended.pk}/")
    told = text(page)
    assert "Recorded by the program" in told
    assert "None is needed: the program recorded this itself." in told
    assert "Recorded: Spring meeting, May 7, 2026. by the program's staff" in told
    assert "Seen at the desk." in told
    for step in ("correct", "withdraw", "evidence"):
        address = f"{HERE}/{attended.pk}/{step}/"
        assert address not in page.content.decode()
        for answer in (mine.get(address), mine.post(address, {"record": "1"})):
            assert answer["Location"] == f"{HERE}/{attended.pk}/"
    attended.refresh_from_db()
    assert (attended.status, attended.version) == (Activity.Status.SUBMITTED, 1)
    listed = text(mine.get(f"{HERE}/"))
    assert "Spring meeting Attendance · recorded by the program" in listed
    assert "Not needed" in listed


def test_recording_the_same_is_refused_with_a_link_to_it(mine: Client, ada: Candidate, cast: Cast) -> None:
    done = record_by_staff(Actor(cast.owner), ada, draft("Sprints", date(2026, 5, 7), files=()))
    assert isinstance(done, Recorded)
    typed = {"date": "2026-05-07", "name": "sprints", "language": "en", "notes": "", "submission": str(uuid.uuid4())}
    sent = {**typed, "record": "1", "files": SimpleUploadedFile("a.png", file().content)}
    answer = mine.post(f"{HERE}/new/course/", sent)
    assert "The program recorded “Sprints” of May 7, 2026 for you already" in text(answer)
    assert f'href="{HERE}/{done.activity.pk}/"' in answer.content.decode()


def test_a_correction_does_not_offer_such_a_type(mine: Client, ada: Candidate) -> None:
    own = Activity.objects.filter(candidate=ada, type="course")[0]
    page = mine.get(f"{HERE}/{own.pk}/correct/").content.decode()
    assert 'value="presenting"' in page
    assert 'value="attendance"' not in page


def test_plans_leave_it_out_unless_it_is_chosen(mine: Client) -> None:
    page = mine.get("/atlassian/ways/")
    told = text(page)
    assert "because the program itself records it: Attendance, Committee work." in told
    assert "attendances" not in told
    assert 'value="attendance">' in page.content.decode()
    assert 'value="course" checked>' in page.content.decode()
    assert "Attendance (recorded by the program)" in told
    chosen = text(mine.get("/atlassian/ways/?type=attendance"))
    assert "2 attendances, by April 3, 2027 (recorded by the program)" in chosen


def test_trying_it_shows_what_it_is_worth_and_offers_no_way_to_record_it(mine: Client) -> None:
    asked = {"type": "attendance", "date": "2026-09-01", "see": "1"}
    page = mine.get("/atlassian/what-if/", asked)
    assert "The program itself records this: it appears among your activities once it did." in text(page)
    assert "Record it for real" not in text(page)
    assert "Record it for real" in text(mine.get("/atlassian/what-if/", {**asked, "type": "course"}))


def test_once_it_is_withdrawn_it_is_shown_as_that(mine: Client, attended: Activity, cast: Cast) -> None:
    done: Any = withdraw_by_staff(Actor(cast.owner), attended, "Another person.")
    assert done.activity.status == Activity.Status.WITHDRAWN
    told = text(mine.get(f"{HERE}/{attended.pk}/"))
    assert "Withdrawn. by the program's staff" in told
    assert "Another person." not in told
