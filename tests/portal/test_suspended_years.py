"""Whom a missed year suspends reads why, and what makes it active again; staff read the same."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from recert.journal.change import SYSTEM
from recert.people.models import Candidate, StaffRole
from recert.policy.assess import assess
from recert.policy.history import Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from recert.portal.timeline import timeline
from recert.records.actions import publish_policy, record_credential, record_exam
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
YEARS_OF_THE_CYCLE = (
    SUSPENDS.replace('"of the calendar"', '"of the cycle"')
    .replace('on = "01-15"', "days = 30")
    .replace("for_months = 12\n", "")
)
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
    ways = said(client, "/atlassian/ways/")
    assert WHY in ways
    assert "Associate is suspended, and not active again before that is done." in ways
    recorded(unpaid, "Late fee for 2025", date(2026, 6, 10), type="presenting")
    paid = said(client, "/atlassian/")
    assert "Suspended since" not in paid
    assert "Active until December 10, 2026" in paid
    assert "Suspended from January 16, 2026 to June 9, 2026, because 2025 gave 0 of 1 payment for “Annual fee”." in paid


def test_who_renews_by_the_exam_reads_that_it_stays_suspended(
    client: Client, cast: Cast, unpaid: Candidate, today: Any
) -> None:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    today(date(2026, 11, 1))
    record_exam(SYSTEM, unpaid, "ACA-JSWE", date(2026, 10, 20), passed=True)
    ways = said(client, "/atlassian/ways/")
    assert "Nothing waits for a renewal" in ways
    assert "Associate: Suspended since January 16, 2026, because 2025 gave 0 of 1 payment" in ways


def words(client: Client, address: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", said(client, address)).split())


def test_the_drawing_shows_when_it_was_suspended_and_says_it_in_words(
    client: Client, cast: Cast, unpaid: Candidate, today: Any
) -> None:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/atlassian/").content.decode()
    told = words(client, "/atlassian/")
    assert page.count('<rect class="suspended"') == 1
    assert "Suspended since Jan 16, 2026" in told
    assert "January 16, 2026 Suspended: 2025 gave 0 of 1 payment for “Annual fee”. June 15, 2026 Today." in told
    recorded(unpaid, "Late fee for 2025", date(2026, 6, 10), type="presenting")
    told = words(client, "/atlassian/")
    assert "Suspended from Jan 16, 2026 to Jun 9, 2026" in told
    assert "June 9, 2026 The last day of that suspension. June 10, 2026 Late fee for 2025:" in told
    today(date(2027, 4, 1))
    assert "Suspended from Jan 16, 2026 to Jun 9, 2026" in words(client, "/atlassian/history/")


def test_a_cycle_without_a_suspension_draws_none(client: Client, cast: Cast, unpaid: Candidate) -> None:
    recorded(unpaid, "Fee of 2025", date(2025, 6, 10), type="local-event")
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/atlassian/").content.decode()
    assert "suspended" not in page.partition('<svg class="timeline')[2].partition("</figure>")[0]


def test_suspensions_that_touch_are_drawn_as_one_and_told_year_by_year() -> None:
    policy = parse_policy(TEXT + YEARS_OF_THE_CYCLE, "policy.toml")
    assert isinstance(policy, Policy), policy
    held, on = History((Award("ACA-JSWE", date(2024, 12, 10)),)), date(2027, 2, 20)
    standing = assess(plan(policy), held, on).groups[0]
    (span,) = timeline(standing, standing.cycles[0], {}, on, policy).suspended
    assert (span.since, span.until) == (date(2026, 1, 9), None)
    assert [first for first, _ in span.told] == [date(2026, 1, 9), date(2027, 1, 10)]
    assert float(span.x.rstrip("%")) + float(span.width.rstrip("%")) < 100


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
