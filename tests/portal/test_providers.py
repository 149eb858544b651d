"""A program that counts courses of approved providers only: who gave it is asked where that matters."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential
from recert.records.models import Activity, PolicyVersion
from tests import earning
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_recording import screenshot

__all__ = ["page"]

NEW = "/earning/activities/new/course/"


@pytest.fixture
def bea(cast: Cast, today: Any) -> Candidate:
    """An Associate since February 3, 2025, on June 15, 2026."""
    assert isinstance(publish_policy(SYSTEM, earning.text(), "policy.toml"), PolicyVersion)
    made = Candidate.objects.create(
        program="earning", number="AT00000001", user=cast.candidate, name="Bea Lund", email=cast.candidate.email
    )
    record_credential(SYSTEM, made, "ACA-ACF", date(2025, 2, 3))
    return made


def fill(page: Page, name: str, provider: str) -> None:
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Provider").fill(provider)


@pytest.mark.django_db(transaction=True)
def test_a_candidate_says_who_gave_a_course_and_sees_what_it_is_worth(page: Page, cast: Cast, bea: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/earning/catalog/")
    expect(page.get_by_text("20 CE units, 2 times as much the first time")).to_be_visible()
    each = page.get_by_text("counts at most 15 CE units in each year of a cycle from one provider")
    expect(each.first).to_be_visible()
    check_page(page)
    page.goto("/earning/activities/new/")
    expect(page.get_by_text("It counts where one of these gave it: PMI, ISC2.")).to_be_visible()
    check_page(page)
    page.goto(NEW)
    expect(page.get_by_text("Activities of these count: PMI, ISC2.")).to_be_visible()
    fill(page, "Agile in practice", "ISACA")
    panel = page.get_by_role("complementary", name="What this will be worth")
    expect(panel.get_by_text("counts where one of these gave it: PMI, ISC2.")).to_be_visible()
    page.get_by_label("Provider").fill("PMI")
    expect(panel.get_by_text("+10")).to_be_visible()
    check_page(page)
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_role("definition").get_by_text("PMI")).to_be_visible()
    check_page(page)
    assert Activity.objects.get().provider == "PMI"
    follow(page, page.get_by_role("link", name="Correct"))
    expect(page.get_by_label("Provider")).to_have_value("PMI")
    page.get_by_label("Provider").fill("ISC2")
    follow(page, page.get_by_role("button", name="Correct this activity"))
    expect(page.get_by_text("provider: PMI → ISC2")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_without_javascript_the_provider_is_asked_and_needed(plain_page: Page, cast: Cast, bea: Candidate) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto("/earning/activities/new/local-event/")
    page.goto(NEW)
    fill(page, "Agile in practice", "")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("Enter who gave it").first).to_be_visible()
    page.get_by_label("Provider").fill("PMI")
    follow(page, page.get_by_role("button", name="Record this activity"))
    assert Activity.objects.get().provider == "PMI"


@pytest.mark.django_db(transaction=True)
def test_what_a_course_would_do_depends_on_who_gives_it(page: Page, cast: Cast, bea: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/earning/what-if/?type=course&date=2026-07-01&provider=ISACA&see=")
    expect(page.get_by_text("counts where one of these gave it: PMI, ISC2.")).to_be_visible()
    page.get_by_label("Provider").fill("ISC2")
    follow(page, page.get_by_role("button", name="See what it would do"))
    expect(page.get_by_text("counts where one of these gave it")).to_have_count(0)
    check_page(page)
