"""A program whose activities are recorded in hours, with categories, limits in units and carry-over."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.models import Activity, PolicyVersion, Program
from recert.records.progress import progress
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_recording import screenshot, typed

__all__ = ["page"]

NEW = "/pmi/activities/new/ways-of-working-course/"


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def fill(page: Page, name: str, hours: str) -> None:
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("How many hours").fill(hours)


@pytest.mark.django_db(transaction=True)
def test_a_candidate_records_hours_and_sees_what_they_are_worth(page: Page, cast: Cast, pam: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/pmi/catalog/")
    expect(page.get_by_text("1 PDU for 1 hour").first).to_be_visible()
    expect(page.get_by_text("0 of 25 PDUs used for “Giving back to the profession”").first).to_be_visible()
    check_page(page)
    page.goto(NEW)
    expect(page.get_by_text("Enter the date and how many hours it was")).to_be_visible()
    check_page(page)
    fill(page, "Agile in practice", "7.5")
    expect(page.get_by_text("+7.5")).to_be_visible()
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("7.5 hours")).to_be_visible()
    check_page(page)
    assert Activity.objects.get().quantity == Decimal("7.5")
    page.goto("/pmi/")
    expect(page.get_by_text("Ways of Working: 7.5 of 8 PDUs")).to_be_visible()
    expect(page.get_by_text("Grace until")).to_have_count(0)  # this program has none
    expect(
        page.get_by_text("52.5 more PDUs, among them 0.5 of Ways of Working, 8 of Power Skills, 8 of Business")
    ).to_be_visible()
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_hours_are_corrected_and_the_history_says_so(desk: Page, cast: Cast, pam: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    fill(desk, "Agile in practice", "7.5")
    desk.get_by_label("Evidence").set_input_files(screenshot())
    follow(desk, desk.get_by_role("button", name="Record this activity"))
    follow(desk, desk.get_by_role("link", name="Correct"))
    expect(desk.get_by_label("How many hours")).to_have_value("7.5")
    desk.get_by_label("How many hours").fill("8.25")
    expect(desk.get_by_text("+8.25")).to_be_visible()
    check_page(desk)
    follow(desk, desk.get_by_role("button", name="Correct this activity"))
    expect(desk.get_by_text("how much: 7.5 → 8.25")).to_be_visible()
    assert Activity.objects.get().quantity == Decimal("8.25")
    assert Event.objects.get(verb="activity.corrected").data["after"] == {"quantity": "8.25"}


@pytest.mark.django_db(transaction=True)
def test_without_javascript_hours_are_recorded_too(plain_page: Page, cast: Cast, pam: Candidate) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "Agile in practice", "1.25")
    follow(page, page.get_by_role("button", name="Check what this is worth").last)
    expect(page.get_by_text("+1.25")).to_be_visible()
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("1.25 hours")).to_be_visible()


@pytest.mark.parametrize("hours", ["", "0", "-1", "1.2345", "100001", "many"])
def test_hours_that_are_none_are_refused_beside_the_field(client: Client, pam: Candidate, hours: str) -> None:
    answer = client.post(NEW, typed(uuid4(), quantity=hours))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Say how m" in text or "That is not a number" in text
    assert 'id="id_quantity-error"' in text
    assert not Activity.objects.exists()


def test_what_is_over_a_limit_counts_in_part_and_says_why(client: Client, pam: Candidate) -> None:
    address = "/pmi/activities/new/practitioner/"
    assert client.post(address, typed(uuid4(), quantity="30")).status_code == 302
    shown = client.get(f"/pmi/activities/{Activity.objects.get().pk}/").content.decode()
    assert "8 of 30 PDUs for Project Management Professional: “Working as a practitioner” counts at most 8" in shown
    (standing,) = progress(pam).assessment.groups
    assert standing.cycles[0].counted == 8


def test_hours_between_two_steps_are_refused_with_those_beside_them(client: Client, pam: Candidate) -> None:
    version = PolicyVersion.objects.get(program="pmi")
    stepped = version.text.replace("at_least = 0.25 }", "at_least = 0.5, step = 0.5 }")
    PolicyVersion.objects.filter(program="pmi").update(text=stepped, digest="2" * 64)
    Program.objects.filter(pk="pmi").update(rules="")
    assert "In steps of 0.5, such as 1.5." in client.get(NEW).content.decode()
    answer = client.post(NEW, typed(uuid4(), quantity="1.3"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "It is recorded in steps of 0.5: write 1 or 1.5 instead of 1.3 hours." in text
    assert 'value="1.3"' in text
    assert not Activity.objects.exists()
    tried = client.get("/pmi/what-if/?type=ways-of-working-course&date=2026-06-10&quantity=1.3&see=1")
    assert (tried.status_code, "write 1 or 1.5 instead" in tried.content.decode()) == (422, True)
    assert client.post(NEW, typed(uuid4(), quantity="1.5")).status_code == 302
