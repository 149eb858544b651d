"""A program counts a type no more: what is on record of it stays readable, and can be withdrawn or made another."""

import pytest
from django.test import Client

from recert.people.models import Candidate
from recert.records.models import Activity
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.records.conftest import drop_courses

HERE = "/atlassian/activities"


@pytest.fixture
def course(ada: Candidate) -> Activity:
    """A course on record, under rules that have no courses any more."""
    drop_courses()
    return Activity.objects.filter(candidate=ada, type="course")[0]


@pytest.fixture
def mine(client: Client, cast: Cast, course: Activity) -> Client:
    client.force_login(cast.candidate)
    return client


def test_it_is_listed_by_the_name_that_its_type_had(mine: Client) -> None:
    told = text(mine.get(f"{HERE}/"))
    assert "Coursework" in told
    assert "Not counted any more" in told


def test_its_page_says_that_it_counts_for_nothing_any_more(mine: Client, course: Activity) -> None:
    told = text(mine.get(f"{HERE}/{course.pk}/"))
    assert "Coursework" in told
    assert "Nothing any more: activities of this type are not among those that the program counts." in told
    assert "Add or remove evidence" not in told


def test_it_can_be_corrected_to_a_type_that_counts(mine: Client, course: Activity) -> None:
    page = mine.get(f"{HERE}/{course.pk}/correct/")
    assert page.status_code == 200
    assert 'value="course"' not in page.content.decode()
    assert "“Coursework” is not counted any more. Choose what this is now." in text(page)
    assert "Choose a type to see the units for each level" in text(page)
    typed = {"date": course.date, "name": course.name, "language": "en", "notes": "", "seen": course.version}
    sent = {**typed, "submission": course.submission, "type": "local-event", "record": "1"}
    unchosen = mine.post(f"{HERE}/{course.pk}/correct/", {**sent, "type": ""})
    assert unchosen.status_code == 422
    assert "Choose what this activity is." in text(unchosen)
    asked = {"type": "", "date": str(course.date), "replacing": str(course.pk)}
    preview = mine.get(f"{HERE}/preview/global-event/", asked)
    assert "Choose a type to see the units for each level" in text(preview)
    answer = mine.post(f"{HERE}/{course.pk}/correct/", sent)
    assert answer.status_code == 302
    course.refresh_from_db()
    assert course.type == "local-event"


def test_it_can_be_withdrawn(mine: Client, course: Activity) -> None:
    assert mine.get(f"{HERE}/{course.pk}/withdraw/").status_code == 200
    mine.post(f"{HERE}/{course.pk}/withdraw/")
    course.refresh_from_db()
    assert course.status == Activity.Status.WITHDRAWN


def test_what_has_evidence_already_still_shows_it(mine: Client, course: Activity) -> None:
    assert mine.get(f"{HERE}/{course.pk}/evidence/").status_code == 200
