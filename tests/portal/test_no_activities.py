"""Candidates of a program that records no activities read what renews, and find nothing to fill in."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import Refused, record_activity, record_credential, record_exam
from recert.records.models import Renewal
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.portal.conftest import enter
from tests.portal.test_other_programs import joined
from tests.records.conftest import draft

FORMS = ("activities/", "activities/new/", "activities/new/course/", "what-if/", "catalog/")


@pytest.fixture
def architect(cast: Cast, today: Any) -> Candidate:
    """An associate architect until October 3, 2026, and a Cloud Practitioner renewed by that."""
    made = joined(cast, "aws", "SAA", date(2023, 10, 3))
    record_credential(SYSTEM, made, "CLF", date(2023, 1, 9))
    return made


def read(client: Client, cast: Cast, address: str) -> str:
    client.force_login(cast.candidate)
    return text(client.get(f"/aws/{address}"))


def test_the_menu_leads_to_what_renews_and_to_no_form(page: Page, cast: Cast, architect: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/aws/")
    menu = page.get_by_role("navigation", name="Your pages")
    expect(menu.get_by_role("link", name="What renews", include_hidden=True)).to_have_count(1)
    expect(menu.get_by_role("link", name="Activities", include_hidden=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Record an activity")).to_have_count(0)
    check_page(page)
    page.goto("/aws/catalog/")
    expect(page.get_by_role("heading", name="What renews", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Solutions Architect – Associate")).to_contain_text(
        "Only passing the exam again, or earning or renewing SAP renews it"
    )
    check_page(page)


@pytest.mark.parametrize("address", FORMS)
def test_where_a_form_would_be_it_is_said_what_renews(
    client: Client, cast: Cast, architect: Candidate, address: str
) -> None:
    told = read(client, cast, address)
    assert "This program records no activities, so there is nothing for you to record." in told
    assert "earning SAA or DEA renews CLF until the same date" in told
    assert "<form" not in client.get(f"/aws/{address}").content.decode().split("<main")[1].split("</main")[0]


def test_progress_and_ways_speak_of_exams_alone(client: Client, cast: Cast, architect: Candidate) -> None:
    for address in ("", "ways/"):
        told = read(client, cast, address)
        assert "October 3, 2026" in told
        assert "exam" in told
        for unsaid in ("ctivit", "unit"):
            assert unsaid not in told, address


def test_who_waits_for_nothing_is_not_asked_to_try_an_activity(client: Client, cast: Cast, today: Any) -> None:
    made = joined(cast, "aws", "DEA", date(2020, 1, 3))
    assert made.program == "aws"
    told = read(client, cast, "ways/")
    assert "Nothing waits for a renewal" in told
    assert "Try an activity" not in told


def test_who_holds_nothing_yet_is_told_what_will_renew_it(client: Client, cast: Cast, architect: Candidate) -> None:
    architect.credentials.all().delete()
    told = read(client, cast, "")
    assert "See what will renew it" in told
    assert "ctivit" not in told


def test_a_renewal_stays_in_the_history_with_what_renewed_it(client: Client, cast: Cast, architect: Candidate) -> None:
    record_exam(SYSTEM, architect, "SAA", date(2026, 6, 10), passed=True)
    told = read(client, cast, "history/")
    assert "Renewed on June 10, 2026 by retaking the exam, until June 10, 2029." in told
    statement = read(client, cast, f"history/{Renewal.objects.get(group='architect-associate').pk}/")
    assert "Retaking the exam" in statement
    for unsaid in ("ctivit", "unit", "Units"):
        assert unsaid not in told
        assert unsaid not in statement


def test_an_activity_sent_all_the_same_is_refused(cast: Cast, architect: Candidate) -> None:
    assert isinstance(record_activity(SYSTEM, architect, draft("A course", date(2026, 5, 1))), Refused)
