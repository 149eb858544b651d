"""Suspended, and brought back by the exam alone: the page counts no units that would be missing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.people.models import Candidate
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_other_programs import joined
from tests.portal.test_ways import said

__all__ = ["page"]

RULES = Path(__file__).parents[2] / "programs" / "atlassian" / "policy.toml"
BY_EXAM = """
[suspension]
months = 24
renewed_by = ["exam"]
next_starts = "where the last one ended"
activity = "ended cycle"
source = "a rule made up for this test"

[[late]]
from_day = 1
units = 10
source = "a rule made up for this test"
"""


@pytest.fixture
def suspended(cast: Cast, today: Any) -> Candidate:
    """Held until January 10, 2026, and suspended since the grace was over."""
    text = RULES.read_text().replace('program = "atlassian"', 'program = "back"', 1)
    return joined(cast, "back", "ACA-JSWE", date(2024, 1, 10), text + BY_EXAM)


@pytest.mark.django_db(transaction=True)
def test_whom_the_exam_alone_brings_back_sees_it_on_a_phone_and_a_desk(
    page: Page, cast: Cast, suspended: Candidate
) -> None:
    enter(page, cast.candidate)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/back/")
        expect(page.get_by_text("No units are needed: passing the exam again renews.")).to_be_visible()
        expect(page.locator(".tally")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        check_page(page)


@pytest.mark.django_db
def test_the_drawing_has_no_line_for_what_being_late_took(client: Client, cast: Cast, suspended: Candidate) -> None:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = said(client, "/back/")
    assert "50 CE units" in told
    assert "60 CE units" not in told


BY_UNITS = BY_EXAM.replace('["exam"]', '["units"]').partition("[[late]]")[0]
ACA_UNITS = 'requires = [{ from = 2024-02-01, units = 50, source = "Announcement of 2024 (R3): Associate needs 50 units'


@pytest.fixture
def never_back(cast: Cast, today: Any) -> Candidate:
    """Renewed by the exam alone in a program in which units alone end a suspension; held until July 1, 2026."""
    text = RULES.read_text().replace('program = "atlassian"', 'program = "back"', 1)
    text = "\n".join(line for line in text.splitlines() if not line.startswith(ACA_UNITS))
    return joined(cast, "back", "ACA-JSWE", date(2024, 7, 1), text + BY_UNITS)


@pytest.mark.django_db(transaction=True)
def test_the_drawing_promises_no_way_back_where_nothing_brings_back(
    page: Page, cast: Cast, never_back: Candidate
) -> None:
    enter(page, cast.candidate)
    page.goto("/back/")
    page.get_by_text("This cycle in words").click()
    expect(page.get_by_text("not valid, and nothing brings them back.")).to_be_visible()
    expect(page.get_by_text("they can come back")).to_have_count(0)
    expect(page.locator(".timeline")).to_contain_text("Lapses after")
    check_page(page)


@pytest.mark.django_db
def test_the_drawing_says_that_what_the_exam_brings_back_can_come_back(
    client: Client, cast: Cast, suspended: Candidate
) -> None:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = said(client, "/back/")
    assert "not valid, but they can come back." in told
    assert "Renewable until" in told
