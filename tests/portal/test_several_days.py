"""A program that counts an activity of several days by its first: it is asked for, and decides what it is worth."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential
from recert.records.models import Activity, PolicyVersion
from tests import spanning
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_recording import screenshot
from tests.portal.test_ways import said
from tests.records.conftest import file, recorded

__all__ = ["page"]

NEW = "/spanning/activities/new/course/"


@pytest.fixture
def bea(cast: Cast, today: Any) -> Candidate:
    """An Associate since June 8, 2026, on June 15, 2026."""
    assert isinstance(publish_policy(SYSTEM, spanning.text(), "policy.toml"), PolicyVersion)
    made = Candidate.objects.create(
        program="spanning", number="AT00000001", user=cast.candidate, name="Bea Lund", email=cast.candidate.email
    )
    record_credential(SYSTEM, made, "ACA-ACF", date(2026, 6, 8))
    return made


def fill(page: Page, first: str, last: str = "2026-06-10") -> None:
    page.get_by_label("Date", exact=True).fill(last)
    page.get_by_label("First day").fill(first)
    page.get_by_label("Name", exact=True).fill("Agile in practice")


@pytest.mark.django_db(transaction=True)
def test_a_candidate_says_when_a_course_began_and_sees_what_it_is_worth(page: Page, cast: Cast, bea: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "2026-06-05")
    panel = page.get_by_role("complementary", name="What this will be worth")
    expect(panel.get_by_text("on June 5, 2026 you held no Associate certification yet")).to_be_visible()
    page.get_by_label("First day").fill("2026-06-09")
    expect(panel.get_by_text("+10")).to_be_visible()
    check_page(page)
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_role("definition").get_by_text("June 9, 2026")).to_be_visible()
    check_page(page)
    assert Activity.objects.get().began == date(2026, 6, 9)
    follow(page, page.get_by_role("link", name="Correct"))
    expect(page.get_by_label("First day")).to_have_value("2026-06-09")
    page.get_by_label("First day").fill("2026-06-08")
    follow(page, page.get_by_role("button", name="Correct this activity"))
    expect(page.get_by_text("first day: June 9, 2026 → June 8, 2026")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_without_javascript_a_first_day_after_the_last_is_refused(plain_page: Page, cast: Cast, bea: Candidate) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "2026-06-11")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("comes after the last day").first).to_be_visible()
    expect(page.get_by_label("First day")).to_have_value("2026-06-11")
    page.get_by_label("First day").fill("")
    follow(page, page.get_by_role("button", name="Record this activity"))
    assert Activity.objects.get().began is None


@pytest.mark.django_db(transaction=True)
def test_what_a_course_would_do_depends_on_when_it_begins(page: Page, cast: Cast, bea: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/spanning/what-if/?type=course&date=2026-07-01&began=2026-06-01&see=")
    expect(page.get_by_text("on June 1, 2026 you held no Associate certification yet")).to_be_visible()
    page.get_by_label("First day").fill("2026-07-02")
    follow(page, page.get_by_role("button", name="See what it would do"))
    expect(page.get_by_text("begin after its last day").first).to_be_visible()
    page.get_by_label("First day").fill("2026-06-20")
    follow(page, page.get_by_role("button", name="See what it would do"))
    expect(page.get_by_text("you held no Associate certification yet")).to_have_count(0)
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_where_the_last_day_counts_nobody_is_asked(page: Page, cast: Cast, bea: Candidate) -> None:
    text = spanning.text().replace('several_days = "first day"', 'several_days = "last day"')
    assert isinstance(publish_policy(SYSTEM, text, "policy.toml"), PolicyVersion)
    enter(page, cast.candidate)
    page.goto(NEW)
    expect(page.get_by_label("Date", exact=True)).to_be_visible()
    expect(page.get_by_label("First day")).to_have_count(0)


def test_the_list_has_one_sum_of_a_course_that_is_divided_by_days(client: Client, cast: Cast, bea: Candidate) -> None:
    assert isinstance(publish_policy(SYSTEM, spanning.divided(), "policy.toml"), PolicyVersion)
    recorded(bea, "Agile in practice", date(2026, 6, 11), began=date(2026, 6, 4), files=(file(),))
    client.force_login(cast.candidate)
    told = said(client, "/spanning/activities/")
    assert told.count("ACA <b>") == 1 and "ACA <b>5</b>" in told
