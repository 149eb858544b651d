"""Whom a missed year suspends reads why, and what makes it active again; staff read the same."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from recert.journal.change import SYSTEM
from recert.people.models import Candidate, StaffRole
from recert.records.actions import publish_policy, record_credential
from recert.records.models import PolicyVersion
from tests.conftest import Cast
from tests.policy.test_missed import TEXT
from tests.portal.conftest import enter
from tests.portal.test_ways import said
from tests.records.conftest import recorded

SUSPENDS = """
[[group.aca.also]]
key = "fee"
title = "Annual fee"
kind = "each year"
years = "of the calendar"
counter = "fee"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[group.aca.also.missed]
on = "01-15"
counts_for = "the year that is over"
then = "suspends"
counter = "late-fee"
for_months = 12
source = "s"

[counter.fee]
name = "Fees"
one = "payment"
many = "payments"
counts = "uses"
types = ["local-event"]

[counter.late-fee]
name = "Late fees"
one = "late fee"
many = "late fees"
counts = "uses"
types = ["presenting"]
"""
WHY = "Suspended since January 16, 2026, because 2025 gave 0 of 1 payment for “Annual fee”: one of “Late fees” by "


@pytest.fixture
def unpaid(cast: Cast, today: Any) -> Candidate:
    """Holds a certification since December 2024, and paid nothing for 2025."""
    today(date(2026, 6, 15))
    assert isinstance(publish_policy(SYSTEM, TEXT + SUSPENDS, "policy.toml"), PolicyVersion)
    made = Candidate.objects.get(user=cast.candidate)
    record_credential(SYSTEM, made, "ACA-JSWE", date(2024, 12, 10))
    return made


def test_who_is_suspended_for_a_year_reads_why_and_what_makes_it_active_again(
    client: Client, cast: Cast, unpaid: Candidate
) -> None:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = said(client, "/atlassian/")
    assert WHY + "January 15, 2027 makes it active again" in told
    assert "until December 10, 2026" in told
    assert "Suspended since January 16, 2026: a year was missed" in told
    assert WHY in said(client, "/atlassian/ways/")
    recorded(unpaid, "Late fee for 2025", date(2026, 6, 10), type="presenting")
    paid = said(client, "/atlassian/")
    assert "Suspended since" not in paid
    assert "Active until December 10, 2026" in paid
    assert "Suspended from January 16, 2026 to June 9, 2026: a year was missed." in paid


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wide", [1280, 390])
def test_the_reason_lies_over_nothing_else(page: Page, cast: Cast, unpaid: Candidate, wide: int) -> None:
    page.set_viewport_size({"width": wide, "height": 900})
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    reason, tally = (page.locator(f".level-head {each}").first.bounding_box() for each in (".status", ".tally"))
    assert reason and tally
    beside = reason["x"] + reason["width"] <= tally["x"]
    assert beside or reason["y"] + reason["height"] <= tally["y"]


def test_staff_read_why_somebody_is_suspended(client: Client, cast: Cast, unpaid: Candidate) -> None:
    StaffRole.objects.get_or_create(program="atlassian", user=cast.owner, role=StaffRole.Role.OWNER)
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert WHY in said(client, f"/desk/atlassian/candidates/{unpaid.number}/")
    rules = said(client, "/desk/atlassian/policy/")
    assert "is suspended after January 15 of the next year, and not valid until one of “Late fees” makes up" in rules
