"""A candidate, and the staff, see which designations are held, until when, and what is still missing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import Credential
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.portal.conftest import enter
from tests.portal.test_other_programs import joined


@pytest.fixture
def nearly(cast: Cast, today: Any) -> Candidate:
    """Four of CNCF's five, on June 15, 2026."""
    made = joined(cast, "cncf", "CKA", date(2024, 7, 2))
    for code, day in (("CKAD", date(2025, 1, 3)), ("CKS", date(2025, 2, 4)), ("KCNA", date(2025, 3, 5))):
        record_credential(SYSTEM, made, code, day)
    return made


def seen(client: Client, user: Any, address: str) -> str:
    client.force_login(user)
    return text(client.get(address))


def test_what_is_missing_is_named(page: Page, cast: Cast, nearly: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/cncf/")
    card = page.get_by_role("region", name="Kubestronaut")
    expect(card.get_by_text("Not held").first).to_be_visible()
    expect(card.get_by_text("Still missing: KCSA.")).to_be_visible()
    expect(card.get_by_text("of 5 certifications")).to_be_visible()
    card.get_by_text("What counts for it").click()
    expect(card.get_by_role("row", name="CKA Certified Kubernetes Administrator")).to_contain_text(
        "Counts until July 2, 2026"
    )
    check_page(page)


def test_who_has_enough_reads_since_when_and_until_when(client: Client, cast: Cast, nearly: Candidate) -> None:
    record_credential(SYSTEM, nearly, "KCSA", date(2026, 6, 1))
    told = seen(client, cast.candidate, "/cncf/")
    for sentence in (
        "Held until December 31, 2026",
        "Held since June 1, 2026.",
        "CKA counts until July 2, 2026, by the date that it has now. Without it, it is kept until December 31, 2026.",
    ):
        assert sentence in told


def test_what_lapsed_is_told_as_what_it_is_held(client: Client, cast: Cast, nearly: Candidate) -> None:
    record_credential(SYSTEM, nearly, "KCSA", date(2023, 5, 1))
    told = seen(client, cast.candidate, "/cncf/")
    assert "Still missing: KCSA." in told and "Lapsed" in told


def test_who_never_held_any_of_it_reads_nothing_of_it(client: Client, cast: Cast, today: Any) -> None:
    made = joined(cast, "cncf", "CKA", date(2025, 7, 2))
    Credential.objects.filter(candidate=made).delete()
    assert "Kubestronaut" not in seen(client, cast.candidate, "/cncf/")


def test_it_takes_no_query_of_its_own(
    client: Client, cast: Cast, nearly: Candidate, django_assert_num_queries: Any
) -> None:
    seen(client, cast.candidate, "/cncf/")
    with django_assert_num_queries(3):
        client.get("/cncf/")


def test_staff_read_it_in_the_file_and_among_the_rules(client: Client, cast: Cast, nearly: Candidate) -> None:
    told = seen(client, cast.owner, f"/desk/cncf/candidates/{nearly.number}/")
    assert "Kubestronaut" in told and "Still missing: KCSA." in told
    rules = seen(client, cast.owner, "/desk/cncf/policy/")
    assert "while these count: all of CKA, CKAD, CKS, KCNA and KCSA." in rules
